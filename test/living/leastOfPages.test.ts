/** What a plan counts at least: of the items of a page nobody knows whether there are any. */
import { describe, expect, it } from 'vitest';
import { type Chain, explain, type LinkMap, member, within } from '../../src/index.ts';
import { living, madeUp } from './madeUp.ts';

type Expanded = Chain<{ readonly items: readonly { readonly pages: number }[] }>;
interface Api {
  books(options: { readonly expand: string }): Expanded;
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        books: member.collection('book', {
          path: 'books',
          indexed: false,
          options: { expand: { type: 'string', expands: true } },
        }),
      },
    },
    book: { address: 'books/{id}', members: { pages: member.field('number', 'whole') } },
  },
};

/** A server that expands nothing. */
const open = (count: number) =>
  living<Api>({ ...madeUp, limits: { ...madeUp.limits, expandDepth: 0 } }, map, ({ path }) => {
    const [, , id] = path.split('/');
    if (id !== undefined) return { '@': path, pages: Number(id) };
    return { data: Array.from({ length: count }, (_, each) => ({ '@': `/books/${each}` })) };
  });

describe('a page that is to be expanded, and cannot be', () => {
  it('costs at least one request: it may be empty', async () => {
    const { root, requests } = open(0);
    const planned = explain(root.books({ expand: 'items' }));

    expect(planned.requests.map(({ repeats }) => repeats)).toEqual([undefined, 'an item']);
    expect(planned.bill).toEqual({ least: 1, most: null });

    const page = await within(root.books({ expand: 'items' }), { budget: 1 });
    expect(page.items).toEqual([]);
    expect(requests).toEqual(['GET /books']);
  });

  it('is over its budget once it has items', async () => {
    const { root, requests } = open(2);

    const walk = async () => await within(root.books({ expand: 'items' }), { budget: 2 });

    await expect(walk()).rejects.toMatchObject({ name: 'BudgetError' });
    expect(requests).toEqual(['GET /books']);
  });
});
