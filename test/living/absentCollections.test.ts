/** Collections that a server leaves out of a document where they are empty. */
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  type Dialect,
  Doc,
  explain,
  type Item,
  type JsonObject,
  type LinkMap,
  ListDoc,
  member,
  type Sequence,
} from '../../src/index.ts';
import { type Answer, bodyOf, living, madeUp, toDoc } from './madeUp.ts';

interface Note {
  readonly text: string;
}
type Notes = Sequence<Note, unknown> &
  Chain<{ readonly items: readonly Note[] }> & { readonly items: readonly Chain<Note>[] };
interface Api {
  readonly posts: Sequence<
    { readonly notes: { map<T>(read: (note: Note) => T): readonly T[]; readonly length: number } },
    unknown
  >;
  post(id: number): { readonly notes: Notes };
}

const mapWith = (notes: ReturnType<typeof member.collection<'note'>>): LinkMap => ({
  root: 'api',
  kinds: {
    api: {
      members: {
        posts: member.collection('post', { path: 'posts', indexed: false }),
        post: member.lookup('post', 'posts/{id}'),
      },
    },
    post: { address: 'posts/{id}', members: { notes } },
    note: { members: { text: member.field('string', 'stub') } },
  },
});

/** Lists in documents are whole. */
const dialect: Dialect = {
  ...madeUp,
  document(response) {
    const body = bodyOf(response);
    return body && withLists(toDoc(body));
  },
  page(response, asked) {
    const page = madeUp.page(response, asked);
    const items = page?.items.map((item) => (item instanceof Doc ? withLists(item) : item));
    return page && { ...page, items: items ?? [] };
  },
};
function withLists(doc: Doc): Doc {
  const fields = [...doc.fields].map(([name, item]): readonly [string, Item] => [
    name,
    Array.isArray(item) ? new ListDoc(item, 'whole') : item,
  ]);
  return new Doc(doc.address, doc.links, new Map(fields));
}

const open = (map: LinkMap, post: (id: number, include: string | null) => JsonObject) =>
  living<Api>(dialect, map, ({ path, query }): Answer | undefined => {
    const include = query.get('include');
    const one = (id: number): JsonObject => ({ '@': `/posts/${id}`, ...post(id, include) });
    if (path === '/posts') return { data: [0, 1].map(one) };
    const id = /^\/posts\/(\d)$/.exec(path)?.[1];
    if (id !== undefined) return one(Number(id));
    return path.endsWith('/notes') ? { data: [{ text: 'asked for' }] } : undefined;
  });

describe('a collection that is left out where it is empty', () => {
  it('is empty, where its owner should hold it', async () => {
    const notes = member.collection('note', {
      path: 'notes',
      indexed: false,
      embedded: 'stub',
      absent: 'empty',
    });
    const { root, requests } = open(mapWith(notes), (id) =>
      id === 0 ? {} : { notes: [{ text: 'one' }] },
    );

    const read = await root.posts.map((post) => post.notes.map(({ text }) => text));

    expect(read).toEqual([[], ['one']]);
    expect(requests).toEqual(['GET /posts']);
  });

  it('is asked for, where its owner did not come', async () => {
    const notes = member.collection('note', {
      path: 'notes',
      indexed: false,
      embedded: 'stub',
      absent: 'empty',
    });
    const { root, requests } = open(mapWith(notes), () => ({}));

    expect(await root.post(0).notes.map(({ text }) => text)).toEqual(['asked for']);
    expect(requests).toEqual(['GET /posts/0/notes']);
  });

  it('is empty, where it was to be expanded', async () => {
    const notes = member.collection('note', {
      path: 'notes',
      indexed: false,
      embedded: 'expansion',
      absent: 'empty',
    });
    const { root, requests } = open(mapWith(notes), (id, include) =>
      id === 0 || include === null ? {} : { notes: [{ text: 'one' }] },
    );

    expect(await root.posts.map((post) => post.notes.map(({ text }) => text))).toEqual([
      [],
      ['one'],
    ]);
    expect(requests).toEqual(['GET /posts?include=notes']);
  });

  describe('and is reached by a link alone', () => {
    const notes = member.collection('note', {
      rel: 'notes',
      declaredIn: 'whole',
      indexed: false,
      absent: 'empty',
    });
    const linked = (id: number): JsonObject =>
      id === 0 ? {} : { links: { notes: '/posts/1/notes' } };

    it('is empty where no link is declared, whatever is done with it', async () => {
      const { root, requests } = open(mapWith(notes), linked);

      expect(await root.post(0).notes.map(({ text }) => text)).toEqual([]);
      expect(await root.post(0).notes.count()).toBe(0);
      expect((await root.post(0).notes).items).toEqual([]);
      await expect(Promise.resolve(root.post(0).notes.items[0])).rejects.toThrow('no item 0');
      expect(await root.post(1).notes.map(({ text }) => text)).toEqual(['asked for']);

      expect(requests.filter((each) => each.endsWith('/notes'))).toEqual(['GET /posts/1/notes']);
    });

    it('is no such name, where the map does not say so', async () => {
      const { absent: _absent, ...read } = notes.read;
      const { root } = open(mapWith({ read }), linked);

      await expect(Promise.resolve(root.post(0).notes)).rejects.toThrow('no "notes" on post 0');
    });

    it('is planned as if it were there', () => {
      const { root } = open(mapWith(notes), linked);

      expect(explain(root.post(0).notes.map(({ text }) => text)).bill.least).toBe(2);
    });
  });
});
