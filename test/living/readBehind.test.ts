/** What is read behind an action, after another one on the same thing. */
import { describe, expect, it } from 'vitest';
import { type Action, type Chain, connect, type LinkMap, member } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';

interface Thing {
  readonly id: number;
  readonly name: string;
}
interface ThingChain {
  readonly id: Chain<number>;
  readonly name: Chain<string>;
  readonly self: { readonly name: Chain<string> };
  rename(name: string): Action<Thing> & ThingChain;
}
interface Api {
  create(name: string): Action<Thing> & ThingChain;
  thing(id: number): ThingChain;
}

const named = { parameters: { name: { type: 'string' } }, positional: ['name'] } as const;
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        create: member.action('POST', 'things', { ...named, creates: 'thing', gives: 'whole' }),
        thing: member.lookup('thing', 'things/{id}'),
      },
    },
    thing: {
      address: 'things/{id}',
      members: {
        id: member.field('number', 'ref'),
        name: member.field('string', 'whole'),
        self: member.link('thing', { rel: 'self', path: '' }),
        rename: member.action('PATCH', '', { ...named, gives: 'whole' }),
      },
    },
  },
};

/** A client of a server with one thing, which has the name that it was given last. */
function open(): { readonly api: Api; readonly sent: string[] } {
  const sent: string[] = [];
  let name = 'old';
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    sent.push(request.method);
    if (request.method !== 'GET') ({ name } = (await request.json()) as Thing);
    return Response.json({ id: 1, name });
  };
  return { api: connect<Api>(rest(), map, { endpoint: 'https://api.test', fetch }), sent };
}

describe('what is read behind an action', () => {
  it('is what that answered, and costs no request', async () => {
    const { api, sent } = open();
    const made = api.create('A');

    expect([await made.name, await made.name, await made.id]).toEqual(['A', 'A', 1]);
    expect(sent).toEqual(['POST']);
  });

  it.each<[string, (made: ThingChain, api: Api) => Promise<unknown>]>([
    ['by the same chain', async (made) => made.rename('B')],
    ['by its address', async (_made, api) => api.thing(1).rename('B')],
  ])('is read anew after another action, %s', async (_by, act) => {
    const { api, sent } = open();
    const made = api.create('A');
    await made;
    await act(made, api);

    expect(await made.name).toBe('B');
    expect(await made.self.name).toBe('B');
    expect(sent).toEqual(['POST', 'PATCH', 'GET', 'GET']);
  });

  it('is what the last one answered where that is what the chain goes on from', async () => {
    const { api, sent } = open();
    const made = api.create('A');
    const renamed = made.rename('B');

    expect([await renamed.name, (await renamed).name]).toEqual(['B', 'B']);
    expect(sent).toEqual(['POST', 'PATCH']);
  });

  it('is its own answer still where it is awaited itself', async () => {
    const { api, sent } = open();
    const made = api.create('A');
    await made.rename('B');

    expect((await made).name).toBe('A');
    expect(sent).toEqual(['POST', 'PATCH']);
  });
});
