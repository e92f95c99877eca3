/** What fails while a collection is gone through: the loop ends there, and what came before it is given first. */
import { describe, expect, it } from 'vitest';
import { connect, type LinkMap, member, type Sequence } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';

interface Thing {
  readonly id: number;
  readonly deep: string;
}
interface Api {
  readonly things: Sequence<Thing, unknown>;
}

const MAP: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { things: member.collection('thing', { path: 'things', indexed: true }) } },
    thing: {
      address: 'things/{id}',
      members: {
        id: member.field('number', 'ref'),
        deep: member.field('string', 'whole'),
        next: member.ref('thing', 'stub', { by: 'nextId' }),
      },
    },
  },
};
const dialect = rest({
  window: { by: 'offset', start: 's', size: 'n' },
  limits: { pageSize: 8, defaultPageSize: 8 },
});

/** Forty things in pages of eight. The third page fails, and so does the third thing. */
function openThings(): { readonly root: Api; readonly requests: string[] } {
  const requests: string[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const { pathname, search, searchParams } = new URL(new Request(input, init).url);
    requests.push(pathname + search);
    const start = Number(searchParams.get('s') ?? 0);
    if (start === 16 || pathname === '/things/3') return new Response('{}', { status: 500 });
    if (pathname !== '/things') return Response.json({ id: Number(pathname.slice(8)), deep: 'd' });
    const size = Number(searchParams.get('n') ?? 8);
    return Response.json(
      Array.from({ length: 40 }, (_, at) => ({ id: at + 1, nextId: 3 })).slice(start, start + size),
    );
  };
  return { root: connect<Api>(dialect, MAP, { endpoint: 'https://api.test', fetch }), requests };
}

/** How many items come before the error. */
async function countUntilFailed(loop: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  const goThrough = async (): Promise<void> => {
    for await (const _ of loop) count += 1;
  };
  await expect(goThrough()).rejects.toThrow('500');
  return count;
}

describe('what failed with a 500 in a loop', () => {
  it.each([
    ['a page that came with others', ({ things }: Api) => things.contents({ concurrency: 4 }), 16],
    ['a page by itself', ({ things }: Api) => things, 16],
    ['a thing that a lambda reads', ({ things }: Api) => things.take(6).map(({ deep }) => deep), 2],
  ] as const)('is not asked for again: %s', async (_, loopOf, before) => {
    const { root, requests } = openThings();

    expect(await countUntilFailed(loopOf(root))).toBe(before);
    expect(requests).toEqual([...new Set(requests)]);
  });

  it('is asked for again of what the loop gave, once that is over', async () => {
    const { root, requests } = openThings();
    const given: Thing[] = [];
    const goThrough = async (): Promise<void> => {
      for await (const thing of root.things.take(6).map((each) => ({ each, deep: each.deep }))) {
        given.push(thing.each);
      }
    };
    await expect(goThrough()).rejects.toThrow('500');
    const [first] = given as unknown as readonly [
      { readonly next: { readonly deep: PromiseLike<string> } },
    ];

    await expect(Promise.resolve(first.next.deep)).rejects.toThrow('500');
    expect(requests.filter((each) => each === '/things/3')).toHaveLength(2);
  });

  it('is asked for again by another loop', async () => {
    const { root, requests } = openThings();
    await countUntilFailed(root.things);
    await countUntilFailed(root.things);

    expect(requests.filter((each) => each.includes('s=16'))).toHaveLength(2);
  });
});
