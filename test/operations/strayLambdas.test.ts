/** Lambdas that ask for something else each time they run. */
import { describe, expect, it } from 'vitest';
import { explain, HypChat, type RoomRow, within } from '../../src/index.ts';

const ENDPOINT = 'https://chat.example.com';
const room = (id: number) => ({
  id,
  name: `Room ${id}`,
  links: { self: `${ENDPOINT}/v2/room/${id}` },
});

/** A client of a server with two rooms, of which each page of a history holds one message. */
function open() {
  const requests: string[] = [];
  const fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    requests.push(pathname + search);
    if (requests.length > 50) throw new Error('this does not end');
    const items = pathname === '/v2/room' ? [room(1), room(2)] : [{ id: 'a', message: 'hi' }];
    return Response.json({ items, startIndex: 0, maxResults: 100, links: { self: pathname } });
  };
  return { hc: new HypChat('token', { endpoint: ENDPOINT, fetch }), requests };
}

/** What a chain ends with. */
const failing = (chain: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(chain).catch((error: unknown) => error);

let count = 0;
/** Another moment each time. */
const now = (): string => {
  count += 1;
  return new Date(Date.UTC(2018, 0, 1) + count * 1000).toISOString();
};
const historyOf = (each: RoomRow) => each.history({ date: now() });

describe('a lambda that asks for something else each time it runs', () => {
  it.each([
    ['finds', (hc: HypChat) => hc.rooms.map((each) => historyOf(each).items.find(() => true))],
    ['counts', (hc: HypChat) => hc.rooms.filter((each) => historyOf(each).count() > 0)],
    [
      'compares',
      (hc: HypChat) => hc.rooms.sort((a, b) => historyOf(a).count() - historyOf(b).count()),
    ],
    ['adds up', (hc: HypChat) => hc.rooms.reduce((sum, each) => sum + historyOf(each).count(), 0)],
    [
      'does so within another',
      (hc: HypChat) => hc.rooms.map((each) => each.participants.map(() => historyOf(each).count())),
    ],
  ])('ends with an error that says so: it %s', async (_what, chain) => {
    const { hc, requests } = open();
    const error = await failing(chain(hc));

    expect(String(error)).toContain('asks for `history` with something else each time');
    expect(requests.length).toBeLessThan(30);
  });

  it('comes to an end where requests are foretold, too', async () => {
    const { hc, requests } = open();
    const chain = hc.rooms.map((each) => historyOf(each).items.length);

    expect(String(await failing(within(chain, { budget: 40 })))).toContain('each time');
    expect(String(await explain(chain))).toContain('/history?');
    expect(requests.length).toBeLessThan(30);
  });

  it('is none where what was only guessed on samples is not looked at again', async () => {
    const rooms = Array.from({ length: 20 }, (_, index) => room(index + 1));
    const fetch = async (input: RequestInfo | URL): Promise<Response> => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      if (pathname !== '/v2/room') {
        return Response.json({ ...room(Number(pathname.split('/')[3])), topic: 'Tea' });
      }
      return Response.json({ items: rooms, startIndex: 0, maxResults: 100, links: {} });
    };
    const hc = new HypChat('token', { endpoint: ENDPOINT, fetch });

    const found = hc.rooms.find((each) => each.topic === '' && each.participants.count() > 0);
    expect(await failing(found)).toBeUndefined();
  });

  it.each([
    [
      'by another lambda',
      (hc: HypChat) =>
        hc.rooms
          .filter((each) => each.participants.length < 2)
          .take(1)
          .map((each) => each.participants.map(({ name }) => name)),
    ],
    [
      'in one lambda',
      (hc: HypChat) =>
        hc.rooms.find(
          (each) =>
            each.participants.length < 2 &&
            each.participants.map(({ name }) => name).includes('Bo'),
        ),
    ],
    [
      'by a search',
      (hc: HypChat) =>
        hc.rooms
          .filter((each) => each.participants.length < 2)
          .every((each) => each.participants.flatMap(({ id }) => [id]).length === 9),
    ],
  ])('is none that asks, %s, for a collection of items that fall out', async (_how, chain) => {
    const rooms = Array.from({ length: 20 }, (_, index) => room(index + 1));
    const fetch = async (input: RequestInfo | URL): Promise<Response> => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      const users = [1, 2].map((id) => ({ id, name: `User ${id}`, links: {} }));
      const items = pathname === '/v2/room' ? rooms : users;
      return Response.json({ items, startIndex: 0, maxResults: 1000, links: {} });
    };
    const hc = new HypChat('token', { endpoint: ENDPOINT, fetch });

    expect(await failing(chain(hc))).not.toBeInstanceOf(Error);
  });

  it('is let alone where it comes to its end', async () => {
    const { hc } = open();
    let runs = 0;
    const sizes = hc.rooms.map((each) => {
      runs += 1;
      return each.history({ maxResults: Math.min(runs, 4) }).items.length;
    });

    expect(await sizes).toEqual([1, 1]);
  });
});
