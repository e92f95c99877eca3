/** Ids of what is given by a chain, as they are sent. */
import { describe, expect, it } from 'vitest';
import { type Action, type Chain, type LinkMap, member } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import type { Codec } from '../../src/values/codec.ts';
import { answering } from '../dialects/answering.ts';
import { errorOf } from '../living/sending.ts';

type Given = Chain<unknown>;
interface Api {
  thing(id: number | string): Given;
  readonly things: Chain<{ readonly items: readonly Given[] }> & {
    readonly items: Record<number, Given>;
  };
  add(what: unknown): Action<undefined>;
}

/** The body in which a thing goes. @param id - How the map has the ids of things. @param type - What the action takes. */
async function bodyOf(
  id: Codec | undefined,
  type: 'any' | 'integer' | 'string' | 'list of strings',
  send: (api: Api) => Promise<unknown>,
): Promise<string> {
  const what =
    type === 'list of strings' ? ({ type: 'any', each: { type: 'string' } } as const) : { type };
  const map: LinkMap = {
    root: 'api',
    kinds: {
      api: {
        members: {
          thing: member.lookup('thing', 'things/{id}'),
          things: member.collection('thing', { path: 'things', indexed: false }),
          add: member.action('POST', 'parts', { parameters: { what }, positional: ['what'] }),
        },
      },
      thing: { address: 'things/{id}', members: id ? { id: member.field(id, 'ref') } : {} },
    },
  };
  const answers = { '/things': [{ id: '7' }], '/parts': {} };
  const { root, sent } = answering<Api>(rest(), map, answers);
  await send(root);
  const added = sent.filter(({ method }) => method === 'POST');
  return (await Promise.all(added.map((request) => request.text()))).join();
}

describe('the id of what is given by a chain', () => {
  it.each([
    ['a number by default', undefined, 'any', 7],
    ['a number where the map says so', 'number', 'any', 7],
    ['a text where the map says so of the thing', 'string', 'any', '7'],
    ['a text where the action takes one', undefined, 'string', '7'],
    ['a text where the action takes one, whatever the thing has', 'number', 'string', '7'],
  ] as const)('is %s', async (_title, id, type, what) => {
    const body = JSON.stringify({ what });

    expect(await bodyOf(id, type, async (api) => api.add(api.thing(7)))).toBe(body);
    expect(await bodyOf(id, type, async (api) => api.add(api.things.items[0]))).toBe(body);
    const inHand = async (api: Api): Promise<unknown> => api.add((await api.things).items[0]);
    expect(await bodyOf(id, type, inHand)).toBe(body);
  });

  it('is a text in a list where the list is of texts', async () => {
    const both = async (api: Api): Promise<unknown> => api.add([api.thing(7), api.thing(8)]);

    expect(await bodyOf('number', 'list of strings', both)).toBe('{"what":["7","8"]}');
  });
});

describe('a whole number beyond 2^53', () => {
  it.each(['9007199254740995', '-9007199254740995'])('is given as it is shown: %s', async (id) => {
    const body = JSON.stringify({ what: id });

    expect(await bodyOf('number', 'integer', async (api) => api.add(id))).toBe(body);
  });

  it.each(['7', '9007199254740995.5', '', ' 9007199254740995'])(
    'is the only one that is given as a text: not %j',
    async (text) => {
      const error = await errorOf(bodyOf('number', 'integer', async (api) => api.add(text)));

      expect(String(error)).toContain('has to be a number');
    },
  );
});
