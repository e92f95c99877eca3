/** Nothing at all in the place of an id in an action's path: it would be sent to what holds the thing. */
import { describe, expect, it } from 'vitest';
import { type Action, type LinkMap, member } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { answering } from '../dialects/answering.ts';
import { errorOf } from '../living/sending.ts';

interface Thing {
  readonly name: string;
}
interface Api {
  act(options: { readonly p?: unknown }): Action<undefined>;
  thing(id: number): PromiseLike<Thing> & { readonly name: PromiseLike<string> };
}

/** An API with one action, and what it was asked. */
function open(path: string, type: 'any' | 'string' = 'any'): { api: Api; asked: string[] } {
  const p = type === 'any' ? ({ type, kind: 'thing' } as const) : { type };
  const map: LinkMap = {
    root: 'api',
    kinds: {
      api: {
        members: {
          thing: member.lookup('thing', 'things/{id}'),
          act: member.action('DELETE', path, { parameters: { p } }),
        },
      },
      thing: { address: 'things/{id}', members: { name: member.field('string', 'stub') } },
    },
  };
  const { root, requests } = answering<Api>(rest(), map, {
    '/things/1': { id: 1, name: '' },
    '/things': new Response(null, { status: 204 }),
    '/things?of=': new Response(null, { status: 204 }),
  });
  return { api: root, asked: requests };
}

describe('an empty text in the path of an action', () => {
  it.each(['things/{p}', 'things/{+p}', "Things('{p}')", 'Things({p})', 'things[/of/{p}]'])(
    'is refused before anything is sent: %s',
    async (path) => {
      const { api, asked } = open(path);

      const error = await errorOf(api.act({ p: '' }));

      expect(error).toBeInstanceOf(TypeError);
      expect(error.message).toContain("`act`: `p` has to be a resource or an id, got ''");
      expect(asked).toEqual([]);
    },
  );

  it('is refused where a chain comes to it', async () => {
    const { api, asked } = open('things/{p}', 'string');

    const error = await errorOf(api.act({ p: api.thing(1).name }));

    expect(error.message).toContain("`act`: `p` has to be a resource or an id, got ''");
    expect(asked).toEqual(['GET /things/1']);
  });

  it('is sent in its query, and nothing where its part may be left out', async () => {
    const { api, asked } = open('things?of={p}', 'string');
    const { api: other, asked: left } = open('things[/of/{p}]');

    await api.act({ p: '' });
    await other.act({});

    expect([...asked, ...left]).toEqual(['DELETE /things?of=', 'DELETE /things']);
  });
});
