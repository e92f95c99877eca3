/** Only some fields: what is asked for changes nothing of the types, which say what is read. */
import { connect, type Dialect, type FieldSelection, selectFields } from 'hypchat';
import { jsonApi } from 'hypchat/json-api';
import { odata } from 'hypchat/odata';
import { describe, expectTypeOf, it } from 'vitest';
import { type Blog, blogMap } from '../servers/blog.ts';
import { type Book, type Bookshop, bookshopMap } from '../servers/bookshop.ts';

const shop = connect<Bookshop>(odata({ select: true }), bookshopMap, {
  endpoint: 'https://shop.test',
});
const blog = connect<Blog>(jsonApi({ select: true }), blogMap, { endpoint: 'https://blog.test' });

describe('what is read where only that is asked for', () => {
  it('is typed as it is in the map', () => {
    expectTypeOf(shop.book(201).title).resolves.toEqualTypeOf<string>();
    expectTypeOf(shop.book(201).stock).resolves.toEqualTypeOf<number | null>();
    expectTypeOf(shop.books.map(({ author }) => author.name)).resolves.toEqualTypeOf<string[]>();
    expectTypeOf(shop.books.map(({ genre }) => genre?.name)).resolves.toEqualTypeOf<
      (string | undefined)[]
    >();
    expectTypeOf(
      blog.articles.map((article) => article.comments.map((comment) => comment.body)),
    ).resolves.toEqualTypeOf<string[][]>();
    // @ts-expect-error -- a book has no colour, chosen or not
    shop.books.map((book) => book.colour);
  });

  it('leaves what is shown as a whole a whole', async () => {
    expectTypeOf(shop.book(201)).resolves.toEqualTypeOf<Book>();
    const book = await shop.book(201);
    expectTypeOf(book.descr).toEqualTypeOf<string | null>();
  });
});

describe('a dialect', () => {
  it('says how it chooses, or says nothing', () => {
    expectTypeOf(selectFields).toEqualTypeOf<FieldSelection>();
    expectTypeOf<Dialect['selects']>().toEqualTypeOf<FieldSelection | undefined>();
    // @ts-expect-error -- how it is done is no word
    odata({ select: 'title' });
  });
});
