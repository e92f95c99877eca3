/** What the compiler refuses of a link map, or cannot see, and JavaScript would find out by a walk that goes wrong. */
import { describe, expect, it } from 'vitest';
import { connect, hipchat, type LinkMap, member } from '../../src/index.ts';

const books = member.collection('book', { path: 'books', indexed: true });
const shelf = { members: { books } };
const title = member.field('string', 'stub');
const book = { address: 'books/{id}', members: { title } };
const mapOf = (kinds: object, root = 'shelf'): object => ({ root, kinds });
const withBooks = (about: object): object =>
  mapOf({ shelf: { members: { books: { read: { ...books.read, path: undefined, ...about } } } } });

const open = (map: unknown, limits: object = hipchat.limits): object =>
  connect({ ...hipchat, limits: limits as typeof hipchat.limits }, map as LinkMap, {
    endpoint: 'https://api.test',
  });

describe('a link map', () => {
  it.each<[string, unknown, string]>([
    ['that is none', null, 'the second argument of `connect` has to be a link map, got null'],
    ['that is a dialect', hipchat, 'has to be a link map, got an object'],
    [
      'whose root is none of its kinds',
      mapOf({ shelf, book }, 'shelv'),
      'the link map has no kind `shelv`, which is its root: it has shelf, book; did you mean "shelf"?',
    ],
    [
      'with a kind that has no members',
      mapOf({ shelf, book: { fields: {} } }),
      'the kind `book` of the link map has no `members`',
    ],
    [
      'with a member that is none',
      mapOf({ shelf, book: { ...book, members: { title: 'string' } } }),
      '`title` of the kind `book` is no member: write `member.field(…)`, or another of its helpers',
    ],
    [
      'with an address that begins with a slash',
      mapOf({ shelf, book: { ...book, address: '/books/{id}' } }),
      "the kind `book` lies at '/books/{id}': it is below the endpoint, so write 'books/{id}'",
    ],
    [
      'with a path that begins with a slash',
      withBooks({ path: '/books' }),
      "`books` of the kind `shelf` lies at '/books': it is below the thing that has it, so write 'books'",
    ],
    [
      'with a whole address for a path',
      mapOf({ shelf: { members: { book: member.lookup('book', 'https://api.test/books/{id}') } } }),
      "lies at 'https://api.test/books/{id}': it is below the thing that has it, so write what follows that",
    ],
    [
      'with a collection of which nothing says where it lies',
      withBooks({}),
      '`books` of the kind `shelf` needs a `rel` or a `path`, which say where it lies',
    ],
    [
      'with a lookup that has no place for an id',
      mapOf({ shelf: { members: { book: member.lookup('book', 'books/:id') } } }),
      "`book` of the kind `shelf` finds nothing by its id: the path 'books/:id' needs a hole where that goes, as in 'things/{id}'",
    ],
    ...['books/{id', 'books/{}', 'books/id}', 'books/{book-id}'].map(
      (path): [string, object, string] => [
        `with braces that make no hole: ${path}`,
        mapOf({ shelf, book: { ...book, address: path } }),
        `the kind \`book\` lies at '${path}', whose braces make no hole: it needs a name between them, as in 'things/{id}'`,
      ],
    ),
    [
      'with an action that reads and has something for a body',
      mapOf({
        shelf: {
          members: {
            find: member.action('GET' as 'PUT', 'find', {
              parameters: { word: { type: 'string' } },
            }),
          },
        },
      }),
      '`find` of the kind `shelf` cannot be sent: a GET has no body for word. What is read is a link or a collection, with `options`',
    ],
    [
      'with an option by which the dialect asks for pages',
      withBooks({ path: 'books', options: { most: { wire: 'max-results', type: 'integer' } } }),
      "the option `most` of `books` of the kind `shelf` is sent as 'max-results', by which pages are asked for: say with `window` that it is their 'start' or 'count'",
    ],
  ])('%s is refused', (_name, map, words) => {
    expect(() => open(map)).toThrow(words);
  });

  it.each<[string, object]>([
    ['without kinds', { root: '', kinds: {} }],
    ['without a root', mapOf({ book }, '')],
    ['that names kinds which it has not', mapOf({ shelf })],
    ['with what stands in its owner', withBooks({ embedded: 'stub' })],
    ['with what lies beside its owner', withBooks({ address: 'books?of={id}' })],
    ['with what only documents declare', withBooks({ rel: 'books' })],
    [
      'with an option that is said to pick a page',
      withBooks({
        path: 'books',
        options: { most: { wire: 'max-results', type: 'integer', window: 'count' } },
      }),
    ],
  ])('%s is taken', (_name, map) => {
    expect(open(map)).toBeDefined();
  });
});

describe('the limits of a dialect', () => {
  it.each([
    ['without `pageSize`', { defaultPageSize: 3 }, '`limits.pageSize`', 'undefined'],
    ['without `defaultPageSize`', { pageSize: 5 }, '`limits.defaultPageSize`', 'undefined'],
    ['of no items', { pageSize: 0, defaultPageSize: 3 }, '`limits.pageSize`', '0'],
  ])('%s are refused', (_name, limits, what, got) => {
    const words = `${what} of the dialect has to be a whole number from 1 on, got ${got}`;
    expect(() => open({ root: '', kinds: {} }, limits)).toThrow(words);
  });
});
