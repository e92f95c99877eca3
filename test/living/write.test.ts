/** How a dialect writes actions: as documents, forms with brackets and patches, and what plans show of that. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type ActionRequest,
  bracketed,
  type Chain,
  type Dialect,
  explain,
  type LinkMap,
  member,
  request,
} from '../../src/index.ts';
import { madeUp, ORIGIN } from './madeUp.ts';
import { errorOf, lines, type Received, sending } from './sending.ts';

const parameters = {
  title: { type: 'string' },
  tags: { type: 'any', wire: 'tag_list' },
  author: { type: 'any', kind: 'person' },
} as const;
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        book: member.lookup('book', 'books/{id}'),
        person: member.lookup('person', 'people/{id}'),
        books: member.collection('book', {
          path: 'books',
          indexed: false,
          actions: { add: member.action('POST', '', { parameters, creates: 'book' }).call },
        }),
      },
    },
    book: {
      address: 'books/{id}',
      members: {
        title: member.field('string', 'whole'),
        author: member.ref('person', 'whole'),
        change: member.action('PATCH', '', { parameters }),
        file: member.action('POST', 'files', {
          form: { multipart: 'form-data', json: 'about' },
          parameters: { file: { type: 'file' }, title: { type: 'string' } },
          positional: ['file'],
        }),
        remove: member.action('DELETE', ''),
      },
    },
    person: { address: 'people/{id}', members: { name: member.field('string', 'stub') } },
  },
};
interface Change {
  readonly title?: string | null;
  readonly tags?: unknown;
  readonly author?: unknown;
}
interface Book {
  readonly title: Chain<string>;
  readonly author: object;
  change(options: Change): Action<undefined>;
  file(file: Blob, options?: { readonly title?: string }): Action<undefined>;
  remove(): Action<undefined>;
}
interface Api {
  book(id: number | string): Book;
  person(id: number): object;
  readonly books: {
    add(options: Change): Action<unknown>;
    forEach(each: (book: Book) => Action<unknown>): Action<unknown>;
  };
}

const answer = ({ method, path }: Received): Response => {
  if (path === '/books' && method === 'GET') {
    return Response.json({ data: [{ '@': '/books/1' }, { '@': '/books/2' }] });
  }
  if (method === 'POST') {
    return new Response(null, { status: 201, headers: { location: '/books/9' } });
  }
  if (method !== 'GET') return new Response(null, { status: 204 });
  return Response.json({ '@': path, title: 'Tea', author: { '@': '/people/3' } });
};

/** As JSON:API wants it: named values are attributes, and what the map calls a resource is a relationship. */
const jsonApi: Dialect = {
  ...madeUp,
  write({ id, kind, action, body }) {
    if (body === undefined) return {};
    const attributes: Record<string, unknown> = {};
    const relationships: Record<string, unknown> = {};
    for (const [name, parameter] of Object.entries(action.parameters)) {
      const value = body[parameter.wire ?? name];
      if (value === undefined) continue;
      if (parameter.kind === undefined) attributes[parameter.wire ?? name] = value;
      else relationships[name] = { data: { type: parameter.kind, id: String(value) } };
    }
    return {
      headers: { 'Content-Type': 'application/vnd.api+json' },
      body: { data: { type: kind, ...(id && { id }), attributes, relationships } },
    };
  },
};
const stripe: Dialect = {
  ...madeUp,
  write: ({ body }) => (body === undefined ? {} : { form: 'form', body: bracketed(body) }),
};
const patching: Dialect = {
  ...madeUp,
  write: ({ method }) =>
    method === 'PATCH' ? { headers: { 'content-type': 'application/merge-patch+json' } } : {},
};
const written = (write: Dialect['write']): Dialect =>
  write === undefined ? madeUp : { ...madeUp, write };

describe('an action that a dialect writes', () => {
  it('is the document that it makes of the values, the kind and the id', async () => {
    const { root, received } = sending<Api>(jsonApi, map, answer);

    await root.book(7).change({ title: 'Tee', author: root.person(3) });
    await root.books.add({ title: 'Kaffee', tags: ['hot'] });

    expect(received.map(({ body }) => JSON.parse(body))).toEqual([
      {
        data: {
          type: 'book',
          id: '7',
          attributes: { title: 'Tee' },
          relationships: { author: { data: { type: 'person', id: '3' } } },
        },
      },
      {
        data: {
          type: 'book',
          attributes: { title: 'Kaffee', tag_list: ['hot'] },
          relationships: {},
        },
      },
    ]);
    expect(received.map(({ headers }) => headers['content-type'])).toEqual([
      'application/vnd.api+json',
      'application/vnd.api+json',
    ]);
  });

  it('is shown in plans as it will be sent, with holes for what only answers tell', () => {
    const { root } = sending<Api>(jsonApi, map, answer);

    const { requests } = explain(root.book(7).change({ author: root.book(8).author }));

    expect(requests.map(({ method, url }) => `${method} ${url.slice(ORIGIN.length)}`)).toEqual([
      'GET /books/8',
      'PATCH /books/7',
    ]);
    expect(requests[1]?.body).toEqual({
      data: {
        type: 'book',
        id: '7',
        attributes: {},
        relationships: { author: { data: { type: 'person', id: '{1.author.id}' } } },
      },
    });
  });

  it('may hold addresses, made of ids by the map', async () => {
    const binding = written(({ body, addressOf }) => ({
      body: { 'author@bind': addressOf('person', String(body?.author)) },
    }));
    const { root, received } = sending<Api>(binding, map, answer);

    await root.book(7).change({ author: root.person(3) });
    const { requests } = explain(root.book(7).change({ author: root.book(8).author }));

    expect(received[0]?.body).toBe(`{"author@bind":"${ORIGIN}/people/3"}`);
    expect(requests[1]?.body).toEqual({ 'author@bind': `${ORIGIN}/people/{1.author.id}` });
  });

  it('is a form whose fields bear brackets', async () => {
    const { root, received } = sending<Api>(stripe, map, answer);

    await root.book(7).change({ title: null, tags: [{ name: 'a&b', at: { x: 1 } }, 'c', []] });

    expect(received[0]?.headers['content-type']).toContain('application/x-www-form-urlencoded');
    expect([...new URLSearchParams(received[0]?.body)]).toEqual([
      ['title', ''],
      ['tag_list[0][name]', 'a&b'],
      ['tag_list[0][at][x]', '1'],
      ['tag_list[1]', 'c'],
      ['tag_list[2]', ''],
    ]);
  });

  it('is a merge patch, which says so of its JSON', async () => {
    const { root, received } = sending<Api>(patching, map, answer);

    await root.book(7).change({ title: null });
    await root.books.add({ title: 'Tee' });

    expect(received.map(({ headers, body }) => [headers['content-type'], body])).toEqual([
      ['application/merge-patch+json', '{"title":null}'],
      ['application/json', '{"title":"Tee"}'],
    ]);
  });

  it('is told with its name, address and parameters, in a `forEach` for each item', async () => {
    const told: ActionRequest[] = [];
    const dialect = written((about) => {
      told.push(about);
      return {};
    });
    const { root, received } = sending<Api>(dialect, map, answer);

    await root.books.forEach((book) => book.remove());

    expect(lines(received)).toEqual(['GET /books', 'DELETE /books/1', 'DELETE /books/2']);
    expect(
      new Set(
        told.map(({ name, method, url, id, kind }) => `${name} ${method} ${url} ${id} ${kind}`),
      ),
    ).toEqual(
      new Set([`remove DELETE ${ORIGIN}/books/1 1 book`, `remove DELETE ${ORIGIN}/books/2 2 book`]),
    );
    expect(told[0]).toMatchObject({ body: undefined, map, action: { method: 'DELETE' } });
  });

  it('leaves a body of parts as the map says, and may add headers to it', async () => {
    const { root, received } = sending<Api>(
      written(() => ({ headers: { prefer: 'return=minimal' } })),
      map,
      answer,
    );

    await root.book(7).file(new Blob(['tea']), { title: 'Tee' });

    expect(received[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(received[0]?.headers.prefer).toBe('return=minimal');
    expect(received[0]?.body).toContain('{"title":"Tee"}');
  });

  it('is not what was written out by hand', async () => {
    const { root, received } = sending<Api>(jsonApi, map, answer);

    await request(root, 'PATCH', '/books/7', { body: { title: 'Tee' } });

    expect(received[0]?.body).toBe('{"title":"Tee"}');
  });

  it.each([
    ['authorization', 'says who asks'],
    ['Host', 'is for the run-time to write'],
    ['Content-Length', 'is for the run-time to write'],
  ])('cannot say %s', async (name, reason) => {
    const dialect = written(() => ({ headers: { [name]: 'mine' } }));
    const { root, received } = sending<Api>(dialect, map, answer, { token: 'ours' });

    const error = await errorOf(root.book(7).remove());

    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toContain(`the dialect's \`write\`: \`${name}\` ${reason}`);
    expect(received).toEqual([]);
  });

  it('cannot name another type for parts, whose marks stand in it', async () => {
    const dialect = written(() => ({ headers: { 'content-type': 'multipart/form-data' } }));
    const { root, received } = sending<Api>(dialect, map, answer);

    const error = await errorOf(root.book(7).file(new Blob(['tea'])));

    expect(error.message).toContain('`content-type` is written with the body');
    expect(received).toEqual([]);
  });

  it('ends no line of its headers', async () => {
    const dialect = written(({ body }) => ({ headers: { 'x-title': String(body?.title) } }));
    const { root, received } = sending<Api>(dialect, map, answer);

    const error = await errorOf(root.book(7).change({ title: 'hidden\r\nx-admin: 1' }));

    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toContain('`x-title` holds a character that no header can hold');
    expect(received).toEqual([]);
  });
});

describe('a form', () => {
  const plainForm = written(() => ({ form: 'form' }));

  it('holds each value of a list under the same name, and nothing for `null`', async () => {
    const { root, received } = sending<Api>(plainForm, map, answer);

    await root.book(7).change({ title: null, tags: ['a', 1, true] });

    expect(received[0]?.body).toBe('title=&tag_list=a&tag_list=1&tag_list=true');
  });

  it('refuses what it cannot hold before anything is sent, and says how to write it', async () => {
    for (const tags of [{ a: 1 }, [{ a: 1 }], [['a']]]) {
      const { root, received } = sending<Api>(plainForm, map, answer);

      const error = await errorOf(root.book(7).change({ tags }));

      expect(error).toBeInstanceOf(TypeError);
      expect(error.message).toContain('a form holds texts, and `tag_list` is');
      expect(error.message).toContain('`bracketed`');
      expect(received).toEqual([]);
    }
  });
});

describe('bracketed', () => {
  const name = fc.stringMatching(/^[a-z_]{1,6}$/);
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean());
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('any'), { minLength: 1, maxLength: 3 }),
      fc.dictionary(name, tie('any'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
    ),
  })).any;

  /** As PHP, Rails and Stripe read them. */
  const read = (fields: Readonly<Record<string, string>>): unknown => {
    const whole: Record<string, unknown> = {};
    for (const [field, text] of Object.entries(fields)) {
      const path = field.split(/[[\]]+/).filter((part) => part !== '');
      let at = whole;
      for (const part of path.slice(0, -1)) {
        at[part] ??= {};
        at = at[part] as Record<string, unknown>;
      }
      at[path.at(-1) ?? ''] = text;
    }
    return whole;
  };
  /** Lists by their indices, and texts for all else: what such a server makes of it. */
  const asTexts = (json: unknown): unknown =>
    typeof json === 'object' && json !== null
      ? Object.fromEntries(Object.entries(json).map(([key, each]) => [key, asTexts(each)]))
      : String(json);

  it('keeps each value under a name that says where it stood', () => {
    fc.assert(
      fc.property(fc.dictionary(name, value, { noNullPrototype: true }), (body) => {
        expect(read(bracketed(body))).toEqual(asTexts(body));
      }),
    );
  });

  it('writes as nothing what is none', () => {
    expect(bracketed({ a: null, b: [], c: {}, d: { e: null }, f: { g: undefined } })).toEqual({
      a: '',
      b: '',
      'd[e]': '',
    });
  });

  it('refuses a file', () => {
    expect(() => bracketed({ a: { file: new Blob([]) } })).toThrow(
      'a form holds texts, and `a[file]` is',
    );
  });
});
