/** The headers that a dialect gives: which requests they go with, and what they may not be. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type Chain,
  type Dialect,
  download,
  type LinkMap,
  member,
  request,
} from '../../src/index.ts';
import { madeUp, ORIGIN } from './madeUp.ts';
import { errorOf, type Received, sending } from './sending.ts';

const OTHER = 'https://files.living.test';
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        book: member.lookup('book', 'books/{id}'),
        books: member.collection('book', { path: 'books', indexed: false }),
      },
    },
    book: {
      address: 'books/{id}',
      members: {
        title: member.field('string', 'whole'),
        cover: member.link('cover', { rel: 'cover' }),
        rename: member.action('PUT', '', {
          parameters: { title: { type: 'string' } },
          positional: ['title'],
        }),
      },
    },
    cover: { members: { size: member.field('number', 'whole') } },
  },
};
interface Book {
  readonly title: Chain<string>;
  readonly cover: object & { readonly size: Chain<number> };
  rename(title: string): Action<undefined>;
}
interface Api {
  book(id: number): Book;
  readonly books: AsyncIterable<unknown>;
}

const withHeaders = (headers: Dialect['headers']): Dialect =>
  headers === undefined ? madeUp : { ...madeUp, headers };
const versioned = withHeaders(() => ({ Accept: 'application/vnd.living+json', 'X-Version': '3' }));

const answer = ({ path, method, url }: Received): Response | undefined => {
  if (path === '/books') return Response.json({ data: [] });
  if (method === 'PUT') return new Response(null, { status: 204 });
  if (url === `${ORIGIN}/books/2`) {
    return new Response(null, { status: 302, headers: { location: `${OTHER}/books/2` } });
  }
  // The made-up dialect reads links below its own origin alone: the other one is reached by a redirect.
  return Response.json({ '@': path, title: 'Tea', size: 1, links: { cover: '/covers/1' } });
};

describe('the headers of a dialect', () => {
  it('go with reads, pages, actions and requests by hand, also without a token', async () => {
    const { root, received } = sending<Api>(versioned, map, answer);

    await root.book(1).title;
    for await (const _book of root.books);
    await root.book(1).rename('Tee');
    await request(root, 'GET', '/books/1');

    expect(received.map(({ headers }) => [headers.accept, headers['x-version']])).toEqual(
      Array.from({ length: 4 }, () => ['application/vnd.living+json', '3']),
    );
    expect(received.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it('are asked for with the method, the address and the kind of what is meant', async () => {
    const told: unknown[] = [];
    const dialect = withHeaders((about) => {
      told.push(about);
      return {};
    });
    const { root } = sending<Api>(dialect, map, answer);

    await root.book(1).title;
    for await (const _book of root.books);
    await root.book(1).rename('Tee');
    await request(root, 'GET', '/books/1');

    expect(told).toEqual([
      { method: 'GET', url: `${ORIGIN}/books/1`, kind: 'book' },
      { method: 'GET', url: `${ORIGIN}/books`, kind: 'book' },
      { method: 'PUT', url: `${ORIGIN}/books/1`, kind: 'book' },
      { method: 'GET', url: `${ORIGIN}/books/1` },
    ]);
  });

  it('yield to what a request by hand says of itself', async () => {
    const { root, received } = sending<Api>(versioned, map, answer);

    await request(root, 'GET', '/books/1', { headers: { 'X-Version': '4' } });

    expect(received[0]?.headers['x-version']).toBe('4');
  });

  it('stay at home, as the token does, but for origins that get that', async () => {
    for (const access of ['anonymous', 'token'] as const) {
      const options = { origins: { [OTHER]: access }, token: 'a-long-token-of-ours' };
      const { root, received } = sending<Api>(versioned, map, answer, options);

      await root.book(2).title;

      const [home, other] = received.map(({ headers }) => [
        headers['x-version'],
        headers.authorization,
      ]);
      expect(home).toEqual(['3', 'Bearer a-long-token-of-ours']);
      expect(other).toEqual(access === 'token' ? home : [undefined, undefined]);
    }
  });

  it('leave to a download what it accepts', async () => {
    const { root, received } = sending<Api>(versioned, map, answer);

    await download(root.book(1).cover);

    expect(received.at(-1)?.headers).toMatchObject({ accept: '*/*', 'x-version': '3' });
  });
});

describe('a header of a dialect', () => {
  const ofTheOwn: Dialect = { ...madeUp, credentials: (token) => ({ 'X-Api-Key': token }) };

  it.each([
    ['authorization', 'says who asks'],
    ['x-api-key', 'says who asks'],
    ['host', 'is for the run-time to write'],
    ['content-length', 'is for the run-time to write'],
    ['transfer-encoding', 'is for the run-time to write'],
    ['connection', 'is for the run-time to write'],
    ['content-type', 'is written with the body: `write` says it'],
  ])('cannot be %s, however it is written', async (name, reason) => {
    for (const written of [name, name.toUpperCase()]) {
      const dialect = { ...ofTheOwn, headers: () => ({ [written]: 'mine' }) };
      const { root, received } = sending<Api>(dialect, map, answer, { token: 'ours' });

      const error = await errorOf(root.book(1).title);

      expect(error).toBeInstanceOf(TypeError);
      expect(error.message).toContain(`the dialect's \`headers\`: \`${written}\` ${reason}`);
      expect(received).toEqual([]);
    }
  });

  it('that would end its line is refused, and its value is repeated nowhere', async () => {
    const hostile = fc.tuple(fc.string(), fc.constantFrom('\r\n', '\n', '\r', '\0'), fc.string());
    await fc.assert(
      fc.asyncProperty(hostile, async ([before, end, after]) => {
        const value = `hidden-${before}${end}x${after}`;
        const { root, received } = sending<Api>(
          withHeaders(() => ({ 'x-tenant': value })),
          map,
          answer,
        );

        const error = await errorOf(root.book(1).title);

        expect(error).toBeInstanceOf(TypeError);
        expect(String(error)).toContain('`x-tenant` holds a character that no header can hold');
        expect(String(error)).not.toContain('hidden-');
        expect(received).toEqual([]);
      }),
    );
  });
});

describe('a token in a header of the dialect’s own', () => {
  const keyed: Dialect = { ...madeUp, credentials: (token) => ({ 'X-Api-Key': token }) };

  it('goes to the endpoint’s origin and to those that get the token, and never into an address', async () => {
    for (const access of ['anonymous', 'token'] as const) {
      const options = { origins: { [OTHER]: access }, token: 'a-long-token-of-ours' };
      const { root, received } = sending<Api>(keyed, map, answer, options);

      await root.book(2).title;

      expect(received.map(({ headers }) => headers['x-api-key'])).toEqual([
        'a-long-token-of-ours',
        access === 'token' ? 'a-long-token-of-ours' : undefined,
      ]);
      expect(received.every(({ headers }) => headers.authorization === undefined)).toBe(true);
      expect(received.some(({ url }) => url.includes('token'))).toBe(false);
    }
  });

  it('is hidden where the server repeats it', async () => {
    const repeating = (): Response =>
      Response.json({ error: 'a-long-token-of-ours is none of ours' }, { status: 403 });
    const options = { token: 'a-long-token-of-ours' };
    const { root } = sending<Api>(keyed, map, repeating, options);

    expect((await errorOf(root.book(1).title)).message).toContain('… is none of ours');
  });
});
