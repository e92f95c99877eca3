/** Ids in other documents, as the thing itself has them: as the map says of its own field. */
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type Chain,
  explain,
  href,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { errorOf } from '../living/sending.ts';
import { answering, ORIGIN } from './answering.ts';

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

describe('the address of what is named by its id', () => {
  it('is told by the document that names it, which expands nothing for that', async () => {
    const { root, requests } = answering<{
      thing(id: number): { readonly parent: object; readonly kids: readonly object[] };
    }>(rest({ expand: { one: '_expand', many: '_embed' } }), mapOf('number'), {
      '/things/1': { id: 1, parentId: 2, kidIds: [3] },
    });

    expect(await href(root.thing(1).parent)).toBe(`${ORIGIN}/things/2`);
    expect(await href(root.thing(1).kids[0] ?? {})).toBe(`${ORIGIN}/things/3`);
    expect(requests).toEqual(['GET /things/1', 'GET /things/1']);
  });
});

describe('one of a list that is named by ids', () => {
  it.each([0, 1])(
    'is a request of its own in a plan, as it is when it is sent: the item %i',
    async (at) => {
      interface Child extends Named {
        readonly name: Chain<string>;
        readonly parent: { readonly name: Chain<string> };
      }
      const map: LinkMap = mapOf('number');
      const { thing = { members: {} } } = map.kinds;
      const members = { ...thing.members, name: member.field('string', 'stub') };
      const { root, requests } = answering<{
        thing(id: number): { readonly kids: readonly Child[] };
      }>(
        rest(),
        { ...map, kinds: { ...map.kinds, thing: { ...thing, members } } },
        {
          '/things/1': { id: 1, kidIds: [2, 3] },
          '/things/2': { id: 2, name: 'Two', parentId: 4 },
          '/things/3': { id: 3, name: 'Three', parentId: 4 },
          '/things/4': { id: 4, name: 'Four' },
        },
      );
      const kid = (): Child => root.thing(1).kids[at] as Child;

      const { bill, requests: planned } = explain(kid().name);
      expect(bill).toEqual({ least: 2, most: 2 });
      expect(planned.at(-1)?.url).toContain(`/things/{1.kidIds[${at}]}`);
      expect(explain(kid().parent.name).bill).toEqual({ least: 3, most: 3 });
      expect(await kid().parent.name).toBe('Four');
      expect(requests).toHaveLength(3);
    },
  );
});

describe.each(['.', '..'])('the id %j, which no address can hold', (id) => {
  interface Doc {
    readonly owner: (Named & { readonly name: string }) | null;
    readonly readers: readonly (Named & { readonly name: string })[];
  }
  interface Docs {
    readonly docs: Sequence<Doc, unknown>;
    doc(id: number): Chain<Doc> & {
      readonly owner: Chain<Named> & { readonly id: Chain<string>; readonly name: Chain<string> };
      readonly readers: Chain<readonly Named[]>;
      rename(title: string): Action<unknown>;
    };
    give(what: unknown): Action<unknown>;
  }
  const map: LinkMap = {
    root: 'api',
    kinds: {
      api: {
        members: {
          docs: member.collection('doc', { path: 'docs', indexed: false }),
          doc: member.lookup('doc', 'docs/{id}'),
          give: member.action('POST', 'gifts', {
            ...{ parameters: { what: { type: 'any' } }, positional: ['what'] },
          }),
        },
      },
      doc: {
        address: 'docs/{id}',
        members: {
          owner: member.ref('person', 'stub', { by: 'ownerId' }),
          readers: member.list('person', 'stub', { by: 'readers' }),
          rename: member.action('PUT', '', {
            parameters: { title: { type: 'string' }, owner: { type: 'any', keeps: 'owner' } },
            positional: ['title'],
          }),
        },
      },
      person: {
        address: 'people/{id}',
        members: { id: member.field('string', 'ref'), name: member.field('string', 'stub') },
      },
    },
  };
  const doc = { id: 1, ownerId: id, readers: [id, '5'] };
  const open = (): ReturnType<typeof answering<Docs>> =>
    answering<Docs>(rest(), map, { '/docs': [doc], '/docs/1': doc, '/gifts': {} });

  it('is that of what it names, which is there', async () => {
    const { root } = open();

    expect(await root.docs.map(({ owner }) => owner?.id ?? 'none')).toEqual([id]);
    expect(await root.docs.map(({ readers }) => readers.map((each) => each.id))).toEqual([
      [id, '5'],
    ]);
    expect(await root.doc(1).owner.id).toBe(id);
  });

  it('says so where more of that is read', async () => {
    const { root, requests } = open();
    const errors = [
      await errorOf(root.doc(1).owner.name),
      await errorOf(root.docs.map(({ owner }) => owner?.name)),
    ];

    for (const { message } of errors) expect(message).toContain("no address can hold '.' or '..'");
    expect(new Set(requests)).toEqual(new Set(['GET /docs/1', 'GET /docs']));
  });

  it('is sent in a body, given or kept', async () => {
    const { root, sent } = open();
    await root.give(root.doc(1).owner);
    await root.give(root.doc(1).readers);
    await root.doc(1).rename('New');

    const bodies = sent.filter(({ method }) => method !== 'GET').map((each) => each.json());
    expect(await Promise.all(bodies)).toEqual([
      { what: id },
      { what: [id, '5'] },
      { title: 'New', owner: id },
    ]);
  });
});
