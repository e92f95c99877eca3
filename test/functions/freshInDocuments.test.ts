/** `fresh` of what stands in the documents of others, and has no address of its own. */
import { describe, expect, it } from 'vitest';
import { connect, fresh, type LinkMap, member } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';

interface Place {
  readonly city: string;
  readonly at: { readonly lat: number };
}
interface Line {
  readonly text: string;
}
interface Thing {
  readonly place: Place & PromiseLike<Place>;
  readonly lines: readonly Line[];
  readonly notes: PromiseLike<{ readonly items: readonly Line[] }> & AsyncIterable<Line>;
  readonly self: object & { readonly place: PromiseLike<Place> };
}
interface Api {
  thing(id: number): Thing & PromiseLike<Thing>;
  readonly things: PromiseLike<{ readonly items: readonly Thing[] }>;
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        thing: member.lookup('thing', 'things/{id}'),
        things: member.collection('thing', { path: 'things', indexed: true }),
      },
    },
    thing: {
      address: 'things/{id}',
      members: {
        place: member.ref('place', 'stub'),
        lines: member.list('line', 'stub'),
        notes: member.collection('line', { path: 'notes', indexed: true }),
        self: member.link('thing', { path: '' }),
      },
    },
    place: { members: { city: member.field('string', 'stub'), at: member.ref('spot', 'stub') } },
    spot: { members: { lat: member.field('number', 'stub') } },
    line: { members: { text: member.field('string', 'stub') } },
  },
};

/** A server on which all is another one each time that it is asked. */
function changing(): { readonly api: Api; readonly requests: string[] } {
  const requests: string[] = [];
  const thing = (n: number) => ({
    id: 1,
    place: { city: `city ${n}`, at: { lat: n } },
    lines: [{ text: `a${n}` }, { text: `b${n}` }],
  });
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const { pathname } = new URL(new Request(input, init).url);
    requests.push(pathname);
    const n = requests.length;
    if (pathname === '/things/1/notes') return Response.json([{ text: `note ${n}` }]);
    return Response.json(pathname === '/things' ? [thing(n)] : thing(n));
  };
  const dialect = rest({ window: { by: 'offset', start: 'start', size: 'size' } });
  const options = { endpoint: 'https://api.test', fetch, name: 'api', retries: 0 };
  return { api: connect<Api>(dialect, map, options), requests };
}
/** The types of the map are of what is read here alone. */
const anew = <T extends object>(thing: T): T & PromiseLike<T> => fresh(thing as never);

describe('fresh, of what has no address of its own', () => {
  it('asks for the thing in whose document it stands', async () => {
    const { api, requests } = changing();
    const place = await api.thing(1).place;

    expect(place.city).toBe('city 1');
    expect(await anew(place).city).toBe('city 2');
    expect((await anew(place)).city).toBe('city 3');
    expect(await anew(place).at.lat).toBe(4);
    expect(requests).toEqual(Array(4).fill('/things/1'));
  });

  it('asks for it also from a snapshot of that one, and deeper in it', async () => {
    const { api } = changing();
    const thing = await api.thing(1);

    expect(await anew(thing.place).city).toBe('city 2');
    expect(await anew(thing.place.at).lat).toBe(3);
  });

  it('refuses one of a list in a document, which cannot be asked for by itself', async () => {
    const { api, requests } = changing();
    const { lines } = await api.thing(1);

    expect(() => anew(lines[1] as Line)).toThrow(
      'with `fresh` of what has it: `(await ….lines)[1]`',
    );
    expect(requests).toEqual(['/things/1']);
  });

  it('asks for the thing that an item of a page is, and for the page where that has no address either', async () => {
    const { api, requests } = changing();
    const [thing] = (await api.things).items;
    const [note] = (await api.thing(1).notes).items;

    expect(await anew((thing as Thing).place).city).toBe('city 3');
    expect(await anew(note as Line).text).toBe('note 4');
    expect(requests.slice(2)).toEqual(['/things/1', '/things/1/notes']);
  });

  it('asks in a loop for the one that it is given', async () => {
    const { api } = changing();
    const texts: string[] = [];
    for await (const note of api.thing(1).notes) texts.push(note.text, await anew(note).text);

    expect(texts).toEqual(['note 1', 'note 2']);
  });
});
