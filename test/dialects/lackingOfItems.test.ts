/** What a page lacks of its items by the map, on a server that expands what they name, and not themselves. */
import { describe, expect, it } from 'vitest';
import { type Chain, explain, type LinkMap, member, type Sequence } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { answering } from './answering.ts';

interface Doc {
  readonly body: string;
}
interface Api {
  readonly docs: Sequence<Doc, unknown> & {
    readonly items: readonly { readonly body: Chain<string> }[];
  };
}

const MAP: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { docs: member.collection('doc', { path: 'docs', indexed: false }) } },
    doc: {
      address: 'docs/{id}',
      members: {
        body: member.field('string', 'whole'),
        owner: member.ref('person', 'stub', { by: 'ownerId' }),
      },
    },
    person: { address: 'people/{id}', members: { name: member.field('string', 'stub') } },
  },
};
const dialect = rest({ expand: { one: '_expand', many: '_embed' } });

describe('what a page lacks of its items', () => {
  const open = (stub: object): ReturnType<typeof answering<Api>> =>
    answering<Api>(dialect, MAP, {
      '/docs': [{ id: 1, ownerId: 5, ...stub }],
      '/docs/1': { id: 1, ownerId: 5, body: 'Text' },
    });

  it('is planned as it is asked for, by itself', async () => {
    const { root, requests } = open({});
    const body = (): Chain<string> => root.docs.items[0]?.body as Chain<string>;

    expect(explain(body()).bill).toEqual({ least: 2, most: 2 });
    expect(await body()).toBe('Text');
    expect(requests).toEqual(['GET /docs', 'GET /docs/1']);
  });

  it('is not asked for where it is there all the same', async () => {
    const { root, requests } = open({ body: 'Text' });

    expect(await root.docs.map((doc) => doc.body)).toEqual(['Text']);
    expect(requests).toEqual(['GET /docs']);
  });
});
