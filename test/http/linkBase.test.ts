/** A server whose links name it otherwise than its users do: behind a proxy, or below a path that its links leave out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRebase, rebased } from '../../src/dialects/rebased.ts';
import { hal } from '../../src/hal.ts';
import {
  connect,
  type Dialect,
  explain,
  HypChat,
  type HypChatOptions,
  hipchat,
  hipchatMap,
  href,
  type Json,
  type LinkMap,
  member,
} from '../../src/index.ts';
import { createDescribe } from '../../src/plan/ask/describe.ts';
import { Doc, type Item, type JsonDoc, LinkedDoc, ListDoc } from '../../src/plan/known/document.ts';
import { libraryDialect } from '../helpers/library.ts';
import { settle } from '../helpers/settle.ts';

const TOKEN = 'secret-token-of-ann';

/** A server with two rooms and their owner at `outside`, all whose links begin with `inside`. */
function server(outside: string, inside: string, options: HypChatOptions) {
  const asked: string[] = [];
  const tokens = new Set<string | null>();
  const user = { id: 7, name: 'Ann', mention_name: 'ann', links: { self: `${inside}/v2/user/7` } };
  const room = (id: number) => ({
    id,
    name: `Room ${id}`,
    links: {
      self: `${inside}/v2/room/${id}`,
      participants: `${inside}/v2/room/${id}/participant`,
      mood: `${inside}/v2/room/${id}/mood`,
    },
  });
  const whole = (id: number) => ({
    ...room(id),
    topic: `See ${inside}/v2/room/${id}`,
    owner: user,
  });
  const answers: Readonly<Record<string, Json>> = {
    '/v2/room/1': whole(1),
    '/v2/room/2': whole(2),
    '/v2/room/1/participant': { items: [user], links: { self: `${inside}/v2/room/1/participant` } },
    '/v2/room/1/mood': { id: 1, color: 'red', links: { self: `${inside}/v2/room/1/mood` } },
    '/v2/user/7': { ...user, email: 'ann@chat.test' },
    '/v2/room': { items: [room(1)], startIndex: 0, links: { self: `${inside}/v2/room` } },
  };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { method, url, headers } = request;
    asked.push(`${method} ${url}`);
    tokens.add(headers.get('authorization'));
    if (!url.startsWith(`${outside}/v2`)) return new Response('elsewhere', { status: 502 });
    const path = url.slice(outside.length);
    if (method === 'POST') {
      const location = `${inside}/v2/room/2`;
      return Response.json({ id: 2, links: {} }, { status: 201, headers: { location } });
    }
    if (path === '/v2/room/Ops') {
      return new Response(null, { status: 302, headers: { location: `${inside}/v2/room/1` } });
    }
    const known = answers[path] ?? answers[path.replace(/\?.*/, '')];
    return known === undefined ? new Response('{}', { status: 404 }) : Response.json(known);
  };
  const hc = new HypChat(TOKEN, { endpoint: outside, fetch, retries: 0, ...options });
  return { hc, asked, tokens };
}

const SERVERS: readonly (readonly [string, string, string, HypChatOptions])[] = [
  [
    'behind a proxy',
    'https://chat.example.com',
    'http://inside:8080',
    { linkBase: 'http://inside:8080' },
  ],
  [
    'behind a proxy that adds a path',
    'https://example.com/chat',
    'http://inside:8080',
    { linkBase: new URL('http://inside:8080/v2/') },
  ],
  [
    'below a path that its links leave out',
    'https://example.com/chat',
    'https://example.com',
    { linkBase: 'https://example.com' },
  ],
  [
    'below a path that the proxy takes away',
    'https://chat.example.com',
    'https://chat.example.com/inside',
    { linkBase: ['http://other:1', 'https://chat.example.com/inside'] },
  ],
];

describe('`linkBase`', () => {
  it.each(SERVERS)('leads links to the endpoint: %s', async (_which, outside, inside, options) => {
    const { hc, asked, tokens } = server(outside, inside, options);

    expect(await hc.room(1).owner.email).toBe('ann@chat.test');
    // @ts-expect-error -- no map knows this link
    expect(await hc.room(1).mood.color).toBe('red');
    expect(await hc.room(1).participants.items[0].name).toBe('Ann');
    expect(await hc.rooms.map((room) => room.owner.email)).toEqual(['ann@chat.test']);
    const stub = await hc.rooms.items[0];
    expect(await stub.topic).toBe(`See ${inside}/v2/room/1`);
    expect(await hc.room('Ops').self.topic).toBe(`See ${inside}/v2/room/1`);
    expect(await hc.rooms.create({ name: 'New' }).topic).toBe(`See ${inside}/v2/room/2`);
    expect(asked.filter((line) => !line.includes(` ${outside}/v2/`))).toEqual([]);
    expect([...tokens]).toEqual([`Bearer ${TOKEN}`]);
  });

  it.each(SERVERS)(
    'holds for what is given by hand, and for payloads: %s',
    async (_which, outside, inside, options) => {
      const { hc } = server(outside, inside, options);
      const payload = { item: { room: { id: 1, links: { self: `${inside}/v2/room/1` } } } };

      expect(await href(hc.at(`${inside}/v2/room/1`))).toBe(`${outside}/v2/room/1`);
      expect(await href(hc.at(`${outside}/v2/room/1`))).toBe(`${outside}/v2/room/1`);
      expect(await href(hc.wrap(payload.item.room, 'room'))).toBe(`${outside}/v2/room/1`);
      expect(await hc.wrap(payload.item.room, 'room').topic).toContain('See');
      expect(explain(hc.at(`${inside}/v2/room/1`, 'room').topic).requests[0]?.url).toBe(
        `${outside}/v2/room/1`,
      );
    },
  );

  it.each(['http://inside:80', 'http://INSIDE', 'http://inside:0080'])(
    'is the same however links write it: %s',
    async (inside) => {
      const options = { linkBase: 'http://inside' };
      const { hc } = server('https://chat.example.com', inside, options);

      // @ts-expect-error -- no map knows this link
      expect(await hc.room(1).mood.color).toBe('red');
    },
  );

  it('is nothing that is guessed: without it, the token stays home', async () => {
    const { hc, asked } = server('https://chat.example.com', 'http://inside:8080', {});
    const mood = Reflect.get(hc.room(1), 'mood') as PromiseLike<unknown>;
    const error = await settle(mood).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({
      name: 'OriginError',
      reason:
        'http://inside:8080 is another origin than https://chat.example.com: the option `origins` allows it; a server behind a proxy should be told its public address, or `linkBase` what it calls itself',
    });
    expect(asked.every((line) => line.includes('https://chat.example.com'))).toBe(true);
  });

  it.each([
    'http://inside.evil.test/v2/room/1',
    'http://inside:8080/v2/room/1',
    'https://inside/v2/room/1',
    'http://inside/v2x/room/1',
    'http://ann@inside/v2/room/1',
  ])('is no prefix of a text, but a root: %s', async (self) => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (input) => {
      asked.push(new Request(input).url);
      return Response.json({ id: 1, name: 'Ops', links: { mood: `${self}/mood` } });
    };
    const hc = new HypChat(TOKEN, {
      endpoint: 'https://chat.test',
      linkBase: 'http://inside',
      fetch,
    });
    const chain = Reflect.get(hc.room(1), 'mood') as PromiseLike<unknown>;

    await expect(settle(chain)).rejects.toMatchObject({ name: 'OriginError' });
    expect(asked).toEqual(['https://chat.test/v2/room/1']);
  });

  it('is read in every place of a document, and its data stays as it came', () => {
    const rebase = createRebase('https://a.test', ['http://inside']);
    const user = { id: 7, about: 'http://inside/x', links: { self: 'http://inside/user/7' } };
    const json = {
      items: [{ id: 1, links: { self: 'http://inside/room/1' }, owner: user, members: [user, 1] }],
      links: { next: 'http://inside/room?page=2', other: 'http://other/x' },
    };
    const answer = { status: 200, headers: new Headers(), url: 'https://a.test/room', json };
    const describe = createDescribe(hipchatMap, 'https://a.test');
    const asked = describe({ of: 'page', kind: 'room', address: answer.url });
    const page = rebased(hipchat, rebase).page(answer, asked);
    const [room] = (page?.items ?? []) as readonly JsonDoc[];
    const [member, one] = (room?.field('members') ?? []) as readonly [JsonDoc, number];

    expect(page?.next).toBe('https://a.test/room?page=2');
    expect([...(page?.doc.links ?? [])]).toEqual([
      ['next', 'https://a.test/room?page=2'],
      ['other', 'http://other/x'],
    ]);
    const owner = room?.field('owner') as Doc | undefined;

    expect([room?.address, owner?.address]).toEqual([
      'https://a.test/room/1',
      'https://a.test/user/7',
    ]);
    expect([member.address, member.data, one]).toEqual(['https://a.test/user/7', user, 1]);
  });

  it('serves a dialect whose documents are no JSON, and one that is an instance', async () => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (input) => {
      const { url } = new Request(input);
      asked.push(url);
      return url.endsWith('/books/1')
        ? Response.json({ title: 'One', rels: { author: 'http://inside/authors/7' } })
        : Response.json({ '@id': 'http://inside/authors/7', name: 'Ann', rels: {} });
    };
    interface Book {
      readonly author: { readonly name: PromiseLike<string> };
    }
    const options = { endpoint: 'https://library.test/books/1', linkBase: 'http://inside', fetch };
    const dialect = Object.create(libraryDialect) as typeof libraryDialect;
    const book = connect<Book>(dialect, { root: '', kinds: {} }, options);

    expect(await book.author.name).toBe('Ann');
    expect(asked).toEqual([
      'https://library.test/books/1',
      'https://library.test/books/1/authors/7',
    ]);
  });

  it('leaves a link that may lead to nothing one', async () => {
    const author = { '/books/1/author': null, '/books/2/author': { name: 'Ann' } };
    const fetch: typeof globalThis.fetch = async (input) => {
      const { pathname } = new URL(new Request(input).url);
      if (pathname === '/books') {
        const books = [1, 2].map((id) => ({
          title: `Book ${id}`,
          _links: {
            self: { href: `http://inside/books/${id}` },
            author: { href: `http://inside/books/${id}/author` },
          },
        }));
        return Response.json({ _embedded: { books } });
      }
      const found = author[pathname as keyof typeof author];
      return found === null ? new Response(null, { status: 204 }) : Response.json(found);
    };
    const map: LinkMap = {
      root: 'library',
      kinds: {
        library: {
          members: { books: member.collection('book', { path: 'books', indexed: false }) },
        },
        book: {
          address: 'books/{id}',
          members: {
            title: member.field('string', 'stub'),
            author: member.ref('author', 'stub'),
          },
        },
        author: { members: { name: member.field('string', 'stub') } },
      },
    };
    interface Library {
      readonly books: {
        map<T>(each: (book: { readonly author: unknown }) => T): PromiseLike<readonly T[]>;
      };
    }
    const options = { endpoint: 'https://library.test', linkBase: 'http://inside', fetch };
    const library = connect<Library>(hal(), map, options);

    expect(await library.books.map(({ author: one }) => one === null)).toEqual([true, false]);
  });

  it('changes nothing but addresses in what a document says', () => {
    const action = { method: 'POST', url: 'http://inside/books/1/lend' };
    class Told extends Doc {
      override get actions() {
        return new Map([['lend', action]]);
      }
      override get selected() {
        return new Set(['title']);
      }
      override get etag() {
        return '"1"';
      }
    }
    const list = new ListDoc([new LinkedDoc('http://inside/x')], 'cut', 'http://inside/more');
    const links = new Map([['self', 'http://inside/books/1']]);
    const fields = new Map<string, Item>([
      ['list', list],
      ['title', 'http://inside/'],
    ]);
    const told = new Told('http://inside/books/1', links, fields, 'stub', 'book');
    const dialect: Dialect = { ...hal(), document: () => told };
    const rebase = createRebase('https://a.test', ['http://inside']);
    const answer = { status: 200, headers: new Headers(), url: 'https://a.test/', json: {} };
    const describe = createDescribe(hipchatMap, 'https://a.test');
    const asked = describe({ of: 'resource', kind: 'room', address: answer.url });
    const doc = rebased(dialect, rebase).document(answer, asked) as Doc;
    const inner = doc.fields.get('list') as ListDoc;

    // Whatever a document can say is said here: what is added to it, has to be added here.
    const names = Object.getOwnPropertyNames(Doc.prototype).filter((name) => name !== 'field');
    expect(names.sort()).toEqual([
      'actions',
      'address',
      'constructor',
      'etag',
      'fields',
      'links',
      'selected',
    ]);
    expect([doc.level, doc.kind, doc.etag, doc.selected]).toEqual([
      ...['stub', 'book', '"1"', new Set(['title'])],
    ]);
    expect(doc.actions?.get('lend')).toEqual({ ...action, url: 'https://a.test/books/1/lend' });
    expect([doc.address, doc.links.get('self'), doc.fields.get('title')]).toEqual([
      ...['https://a.test/books/1', 'https://a.test/books/1', 'http://inside/'],
    ]);
    expect([inner.end, inner.next, (inner.items[0] as Doc).address]).toEqual([
      ...['cut', 'https://a.test/more', 'https://a.test/x'],
    ]);
    expect(inner.items[0]).toBeInstanceOf(LinkedDoc);
  });

  it.each([
    ['inside:8080', '`linkBase` has to be an http: or https: address, got "inside:8080"'],
    ['', '`linkBase` has to be an http: or https: address, got ""'],
    [42, '`linkBase` has to be an http: or https: address, got 42'],
    [['http://inside', ''], '`linkBase` has to be an http: or https: address, got ""'],
    ['http://ann:hunter2@inside', '`linkBase` must not hold a name, a password, a query'],
  ])('that is none is a TypeError: %j', (linkBase, words) => {
    const options = { endpoint: 'https://chat.test', linkBase } as HypChatOptions;

    expect(() => new HypChat(TOKEN, options)).toThrow(words);
    expect(() => connect(hipchat, hipchatMap, options as never)).toThrow(words);
  });

  it('changes only what lies below it, and nothing twice', () => {
    const root = fc.constantFrom(
      'https://a.test',
      'https://a.test/x',
      'https://a.test/x/y',
      'http://b.test:8080',
      'http://b.test:8080/x',
    );
    const rest = fc.constantFrom(
      '',
      '/',
      '/room/1',
      '/x',
      '/x/y/room',
      '?a=b',
      '/xy',
      'x',
      ':8080',
    );
    fc.assert(
      fc.property(root, fc.array(root, { maxLength: 3 }), root, rest, (base, others, at, more) => {
        const rebase = createRebase(base, others);
        const address = at + more;
        const meant = rebase(address);
        const isOurs = [base, ...others].some(
          (each) => address === each || ['/', '?'].some((end) => address.startsWith(each + end)),
        );

        expect(meant === address || meant.startsWith(base)).toBe(true);
        if (!isOurs) expect(meant).toBe(address);
        if (others.length === 0) expect(meant).toBe(address);
      }),
    );
  });
});
