/** Ids in other documents, as the thing itself has them: as the map says of its own field. */
import { describe, expect, it } from 'vitest';
import { type Chain, type LinkMap, member } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { answering } from './answering.ts';

interface Named {
  readonly id: number | string;
}
interface Thing extends Named {
  readonly parent: Named;
  readonly kids: readonly Named[];
}
interface ThingChain extends Chain<Thing> {
  readonly parent: { readonly id: Chain<number | string> };
  readonly kids: Chain<readonly Named[]>;
}
interface Api {
  thing(id: number | string): ThingChain;
}

const mapOf = (codec: 'number' | 'string'): LinkMap => ({
  root: 'api',
  kinds: {
    api: { members: { thing: member.lookup('thing', 'things/{id}') } },
    thing: {
      address: 'things/{id}',
      members: {
        id: member.field(codec, 'ref'),
        parent: member.ref('thing', 'stub', { by: 'parentId' }),
        kids: member.list('thing', 'stub', { by: 'kidIds' }),
      },
    },
  },
});

describe('the id of what is only named by it', () => {
  it.each([
    ['number', '9007199254740993', '9007199254740993'],
    ['number', '7', 7],
    ['number', '"7"', 7],
    ['number', '1.5', 1.5],
    ['number', '"07"', undefined],
    ['number', '"seven"', undefined],
    ['string', '"7"', '7'],
    ['string', '7', '7'],
  ] as const)('is a %s of the map where %s stands there: %j', async (codec, json, id) => {
    const thing = `{"id":1,"parentId":${json},"kidIds":[${json}]}`;
    const headers = { 'content-type': 'application/json' };
    const { root, requests } = answering<Api>(rest(), mapOf(codec), {
      '/things/1': new Response(thing, { headers }),
    });

    expect((await root.thing(1)).parent.id).toBe(id);
    expect((await root.thing(1).kids).map((kid) => kid.id)).toEqual([id]);
    if (id !== undefined) expect(await root.thing(1).parent.id).toBe(id);
    expect(new Set(requests)).toEqual(new Set(['GET /things/1']));
  });
});
