/**
 * The map of SAP CAP's bookshop, and its types: what a user of an OData service writes once.
 *
 * Entities arrive whole, without what they lead to: of that they hold the keys, `author_ID`, by which it is named.
 */
import type { Temporal } from 'temporal-polyfill';
import {
  type Action,
  type Collection,
  type Forms,
  type KindFor,
  type LinkMap,
  type MaybeNamedRef,
  member,
  type NamedRef,
  type Representation,
  type ResourceChain,
  type Row,
  type RowCollection,
  type Stub,
} from '../../src/index.ts';

interface PageOf<Item> {
  readonly items: readonly Item[];
}
type Many<F extends Forms> = Collection<F, PageOf<F['stub']>>;
type Nested<R extends Representation, F extends Forms> = R extends 'row'
  ? RowCollection<F, PageOf<F['stub']>>
  : Many<F>;

interface BookIn<R extends Representation> {
  readonly ID: Stub<R, number>;
  readonly title: Stub<R, string>;
  readonly descr: Stub<R, string | null>;
  readonly stock: Stub<R, number | null>;
  /** A decimal number, as text. */
  readonly price: Stub<R, string | null>;
  readonly createdAt: Stub<R, Temporal.Instant>;
  readonly author_ID: Stub<R, number>;
  readonly genre_ID: Stub<R, string | null>;
  readonly currency_code: Stub<R, string | null>;
  readonly author: NamedRef<R, AuthorForms>;
  readonly genre: MaybeNamedRef<R, GenreForms>;
  readonly currency: MaybeNamedRef<R, CurrencyForms>;
  readonly self: BookChain<Book>;
  restock(stock: number): Action<Book>;
}
interface BookRef extends BookIn<'ref'> {}
export interface Book extends BookIn<'stub'> {}
interface BookRow extends BookIn<'row'>, Row<Book, BookChain<Book | undefined>> {}
interface BookChain<T = Book> extends BookIn<'chain'>, ResourceChain<'Books', T> {}
interface MaybeBook extends BookIn<'maybe'>, ResourceChain<'Books', Book | null> {}
interface BookForms extends Forms {
  readonly kind: 'Books';
  readonly ref: BookRef;
  readonly stub: Book;
  readonly row: BookRow;
  readonly chain: BookChain;
  readonly maybe: MaybeBook;
  readonly whole: Book;
  readonly walk: BookIn<'chain'>;
  readonly refs: {
    readonly author: AuthorForms;
    readonly genre: GenreForms;
    readonly currency: CurrencyForms;
  };
  readonly found: BookChain<Book | undefined>;
}

interface AuthorIn<R extends Representation> {
  readonly ID: Stub<R, number>;
  readonly name: Stub<R, string>;
  readonly dateOfBirth: Stub<R, string | null>;
  readonly placeOfBirth: Stub<R, string | null>;
  readonly books: Nested<R, BookForms>;
  readonly self: AuthorChain<Author>;
}
interface AuthorRef extends AuthorIn<'ref'> {}
export interface Author extends AuthorIn<'stub'> {}
interface AuthorRow extends AuthorIn<'row'>, Row<Author, AuthorChain<Author | undefined>> {}
interface AuthorChain<T = Author> extends AuthorIn<'chain'>, ResourceChain<'Authors', T> {}
interface MaybeAuthor extends AuthorIn<'maybe'>, ResourceChain<'Authors', Author | null> {}
interface AuthorForms extends Forms {
  readonly kind: 'Authors';
  readonly ref: AuthorRef;
  readonly stub: Author;
  readonly row: AuthorRow;
  readonly chain: AuthorChain;
  readonly maybe: MaybeAuthor;
  readonly whole: Author;
  readonly walk: AuthorIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: AuthorChain<Author | undefined>;
}

interface GenreIn<R extends Representation> {
  readonly ID: Stub<R, string>;
  readonly name: Stub<R, string>;
  readonly parent_ID: Stub<R, string | null>;
  readonly parent: MaybeNamedRef<R, GenreForms>;
  readonly children: Nested<R, GenreForms>;
  readonly self: GenreChain<Genre>;
}
interface GenreRef extends GenreIn<'ref'> {}
export interface Genre extends GenreIn<'stub'> {}
interface GenreRow extends GenreIn<'row'>, Row<Genre, GenreChain<Genre | undefined>> {}
interface GenreChain<T = Genre> extends GenreIn<'chain'>, ResourceChain<'Genres', T> {}
interface MaybeGenre extends GenreIn<'maybe'>, ResourceChain<'Genres', Genre | null> {}
interface GenreForms extends Forms {
  readonly kind: 'Genres';
  readonly ref: GenreRef;
  readonly stub: Genre;
  readonly row: GenreRow;
  readonly chain: GenreChain;
  readonly maybe: MaybeGenre;
  readonly whole: Genre;
  readonly walk: GenreIn<'chain'>;
  readonly refs: { readonly parent: GenreForms };
  readonly found: GenreChain<Genre | undefined>;
}

interface CurrencyIn<R extends Representation> {
  readonly code: Stub<R, string>;
  readonly name: Stub<R, string>;
  readonly symbol: Stub<R, string | null>;
  readonly self: CurrencyChain<Currency>;
}
interface CurrencyRef extends CurrencyIn<'ref'> {}
export interface Currency extends CurrencyIn<'stub'> {}
interface CurrencyRow
  extends CurrencyIn<'row'>,
    Row<Currency, CurrencyChain<Currency | undefined>> {}
interface CurrencyChain<T = Currency> extends CurrencyIn<'chain'>, ResourceChain<'Currencies', T> {}
interface MaybeCurrency extends CurrencyIn<'maybe'>, ResourceChain<'Currencies', Currency | null> {}
interface CurrencyForms extends Forms {
  readonly kind: 'Currencies';
  readonly ref: CurrencyRef;
  readonly stub: Currency;
  readonly row: CurrencyRow;
  readonly chain: CurrencyChain;
  readonly maybe: MaybeCurrency;
  readonly whole: Currency;
  readonly walk: CurrencyIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: CurrencyChain<Currency | undefined>;
}

interface Books extends Many<BookForms> {
  /** Makes a draft of one. */
  add(book: {
    readonly ID: number;
    readonly title: string;
    readonly author: AuthorChain | Author | number;
  }): Action<Book>;
}

/** Where every chain of the bookshop starts. */
export interface Bookshop {
  readonly books: Books;
  readonly authors: Many<AuthorForms>;
  readonly genres: Many<GenreForms>;
  readonly currencies: Many<CurrencyForms>;
  book(id: number): BookChain;
  author(id: number): AuthorChain;
  genre(id: string): GenreChain;
}

const Books: KindFor<BookIn<'chain'>, BookIn<'stub'>, BookIn<'ref'>> = {
  address: 'Books({ID})',
  many: { path: 'Books', most: 3 },
  members: {
    ID: member.field('number', 'stub'),
    title: member.field('string', 'stub'),
    descr: member.field('string', 'stub'),
    stock: member.field('number', 'stub'),
    price: member.field('string', 'stub'),
    createdAt: member.field('instant', 'stub'),
    author_ID: member.field('number', 'stub'),
    genre_ID: member.field('string', 'stub'),
    currency_code: member.field('string', 'stub'),
    author: member.ref('Authors', 'stub', { by: 'author_ID' }),
    genre: member.ref('Genres', 'stub', { by: 'genre_ID' }),
    currency: member.ref('Currencies', 'stub', { by: 'currency_code' }),
    self: member.link('Books', { rel: 'self', path: '' }),
    restock: member.action('PATCH', '', {
      parameters: { stock: { type: 'integer', required: true } },
      positional: ['stock'],
      gives: 'whole',
    }),
  },
};
const Authors: KindFor<AuthorIn<'chain'>, AuthorIn<'stub'>, AuthorIn<'ref'>> = {
  address: 'Authors({ID})',
  members: {
    ID: member.field('number', 'stub'),
    name: member.field('string', 'stub'),
    dateOfBirth: member.field('string', 'stub'),
    placeOfBirth: member.field('string', 'stub'),
    books: member.collection('Books', { path: 'books', indexed: true, embedded: 'expansion' }),
    self: member.link('Authors', { rel: 'self', path: '' }),
  },
};
const Genres: KindFor<GenreIn<'chain'>, GenreIn<'stub'>, GenreIn<'ref'>> = {
  address: 'Genres({ID})',
  members: {
    ID: member.field('string', 'stub'),
    name: member.field('string', 'stub'),
    parent_ID: member.field('string', 'stub'),
    parent: member.ref('Genres', 'stub', { by: 'parent_ID' }),
    children: member.collection('Genres', {
      path: 'children',
      indexed: true,
      embedded: 'expansion',
    }),
    self: member.link('Genres', { rel: 'self', path: '' }),
  },
};
const Currencies: KindFor<CurrencyIn<'chain'>, CurrencyIn<'stub'>, CurrencyIn<'ref'>> = {
  address: "Currencies('{code}')",
  many: { path: 'Currencies', most: 3 },
  members: {
    code: member.field('string', 'stub'),
    name: member.field('string', 'stub'),
    symbol: member.field('string', 'stub'),
    self: member.link('Currencies', { rel: 'self', path: '' }),
  },
};

const add = member.action('POST', '', {
  parameters: {
    ID: { type: 'integer', required: true },
    title: { type: 'string', required: true },
    author: { wire: 'author_ID', type: 'integer', kind: 'Authors', required: true },
  },
  creates: 'Books',
  gives: 'whole',
}).call;

/** What is known of the bookshop beforehand. */
export const bookshopMap: LinkMap = {
  root: 'bookshop',
  kinds: {
    bookshop: {
      members: {
        books: member.collection('Books', { path: 'Books', indexed: true, actions: { add } }),
        authors: member.collection('Authors', { path: 'Authors', indexed: true }),
        genres: member.collection('Genres', { path: 'Genres', indexed: true }),
        currencies: member.collection('Currencies', { path: 'Currencies', indexed: true }),
        book: member.lookup('Books', 'Books({ID})'),
        author: member.lookup('Authors', 'Authors({ID})'),
        genre: member.lookup('Genres', 'Genres({ID})'),
      },
    },
    Books,
    Authors,
    Genres,
    Currencies,
  },
};
