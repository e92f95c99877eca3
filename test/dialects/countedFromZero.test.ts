/** Pages that are counted from 0, as Spring has them, and from 1. */
import { describe, expect, it } from 'vitest';
import { type Chain, connect, type LinkMap, member, type Sequence } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';

interface Thing {
  readonly id: number;
}
interface Api {
  readonly things: Sequence<Thing, unknown> & {
    readonly items: readonly { readonly id: Chain<number> }[];
  };
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { things: member.collection('thing', { path: 'things', indexed: true }) } },
    thing: { address: 'things/{id}', members: { id: member.field('number', 'stub') } },
  },
};

/** A client of a server with five things. */
function api(first: 0 | 1): { readonly root: Api; readonly asked: string[] } {
  const asked: string[] = [];
  const fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const { search, searchParams } = new URL(new Request(input).url);
    asked.push(search);
    const size = Number(searchParams.get('size') ?? 2);
    const start = (Number(searchParams.get('page') ?? first) - first) * size;
    const ids = [1, 2, 3, 4, 5].slice(start, start + size);
    return Response.json(ids.map((id) => ({ id })));
  };
  const window = { by: 'page', start: 'page', size: 'size', first } as const;
  const limits = { pageSize: 2, defaultPageSize: 2 };
  const options = { endpoint: 'https://api.test', fetch };
  return { root: connect<Api>(rest({ window, limits }), map, options), asked };
}

describe.each([0, 1] as const)('pages that are counted from %d', (first) => {
  it('are gone through, each once', async () => {
    const { root, asked } = api(first);

    expect(await root.things.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
    expect(asked).toEqual(['?size=2', `?page=${first + 1}&size=2`, `?page=${first + 2}&size=2`]);
    expect(await root.things.count()).toBe(5);
  });

  it('have their items at their indices', async () => {
    const { root } = api(first);

    for (const index of [0, 1, 2, 3, 4]) {
      expect(await root.things.items[index]?.id).toBe(index + 1);
      expect(await root.things.drop(index).map(({ id }) => id)).toEqual(
        [1, 2, 3, 4, 5].slice(index),
      );
    }
  });
});
