/** What a loop goes through is moved to another place of its list by its body, or goes by another name from then on. */
import { describe, expect, it } from 'vitest';
import { connect, type LinkMap, member } from '../../src/index.ts';
import { type RestOptions, rest } from '../../src/rest.ts';

interface Label {
  readonly name: string;
  rename(name: string): PromiseLike<unknown>;
  bump(): PromiseLike<unknown>;
}
interface Api {
  readonly labels: AsyncIterable<Label> & { add(name: string): PromiseLike<unknown> };
}

const named = { parameters: { name: { type: 'string' } }, positional: ['name'] } as const;
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        labels: member.collection('label', {
          path: 'labels',
          indexed: true,
          actions: { add: { is: 'action', method: 'POST', path: '', ...named } },
        }),
      },
    },
    label: {
      address: 'labels/{name}',
      members: {
        name: member.field('string', 'ref'),
        rename: member.action('PATCH', '', { gives: 'whole', ...named }),
        bump: member.action('POST', 'bump'),
      },
    },
  },
};
const COUNT = 25;
const SIZE = 10;
const NAMES = Array.from({ length: COUNT }, (_, at) => `l${at}`);

type Window = NonNullable<RestOptions['window']>;
const WINDOWS: readonly (readonly [string, Window])[] = [
  ['by an offset', { by: 'offset', start: 'start', size: 'size' }],
  ['by a number', { by: 'page', start: 'page', size: 'size' }],
];

/** A server of labels: one that is bumped stands at the end from then on, and one that is added in front. */
function open(window: Window): { readonly api: Api; readonly requests: string[] } {
  let labels = NAMES.map((name) => ({ name }));
  const requests: string[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { pathname, searchParams } = new URL(request.url);
    requests.push(`${request.method} ${pathname}`);
    const [, , id] = pathname.split('/');
    const body = request.method === 'GET' ? {} : await request.json().catch(() => ({}));
    if (id === undefined && request.method === 'POST') {
      labels = [{ name: body.name }, ...labels];
      return new Response(null, { status: 204 });
    }
    if (id === undefined) {
      const size = Math.min(SIZE, Number(searchParams.get('size') ?? SIZE));
      const page = (Number(searchParams.get('page') ?? 1) - 1) * size;
      const start = window.by === 'page' ? page : Number(searchParams.get('start') ?? 0);
      return Response.json(labels.slice(start, start + size));
    }
    const label = labels.find(({ name }) => name === id);
    if (label === undefined) return Response.json({ message: 'no such label' }, { status: 404 });
    if (request.method === 'PATCH') label.name = body.name;
    else labels = [...labels.filter((each) => each !== label), label];
    return Response.json(label);
  };
  const dialect = rest({ window, limits: { pageSize: SIZE, defaultPageSize: SIZE } });
  const options = { endpoint: 'https://api.test', fetch, name: 'api', retries: 0 };
  return { api: connect<Api>(dialect, map, options), requests };
}

describe.each(WINDOWS)('a loop over a list whose pages are asked for %s', (_how, window) => {
  const through = async (body: (label: Label, api: Api) => unknown): Promise<string[]> => {
    const { api } = open(window);
    const names: string[] = [];
    for await (const label of api.labels) {
      names.push(label.name);
      // What goes on without an end is no loop.
      if (names.length > 3 * COUNT) break;
      await body(label, api);
    }
    return names;
  };

  it.each([
    ['one', [9]],
    ['the first one', [0]],
    ['the last ones of a page', [7, 8, 9]],
    ['most of a page', [0, 1, 2, 3, 4, 5]],
    ['those that came before', [10]],
  ])('gives each item once where its body moves %s to the end', async (_which, moved) => {
    const names = await through(
      (label) => moved.includes(NAMES.indexOf(label.name)) && label.bump(),
    );

    expect(names).toHaveLength(COUNT);
    expect(new Set(names)).toEqual(new Set(NAMES));
  });

  it('gives each item once, by its first name, where its body renames them', async () => {
    expect(await through((label) => label.rename(`z${label.name}`))).toEqual(NAMES);
    const some = await through(
      (label) => /[02468]$/.test(label.name) && label.rename(`z${label.name}`),
    );
    expect(some).toEqual(NAMES);
  });

  it.each([[[9]], [[7, 8, 9]], [[0, 1, 2, 3, 4, 5]], [[10]]])(
    'gives each item once, and none that its body puts in front (at %s)',
    async (at) => {
      const names = await through(
        ({ name }, api) => at.includes(NAMES.indexOf(name)) && api.labels.add(`new of ${name}`),
      );

      expect(names).toEqual(NAMES);
    },
  );
});
