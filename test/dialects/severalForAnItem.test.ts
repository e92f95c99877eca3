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
  readonly notes: Sequence<{ readonly text: string; delete(): Action<undefined> }, unknown> & {
    add(text: string): Action<{ readonly text: string }>;
  };
  bump(): Action<undefined>;
  rename(name: string): Action<ThingSnapshot> & Pick<Thing, 'bump'>;
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
        delete: member.action('DELETE', ''),
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

/** A server of as many things: what changes one of them makes its ETag another. @param late - What it is some time about. */
function server(
  count: number,
  late?: string,
): ReturnType<typeof sending<Api>> & {
  readonly things: ReadonlyMap<number, Stored>;
  readonly written: () => readonly string[];
  /** How many requests were on their way at the same time, at most. */
  readonly most: () => number;
} {
  const things = new Map<number, Stored>();
  const versions = new Map<number, number>();
  for (let id = 1; id <= count; id += 1) things.set(id, { id, name: `T${id}`, n: id });
  const answer = ({ method, path, body, headers }: Received): Response | undefined => {
    const [, kind, number, below] = path.split(/[/?]/);
    const id = Number(number);
    if (kind === 'notes') return new Response(null, { status: 204 });
    if (kind !== 'things') return undefined;
    if (Number.isNaN(id)) return Response.json([...things.values()]);
    const thing = things.get(id);
    if (thing === undefined) return undefined;
    const etag = (): string => `"${versions.get(id) ?? 1}"`;
    const guard = headers['if-match'];
    if (guard !== undefined && guard !== etag()) return new Response(null, { status: 412 });
    const given: object = body === '' ? {} : JSON.parse(body);
    if (below === 'notes' && method === 'GET') {
      return Response.json(
        path.includes('offset=0') ? [7, 8].map((note) => ({ id: note, text: 'x' })) : [],
      );
    }
    if (below === 'notes') return Response.json({ id: 100 + id, ...given, thingId: id });
    if (method === 'GET') return Response.json(thing, { headers: { etag: etag() } });
    versions.set(id, (versions.get(id) ?? 1) + 1);
    if (method === 'DELETE') things.delete(id);
    else things.set(id, { ...thing, ...given, n: thing.n + (below === 'bump' ? 1 : 0) });
    if (method === 'PATCH') return Response.json(things.get(id), { headers: { etag: etag() } });
    return new Response(null, { status: 204 });
  };
  let [open, most] = [0, 0];
  const { root, received } = sending<Api>(dialect, map, async (asked) => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setTimeout(resolve, asked.path === late ? 20 : 0));
    open -= 1;
    return answer(asked) ?? new Response(null, { status: 404 });
  });
  const written = (): readonly string[] =>
    received
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path}`);
  return { root, received, things, written, most: () => most };
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

describe('the actions for an item', () => {
  it('go out in their order, also where one of them reads anew', async () => {
    const { root, written } = server(1);

    await root.things.forEach((thing) => [
      thing.bump(),
      thing.update({ name: 'B' }),
      thing.notes.add('done'),
    ]);

    expect(written()).toEqual(['POST /things/1/bump', 'PUT /things/1', 'POST /things/1/notes']);
  });

  it('go out one after the other, whatever they are sent to', async () => {
    const { root, written, received } = server(2, '/things/1/notes');

    await root.things.forEach((thing) => [thing.notes.add('last words'), thing.delete()]);

    expect(written().filter((line) => line.includes('/things/1'))).toEqual([
      'POST /things/1/notes',
      'DELETE /things/1',
    ]);
    expect(received.map(({ method }) => method).slice(0, 3)).toEqual(['GET', 'POST', 'POST']);
  });

  it('wait for those of a chain that has several', async () => {
    const { root, written } = server(1);

    await root.things.forEach((thing) => [thing.rename('A').bump(), thing.delete()]);

    expect(written()).toEqual(['PATCH /things/1', 'POST /things/1/bump', 'DELETE /things/1']);
  });

  it('wait for those before a forEach within, and go on behind it', async () => {
    const { root, written } = server(1);

    await root.things.forEach((thing) => [
      thing.bump(),
      thing.notes.forEach((note) => note.delete()),
      thing.delete(),
    ]);

    expect(written()).toEqual([
      ...['POST /things/1/bump', 'DELETE /notes/7', 'DELETE /notes/8', 'DELETE /things/1'],
    ]);
  });

  it('go one by one in a forEach within that says so', async () => {
    const { root, written, most } = server(1);

    await root.things.forEach((thing) =>
      thing.notes.forEach((note) => note.delete(), { concurrency: 1 }),
    );

    expect(written()).toEqual(['DELETE /notes/7', 'DELETE /notes/8']);
    expect(most()).toBe(1);
  });

  it('come behind those for the items before it, one by one', async () => {
    const { root, written } = server(2);

    await root.things.forEach(
      (thing) => (thing.id === 1 ? [thing.bump(), thing.update({ name: 'B' })] : thing.bump()),
      { concurrency: 1 },
    );

    expect(written()).toEqual(['POST /things/1/bump', 'PUT /things/1', 'POST /things/2/bump']);
  });

  it('are read anew once, however long they wait', async () => {
    const { root, received } = server(2);

    await root.things.forEach((thing) => [thing.bump(), thing.update({ name: 'B' })], {
      concurrency: 1,
    });

    expect(received.map(({ method, path }) => `${method} ${path}`).slice(3)).toEqual([
      ...['POST /things/1/bump', 'GET /things/1', 'PUT /things/1'],
      ...['POST /things/2/bump', 'GET /things/2', 'PUT /things/2'],
    ]);
  });
});
