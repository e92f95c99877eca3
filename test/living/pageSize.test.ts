/** The page size of collections without an index. */
import { describe, expect, it } from 'vitest';
import { type Chain, explain, type LinkMap, member, type Sequence } from '../../src/index.ts';
import { collect } from '../helpers/collect.ts';
import { living, madeUp } from './madeUp.ts';

interface Api {
  readonly notes: Sequence<{ readonly text: string }, unknown> &
    AsyncIterable<{ readonly text: string }> &
    PromiseLike<{ readonly items: readonly unknown[] }> & {
      readonly items: readonly { readonly text: Chain<string> }[];
    };
}

const mapOf = (pageSize?: number): LinkMap => ({
  root: 'api',
  kinds: {
    api: {
      members: {
        notes: member.collection('note', {
          path: 'notes',
          indexed: false,
          ...(pageSize !== undefined && { pageSize }),
        }),
      },
    },
    note: { address: 'notes/{id}', members: { text: member.field('string', 'stub') } },
  },
});

/** A server of so many notes, in pages of ten unless it is asked for others, of at most `most`. */
const open = (count: number, pageSize?: number, most = 100) =>
  living<Api>(madeUp, mapOf(pageSize), ({ query }) => {
    const skip = Number(query.get('skip') ?? 0);
    const top = Math.min(Number(query.get('top') ?? 10), most);
    const ids = Array.from({ length: count }, (_, id) => id).slice(skip, skip + top);
    return {
      data: ids.map((id) => ({ '@': `/notes/${id}`, text: `N${id}` })),
      ...(skip + top < count && { next: `/notes?skip=${skip + top}&top=${top}` }),
    };
  });
const texts = (count: number) => Array.from({ length: count }, (_, id) => `N${id}`);

describe('a collection without an index that is gone through', () => {
  it('is read in pages as large as the map says', async () => {
    const { root, requests } = open(250, 100);

    expect(await root.notes.map(({ text }) => text)).toEqual(texts(250));
    expect((await collect(root.notes)).map(({ text }) => text)).toEqual(texts(250));

    const pages = ['skip=0&top=100', 'skip=100&top=100', 'skip=200&top=100'];
    expect(requests).toEqual([...pages, ...pages].map((page) => `GET /notes?${page}`));
  });

  it('is read in the pages that the server gives, where the map says nothing', async () => {
    const { root, requests } = open(25);

    expect(await root.notes.map(({ text }) => text)).toEqual(texts(25));
    expect(requests).toEqual([
      'GET /notes',
      'GET /notes?skip=10&top=10',
      'GET /notes?skip=20&top=10',
    ]);
  });

  it('is asked for no more items than are of use', async () => {
    const { root, requests } = open(250, 100);

    expect(await root.notes.take(3).map(({ text }) => text)).toEqual(texts(3));
    expect(requests).toEqual(['GET /notes?skip=0&top=3']);
  });

  it('is asked once for what several chains want of it', async () => {
    const { root, requests } = open(50, 100);
    const [few, all] = await Promise.all([
      root.notes.take(3).map(({ text }) => text),
      root.notes.map(({ text }) => text),
    ]);

    expect([few, all]).toEqual([texts(3), texts(50)]);
    expect(requests).toEqual(['GET /notes?skip=0&top=100']);
  });

  it('is given whole by a server that caps its pages', async () => {
    const { root, requests } = open(60, 100, 25);

    expect(await root.notes.map(({ text }) => text)).toEqual(texts(60));
    expect(requests).toHaveLength(3);
  });

  it('gives the page that the server gives, where it is awaited', async () => {
    const { root, requests } = open(250, 100);

    expect((await root.notes).items).toHaveLength(10);
    expect(await root.notes.items[3]?.text).toBe('N3');
    expect(requests).toEqual(['GET /notes', 'GET /notes?skip=0&top=4']);
  });

  it('is planned so', () => {
    const { root } = open(250, 100);

    expect(explain(root.notes.map(({ text }) => text)).requests).toMatchObject([
      { url: 'https://living.test/notes?skip=0&top=100', repeats: 'a page' },
    ]);
  });
});
