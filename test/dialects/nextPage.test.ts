/** The page that follows one, however an API declares it, and whatever was done since. */
import { describe, expect, it } from 'vitest';
import { hal } from '../../src/hal.ts';
import { type Dialect, type Json, type LinkMap, member } from '../../src/index.ts';
import { jsonApi } from '../../src/jsonApi.ts';
import { odata } from '../../src/odata.ts';
import { rest } from '../../src/rest.ts';
import { stripe } from '../../src/stripe.ts';
import { errorOf } from '../living/sending.ts';
import { answering, ORIGIN } from './answering.ts';

interface Thing {
  readonly name: string;
  rename(name: string): PromiseLike<unknown>;
}
interface Things {
  readonly items: readonly Thing[];
  readonly next: PromiseLike<Things> & {
    readonly items: readonly { readonly name: PromiseLike<string> }[];
  };
}
interface Api {
  readonly things: PromiseLike<Things> & Things;
}

const map = (address: string, indexed = false): LinkMap => ({
  root: 'api',
  kinds: {
    api: { members: { things: member.collection('thing', { path: 'things', indexed }) } },
    thing: {
      address,
      members: {
        name: member.field('string', 'stub'),
        rename: member.action('PATCH', '', {
          parameters: { name: { type: 'string', required: true } },
          positional: ['name'],
        }),
      },
    },
  },
});

/** Two pages, by their addresses. */
type Pages = Readonly<Record<string, Json | Response>>;
const SECOND = '/things?page=2';

const declared: readonly (readonly [what: string, Dialect, LinkMap, Pages])[] = [
  [
    'as a link of HAL',
    hal(),
    map('things/{id}'),
    {
      '/things': {
        _embedded: { things: [{ name: 'a', _links: { self: { href: '/things/1' } } }] },
        _links: { next: { href: SECOND } },
      },
      [SECOND]: { _embedded: { things: [{ name: 'b', _links: { self: { href: '/things/2' } } }] } },
    },
  ],
  [
    'as a link of JSON:API',
    jsonApi(),
    map('things/{id}'),
    {
      '/things': {
        data: [{ type: 'thing', id: '1', attributes: { name: 'a' } }],
        links: { next: SECOND },
      },
      [SECOND]: { data: [{ type: 'thing', id: '2', attributes: { name: 'b' } }] },
    },
  ],
  [
    'as an annotation of OData',
    odata(),
    map('things({id})'),
    {
      '/things': { value: [{ id: 1, name: 'a' }], '@odata.nextLink': `${ORIGIN}${SECOND}` },
      [SECOND]: { value: [{ id: 2, name: 'b' }] },
    },
  ],
  [
    'by the last thing of Stripe',
    stripe,
    map('things/{id}'),
    {
      '/things': {
        ...{ object: 'list', url: '/things', has_more: true },
        data: [{ id: 't1', object: 'thing', name: 'a' }],
      },
      '/things?starting_after=t1': {
        ...{ object: 'list', url: '/things', has_more: false },
        data: [{ id: 't2', object: 'thing', name: 'b' }],
      },
    },
  ],
  [
    'in a field called `next`',
    rest({ items: ['results'], next: 'next' }),
    map('things/{id}'),
    {
      '/things': { results: [{ id: 1, name: 'a' }], next: SECOND },
      [SECOND]: { results: [{ id: 2, name: 'b' }], next: null },
    },
  ],
  [
    'in a header',
    rest(),
    map('things/{id}'),
    {
      '/things': Response.json([{ id: 1, name: 'a' }], {
        headers: { link: `<${SECOND}>; rel="next"` },
      }),
      [SECOND]: [{ id: 2, name: 'b' }],
    },
  ],
];

describe.each(declared)('a next page that is declared %s', (_what, dialect, link, pages) => {
  it('is there by a chain, from a page in hand, and ends with the last one', async () => {
    const { root, requests } = answering<Api>(dialect, link, pages);
    const first = await root.things;
    const second = await first.next;

    expect(second.items[0]?.name).toBe('b');
    expect(await root.things.next.items[0]?.name).toBe('b');
    expect(String(await errorOf(second.next))).toContain('this is the last one');
    expect(requests.slice(0, 2)).toEqual(Object.keys(pages).map((path) => `GET ${path}`));
  });
});

describe('a page in hand', () => {
  it('is written as it came, with what it declares in a field', async () => {
    const [, , , , [, dialect, link, pages] = []] = declared;
    const { root } = answering<Api>(dialect as Dialect, link as LinkMap, pages as Pages);

    expect(JSON.parse(JSON.stringify(await root.things))).toMatchObject({ next: SECOND });
    expect(JSON.parse(JSON.stringify(await root.things.next))).toMatchObject({ next: null });
  });

  it('leads on to what it declares, whatever was done to what stands on it', async () => {
    const { root, requests } = answering<Api>(rest(), map('things/{id}'), {
      '/things': Response.json([{ id: 1, name: 'a' }], {
        headers: { link: `<${SECOND}>; rel="next"` },
      }),
      [SECOND]: [{ id: 2, name: 'b' }],
      '/things/1': { id: 1, name: 'c' },
    });
    const first = await root.things;
    await first.items[0]?.rename('c');

    expect((await first.next).items[0]?.name).toBe('b');
    expect(requests).toEqual(['GET /things', 'PATCH /things/1', `GET ${SECOND}`]);
  });

  it('does not pass for the last one where its API declares none, and others follow', async () => {
    const limits = { pageSize: 2, defaultPageSize: 2 };
    const dialect = rest({ window: { by: 'page', start: 'page', size: 'size' }, limits });
    const { root } = answering<Api>(dialect, map('things/{id}', true), {
      '/things': [
        { id: 1, name: 'a' },
        { id: 2, name: 'b' },
      ],
    });

    expect(String(await errorOf(root.things.next))).toContain('does not say where the next one');
  });
});
