/** Walks of SAP CAP's bookshop, which gives three of anything on a page. Beside each stands why fewer requests cannot do. */
import { connect, type LinkMap } from '../../../src/index.ts';
import { odata } from '../../../src/odata.ts';
import { type Bookshop, bookshopMap } from '../bookshop.ts';
import { startOData } from '../odata.ts';
import type { RunningServer } from '../startServer.ts';
import type { Get, ServerWalk, Suite } from './serverWalk.ts';

/** What its documents hold, as far as the programs by hand read it. */
interface Book {
  readonly ID: number;
  readonly title: string;
  readonly author: Author;
  readonly genre: Genre | null;
  readonly currency: { readonly symbol: string } | null;
}
interface Author {
  readonly ID: number;
  readonly name: string;
  readonly books: readonly Book[];
}
interface Genre {
  readonly name: string;
  readonly parent: Genre | null;
  readonly children: readonly Genre[];
}
interface Page<Item> {
  readonly value: readonly Item[];
  readonly '@odata.nextLink'?: string;
}

const ROOT = '/odata/v4/admin/';
const FICTION = 'Genres(10aaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa)';
const FANTASY = 'Genres(14aaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa)';

/** All items of a set, page by page. Its links are relative to the root. */
async function all<Item>(get: Get, path: string): Promise<readonly Item[]> {
  const { value, '@odata.nextLink': next } = await get<Page<Item>>(ROOT + path);
  return next === undefined ? value : [...value, ...(await all<Item>(get, next))];
}
const at =
  (get: Get) =>
  <T>(path: string): Promise<T> =>
    get<T>(ROOT + path);

const walks: readonly ServerWalk<Bookshop>[] = [
  {
    // What is expanded in what is expanded comes with it: one for each of the two pages.
    run: (shop) => shop.books.map((book) => book.author.books.map((each) => each.genre?.name)),
    plain: async (get) =>
      Promise.all(
        (await all<Book>(get, 'Books')).map(async ({ ID }) => {
          const author = await at(get)<Author>(`Books(${ID})/author`);
          const books = await all<Book>(get, `Authors(${author.ID})/books`);
          return Promise.all(
            books.map(async (each) => (await at(get)<Genre>(`Books(${each.ID})/genre`)).name),
          );
        }),
      ),
    hand: async (get) =>
      (await all<Book>(get, 'Books?$expand=author($expand=books($expand=genre))')).map((book) =>
        book.author.books.map(({ genre }) => genre?.name),
      ),
  },
  {
    // What is asked for has to be asked for: one.
    run: (shop) => shop.book(201).title,
    plain: async (get) => (await at(get)<Book>('Books(201)')).title,
    hand: async (get) => (await at(get)<Book>('Books(201)')).title,
  },
  {
    // Their keys are known, and a filter gives both: one.
    run: async (shop) => {
      const [one, other] = [shop.book(201), shop.book(251)];
      return Promise.all([one.title, other.author.name]);
    },
    async plain(get) {
      const { title } = await at(get)<Book>('Books(201)');
      await at(get)<Book>('Books(251)');
      return [title, (await at(get)<Author>('Books(251)/author')).name];
    },
    async hand(get) {
      const books = await all<Book>(get, 'Books?$filter=ID in (201,251)&$expand=author');
      return [books[0]?.title, books[1]?.author.name];
    },
  },
  {
    // The authors come with the books: one for each page.
    run: (shop) => shop.books.map((book) => book.author.name),
    plain: async (get) =>
      Promise.all(
        (await all<Book>(get, 'Books')).map(
          async ({ ID }) => (await at(get)<Author>(`Books(${ID})/author`)).name,
        ),
      ),
    hand: async (get) =>
      (await all<Book>(get, 'Books?$expand=author')).map(({ author }) => author.name),
  },
  {
    // The author comes with the book: one.
    run: (shop) => shop.book(201).author.name,
    async plain(get) {
      const { ID } = await at(get)<Book>('Books(201)');
      return (await at(get)<Author>(`Books(${ID})/author`)).name;
    },
    hand: async (get) => (await at(get)<Author>('Books(201)/author')).name,
  },
  {
    // The books of the author come with the author of the book: one.
    run: (shop) => shop.book(251).author.books.map((book) => book.title),
    async plain(get) {
      const author = await at(get)<Author>('Books(251)/author');
      const books = await all<Book>(get, `Authors(${author.ID})/books`);
      return books.map(({ title }) => title);
    },
    hand: async (get) =>
      (await all<Book>(get, 'Books(251)/author/books')).map(({ title }) => title),
  },
  {
    // A page may begin anywhere: one.
    run: (shop) => shop.books.items[4].author.name,
    async plain(get) {
      const book = (await all<Book>(get, 'Books'))[4];
      return (await at(get)<Author>(`Books(${book?.ID})/author`)).name;
    },
    async hand(get) {
      const [book] = await all<Book>(get, 'Books?$skip=4&$top=1&$expand=author');
      return book?.author.name;
    },
  },
  {
    // A window over two pages of the server's is one of its own: one.
    run: (shop) =>
      shop.books
        .drop(1)
        .take(3)
        .map((book) => book.title),
    plain: async (get) => (await all<Book>(get, 'Books')).slice(1, 4).map(({ title }) => title),
    hand: async (get) => (await all<Book>(get, 'Books?$skip=1&$top=3')).map(({ title }) => title),
  },
  {
    // It stands on the first page: one.
    run: (shop) => shop.books.find((book) => book.author.name.startsWith('Edgar')).title,
    async plain(get) {
      for (const { ID, title } of (await at(get)<Page<Book>>('Books')).value) {
        const { name } = await at(get)<Author>(`Books(${ID})/author`);
        if (name.startsWith('Edgar')) return title;
      }
      return undefined;
    },
    async hand(get) {
      const { value } = await at(get)<Page<Book>>('Books?$expand=author');
      return value.find(({ author }) => author.name.startsWith('Edgar'))?.title;
    },
  },
  {
    // What is read together is expanded together: one.
    run: (shop) => {
      const book = shop.book(201);
      return Promise.all([book.title, book.author.name, book.genre.name, book.currency.symbol]);
    },
    async plain(get) {
      const { title } = await at(get)<Book>('Books(201)');
      const author = await at(get)<Author>('Books(201)/author');
      const genre = await at(get)<Genre>('Books(201)/genre');
      const currency = await at(get)<{ readonly symbol: string }>('Books(201)/currency');
      return [title, author.name, genre.name, currency.symbol];
    },
    async hand(get) {
      const book = await at(get)<Book>('Books(201)?$expand=author,genre,currency');
      return [book.title, book.author.name, book.genre?.name, book.currency?.symbol];
    },
  },
  {
    // That it has none stands in it, or in what is asked in its place: one.
    run: (shop) => shop.genre('10aaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa').parent.name,
    async plain(get) {
      await at(get)<Genre>(FICTION);
      return (await at(get)<Genre | null>(`${FICTION}/parent`))?.name ?? null;
    },
    hand: async (get) => (await at(get)<Genre | null>(`${FICTION}/parent`))?.name ?? null,
  },
  {
    // Two levels of genres, of the first three: one.
    run: (shop) =>
      shop.genres.take(3).map((genre) => [genre.parent?.name ?? null, genre.children.count()]),
    async plain(get) {
      const { value } = await at(get)<Page<Genre & { readonly ID: string }>>('Genres');
      return Promise.all(
        value.map(async ({ ID }) => {
          const parent = await at(get)<Genre | null>(`Genres(${ID})/parent`);
          const children = await all<Genre>(get, `Genres(${ID})/children`);
          return [parent?.name ?? null, children.length];
        }),
      );
    },
    async hand(get) {
      const { value } = await at(get)<Page<Genre>>('Genres?$top=3&$expand=parent,children');
      return value.map(({ parent, children }) => [parent?.name ?? null, children.length]);
    },
  },
  {
    because:
      'only who knows this server knows that it has no pages within what it expands: its path has some, and so has the set of genres, filtered by their parent',
    run: (shop) =>
      shop.genre('14aaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa').children.map((genre) => genre.name),
    async plain(get) {
      await at(get)<Genre>(FANTASY);
      return (await all<Genre>(get, `${FANTASY}/children`)).map(({ name }) => name);
    },
    hand: async (get) =>
      (await at(get)<Genre>(`${FANTASY}?$expand=children`)).children.map(({ name }) => name),
  },
  {
    because:
      'a loop learns only at its first item what it reads of each: the page is asked again, once',
    run: async (shop) => {
      const names: string[] = [];
      for await (const book of shop.books) names.push(await book.author.self.name);
      return names;
    },
    async plain(get) {
      const names: string[] = [];
      for (const { ID } of await all<Book>(get, 'Books')) {
        names.push((await at(get)<Author>(`Books(${ID})/author`)).name);
      }
      return names;
    },
    hand: async (get) =>
      (await all<Book>(get, 'Books?$expand=author')).map(({ author }) => author.name),
  },
];

/** CAP's people of the sample have a name, and no password. */
const basic = (token: string): Readonly<Record<string, string>> => ({
  authorization: `Basic ${btoa(token)}`,
});

/** A client of one of the sample's services: by default, of the one for its administrators. */
export function openShop(
  { origin }: RunningServer,
  map: LinkMap,
  token = 'alice:',
  service: 'admin' | 'catalog' = 'admin',
  select = false,
): Bookshop {
  const dialect = { ...odata({ name: 'The bookshop', many: 'in', select }), credentials: basic };
  const endpoint = `${origin}/odata/v4/${service}`;
  return connect<Bookshop>(dialect, map, { endpoint, token, name: 'shop' });
}

export const odataSuite: Suite<Bookshop> = {
  name: 'SAP CAP’s bookshop (OData v4)',
  needs: '@sap/cds',
  start: startOData,
  open: (server) => openShop(server, bookshopMap),
  openSelecting: (server) => openShop(server, bookshopMap, 'alice:', 'admin', true),
  headers: () => basic('alice:'),
  reach: (address, { origin }) => origin + address,
  walks,
};
