/** What a server says, where a terminal may show it: as text that does nothing, in lines of its own layout. */
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type ApiError,
  type Chain,
  explain,
  HypchatError,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { answering } from '../dialects/answering.ts';
import { settle } from '../helpers/settle.ts';

const HOSTILE = 'no\u001b]0;owned\u0007\u001b[2J\u202e\u009b\r\n  GET https://api.test/other';
const SHOWN =
  'no\\u001b]0;owned\\u0007\\u001b[2J\\u202e\\u009b\\u000d\\n  GET https://api.test/other';
const OBEYED = /[^\P{Cc}\n\t]|[\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/u;

interface Shelf {
  book(id: string): Chain<unknown> & {
    readonly title: Chain<string>;
    readonly nothing: Chain<unknown>;
    remove(): Action<unknown>;
    note(text: string): Action<unknown>;
  };
  readonly books: Sequence<{ remove(): Action<unknown> }, unknown>;
}
const map: LinkMap = {
  root: 'shelf',
  kinds: {
    shelf: {
      members: {
        book: member.lookup('book', 'books/{id}'),
        books: member.collection('book', { path: 'books', indexed: false }),
      },
    },
    book: {
      address: 'books/{id}',
      members: {
        title: member.field('string', 'stub'),
        remove: member.action('DELETE', ''),
        note: member.action('POST', 'notes', {
          parameters: { text: { type: 'string' } },
          positional: ['text'],
        }),
      },
    },
  },
};
const refusing = (message: string, status = 400): Response =>
  Response.json({ message }, { status });
const errorOf = (chain: PromiseLike<unknown>): Promise<Error> =>
  settle(chain).then(
    () => new Error('no error'),
    (error: Error) => error,
  );

describe('the words of a server in an error', () => {
  const open = () =>
    answering<Shelf>(rest(), map, {
      '/books/1': refusing(HOSTILE),
      '/books': [{ id: '1' }, { id: '2' }],
      '/books/2': refusing(HOSTILE),
      '/books/3': { id: '3', [HOSTILE]: 'x' },
    }).root;

  it('are shown written out, on one line, and are kept as they came', async () => {
    const error = (await errorOf(open().book('1').title)) as ApiError;

    expect(error.message.split('\n')).toEqual([
      `The API answered 400: ${SHOWN}`,
      "  hc.book('1').title".replace('hc', 'api'),
      expect.stringMatching(/^ +\^+$/),
      '  GET https://api.test/books/1',
    ]);
    expect(error.serverMessage).toBe(HOSTILE);
    for (const text of [error.reason, String(error), error.stack ?? '', inspect(error.message)]) {
      expect(text).not.toMatch(OBEYED);
    }
  });

  it('are so where several of them are told together', async () => {
    const error = await errorOf(open().books.forEach((book) => book.remove()));

    expect(error.message.split('\n').slice(0, 3)).toEqual([
      '2 of 2 actions failed:',
      `  0: The API answered 400: ${SHOWN}`,
      `  1: The API answered 400: ${SHOWN}`,
    ]);
    expect(inspect(error)).not.toContain('\u001b');
  });

  it('are so where they are names of what is there', async () => {
    const error = await errorOf(open().book('3').nothing);

    expect(error.message.split('\n')[0]).toContain(SHOWN);
    expect(error.message).not.toMatch(OBEYED);
  });

  it('are so whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (message) => {
        const { root } = answering<Shelf>(rest(), map, { '/books/1': refusing(message) });
        const error = await errorOf(root.book('1').title);

        expect(error.message).not.toMatch(OBEYED);
        expect(error.message.split('\n')).toHaveLength(4);
        expect((error as ApiError).serverMessage).toBe(message);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the layout of an error', () => {
  it('marks the step that failed, whatever was written out in front of it', async () => {
    const { root } = answering<Shelf>(rest(), map, {});
    const error = await errorOf(root.book('\u202ea').title);
    const [, chain = '', mark = ''] = error.message.split('\n');

    expect(error).toBeInstanceOf(HypchatError);
    expect(chain).not.toMatch(OBEYED);
    expect(mark.length).toBeLessThanOrEqual(chain.length);
  });

  it('shows what a caller gave on one line as well', async () => {
    const { root } = answering<Shelf>(rest(), map, {});
    const error = await errorOf(root.book('1').note([HOSTILE] as never));

    expect(error.message).not.toMatch(OBEYED);
  });
});

describe('a plan', () => {
  it('has each request on its line, whatever is sent', () => {
    const { root } = answering<Shelf>(rest(), map, {});
    const text = String(explain(root.book('1').note(HOSTILE)));

    expect(text).not.toMatch(OBEYED);
    expect(text.split('\n')).toHaveLength(2);
  });
});
