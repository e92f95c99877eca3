/** Files that an action is given, and bodies that cannot hold them. */
import { describe, expect, it } from 'vitest';
import { type Action, type BodyForm, type Dialect, type LinkMap, member } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { answering } from '../dialects/answering.ts';
import { settle } from '../helpers/settle.ts';

interface Shelf {
  book(id: number): {
    cover(image: unknown, more?: { title?: string }): Action<unknown>;
    note(text: unknown): Action<unknown>;
  };
}
function open(form?: BodyForm, dialect: Dialect = rest()) {
  const map: LinkMap = {
    root: 'shelf',
    kinds: {
      shelf: { members: { book: member.lookup('book', 'books/{id}') } },
      book: {
        address: 'books/{id}',
        members: {
          cover: member.action('POST', 'covers', {
            parameters: { image: { type: 'file' }, title: { type: 'string' } },
            positional: ['image'],
            ...(form !== undefined && { form }),
          }),
          note: member.action('POST', 'notes', {
            parameters: { text: { type: 'any' } },
            positional: ['text'],
          }),
        },
      },
    },
  };
  return answering<Shelf>(dialect, map, { '/books/1/covers': {}, '/books/1/notes': {} });
}
const FILES: readonly { readonly name: string; readonly make: () => unknown }[] = [
  { name: 'a Blob', make: () => new Blob(['hello']) },
  { name: 'a File', make: () => new File(['hello'], 'a.txt') },
  { name: 'bytes', make: () => new Uint8Array([1, 2]) },
  { name: 'a buffer', make: () => new ArrayBuffer(2) },
  { name: 'a stream', make: () => new Blob(['hello']).stream() },
];

describe.each(FILES)('a file, given as $name', ({ make }) => {
  it.each([undefined, 'json'] as const)(
    'is refused before anything is sent, where the body is JSON (%s)',
    async (form) => {
      const { root, requests } = open(form);

      await expect(settle(root.book(1).cover(make(), { title: 'Cover' }))).rejects.toThrow(
        "`cover`: `image` is a file, which JSON cannot hold: give the action a `form` of parts, such as { multipart: 'form-data', json: 'metadata' }",
      );
      expect(requests).toEqual([]);
    },
  );

  it('is refused where it is given for anything that is JSON', async () => {
    const { root, requests } = open();

    await expect(settle(root.book(1).note(make()))).rejects.toThrow(
      '`text` cannot be sent as JSON',
    );
    await expect(settle(root.book(1).note({ of: [make()] }))).rejects.toThrow(
      '`text`.of[0] cannot be sent as JSON',
    );
    expect(requests).toEqual([]);
  });

  it('is refused where a dialect writes it into the JSON of a part', async () => {
    const dialect: Dialect = { ...rest(), write: ({ body }) => ({ body: { data: body } }) };
    const { root, requests } = open({ multipart: 'related', json: 'about' }, dialect);

    await expect(settle(root.book(1).cover(make()))).rejects.toThrow(
      '`data.image` is a file, which JSON cannot hold: a file is a part of its own only where it is a value of the body itself',
    );
    expect(requests).toEqual([]);
  });

  it('is a part of its own where the body has parts', async () => {
    const { root, sent } = open({ multipart: 'related', json: 'about' });
    await root.book(1).cover(make(), { title: 'Cover' });

    expect(await sent[0]?.text()).toContain('name="image"');
  });
});
