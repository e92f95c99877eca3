import { describe, expect, it } from 'vitest';
import { field } from '../../src/index.ts';
import { mockApi, page, roomStub, wholeRoom } from '../helpers/mockApi.ts';

type Name =
  | 'craete'
  | 'created'
  | 'epochMilliseconds'
  | 'fliter'
  | 'forEach'
  | 'id'
  | 'items'
  | 'itmes'
  | 'join'
  | 'latest'
  | 'length'
  | 'links'
  | 'map'
  | 'mentions'
  | 'name'
  | 'owner'
  | 'participants'
  | 'push'
  | 'reduce'
  | 'reqest'
  | 'room'
  | 'rooms'
  | 'slice'
  | 'toArray'
  | 'toFixed'
  | 'topic'
  | 'toUpperCase'
  | 'values';
/** As somebody writes who has no compiler. */
interface Wild extends PromiseLike<unknown>, Readonly<Record<Name | 0 | -1 | -2, Wild>> {
  (...args: readonly unknown[]): Wild;
}

const anyhow = (chain: unknown): Wild => chain as Wild;

const failure = (chain: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(chain).then(
    (value) => `no error, but ${String(value)}`,
    (error: unknown) => error,
  );

describe('a name of JavaScript’s own on what is not in hand yet', () => {
  const api = mockApi();
  const wild = (): Wild => anyhow(api.hc);

  it.each([
    {
      name: 'the length of items',
      run: () => wild().rooms.items.length,
      says: 'a list of items has no `length` before it is awaited: write `(await …).length` or `(await ….toArray()).length`',
    },
    {
      name: 'the length of a collection',
      run: () => wild().rooms.length,
      says: 'a collection has no `length` before it is awaited: write `(await ….items).length` or `(await ….toArray()).length`',
    },
    {
      name: 'an item counted from the end',
      run: () => wild().rooms.items[-1],
      says: 'a list of items has no `-1`: write `at(-1)`',
    },
    {
      name: 'an item of a collection counted from the end',
      run: () => wild().rooms[-2],
      says: 'a collection has no `-2`: write `at(-2)`',
    },
    {
      name: 'what arrays can do',
      run: () => wild().rooms.slice(0, 3),
      says: 'a collection has no `slice` before it is awaited: write `(await ….items).slice(…)` or',
    },
    {
      name: 'what arrays can do to items',
      run: () => wild().rooms.items.push(1),
      says: 'a list of items has no `push` before it is awaited: write `(await …).push(…)`',
    },
    {
      name: 'the length of results',
      run: () => wild().rooms.map((room: { readonly name: string }) => room.name).length,
      says: 'a list of results has no `length`: await it first',
    },
    {
      name: 'a field of results',
      run: () => wild().rooms.map((room: object) => room).name,
      says: 'a list of results has no `name`: write `map((item) => item.name)`, or take one by `find((item) => …)`',
    },
    {
      name: 'one of results, as of a collection',
      run: () => wild().rooms.map((room: object) => room).items[0],
      says: 'a list of results has no `items`: take one by `at(n)`, or await it first',
    },
    {
      name: 'one of results',
      run: () =>
        Reflect.get(
          wild().rooms.map((room: object) => room),
          '1',
        ) as unknown,
      says: 'a list of results has no [1]: take one by `at(1)`, or await it first',
    },
    {
      name: 'the length of all items',
      run: () => wild().rooms.toArray().length,
      says: 'what `toArray` gives is not there before it is awaited: write `(await …).length`',
    },
    {
      name: 'one of all items',
      run: () => wild().rooms.toArray()[0].name,
      says: 'what `toArray` gives is not there before it is awaited: write `(await …)[0]`',
    },
    {
      name: 'what is read of what was made of all items',
      run: () => wild().rooms.reduce((last: object) => last).topic,
      says: 'what `reduce` gives is not there before it is awaited: write `(await …).topic`',
    },
    {
      name: 'what is done with what actions answered',
      run: () =>
        wild()
          .rooms.forEach(() => null)
          .join(','),
      says: 'what `forEach` gives is not there before it is awaited: write `(await …).join(…)`',
    },
    {
      name: 'the length of a list that the map knows',
      run: () => wild().room(42).latest.items[0].mentions.length,
      says: 'a list has no `length` before it is awaited: write `(await …).length`',
    },
    {
      name: 'a field of an item on the items',
      run: () => wild().rooms.items.owner,
      says: 'a list of items has no `owner`: an item has, as in `items[0].owner` or `map((item) => item.owner)`',
    },
    {
      name: 'a misspelt operation on items',
      run: () => wild().rooms.items.fliter(() => true),
      says: 'a list of items has no `fliter`; did you mean "filter"?',
    },
    {
      name: 'a misspelt operation',
      run: () => wild().rooms.fliter(() => true),
      says: '`fliter` cannot be called: fliter is no action here; did you mean "filter"?',
    },
    {
      name: 'a misspelt action',
      run: () => wild().rooms.craete({}),
      says: '; did you mean "create"?',
    },
    {
      name: 'a misspelt operation on results',
      run: () =>
        wild()
          .rooms.map((room: { readonly name: string }) => room.name)
          .fliter(Boolean),
      says: '; did you mean "filter"?',
    },
    {
      name: 'what the root can do by itself',
      run: () => wild().reqest('GET', '/room'),
      says: 'no "reqest" on the root: it has rooms,',
    },
    {
      name: 'what was meant of the root',
      run: () => wild().reqest('GET', '/room'),
      says: ', at, request, wrap; did you mean "request"?',
    },
    {
      name: 'the length of a text',
      run: () => wild().room(42).name.length,
      says: 'a value is not there before it is awaited: write `(await …).length`',
    },
    {
      name: 'what texts can do',
      run: () => wild().room(42).name.toUpperCase(),
      says: 'write `(await …).toUpperCase(…)`',
    },
    {
      name: 'what numbers can do',
      run: () => wild().room(42).id.toFixed(2),
      says: 'write `(await …).toFixed(…)`',
    },
    {
      name: 'what moments can do',
      run: () => wild().room(42).created.epochMilliseconds,
      says: 'write `(await …).epochMilliseconds`',
    },
    {
      name: 'what is done to a short list',
      run: () => wild().room(42).participants.items.join(','),
      says: 'a list of items has no `join` before it is awaited',
    },
  ])('is told before anything is sent: $name', async ({ run, says }) => {
    const error = await failure(run() as PromiseLike<unknown>);

    expect(String(error)).toContain(says);
    expect(String(error)).toMatch(/\n {2}hc\./);
    expect(api.asked).toEqual([]);
  });

  it('is a field of the server where it is asked for as that, or where the map cannot tell', async () => {
    const answer = { ...Object(page([roomStub(1)])), length: 7, values: 8 };
    api.on('GET', '/v2/room', answer);
    api.on('GET', '/v2/room', answer);
    api.on('GET', '/v2/room/42', { ...wholeRoom(42), links: { length: 'x' } });

    expect(await field(api.hc.rooms, 'length')).toBe(7);
    expect(await wild().rooms.values).toBe(8);
    expect(await wild().room(42).links.length).toBe('x');
  });

  it('is told of a page by what there is', async () => {
    api.on('GET', '/v2/room', page([roomStub(1)]));

    const error = await failure(wild().rooms.itmes);

    expect(String(error)).toContain('no "itmes" on a page of rooms: it has items,');
    expect(String(error)).toContain('; did you mean "items"?');
  });

  it('is told of a value that the map does not know, once that is there', async () => {
    api.on('GET', '/v2/room/42', { ...wholeRoom(42), links: ['a', 'b'] });

    const error = await failure(wild().room(42).links.length);

    expect(String(error)).toContain('is a list: it has no "length" before it is awaited');
  });
});
