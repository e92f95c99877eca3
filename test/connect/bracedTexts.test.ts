/** Texts between braces look like what only a plan holds in the place of a value: they are sent as the texts that they are. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Action, connect, type LinkMap, member, request } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';

interface Api {
  act(options: { readonly p: string }): Action<undefined>;
  request(method: 'GET', path: string, about: { query: Record<string, string> }): Action<unknown>;
}

/** An API with one action, and what it was asked, as it was written. */
function open(path: string): { api: Api; asked: string[] } {
  const map: LinkMap = {
    root: 'api',
    kinds: {
      api: {
        members: { act: member.action('DELETE', path, { parameters: { p: { type: 'string' } } }) },
      },
    },
  };
  const asked: string[] = [];
  const fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const { pathname, search } = new URL(new Request(input).url);
    asked.push(pathname + search);
    return Response.json({});
  };
  const options = { endpoint: 'https://api.test', fetch };
  return { api: connect<Api>(rest(), map, options, { request }), asked };
}

describe('a text between braces', () => {
  it.each([
    ['things/{p}', '{a/../b}', '/things/%7Ba%2F..%2Fb%7D'],
    ['things?of={p}', '{a&b=1}', '/things?of=%7Ba%26b%3D1%7D'],
    ['things/{p}', '{1.a/b}', '/things/%7B1.a%2Fb%7D'],
  ])('is one value in the address of an action: %s', async (path, p, address) => {
    const { api, asked } = open(path);
    await api.act({ p });

    expect(asked).toEqual([address]);
  });

  it('is one value in a query that is written by hand', async () => {
    const { api, asked } = open('things');
    await api.request('GET', 'things', { query: { q: '{a&b=1}', r: '{2.a&c}' } });

    expect(asked).toEqual(['/things?q=%7Ba%26b%3D1%7D&r=%7B2.a%26c%7D']);
  });

  it('is so whatever is in it', async () => {
    const { api, asked } = open('things/{p}');
    const parts = fc.constantFrom(
      '1.a',
      '1',
      '.',
      '..',
      '\\',
      '/',
      '?',
      '#',
      '%',
      '&',
      '=',
      '+',
      ' ',
      'ü',
      '[*]',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(parts, { minLength: 1, maxLength: 6 }), async (some) => {
        const text = `{${some.join('')}}`;
        asked.length = 0;
        await api.act({ p: text });
        await api.request('GET', 'things', { query: { q: text } });

        const [path = '', query = ''] = asked;
        expect(path.split('/').slice(2).map(decodeURIComponent)).toEqual([text]);
        expect([...new URLSearchParams(query.split('?')[1])]).toEqual([['q', text]]);
      }),
    );
  });
});
