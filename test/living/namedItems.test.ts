/** Pages that only name their items: by links or ids, and nothing of what they are. */
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  type Dialect,
  Doc,
  explain,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { type Answer, type Asked, bodyOf, living, madeUp, ORIGIN, toItem } from './madeUp.ts';

interface Book {
  readonly id: number;
  readonly title: string;
  readonly pages: number;
  readonly author: { readonly name: string };
}
interface Named extends Chain<{ readonly id: number; readonly title: Chain<string> }> {
  readonly id: Chain<number>;
  readonly title: Chain<string>;
}
interface Api {
  readonly books: Sequence<Book, Named> &
    Chain<{ readonly items: readonly { readonly id: number; readonly title: Chain<string> }[] }> & {
      readonly items: readonly Named[];
    };
}

const mapWith = (indexed: boolean, many = false): LinkMap => ({
  root: 'api',
  kinds: {
    api: {
      members: { books: member.collection('book', { path: 'books', indexed, as: 'ref' }) },
    },
    book: {
      address: 'books/{id}',
      ...(many && { many: { path: 'shelf', most: 10 } }),
      members: {
        id: member.field('number', 'ref'),
        title: member.field('string', 'stub'),
        pages: member.field('number', 'whole'),
        author: member.ref('author', 'stub'),
      },
    },
    author: {
      address: 'authors/{id}',
      members: { name: member.field('string', 'stub'), age: member.field('number', 'whole') },
    },
  },
});

const TITLES = ['One', 'Two', 'Three'];
const book = (id: number) => ({
  '@': `/books/${id}`,
  id,
  title: TITLES[id - 1] ?? '',
  pages: id * 100,
  author: { '@': `/authors/${id}`, name: `author ${id}` },
});

/** A page is a list of ids; what is expanded is a list of books. */
const dialect: Dialect = {
  ...madeUp,
  page(response, { kind, addressOf }) {
    const { data } = bodyOf(response) ?? {};
    if (!Array.isArray(data)) return undefined;
    const items = data.map((each) =>
      typeof each === 'number'
        ? new Doc(addressOf(kind ?? '', each), new Map(), new Map([['id', each]]))
        : toItem(each),
    );
    return { items, doc: new Doc(undefined, new Map(), new Map()) };
  },
  expand: (paths, ofItems) => {
    const names = ofItems ? paths.map((path) => `items${path === '' ? '' : `.${path}`}`) : paths;
    return names.length === 0 ? [] : [['include', names.join(',')]];
  },
  window: (start, size) =>
    size === 100
      ? []
      : [
          ['skip', String(start)],
          ['top', String(size)],
        ],
};

const open = (isExpanding: boolean, more: Partial<Dialect> = {}, map = mapWith(false)) =>
  living<Api>({ ...dialect, ...more }, map, ({ path, query }: Asked): Answer | undefined => {
    const [, kind, id] = path.split('/');
    if (kind === 'shelf') return { data: query.getAll('id').map((each) => book(Number(each))) };
    if (kind === 'authors') return { '@': path, name: `author ${id}`, age: 30 };
    if (id !== undefined) return book(Number(id));
    const start = Number(query.get('skip') ?? 0);
    const isExpanded = isExpanding && query.get('include')?.startsWith('items') === true;
    const ids = [1, 2, 3].slice(start, start + Number(query.get('top') ?? 3));
    return { data: ids.map((each) => (isExpanded ? book(each) : each)) };
  });
const PLAIN = { limits: { ...madeUp.limits, expandDepth: 0 } };

describe('a page that only names its items', () => {
  it('is asked to expand them for what a stub of them would hold', async () => {
    const { root, requests, faults } = open(true);

    expect(await root.books.map(({ title }) => title)).toEqual(TITLES);
    expect(await root.books.map(({ author }) => author.name)).toEqual([
      'author 1',
      'author 2',
      'author 3',
    ]);
    expect(requests).toEqual(['GET /books?include=items', 'GET /books?include=items']);
    expect(faults).toEqual([]);
  });

  it('is asked for them by their ids where it expands nothing', async () => {
    const many = (ids: readonly string[]) => ids.map((id) => ['id', id] as const);
    const { root, requests, faults } = open(false, { ...PLAIN, many }, mapWith(false, true));

    expect(await root.books.map(({ title, pages }) => [title, pages])).toEqual([
      ['One', 100],
      ['Two', 200],
      ['Three', 300],
    ]);
    expect(requests).toEqual(['GET /books', 'GET /shelf?id=1&id=2&id=3']);
    expect(faults).toEqual([]);
  });

  it('leaves each to its own address where there is no other way', async () => {
    const { root, requests, faults } = open(false, PLAIN);

    expect(await root.books.map(({ title }) => title)).toEqual(TITLES);
    expect(requests).toEqual(['GET /books', 'GET /books/1', 'GET /books/2', 'GET /books/3']);
    expect(faults).toEqual([]);
  });

  it('is planned with what is really sent, either way', () => {
    const expanded = open(true).root.books.map(({ title }) => title);
    const alone = open(false, PLAIN).root.books.map(({ title }) => title);

    expect(explain(expanded).requests.map(({ url }) => url)).toEqual([
      `${ORIGIN}/books?include=items`,
    ]);
    expect(explain(alone).requests.map(({ url, repeats }) => [url, repeats])).toEqual([
      [`${ORIGIN}/books`, 'a page'],
      [`${ORIGIN}/books/{1.items[*].id}`, 'an item'],
    ]);
  });

  it('is enough for what it names: nothing else is asked for that', async () => {
    const { root, requests } = open(true);

    expect(await root.books.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(await root.books.filter(({ id }) => id > 1).count()).toBe(2);
    expect(requests).toEqual(['GET /books', 'GET /books']);
  });

  it('is shown with what it names, and chains for the rest', async () => {
    const { root, requests } = open(true);
    const page = await root.books;

    expect(page.items.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(await page.items[1]?.title).toBe('Two');
    // Whoever reads something of one of them may well read it of the others.
    expect(requests).toEqual(['GET /books', 'GET /books?include=items']);
  });

  it('gives items in a loop, and in lists of results, as it names them', async () => {
    const { root, requests } = open(true);
    const ids: number[] = [];
    for await (const each of root.books) ids.push(each.id);
    const found = await root.books.filter(({ id }) => id === 3);

    expect(ids).toEqual([1, 2, 3]);
    expect(found.map(({ id }) => id)).toEqual([3]);
    expect(requests).toEqual(['GET /books', 'GET /books']);
  });

  it('is searched with its items expanded, and goes on from what was found', async () => {
    const { root, requests } = open(true);

    expect(await root.books.find(({ id }) => id === 2).title).toBe('Two');
    expect(await root.books.find(({ title }) => title === 'Three').id).toBe(3);
    expect(requests).toEqual(['GET /books?include=items', 'GET /books?include=items']);
  });

  it('brings one of its items expanded, by its index', async () => {
    const { root, requests } = open(true, {}, mapWith(true));

    expect(await root.books.items[1]?.title).toBe('Two');
    expect(await root.books.items[2]?.id).toBe(3);
    expect(requests).toEqual(['GET /books?skip=1&top=1&include=items', 'GET /books?skip=2&top=1']);
  });
});
