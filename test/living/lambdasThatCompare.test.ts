/** One lambda on rows, and on plain data: what it compares with `null` comes to the same. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Api, editedBooks, type PersonRow } from './editedBooks.ts';
import { type Answer, type Asked, living, nothing, withNothing } from './madeUp.ts';

interface World {
  readonly editors: readonly (number | null)[];
  /** What a page says of an editor. */
  readonly says: 'nothing' | 'who' | 'all';
}
const world = fc.record<World>({
  editors: fc.array(fc.option(fc.constantFrom(1, 2)), { minLength: 1, maxLength: 4 }),
  says: fc.constantFrom('nothing', 'who', 'all'),
});

const person = (id: number) => ({ '@': `/people/${id}`, name: `No. ${id}` });

function answerIn({ editors, says }: World, { path }: Asked): Answer | undefined {
  const [, kind, id, below] = path.split('/');
  if (kind === 'people') return person(Number(id));
  const book = (editor: number | null, at: number) => {
    const told =
      editor === null ? null : says === 'who' ? { '@': `/people/${editor}` } : person(editor);
    return { '@': `/books/${at}`, title: `B${at}`, ...(says !== 'nothing' && { editor: told }) };
  };
  if (id === undefined) return { data: editors.map(book) };
  const editor = editors[Number(id)];
  if (below === undefined) return book(editor ?? null, Number(id));
  return editor == null ? nothing() : person(editor);
}

interface Plain {
  readonly title: string;
  readonly editor: Pick<PersonRow, 'name'> | null;
}
const PREDICATES: readonly ((book: Plain) => boolean)[] = [
  (book) => book.editor !== null,
  (book) => !book.editor,
  (book) => book.editor?.name === 'No. 1',
  ({ editor, title }) => title === 'B1' || editor !== null,
];

/** What is made of books by a predicate: by the library, and of arrays. */
interface Way {
  walk(books: Api['books'], holds: (book: Plain) => boolean): PromiseLike<unknown>;
  byHand(books: readonly Plain[], holds: (book: Plain) => boolean): unknown;
}
const WAYS: readonly Way[] = [
  {
    walk: (books, holds) => books.filter(holds).count(),
    byHand: (books, holds) => books.filter(holds).length,
  },
  { walk: (books, holds) => books.some(holds), byHand: (books, holds) => books.some(holds) },
  { walk: (books, holds) => books.every(holds), byHand: (books, holds) => books.every(holds) },
  {
    walk: (books, holds) => books.map(holds).toArray(),
    byHand: (books, holds) => books.map(holds),
  },
  {
    walk: (books, holds) => books.reduce((n, book) => n + (holds(book) ? 1 : 0), 0),
    byHand: (books, holds) => books.filter(holds).length,
  },
  {
    walk: (books, holds) =>
      books
        .sort((a, b) => Number(holds(a)) - Number(holds(b)))
        .map((book) => book.title)
        .toArray(),
    byHand: (books, holds) =>
      books.toSorted((a, b) => Number(holds(a)) - Number(holds(b))).map(({ title }) => title),
  },
  {
    walk: (books) =>
      books
        .map((book) => book.editor)
        .filter((editor) => editor !== null)
        .map((editor) => editor.name)
        .toArray(),
    byHand: (books) => books.flatMap(({ editor }) => editor?.name ?? []),
  },
];

describe('a lambda that compares', () => {
  it('gives what it gives of plain data, and asks no address twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.constantFrom(...PREDICATES),
        fc.constantFrom(...WAYS),
        async (given, holds, way) => {
          const { root, requests } = living<Api>(withNothing, editedBooks, (asked) =>
            answerIn(given, asked),
          );
          const data = given.editors.map((editor, at) => ({
            title: `B${at}`,
            editor: editor === null ? null : { name: `No. ${editor}` },
          }));

          expect(await way.walk(root.books, holds)).toEqual(way.byHand(data, holds));
          expect(requests).toEqual([...new Set(requests)]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
