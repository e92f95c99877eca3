/** Actions that are guarded by an ETag: what is read for them, what is sent, and what a 412 says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Action,
  ApiError,
  type Chain,
  type Dialect,
  Doc,
  explain,
  fresh,
  type Item,
  type LinkMap,
  member,
  trace,
  within,
} from '../../src/index.ts';
import { madeUp } from './madeUp.ts';
import { errorOf, lines, type Received, sending } from './sending.ts';

const title = { parameters: { title: { type: 'string' } }, positional: ['title'] } as const;
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        book: member.lookup('book', 'books/{id}'),
        books: member.collection('book', {
          path: 'books',
          indexed: false,
          actions: { clear: member.action('DELETE', '', { guard: 'etag' }).call },
        }),
      },
    },
    book: {
      address: 'books/{id}',
      members: {
        title: member.field('string', 'stub'),
        pages: member.field('number', 'whole'),
        author: member.ref('person', 'whole'),
        self: member.link('book', { rel: 'self', path: '' }),
        rename: member.action('PATCH', '', { ...title, guard: 'etag' }),
        replace: member.action('PUT', '', {
          parameters: { title: { type: 'string' }, pages: { type: 'number', keeps: 'pages' } },
          guard: 'etag',
          gives: 'whole',
        }),
        publish: member.action('POST', 'editions', { guard: 'etag' }),
        touch: member.action('POST', 'touch'),
      },
    },
    person: {
      address: 'people/{id}',
      members: {
        name: member.field('string', 'stub'),
        age: member.field('number', 'whole'),
        rename: member.action('PATCH', '', { ...title, guard: 'etag' }),
      },
    },
  },
};
interface Person {
  readonly name: Chain<string>;
  readonly age: Chain<number>;
  rename(title: string): Action<undefined>;
}
interface BookSnapshot {
  readonly title: string;
  readonly pages: number;
  readonly self: Book;
}
interface Book extends Chain<BookSnapshot> {
  readonly title: Chain<string>;
  readonly pages: Chain<number>;
  readonly author: Person;
  rename(title: string): Action<undefined>;
  replace(changes: { readonly title?: string }): Action<BookSnapshot> & Pick<Book, 'rename'>;
  publish(): Action<undefined>;
  touch(): Action<undefined>;
}
interface Api {
  book(id: number): Book;
  readonly books: {
    clear(): Action<undefined>;
    forEach(each: (book: Book) => Action<unknown>): Action<unknown>;
    readonly items: readonly Book[] & Chain<readonly (BookSnapshot & Pick<Book, 'rename'>)[]>;
  };
}

/** A shelf whose books have versions, and which does nothing to a version that is not the one named. */
function shelf(dialect: Dialect = madeUp, tagged = true) {
  const versions = new Map<string, number>();
  const versionOf = (path: string): number => versions.get(path) ?? 1;
  const tagOf = (path: string): string => `"v${versionOf(path)}"`;
  const answer = ({ method, path, headers }: Received): Response => {
    const [at = ''] = path.replace(/\/(editions|touch)$/, '').split('?');
    if (at === '/books') {
      const items = [1, 2].map((id) => ({
        '@': `/books/${id}`,
        title: 'Tea',
        etag: tagOf(`/books/${id}`),
      }));
      return Response.json({ data: items });
    }
    if (method !== 'GET') {
      const expected = headers['if-match'];
      if (expected !== undefined && expected !== tagOf(at)) {
        return Response.json({ error: 'the versions differ' }, { status: 412 });
      }
      versions.set(at, versionOf(at) + 1);
    }
    const isExpanded = path.includes('include=');
    const author = { '@': '/people/3', name: 'Ada', ...(isExpanded && { age: 36 }) };
    const whole = at.startsWith('/people')
      ? { '@': at, name: 'Ada', age: 36 }
      : { '@': at, title: 'Tea', pages: 80, author };
    // What is expanded is another representation, of another ETag.
    const etag = isExpanded ? `"x${versionOf(at)}"` : tagOf(at);
    if (method !== 'GET' && method !== 'PUT') return new Response(null, { status: 204 });
    return Response.json(whole, tagged ? { headers: { etag } } : {});
  };
  const client = sending<Api>(dialect, map, answer);
  const sent = (): readonly string[] =>
    client.received.map(({ method, path, headers }) =>
      [method, path, headers['if-match'] ?? ''].join(' ').trimEnd(),
    );
  return { ...client, sent, change: (path: string) => versions.set(path, versionOf(path) + 1) };
}

describe('a guarded action', () => {
  it('reads its resource first, and is sent with the ETag of that', async () => {
    const { root, sent } = shelf();

    await root.book(1).rename('Tee');
    await root.book(2).publish();

    expect(sent()).toEqual([
      'GET /books/1',
      'PATCH /books/1 "v1"',
      'GET /books/2',
      'POST /books/2/editions "v1"',
    ]);
  });

  it('takes the ETag of what is in hand', async () => {
    const { root, sent } = shelf();

    const book = await root.book(1);
    await book.self.rename('Tee');

    expect(sent()).toEqual(['GET /books/1', 'PATCH /books/1 "v1"']);
  });

  it('reads once where it also leaves something as it is', async () => {
    const { root, received, sent } = shelf();

    await root.book(1).replace({ title: 'Tee' });

    expect(sent()).toEqual(['GET /books/1', 'PUT /books/1 "v1"']);
    expect(received[1]?.body).toBe('{"title":"Tee","pages":80}');
  });

  it('does not take the ETag of a document that was asked with expansions', async () => {
    const { root, sent } = shelf();

    const [age, book] = await Promise.all([root.book(1).author.age, root.book(1)]);
    await book.self.rename('Tee');

    expect(age).toBe(36);
    expect(sent()).toEqual(['GET /books/1?include=author', 'GET /books/1', 'PATCH /books/1 "v1"']);
  });

  it('reads by itself what others bring without an ETag', async () => {
    const { root, sent } = shelf();

    await root.book(1).author.rename('Bo');

    expect(sent()).toEqual(['GET /books/1', 'GET /people/3', 'PATCH /people/3 "v1"']);
  });

  it('reads again after another action of its walk', async () => {
    const { root, sent } = shelf();
    const book = await root.book(1);

    await book.self.touch();
    await book.self.rename('Tee');

    expect(sent()).toEqual([
      'GET /books/1',
      'POST /books/1/touch',
      'GET /books/1',
      'PATCH /books/1 "v2"',
    ]);
  });

  it('goes on with the ETag that came with what an action gave', async () => {
    const { root, sent } = shelf();

    const book = await root.book(1).replace({ title: 'Tee' });
    await book.self.rename('Kaffee');

    expect(sent()).toEqual(['GET /books/1', 'PUT /books/1 "v1"', 'PATCH /books/1 "v2"']);
  });

  it('is sent for each item of a `forEach` with its own', async () => {
    const { root, sent } = shelf();

    await root.books.forEach((book) => book.rename('Tee'));

    expect(sent()).toEqual([
      'GET /books',
      'GET /books/1',
      'GET /books/2',
      'PATCH /books/1 "v1"',
      'PATCH /books/2 "v1"',
    ]);
  });

  it('is planned with what it reads first, and why', () => {
    const { root } = shelf();

    const plan = explain(root.book(1).rename('Tee'));

    expect(plan.bill).toEqual({ least: 2, most: 2 });
    expect(plan.requests.map(({ method, reason }) => `${method}: ${reason}`)).toEqual([
      'GET: the ETag that guards rename',
      'PATCH: unless it was changed since it was read',
    ]);
  });

  it('is planned without the reading that the answer to another action may spare', async () => {
    const { root, sent } = shelf();
    const both = () => root.book(1).replace({ title: 'Tee' }).rename('Kaffee');
    const plan = explain(both());

    await within(both(), { budget: 3 });

    expect(plan.bill).toEqual({ least: 3, most: 4 });
    expect(String(plan)).toMatch(
      /3 requests, and 1 more where an answer to an action bears no ETag$/,
    );
    expect(sent()).toEqual(['GET /books/1', 'PUT /books/1 "v1"', 'PATCH /books/1 "v2"']);
  });

  it('is planned with the reading that a further action takes', async () => {
    const { root } = shelf();
    const replaced = await root.book(1).replace({ title: 'Tee' });
    await replaced.self.touch();

    expect(explain(replaced.self.rename('Kaffee')).bill).toEqual({ least: 2, most: 2 });
  });

  it('says in its plan that each item takes two requests', () => {
    const { root } = shelf();

    expect(String(explain(root.books.forEach((book) => book.rename('Tee'))))).toContain(
      '1 request, and one for each further page, and one each of 2 and 3 for each item',
    );
  });

  it('sends what it was planned to send, whatever is awaited beside it', async () => {
    const others = [
      (root: Api) => root.book(1).title,
      (root: Api) => root.book(1).author.age,
      (root: Api) => root.book(2).author.name,
      (root: Api) => root.book(2).rename('Kaffee'),
    ];
    await fc.assert(
      fc.asyncProperty(fc.subarray(others), fc.boolean(), async (chosen, isFirst) => {
        const { root, received } = shelf();
        const own = root.book(1).rename('Tee');
        const rest = chosen.map((each) => each(root) as PromiseLike<unknown>);

        await Promise.all(isFirst ? [own, ...rest] : [...rest, own]);

        const patches = received.filter(({ method }) => method === 'PATCH');
        expect(patches.every(({ headers }) => headers['if-match'] === '"v1"')).toBe(true);
        const reads = received.filter(({ method }) => method === 'GET').map(({ path }) => path);
        expect(reads.length).toBeLessThanOrEqual(new Set(reads).size + 1);
      }),
    );
  });

  it('is an error where the server gives no ETag, before anything is changed', async () => {
    const { root, received } = shelf(madeUp, false);

    const error = await errorOf(root.book(1).rename('Tee'));

    expect(error.message).toContain('the answer has no ETag, by which rename is guarded');
    expect(error.message).toContain('GET https://living.test/books/1');
    expect(lines(received)).toEqual(['GET /books/1']);
  });

  it('cannot be one of a collection', async () => {
    const { root, received } = shelf();

    const error = await errorOf(root.books.clear());

    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toContain('a collection has none');
    expect(received).toEqual([]);
  });
});

describe('a guarded action of what somebody else changed', () => {
  it('is refused again until it is read again', async () => {
    const { root, sent, change } = shelf();
    const book = await root.book(1);
    change('/books/1');

    for (let time = 0; time < 2; time += 1) {
      expect(await errorOf(book.self.rename('Tee'))).toMatchObject({ status: 412 });
    }
    await book.self;
    await book.self.rename('Tee');

    expect(sent()).toEqual([
      'GET /books/1',
      'PATCH /books/1 "v1"',
      'PATCH /books/1 "v1"',
      'GET /books/1',
      'PATCH /books/1 "v2"',
    ]);
  });

  it('is an ApiError that says to read again, and does nothing', async () => {
    const { root, sent, change } = shelf();
    const book = await root.book(1);
    change('/books/1');

    const error = await errorOf(book.self.rename('Tee'));

    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 412, serverMessage: 'the versions differ' });
    expect(error.message).toContain(
      'answered 412: the versions differ (somebody changed it since it was read: read it again',
    );
    expect(sent()).toEqual(['GET /books/1', 'PATCH /books/1 "v1"']);
  });

  it('goes through once it was read again', async () => {
    const { root, sent, change } = shelf();
    const book = await root.book(1);
    change('/books/1');
    await errorOf(book.self.rename('Tee'));

    const again = await fresh(book.self);
    await again.self.rename('Tee');

    expect(sent().slice(2)).toEqual(['GET /books/1', 'PATCH /books/1 "v2"']);
  });

  it('fails for the items that were changed, and for no other', async () => {
    const { root, received, change } = shelf({
      ...madeUp,
      page: (response, asked) => {
        const page = madeUp.page(response, asked);
        return page && { ...page, items: page.items.map(withEtag) };
      },
    });
    const items = await root.books.items;
    change('/books/2');

    const ends = await Promise.allSettled(items.map((book) => book.rename('Tee')));

    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    // The items told their ETags themselves.
    expect(lines(received)).toEqual([
      'GET /books',
      'PATCH /books/1 {"title":"Tee"}',
      'PATCH /books/2 {"title":"Tee"}',
    ]);
  });
});

/** A document that tells its own ETag. */
class Tagged extends Doc {
  override get etag(): string | undefined {
    const etag = this.field('etag');
    return typeof etag === 'string' ? etag : undefined;
  }
}
const withEtag = (item: Item): Item =>
  item instanceof Doc ? new Tagged(item.address, item.links, item.fields) : item;

describe('an ETag that a document tells', () => {
  const dialect: Dialect = {
    ...madeUp,
    document: (response, asked) => {
      const doc = madeUp.document(response, asked);
      return doc && (withEtag(doc) as Doc);
    },
  };
  const telling =
    (etag: string) =>
    ({ method }: Received): Response =>
      method === 'GET'
        ? Response.json({ '@': '/books/1', title: 'Tea', etag }, { headers: { etag: '"other"' } })
        : new Response(null, { status: 204 });

  it('holds over the one of its answer, behind `linkBase` as well', async () => {
    for (const options of [{}, { linkBase: 'http://inside.test' }]) {
      const { root, received } = sending<Api>(dialect, map, telling('W/"7"'), options);

      await root.book(1).rename('Tee');

      expect(received.map(({ headers }) => headers['if-match'])).toEqual([undefined, 'W/"7"']);
    }
  });

  it('that no header can hold is refused', async () => {
    const { root, received } = sending<Api>(dialect, map, telling('"7"\r\nx-admin: 1'));

    const error = await errorOf(root.book(1).rename('Tee'));

    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toContain('`if-match` holds a character that no header can hold');
    expect(lines(received)).toEqual(['GET /books/1']);
  });
});

describe('a guarded action that is traced', () => {
  it('shows both requests with their reasons', async () => {
    const { root } = shelf();

    const { requests } = await trace(root.book(1).rename('Tee'));

    expect(requests.map(({ method, reason }) => `${method}: ${reason}`)).toEqual([
      'GET: the ETag that guards rename',
      'PATCH: unless it was changed since it was read',
    ]);
  });
});

describe('guarded actions of one thing that are given together', () => {
  it('are sent one after the other, each with the ETag that the one before it brought', async () => {
    const { root, sent } = shelf();

    await Promise.all([root.book(1).replace({ title: 'Tee' }), root.book(1).rename('Te')]);

    expect(sent()).toEqual(['GET /books/1', 'PUT /books/1 "v1"', 'PATCH /books/1 "v2"']);
  });

  it('read it anew in between where an answer brings no ETag', async () => {
    const { root, sent } = shelf();

    await Promise.all([root.book(1).rename('Tee'), root.book(1).rename('Te')]);

    expect(sent()).toEqual([
      'GET /books/1',
      'PATCH /books/1 "v1"',
      'GET /books/1',
      'PATCH /books/1 "v2"',
    ]);
  });

  it('are sent so by a `forEach` as well, in their order, and beside those of other things', async () => {
    const { root, sent } = shelf();

    await root.books.forEach(
      (book) => [book.rename('Tee'), book.touch(), book.rename('Te'), book.touch()] as never,
    );

    const ofOne = sent().filter((line) => /^[PD].* \/books\/1/.test(line));
    expect(ofOne).toEqual([
      'PATCH /books/1 "v1"',
      'POST /books/1/touch',
      'PATCH /books/1 "v3"',
      'POST /books/1/touch',
    ]);
    expect(
      sent()
        .filter((line) => line.startsWith('PATCH'))
        .slice(0, 2),
    ).toEqual(['PATCH /books/1 "v1"', 'PATCH /books/2 "v1"']);
  });

  it('are sent so from one snapshot', async () => {
    const { root, sent } = shelf();
    const book = await root.book(1);

    await Promise.all([book.self.rename('Tee'), book.self.rename('Te')]);

    expect(sent().filter((line) => line.startsWith('PATCH'))).toEqual([
      'PATCH /books/1 "v1"',
      'PATCH /books/1 "v2"',
    ]);
  });

  it('are none of them done where somebody else changed it since it was read', async () => {
    const { root, sent, change } = shelf();
    const book = await root.book(1);
    change('/books/1');

    const both = [book.self.rename('Tee'), book.self.rename('Te')];
    const errors = await Promise.all(both.map(errorOf));

    expect(errors.map(({ message }) => message.split('\n')[0])).toEqual([
      'The made-up API answered 412: the versions differ (somebody changed it since it was read: read it again, and decide anew)',
      'The made-up API answered 412: the versions differ (somebody changed it since it was read: read it again, and decide anew)',
    ]);
    expect(sent().filter((line) => line.startsWith('PATCH'))).toEqual(['PATCH /books/1 "v1"']);
  });
});
