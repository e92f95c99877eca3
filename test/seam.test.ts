/**
 * The seam between the engine and an API: the same loop over an API that spells everything in another way.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Chain } from '../src/index.ts';
import {
  type Action,
  connect,
  explain,
  hipchatMap,
  type Kind,
  type ResponseEvent,
} from '../src/index.ts';
import { createLibrary, libraryDialect, libraryMap } from './helpers/library.ts';
import { settle } from './helpers/settle.ts';

interface Author extends Chain<{ readonly self: Author }> {
  readonly name: Chain<string>;
}
interface Book extends Chain<{ readonly self: Book }> {
  readonly title: Chain<string>;
  readonly printed: Chain<unknown>;
  readonly author: Author;
  review(stars: number): Action<undefined>;
}
interface Library {
  book(id: number): Book;
  readonly books: {
    readonly items: readonly Book[];
    map<T>(
      read: (book: { readonly title: string; readonly author: { readonly name: string } }) => T,
    ): Chain<T[]>;
  };
}

function open(expands: boolean) {
  const { fetch, requests, cards } = createLibrary(expands);
  const options = { endpoint: 'https://library.test', token: 'card-7', fetch, name: 'library' };
  const library = connect<Library>(libraryDialect, libraryMap, options);
  return { library, requests, cards, options };
}

describe('an API of another dialect', () => {
  it('is asked to expand in its own words', async () => {
    const { library, requests } = open(true);

    expect(await library.book(3).author.name).toBe('Ada');

    expect(requests).toEqual(['GET /books/3?with[]=author']);
  });

  it('tells of its requests as any does', async () => {
    const { options } = open(false);
    const told: ResponseEvent[] = [];
    const on = { response: (event: ResponseEvent) => told.push(event) };
    const library = connect<Library>(libraryDialect, libraryMap, { ...options, on });
    const chains = ['library.book(3).author.name'];

    await library.book(3).author.name;

    expect(told).toMatchObject([
      { chains, round: 1, tries: 1, walk: told[1]?.walk },
      { chains, round: 2, tries: 1 },
    ]);
  });

  it('is walked by its links where it does not expand', async () => {
    const { library, requests } = open(false);

    expect(await library.book(3).author.name).toBe('Ada');

    expect(requests).toEqual(['GET /books/3?with[]=author', 'GET /authors/3']);
  });

  it('is paged by its cursor, with the expansion repeated', async () => {
    const { library, requests } = open(true);

    expect(await library.books.map((book) => `${book.title} by ${book.author.name}`)).toEqual([
      'One by Ada',
      'Two by Bo',
      'Three by Ada',
      'Four by Bo',
      'Five by Ada',
    ]);

    expect(requests).toEqual([
      'GET /books?with[]=data.author',
      'GET /books?after=2&with[]=data.author',
      'GET /books?after=4&with[]=data.author',
    ]);
  });

  it('gives the same where it does not expand, and each address is asked once', async () => {
    const { library, requests } = open(false);

    expect(await library.books.map((book) => `${book.title} by ${book.author.name}`)).toEqual([
      'One by Ada',
      'Two by Bo',
      'Three by Ada',
      'Four by Bo',
      'Five by Ada',
    ]);

    expect(new Set(requests).size).toBe(requests.length);
  });

  it('is read to an index by its cursor', async () => {
    const { library, requests } = open(true);

    expect(await library.books.items[3]?.title).toBe('Four');

    expect(requests).toEqual(['GET /books?with[]=data', 'GET /books?after=2&with[]=data']);
  });

  it('is acted on by address', async () => {
    const { library, requests, cards } = open(true);

    await library.books.items[0]?.review(5);

    expect(requests).toEqual(['GET /books', 'POST /books/1/reviews']);
    expect(cards).toEqual(['card-7', 'card-7']);
  });

  it('says what went wrong in its own words, also with status 200', async () => {
    const { library } = open(true);

    await expect(settle(library.book(9).title)).rejects.toThrow(
      'The library answered 200: there is no books 9\n  library.book(9).title\n          ^^^^^^^',
    );
  });

  it('is planned like any other', () => {
    const { library, requests } = open(true);

    const { requests: planned } = explain(library.book(3).author.name);

    expect(planned.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`)).toEqual([
      'GET https://library.test/books/3?with[]=author',
    ]);
    expect(requests).toEqual([]);
  });
});

describe('an API of which nothing is known', () => {
  type Unknown = Chain<unknown> & { readonly [name: string]: Unknown };

  it('is walked step by step by what its documents declare', async () => {
    const { options, requests } = open(false);
    const library = connect<Unknown>(libraryDialect, { root: '', kinds: {} }, options);

    expect(await library.books?.data?.[1]?.author?.name).toBe('Bo');

    expect(requests).toEqual(['GET /', 'GET /books', 'GET /books/2', 'GET /authors/4']);
  });

  it('names what there was instead of a step that leads nowhere', async () => {
    const { options } = open(false);
    const library = connect<Unknown>(libraryDialect, { root: '', kinds: {} }, options);

    await expect(settle(library.books?.shelves as Unknown)).rejects.toThrow('it has data, shelf');
  });
});

describe('the engine', () => {
  const rooms = ['proxy', 'plan', 'walk', 'http'];
  const files = rooms.flatMap((room) =>
    readdirSync(new URL(`../src/${room}`, import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${room}/${file}`),
  );
  const code = (file: string): string =>
    readFileSync(new URL(`../src/${file}`, import.meta.url), 'utf8').replaceAll(
      /\/\*[\s\S]*?\*\/|\/\/.*$/gm,
      '',
    );
  // Words that every API has, and that the engine itself is made of.
  const common = [
    'id',
    'links',
    'name',
    'self',
    'type',
    'message',
    'version',
    'file',
    'from',
    'title',
    'created',
    'group',
    'delete',
    'date',
    'plan',
    'item',
    'key',
    'token',
    'location',
  ];
  const names = [
    ...new Set(Object.values(hipchatMap.kinds).flatMap(({ members }) => namesIn(members))),
  ].filter((name) => !common.includes(name));

  it.each(files)('does not name HipChat in %s', (file) => {
    expect(code(file)).not.toMatch(/hipchat/i);
  });

  it.each(files)('names none of its fields, links and actions in %s', (file) => {
    const named = names.filter((name) => new RegExp(`['"\`]${name}['"\`]`).test(code(file)));
    expect(named).toEqual([]);
  });
});

function namesIn(members: Kind['members']): readonly string[] {
  return Object.entries(members).flatMap(([name, { read }]) => [
    name,
    ...(read?.is === 'collection' ? Object.keys(read.actions ?? {}) : []),
  ]);
}
