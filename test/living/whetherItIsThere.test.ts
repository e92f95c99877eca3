/** What a lambda only looks at, without reading anything of it: whether it is there is known before the run counts. */
import { describe, expect, it } from 'vitest';
import { ForbiddenError } from '../../src/index.ts';
import { settle } from '../helpers/settle.ts';
import { type Api, editedBooks } from './editedBooks.ts';
import { type Answer, type Asked, living, nothing, refused, withNothing } from './madeUp.ts';

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
const open = () => living<Api>(withNothing, editedBooks, answer);
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
    const { root } = living<Api>(withNothing, editedBooks, (asked) =>
      asked.path === '/books/1/editor' ? refused(403, 'not yours') : answer(asked),
    );

    await expect(settle(root.books.filter((b) => b.editor !== null).count())).rejects.toThrow(
      ForbiddenError,
    );
  });
});
