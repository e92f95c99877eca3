/** What only an expansion brings, after an action on it. */
import { describe, expect, it } from 'vitest';
import { type Action, type Chain, type Json, type LinkMap, member } from '../../src/index.ts';
import { odata } from '../../src/odata.ts';
import { sending } from './sending.ts';

interface Author {
  readonly name: string;
}
interface AuthorChain extends Chain<Author> {
  readonly name: Chain<string>;
  rename(name: string): Action<undefined>;
}
interface Book {
  readonly title: string;
  readonly author: AuthorChain;
  readonly editors: Chain<readonly (Author & { readonly self: AuthorChain })[]>;
}
interface Shop {
  book(id: number): Chain<Book> & Book;
  author(id: number): AuthorChain;
  readonly books: {
    map<T>(each: (book: Book & { readonly author: Author }) => T): Chain<readonly T[]>;
  };
}

const map: LinkMap = {
  root: 'shop',
  kinds: {
    shop: {
      members: {
        book: member.lookup('book', 'books({id})'),
        books: member.collection('book', { path: 'books', indexed: true }),
        author: member.lookup('author', 'authors({id})'),
      },
    },
    book: {
      address: 'books({id})',
      members: {
        id: member.field('number', 'ref'),
        title: member.field('string', 'stub'),
        author: member.ref('author', 'expansion'),
        editors: member.list('author', 'expansion'),
      },
    },
    author: {
      address: 'authors({id})',
      members: {
        id: member.field('number', 'ref'),
        name: member.field('string', 'stub'),
        self: member.link('author', { path: '' }),
        rename: member.action('PATCH', '', {
          parameters: { name: { type: 'string' } },
          positional: ['name'],
        }),
      },
    },
  },
};

/** A server with one book, of one author who edits it as well, and what it was asked. */
function open() {
  let name = 'Ann';
  const author = (): Json => ({ id: 7, name });
  const { root, received } = sending<Shop>(odata(), map, ({ method, url, body }) => {
    if (method === 'PATCH') {
      ({ name } = JSON.parse(body) as Author);
      return new Response(null, { status: 204 });
    }
    const expanded = new URL(url).searchParams.get('$expand') ?? '';
    const book = {
      id: 1,
      title: 'One',
      ...(expanded.includes('author') && { author: author() }),
      ...(expanded.includes('editors') && { editors: [author()] }),
    };
    if (url.includes('authors(')) return Response.json(author());
    return Response.json(url.includes('books(') ? book : { value: [book] });
  });
  const reads = (): readonly string[] =>
    received.filter(({ method }) => method === 'GET').map(({ path }) => path);
  return { root, reads };
}

describe('what only an expansion brings is asked for again, in one request, after an action', () => {
  it('on what was reached through it', async () => {
    const { root, reads } = open();
    const book = await root.book(1);
    await book.author.rename('Bo');
    const before = reads().length;

    expect(await book.author.name).toBe('Bo');
    expect(reads().slice(before)).toEqual(['/books(1)?$expand=author']);
  });

  it('on the same thing by its own address', async () => {
    const { root, reads } = open();
    const book = await root.book(1);
    await book.author.name;
    await root.author(7).rename('Bo');
    const before = reads().length;

    expect(await book.author.name).toBe('Bo');
    expect(reads().slice(before)).toEqual(['/books(1)?$expand=author']);
  });

  it('where it came with a page', async () => {
    const { root } = open();
    const [found] = await root.books.map((book) => ({ book, name: book.author.name }));
    const book = found?.book as Book | undefined;
    const author = book?.author as AuthorChain;
    await author.rename('Bo');

    expect(await author.name).toBe('Bo');
  });

  it('on one of a list', async () => {
    const { root, reads } = open();
    const book = await root.book(1);
    const [one] = await book.editors;
    await one?.self.rename('Bo');
    const before = reads().length;

    expect((await book.editors).map(({ name }) => name)).toEqual(['Bo']);
    expect(reads().slice(before)).toEqual(['/books(1)?$expand=editors']);
  });
});
