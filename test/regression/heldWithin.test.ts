/** What a loop's body has read of other collections, where an action changes what stands within their items. */
import { expect, it } from 'vitest';
import { connect, hipchat, type LinkMap, member } from '../../src/index.ts';

const ORIGIN = 'https://chat.test';

interface Note {
  readonly by: { readonly name: string; rename(): PromiseLike<unknown> };
}
interface Notes extends AsyncIterable<Note>, PromiseLike<{ readonly items: readonly Note[] }> {
  toArray(): PromiseLike<readonly Note[]>;
}
interface Topic {
  readonly id: number;
  readonly by: Note['by'];
  readonly notes: Notes;
  readonly next: { readonly notes: Notes };
}

const id = member.field('number', 'stub');
const MAP: LinkMap = {
  root: 'board',
  kinds: {
    board: { members: { topics: member.collection('topic', { path: 'topic', indexed: true }) } },
    topic: {
      address: 'topic/{id}',
      members: {
        id,
        by: member.ref('user', 'stub'),
        next: member.ref('topic', 'stub'),
        notes: member.collection('note', { path: 'note', indexed: true }),
      },
    },
    note: { address: 'note/{id}', members: { id, by: member.ref('user', 'stub') } },
    user: {
      address: 'user/{id}',
      members: {
        id,
        name: member.field('string', 'stub'),
        rename: member.action('POST', 'name', { parameters: {} }),
      },
    },
  },
};

/** The ways to read the notes of a topic. */
const READS: Readonly<Record<string, (topic: Topic) => Promise<readonly Note[]>>> = {
  'as a loop': async ({ notes }) => {
    const all: Note[] = [];
    for await (const note of notes) all.push(note);
    return all;
  },
  'as a list': async ({ notes }) => await notes.toArray(),
  'as a page': async ({ notes }) => (await notes).items,
};

it.each(Object.entries(READS))(
  'what an item before has read is read anew %s, once an action has changed what is named in it',
  async (_way, read) => {
    let version = 0;
    const asked: string[] = [];
    const links = (path: string) => ({ links: { self: `${ORIGIN}/${path}` } });
    const topic = (at: number) => ({ id: at, by: by(), ...links(`topic/${at}`) });
    const by = () => ({ id: 7, name: `Ann ${version}`, ...links('user/7') });
    const fetch: typeof globalThis.fetch = async (input) => {
      const { method, url } = new Request(input);
      const { pathname, searchParams } = new URL(url);
      asked.push(`${method} ${pathname}`);
      if (method !== 'GET') {
        version += 1;
        return new Response(null, { status: 204 });
      }
      if (pathname.endsWith('/note')) {
        return Response.json({ items: [{ id: 5, by: by(), ...links('note/5') }], links: {} });
      }
      const at = Number(searchParams.get('start-index') ?? 0) + 1;
      const next = `${ORIGIN}/topic?start-index=${at}&max-results=1`;
      return Response.json({
        items: [{ ...topic(at), next: topic(at + 1) }],
        ...{ startIndex: at - 1, maxResults: 1, links: at === 1 ? { next } : {} },
      });
    };
    const board = connect(hipchat, MAP, { endpoint: ORIGIN, fetch, retries: 0 }) as {
      readonly topics: AsyncIterable<Topic>;
    };
    const names: string[] = [];
    for await (const each of board.topics) {
      if (each.id === 1) {
        // By now the second topic is on its way, and what is read here is that topic's.
        await each.next.notes;
        await each.by.rename();
      } else for (const { by } of await read(each)) names.push(by.name);
    }

    expect(names).toEqual(['Ann 1']);
    expect(asked.filter((each) => each.endsWith('/note'))).toHaveLength(2);
  },
);
