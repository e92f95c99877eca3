/** A `forEach` that does several things for each item: what each of them gives, and in which order they go. */
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type Chain,
  explain,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { type Received, sending } from '../living/sending.ts';

interface ThingSnapshot {
  readonly id: number;
  readonly name: string;
  readonly n: number;
  readonly self: Thing;
}
interface Thing extends Chain<ThingSnapshot> {
  readonly n: Chain<number>;
  readonly notes: { add(text: string): Action<{ readonly text: string }> };
  bump(): Action<undefined>;
  rename(name: string): Action<ThingSnapshot>;
  update(changes: { readonly name?: string }): Action<undefined>;
  guarded(name: string): Action<undefined>;
  delete(): Action<undefined>;
}
interface Api {
  readonly things: Sequence<ThingSnapshot & Omit<Thing, keyof ThingSnapshot>, unknown>;
}

const text = (name: string, keeps?: string): object => ({
  parameters: { [name]: { type: 'string', ...(keeps && { keeps }) } },
});
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { things: member.collection('thing', { path: 'things', indexed: true }) } },
    thing: {
      address: 'things/{id}',
      members: {
        id: member.field('number', 'ref'),
        name: member.field('string', 'stub'),
        n: member.field('number', 'stub'),
        self: member.link('thing', { path: '' }),
        notes: member.collection('note', {
          path: 'notes',
          indexed: true,
          actions: {
            add: member.action('POST', '', {
              ...text('text'),
              positional: ['text'],
              creates: 'note',
              gives: 'whole',
            }).call,
          },
        }),
        bump: member.action('POST', 'bump'),
        rename: member.action('PATCH', '', {
          ...text('name'),
          positional: ['name'],
          gives: 'whole',
        }),
        update: member.action('PUT', '', {
          parameters: {
            name: { type: 'string', keeps: 'name' },
            n: { type: 'integer', keeps: 'n' },
          },
        }),
        guarded: member.action('PATCH', '', {
          ...text('name'),
          positional: ['name'],
          guard: 'etag',
        }),
        delete: member.action('DELETE', ''),
      },
    },
    note: {
      address: 'notes/{id}',
      members: {
        text: member.field('string', 'stub'),
        thing: member.ref('thing', 'stub', { by: 'thingId' }),
      },
    },
  },
};
const dialect = rest({ window: { by: 'offset', start: 'offset', size: 'limit' } });

interface Stored {
  readonly id: number;
  readonly name: string;
  readonly n: number;
}

/** A server of as many things: what changes one of them makes its ETag another. */
function server(count: number): ReturnType<typeof sending<Api>> & {
  readonly things: ReadonlyMap<number, Stored>;
  readonly written: () => readonly string[];
} {
  const things = new Map<number, Stored>();
  const versions = new Map<number, number>();
  for (let id = 1; id <= count; id += 1) things.set(id, { id, name: `T${id}`, n: id });
  const answer = ({ method, path, body, headers }: Received): Response | undefined => {
    const [, kind, number, below] = path.split(/[/?]/);
    const id = Number(number);
    if (kind !== 'things') return undefined;
    if (Number.isNaN(id)) return Response.json([...things.values()]);
    const thing = things.get(id);
    if (thing === undefined) return undefined;
    const etag = (): string => `"${versions.get(id) ?? 1}"`;
    const guard = headers['if-match'];
    if (guard !== undefined && guard !== etag()) return new Response(null, { status: 412 });
    const given: object = body === '' ? {} : JSON.parse(body);
    if (below === 'notes') return Response.json({ id: 100 + id, ...given, thingId: id });
    if (method === 'GET') return Response.json(thing, { headers: { etag: etag() } });
    versions.set(id, (versions.get(id) ?? 1) + 1);
    if (method === 'DELETE') things.delete(id);
    else things.set(id, { ...thing, ...given, n: thing.n + (below === 'bump' ? 1 : 0) });
    if (method === 'PATCH') return Response.json(things.get(id), { headers: { etag: etag() } });
    return new Response(null, { status: 204 });
  };
  const { root, received } = sending<Api>(dialect, map, answer);
  const written = (): readonly string[] =>
    received
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path}`);
  return { root, received, things, written };
}

describe('what an action gives that is one of several for an item', () => {
  it('stands, also where a later one changes what it names', async () => {
    const { root, received, written } = server(1);

    const given = await root.things.forEach((thing) => [
      thing.bump(),
      thing.update({ name: 'B' }),
      thing.notes.add('done'),
    ]);

    expect(given).toMatchObject([[undefined, undefined, { text: 'done' }]]);
    expect(written()).toHaveLength(3);
    expect(received.filter(({ path }) => path.startsWith('/notes/'))).toEqual([]);
  });

  it('is its own answer, for which nothing is asked behind the others', async () => {
    const { root, received } = server(1);

    const given = await root.things.forEach((thing) => [
      thing.rename('A'),
      thing.update({ name: 'B' }),
    ]);

    expect(given).toMatchObject([[{ id: 1, name: 'A' }, undefined]]);
    expect(received.at(-1)?.method).toBe('PUT');
  });

  it('is as it was where the last one deletes the item', async () => {
    const { root, received } = server(1);

    const given = await root.things.forEach((thing) => [
      thing.rename('A'),
      thing.update({ name: 'B' }),
      thing.delete(),
    ]);

    expect(given).toMatchObject([[{ name: 'A' }, undefined, undefined]]);
    expect(received.at(-1)?.method).toBe('DELETE');
  });

  it('is read anew by whoever goes on from there', async () => {
    const { root } = server(1);
    const [given] = await root.things.forEach((thing) => [
      thing.rename('A'),
      thing.update({ name: 'B' }),
      thing.bump(),
    ]);

    const [renamed] = given as unknown as [ThingSnapshot];

    expect(renamed).toMatchObject({ name: 'A', n: 1 });
    expect(await renamed.self.n).toBe(2);
  });

  it('is planned to be asked for nowhere', () => {
    const plan = explain(
      server(1).root.things.forEach((thing) => [thing.rename('A'), thing.update({ name: 'B' })]),
    );

    expect(plan.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'PATCH', 'PUT']);
  });
});

describe('an action that goes by what was read', () => {
  it('reads anew where another for the item was done since an answer', async () => {
    const { root, things, received } = server(1);

    await root.things.forEach((thing) => [
      thing.rename('A'),
      thing.bump(),
      thing.update({ name: 'B' }),
    ]);

    expect(things.get(1)).toEqual({ id: 1, name: 'B', n: 2 });
    expect(received.map(({ method }) => method)).toEqual([
      ...['GET', 'GET', 'PATCH', 'POST', 'GET', 'PUT'],
    ]);
  });

  it('goes with the ETag that is there by then', async () => {
    const { root, things } = server(1);

    await root.things.forEach((thing) => [thing.rename('A'), thing.bump(), thing.guarded('B')]);

    expect(things.get(1)).toEqual({ id: 1, name: 'B', n: 2 });
  });

  it('goes by the answer of the action just before it', async () => {
    const { root, things, received } = server(1);

    await root.things.forEach((thing) => [
      thing.bump(),
      thing.rename('A'),
      thing.update({ name: 'B' }),
    ]);

    expect(things.get(1)).toEqual({ id: 1, name: 'B', n: 2 });
    expect(received.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST', 'PATCH', 'PUT']);
  });
});
