/** A small world for what is counted and read by hand. */
import type { ServerLimits, Step, Steps, World } from './world.ts';

/** `ant(1).r.w` as steps. */
export function steps(text: string): Steps {
  return text.split('.').map((part): Step => {
    const [, kind = '', id = ''] = /^(\w+)\((\w+)\)$/.exec(part) ?? [];
    if (kind !== '') return { is: 'lookup', kind, id };
    if (/^\d+$/.test(part)) return { is: 'item', index: Number(part) };
    if (part === 'items' || part === 'self') return { is: part };
    if (part === 'ants' || part === 'c' || part === 'd') return { is: 'list', name: part };
    return { is: /^(id|s|w)$/.test(part) ? 'field' : 'ref', name: part };
  });
}

const whole = { in: 'whole' } as const;

/** Four ants in a ring of `next`; each has a bee, `own` below its address, and collections `c` and (only declared) `d`. */
export function world(
  chains: readonly string[],
  limits: Partial<ServerLimits> = {},
  stubLinks = false,
): World {
  const ids = ['1', '2', '3', '4'];
  const fieldsOf = (address: string) => ({
    id: `id of ${address}`,
    s: `s of ${address}`,
    w: `w of ${address}`,
  });
  const ants = ids.map((id) => ({
    address: `/ant/${id}`,
    kind: 'ant',
    fields: fieldsOf(`/ant/${id}`),
    refs: {
      next: `/ant/${(Number(id) % 4) + 1}`,
      bee: id === '3' ? null : '/bee/1',
      near: '/bee/1',
      own: `/ant/${id}/own`,
    },
  }));
  const bees = ['/bee/1', ...ids.map((id) => `/ant/${id}/own`)].map((address) => ({
    address,
    kind: 'bee',
    fields: fieldsOf(address),
    refs: { ant: '/ant/2' },
  }));
  const all = ids.map((id) => `/ant/${id}`);
  const inside = { id: 'stub', s: 'stub', w: 'whole' } as const;
  return {
    kinds: {
      ant: {
        fields: inside,
        refs: {
          next: { kind: 'ant', ...whole },
          bee: { kind: 'bee', ...whole },
          near: { kind: 'bee', in: 'stub' },
          own: { kind: 'bee', path: 'own', ...whole },
        },
        lists: { c: { kind: 'ant', path: 'c' }, d: { kind: 'ant' } },
      },
      bee: { fields: inside, refs: { ant: { kind: 'ant', ...whole } }, lists: {} },
    },
    rootLists: { ants: 'ant' },
    resources: Object.fromEntries([...ants, ...bees].map((each) => [each.address, each])),
    aliases: { '/ant/n1': '/ant/1' },
    lists: Object.fromEntries([
      ['/ants', all],
      ...all.flatMap((address) => [
        [`${address}/c`, all],
        [`${address}/xd`, all],
      ]),
    ]),
    stubLinks,
    limits: { pageSize: 3, defaultPageSize: 2, ...limits },
    chains: chains.map(steps),
  };
}
