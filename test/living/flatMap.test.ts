/** `flatMap` over a collection of collections: what the lambda gives is a chain, and stands for what it leads to. */
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  explain,
  type LinkMap,
  member,
  type RowOperations,
  type Sequence,
} from '../../src/index.ts';
import { collect } from '../helpers/collect.ts';
import { settle } from '../helpers/settle.ts';
import { living, madeUp } from './madeUp.ts';

interface MemberRow {
  readonly name: string;
  readonly email: string;
}
interface GroupRow {
  readonly name: string;
  readonly members: RowOperations<MemberRow>;
}
interface Api {
  readonly groups: Sequence<GroupRow, unknown>;
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { groups: member.collection('group', { path: 'groups', indexed: false }) } },
    group: {
      address: 'groups/{id}',
      members: {
        name: member.field('string', 'stub'),
        members: member.collection('person', { path: 'members', indexed: false }),
      },
    },
    person: {
      address: 'people/{id}',
      members: { name: member.field('string', 'stub'), email: member.field('string', 'whole') },
    },
  },
};
const MEMBERS: Readonly<Record<string, readonly string[]>> = { 1: ['Ada', 'Bo'], 2: [], 3: ['Cy'] };
const person = (name: string) => ({ '@': `/people/${name}`, name });

const open = () =>
  living<Api>(
    { ...madeUp, limits: { ...madeUp.limits, expandDepth: 0 } },
    map,
    ({ path, query }) => {
      const [, kind, id = '', more] = path.split('/');
      if (kind === 'people') return { ...person(id), email: `${id}@living.test` };
      if (more === 'members') {
        const all = MEMBERS[id] ?? [];
        const at = Number(query.get('at') ?? 0);
        const next = at + 1 < all.length ? { next: `${path}?at=${at + 1}` } : {};
        return { data: all.slice(at, at + 1).map(person), ...next };
      }
      return { data: [1, 2, 3].map((each) => ({ '@': `/groups/${each}`, name: `G${each}` })) };
    },
  );

describe('a lambda of flatMap that gives a chain', () => {
  it('gives all that the chain leads to, in the place of it', async () => {
    const { root, requests } = open();
    const names = root.groups.flatMap((group) => group.members.map(({ name }) => name));

    expectTypeOf(names).resolves.toEqualTypeOf<string[]>();
    expect(await names).toEqual(['Ada', 'Bo', 'Cy']);

    expect(requests).toEqual([
      'GET /groups',
      'GET /groups/1/members',
      'GET /groups/2/members',
      'GET /groups/3/members',
      'GET /groups/1/members?at=1',
    ]);
  });

  it('is gone through in the same way', async () => {
    const { root } = open();

    expect(
      await collect(root.groups.flatMap((group) => group.members.map(({ name }) => name))),
    ).toEqual(['Ada', 'Bo', 'Cy']);
  });

  it('gives stubs where the chain leads to resources', async () => {
    const { root } = open();

    const people = await root.groups.flatMap(({ members }) => members.filter(() => true));
    const all = await root.groups.flatMap(({ members }) => members.contents());

    expect(people.map(({ name }) => name)).toEqual(['Ada', 'Bo', 'Cy']);
    expect(all.map(({ name }) => name)).toEqual(['Ada', 'Bo', 'Cy']);
    expect(await people[1]?.email).toBe('Bo@living.test');
  });

  it('counts and reads each of them in the stages that follow', async () => {
    const of = () => open().root.groups.flatMap(({ members }) => members.filter(() => true));

    expect(await of().map(({ name }) => name.toUpperCase())).toEqual(['ADA', 'BO', 'CY']);
    expect(
      await of()
        .filter(({ name }) => name !== 'Bo')
        .map(({ email }) => email),
    ).toEqual(['Ada@living.test', 'Cy@living.test']);
    expect(
      await of()
        .drop(1)
        .take(2)
        .map((each, index) => `${index} ${each.name}`),
    ).toEqual(['0 Bo', '1 Cy']);
    expect(await of().some(({ name }) => name === 'Cy')).toBe(true);
    expect(
      await collect(
        of()
          .map(({ email }) => email)
          .take(1),
      ),
    ).toEqual(['Ada@living.test']);
  });

  it('stands beside arrays, whose items stand for themselves', async () => {
    const { root } = open();

    expect(
      await root.groups.flatMap((group) =>
        group.name === 'G3' ? group.members.map(({ name }) => name) : [group.name],
      ),
    ).toEqual(['G1', 'G2', 'Cy']);
  });

  it('is asked for one by one where only some of what they give is taken', async () => {
    for (const [count, names, asked] of [
      [2, ['Ada', 'Bo'], ['1/members', '1/members?at=1']],
      [3, ['Ada', 'Bo', 'Cy'], ['1/members', '1/members?at=1', '2/members', '3/members']],
    ] as const) {
      const { root, requests } = open();
      const taken = root.groups.flatMap(({ members }) => members.contents()).take(count);

      expect(await taken.map(({ name }) => name)).toEqual(names);
      expect(requests).toEqual(['GET /groups', ...asked.map((each) => `GET /groups/${each}`)]);
    }
  });

  it('fails where the chain does', async () => {
    const { root } = living<Api>(madeUp, map, ({ path }) =>
      path === '/groups' ? { data: [{ '@': '/groups/1', name: 'G1' }] } : undefined,
    );

    const of = root.groups.flatMap(({ members }) => members.map(({ name }) => name));
    await expect(settle(of)).rejects.toThrow('no such thing');
    await expect(settle(of.filter(() => true))).rejects.toThrow('no such thing');
  });

  it('is planned with a request for each', () => {
    const { root } = open();
    const plan = explain(root.groups.flatMap(({ members }) => members.map(({ name }) => name)));

    expect(plan.requests.map(({ repeats }) => repeats)).toContain('an item');
  });
});
