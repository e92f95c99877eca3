/** What an action is said to give, and what its answer holds of that. */
import { describe, expect, it } from 'vitest';
import { type Action, type Chain, connect, type LinkMap, member } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { answering } from './answering.ts';

interface Thing {
  readonly name: string;
}
interface Api {
  thing(id: number): {
    touch(): Action<Thing> & { readonly name: Chain<string> };
  };
}

const whole = {
  'nothing but a stub has': {},
  'a stub has not': { size: member.field('number', 'whole') },
};

const open = (
  gives: 'stub' | 'whole',
  answer: { readonly [name: string]: string | number | boolean },
  more = {},
) => {
  const map: LinkMap = {
    root: 'api',
    kinds: {
      api: { members: { thing: member.lookup('thing', 'things/{id}') } },
      thing: {
        address: 'things/{id}',
        members: {
          id: member.field('number', 'ref'),
          name: member.field('string', 'stub'),
          touch: member.action('PATCH', '', { gives }),
          ...more,
        },
      },
    },
  };
  const { root, requests } = answering<Api>(rest(), map, { '/things/3': answer });
  return { root, requests };
};

describe.each(['stub', 'whole'] as const)('an action that gives a %s', (gives) => {
  it.each(Object.entries(whole))(
    'is asked for it where its answer holds nothing of that, of a kind whose whole has what %s',
    async (_title, more) => {
      const { root, requests } = open(gives, { ok: true }, more);

      await root.thing(3).touch().name;
      expect(requests).toEqual(['PATCH /things/3', 'GET /things/3']);
    },
  );

  it.each(Object.entries(whole))(
    'is asked for no more where its answer holds that, of a kind whose whole has what %s',
    async (_title, more) => {
      const { root, requests } = open(gives, { id: 3, name: 'T', size: 1 }, more);

      expect(await root.thing(3).touch().name).toBe('T');
      expect(requests).toEqual(['PATCH /things/3']);
    },
  );
});

describe('what was made, and of which only `Location` tells', () => {
  const map: LinkMap = {
    root: 'api',
    kinds: {
      api: {
        members: {
          things: member.collection('thing', {
            path: 'things',
            indexed: true,
            actions: { create: member.action('POST', '', { creates: 'thing' }).call },
          }),
        },
      },
      thing: { address: 'things/{id}', members: { id: member.field('number', 'ref') } },
    },
  };
  interface Made extends Action<{ readonly id: number }> {
    readonly id: Chain<number>;
  }
  const make = () => {
    const requests: string[] = [];
    const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      const { method, url } = new Request(input, init);
      requests.push(`${method} ${new URL(url).pathname}`);
      return new Response(undefined, { status: 201, headers: { location: '/things/3' } });
    };
    const root = connect<{ readonly things: { create(): Made } }>(rest(), map, {
      endpoint: 'https://api.test',
      fetch,
    });
    return { root, requests };
  };

  it('has the id that stands in that address', async () => {
    const { root, requests } = make();

    expect((await root.things.create()).id).toBe(3);
    expect(await root.things.create().id).toBe(3);
    expect(requests).toEqual(['POST /things', 'POST /things']);
  });
});
