/** What a lambda only looks at, without reading anything of it: whether it is there is known before the run counts. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type Dialect,
  ForbiddenError,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { settle } from '../helpers/settle.ts';
import { type Answer, type Asked, living, madeUp, refused } from './madeUp.ts';

interface PersonRow {
  readonly name: string;
  readonly boss: PersonRow | null;
  readonly works: readonly { readonly title: string }[];
}
interface TagRow {
  readonly name: string;
}
interface BookRow {
  readonly title: string;
  readonly editor: PersonRow | null;
  readonly tags: readonly TagRow[];
  print(): Action<undefined>;
}
interface Api {
  readonly books: Sequence<BookRow, { readonly title: string }>;
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { books: member.collection('book', { path: 'books', indexed: false }) } },
    book: {
      address: 'books/{id}',
      members: {
        title: member.field('string', 'stub'),
        editor: member.ref('person', 'expansion', 'editor'),
        tags: member.collection('tag', { path: 'tags', indexed: false }),
        print: member.action('POST', 'print'),
      },
    },
    tag: { address: 'tags/{id}', members: { name: member.field('string', 'stub') } },
    person: {
      address: 'people/{id}',
      members: {
        name: member.field('string', 'whole'),
        boss: member.ref('person', 'expansion', 'boss'),
        works: member.collection('book', { path: 'works', indexed: false }),
      },
    },
  },
};
const dialect: Dialect = {
  ...madeUp,
  document: (response, asked) =>
    response.status === 204 ? null : madeUp.document(response, asked),
};

const nothing = (): Answer => ({ answer: new Response(null, { status: 204 }) });
const ann = { '@': '/people/5', name: 'Ann' };
const books = ['One', 'Two', 'Three'].map((title, at) => ({ '@': `/books/${at + 1}`, title }));

/** A server that neither expands nor says who edits a book: only its address tells, and of the second there is none. */
function answer({ method, path }: Asked): Answer | undefined {
  if (method === 'POST') return nothing();
  if (path === '/books') return { data: books };
  if (path === '/books/2/editor') return nothing();
  if (path === '/people/5/works') return { data: books.slice(0, 1) };
  if (path === '/people/5/boss') return { '@': '/people/6', name: 'Bo' };
  if (path.endsWith('/tags')) return { data: [{ '@': '/tags/1', name: 'new' }] };
  return path.endsWith('/editor') ? ann : undefined;
}
const open = () => living<Api>(dialect, map, answer);
const EDITORS = [1, 2, 3].map((id) => `GET /books/${id}/editor`);

describe('whether what a lambda only looks at is there', () => {
  it.each<readonly [string, (api: Api) => PromiseLike<unknown>, unknown]>([
    ['filter', ({ books }) => books.filter((b) => b.editor !== null).count(), 2],
    ['a filter that gives it', ({ books }) => books.filter((b) => b.editor as never).count(), 2],
    ['map', ({ books }) => books.map((b) => b.editor === null).toArray(), [false, true, false]],
    ['reduce', ({ books }) => books.reduce((n, b) => n + (b.editor ? 1 : 0), 0), 2],
    [
      'flatMap',
      ({ books }) => books.flatMap(({ editor }) => (editor === null ? [] : [editor])).count(),
      2,
    ],
    [
      'a filter of what was mapped',
      ({ books }) =>
        books
          .map((b) => b.editor)
          .filter((editor) => editor !== null)
          .count(),
      2,
    ],
    [
      'a reduce of what was mapped',
      ({ books }) => books.map((b) => b.editor).reduce((n, editor) => n + (editor ? 1 : 0), 0),
      2,
    ],
    [
      'sort',
      ({ books }) =>
        books
          .sort((a, b) => Number(b.editor === null) - Number(a.editor === null))
          .map((b) => b.title)
          .toArray(),
      ['Two', 'One', 'Three'],
    ],
    [
      'a lambda within it',
      ({ books }) => books.filter((b) => b.tags.some(() => b.editor === null)).count(),
      1,
    ],
  ])('is known to %s', async (_name, walk, expected) => {
    const { root, requests } = open();

    expect(await walk(root)).toEqual(expected);
    expect(requests[0]).toBe('GET /books?include=editor');
    expect(requests.filter((each) => each.endsWith('/editor'))).toEqual(EDITORS);
    expect(requests.filter((each) => each.startsWith('GET /books?'))).toHaveLength(1);
  });

  it.each<readonly [string, (api: Api) => PromiseLike<unknown>, unknown]>([
    [
      'a map that gives it or something else',
      ({ books }) => books.map((b) => (b.editor ? { name: b.editor.name } : 'none')).toArray(),
      [{ name: 'Ann' }, 'none', { name: 'Ann' }],
    ],
    [
      'a map that gives it, or else',
      ({ books }) => books.map((b) => b.editor ?? 'none').at(1),
      'none',
    ],
    [
      'a record that is filtered by it',
      ({ books }) =>
        books
          .map(({ title, editor }) => ({ title, editor }))
          .filter(({ editor }) => editor !== null)
          .map(({ title }) => title)
          .toArray(),
      ['One', 'Three'],
    ],
    [
      'a map that goes on from it with a list',
      ({ books }) => books.map((b) => b.editor?.works.map((w) => w.title) ?? 'none').toArray(),
      [['One'], 'none', ['One']],
    ],
    [
      'a filter that only takes a list of it',
      ({ books }) => books.filter((b) => b.editor?.works.map((w) => w.title) as never).count(),
      2,
    ],
    [
      'a map that goes on from it with a reference',
      ({ books }) => books.map((b) => b.editor?.boss?.name ?? 'none').toArray(),
      ['Bo', 'none', 'Bo'],
    ],
  ])('decides what comes of %s', async (_name, walk, expected) => {
    expect(await walk(open().root)).toEqual(expected);
  });

  it('is asked of no more items than it takes', async () => {
    const { root, requests } = open();

    expect(await root.books.some((b) => b.editor === null)).toBe(true);
    expect(requests).toEqual(['GET /books?include=editor', ...EDITORS.slice(0, 2)]);
  });

  it('decides whether a lambda gives an action', async () => {
    const { root, requests } = open();
    await root.books.forEach((b) => (b.editor === null ? b.print() : null));

    expect(requests.filter((each) => each.startsWith('POST'))).toEqual(['POST /books/2/print']);
  });

  it('is asked once, also where the lambda reads or gives it', async () => {
    const { root, requests } = open();

    expect(await root.books.map((b) => b.editor?.name ?? '-').toArray()).toEqual([
      'Ann',
      '-',
      'Ann',
    ]);
    expect(requests).toEqual(['GET /books?include=editor', ...EDITORS]);
    requests.length = 0;
    expect(await root.books.map(({ title, editor }) => ({ title, editor })).at(1)).toEqual({
      title: 'Two',
      editor: null,
    });
    expect(requests).toEqual(['GET /books?include=editor', ...EDITORS.slice(0, 2)]);
  });

  it('is known before an error of the lambda counts', async () => {
    const { root } = open();
    const titles = root.books
      .drop(1)
      .take(1)
      .map((b) => {
        if (b.editor !== null) throw new Error('it has an editor');
        return b.title;
      });

    expect(await titles.toArray()).toEqual(['Two']);
  });

  it('is an error where its address is refused', async () => {
    const { root } = living<Api>(dialect, map, (asked) =>
      asked.path === '/books/1/editor' ? refused(403, 'not yours') : answer(asked),
    );

    await expect(settle(root.books.filter((b) => b.editor !== null).count())).rejects.toThrow(
      ForbiddenError,
    );
  });
});

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
          const { root, requests } = living<Api>(dialect, map, (asked) => answerIn(given, asked));
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
