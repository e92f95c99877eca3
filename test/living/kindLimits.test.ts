/** Limits on expansion that are a kind's own: which paths, how deep, how many; and others for pages than for one alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  type Dialect,
  type ExpandLimits,
  explain,
  type JsonObject,
  type KindLimits,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { type Answer, living, madeUp, refused } from './madeUp.ts';

interface Person {
  readonly name: Chain<string>;
  readonly boss: Person;
}
interface Book {
  readonly author: Person;
  readonly editor: Person;
}
interface PersonRow {
  readonly name: string;
  readonly boss: PersonRow;
}
interface Api {
  readonly books: Sequence<
    { readonly title: string; readonly author: PersonRow; readonly editor: PersonRow },
    unknown
  >;
  book(id: number): Book;
}

const mapOf = (limits?: KindLimits): LinkMap => ({
  root: 'api',
  kinds: {
    api: {
      members: {
        books: member.collection('book', { path: 'books', indexed: false }),
        book: member.lookup('book', 'books/{id}'),
      },
    },
    book: {
      address: 'books/{id}',
      ...(limits && { limits }),
      members: {
        title: member.field('string', 'whole'),
        author: member.ref('person', 'stub'),
        editor: member.ref('person', 'stub'),
      },
    },
    person: {
      address: 'people/{id}',
      members: { name: member.field('string', 'whole'), boss: member.ref('person', 'whole') },
    },
  },
});

const dialect: Dialect = {
  ...madeUp,
  expand: (paths, ofItems) => {
    const names = ofItems ? paths.map((path) => (path === '' ? 'all' : path)) : paths;
    return names.length === 0 ? [] : [['include', names.join(',')]];
  },
};

interface Tree {
  readonly [name: string]: Tree;
}
const toTree = (paths: readonly (readonly string[])[]): Tree => {
  const heads = new Set(paths.flatMap(([head]) => head ?? []));
  return Object.fromEntries(
    [...heads].map((head) => [
      head,
      toTree(paths.filter((path) => path[0] === head && path.length > 1).map((p) => p.slice(1))),
    ]),
  );
};
const person = (id: number, tree: Tree | undefined): JsonObject => ({
  '@': `/people/${id}`,
  ...(tree && { name: `P${id}`, boss: person(id + 10, tree.boss) }),
});
const book = (id: number, isWhole: boolean, tree: Tree): JsonObject => ({
  '@': `/books/${id}`,
  ...(isWhole && { title: `B${id}` }),
  author: person(id, tree.author),
  editor: person(id + 100, tree.editor),
});

/** Whether a server with these limits takes such paths. */
function isTaken(paths: readonly string[], limits: ExpandLimits = {}): boolean {
  const { expandDepth = 9, expandPaths = 9, expands } = limits;
  const isOne = (path: string): boolean =>
    (path === 'all' || path.split('.').length <= expandDepth) &&
    (expands === undefined || expands.some((each) => `${each || 'all'}.`.startsWith(`${path}.`)));
  return paths.length <= expandPaths && paths.every(isOne);
}

/** A server that refuses what is beyond its limits. */
const open = (limits?: KindLimits) =>
  living<Api>(dialect, mapOf(limits), ({ path, query }): Answer | undefined => {
    const paths = query.get('include')?.split(',') ?? [];
    const [, kind, id] = path.split('/');
    const tree = toTree(paths.map((each) => each.split('.')));
    if (kind === 'people') return person(Number(id), tree);
    const own = id === undefined ? limits?.ofItems : limits;
    if (!isTaken(paths, own)) return refused(400, `not so much: ${paths}`);
    if (id !== undefined) return book(Number(id), true, tree);
    return { data: [1, 2].map((each) => book(each, 'all' in tree, tree)) };
  });

describe('a kind with limits of its own', () => {
  it('is asked to expand nothing else than what it can', async () => {
    const { root, requests } = open({ expands: ['author'] });

    expect(await root.book(1).author.name).toBe('P1');
    expect(await root.book(1).editor.name).toBe('P101');
    expect(explain(root.book(1).editor.name).bill).toEqual({ least: 2, most: 2 });

    expect(requests).toEqual(['GET /books/1?include=author', 'GET /books/1', 'GET /people/101']);
  });

  it('is expanded as deep as it can be, and deeper where another kind can', async () => {
    const { root, requests } = open({ expandDepth: 1 });

    expect(await root.book(1).author.boss.boss.name).toBe('P21');
    expect(explain(root.book(1).author.boss.boss.name).bill.most).toBe(2);

    expect(requests).toEqual(['GET /books/1?include=author', 'GET /people/11?include=boss']);
  });

  it('has more where it is asked alone than on a page', async () => {
    const { root, requests } = open({ ofItems: { expandDepth: 1, expands: ['author', 'editor'] } });

    expect(await root.book(1).author.boss.name).toBe('P11');
    expect(await root.books.map(({ author }) => author.name)).toEqual(['P1', 'P2']);

    expect(requests).toEqual(['GET /books/1?include=author.boss', 'GET /books?include=author']);
  });

  it('is asked by itself for what its page cannot bring of it', async () => {
    const { root, requests } = open({ ofItems: { expands: ['author'] } });

    expect(await root.books.map(({ title }) => title)).toEqual(['B1', 'B2']);
    expect(requests).toEqual(['GET /books', 'GET /books/1', 'GET /books/2']);
  });

  it('is not expanded on its page for what only lies behind it', async () => {
    const { root, requests } = open({ ofItems: { expands: [''] } });

    expect(await root.books.map(({ author }) => author.name)).toEqual(['P1', 'P2']);
    expect(requests).toEqual(['GET /books', 'GET /people/1', 'GET /people/2']);
  });

  it('is asked twice where it takes one path at a time', async () => {
    const { root, requests } = open({ expandPaths: 1 });

    expect(await Promise.all([root.book(1).author.name, root.book(1).editor.name])).toEqual([
      'P1',
      'P101',
    ]);
    expect(requests).toHaveLength(2);
  });

  it('is refused nothing, whatever its limits are, and gives the same', async () => {
    const limits: fc.Arbitrary<ExpandLimits> = fc.record(
      {
        expandDepth: fc.nat(3),
        expandPaths: fc.nat(3),
        expands: fc.subarray(['', 'author', 'author.boss', 'editor', 'editor.boss.boss']),
      },
      { requiredKeys: [] },
    );
    const drawn = fc.tuple(limits, limits).map(([own, ofItems]) => ({ ...own, ofItems }));
    await fc.assert(
      fc.asyncProperty(drawn, async (each) => {
        const { root, requests } = open(each);
        const [one, other, rows] = await Promise.all([
          root.book(1).author.boss.boss.name,
          root.book(1).editor.name,
          root.books.map((row) => [row.title, row.author.boss.name, row.editor.name]),
        ]);

        expect([one, other]).toEqual(['P21', 'P101']);
        expect(rows).toEqual([
          ['B1', 'P11', 'P101'],
          ['B2', 'P12', 'P102'],
        ]);
        // A refusal is asked again without its expansions.
        expect(new Set(requests).size).toBe(requests.length);
        for (const request of requests) {
          const { pathname, searchParams } = new URL(request.slice(4), 'https://living.test');
          const paths = searchParams.get('include')?.split(',') ?? [];
          if (pathname === '/books') expect(isTaken(paths, each.ofItems), request).toBe(true);
          if (pathname === '/books/1') expect(isTaken(paths, each), request).toBe(true);
        }
      }),
    );
  });
});
