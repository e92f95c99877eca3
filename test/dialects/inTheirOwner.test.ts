/** Collections that stand in the documents of their owners, asked for in one tick with these. */
import { describe, expect, it } from 'vitest';
import { type Chain, type Json, type LinkMap, member, type Sequence } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { answering } from './answering.ts';

interface Artist {
  readonly name: string;
}
interface Track {
  readonly title: string;
  readonly artist: Artist;
}
interface Api {
  album(id: number): {
    readonly label: Chain<string>;
    readonly tracks: Sequence<Track, unknown> & {
      readonly items: readonly { readonly title: Chain<string> }[];
    };
  };
}

const mapWith = (embedded: 'stub' | 'whole'): LinkMap => ({
  root: 'api',
  kinds: {
    api: { members: { album: member.lookup('album', 'albums/{id}') } },
    album: {
      address: 'albums/{id}',
      members: {
        label: member.field('string', 'whole'),
        tracks: member.collection('track', { path: 'tracks', indexed: true, embedded }),
      },
    },
    track: {
      address: 'tracks/{id}',
      members: {
        title: member.field('string', 'stub'),
        artist: member.ref('artist', 'stub', { by: 'artistId' }),
      },
    },
    artist: { address: 'artists/{id}', members: { name: member.field('string', 'whole') } },
  },
});
const tracks: Json = [
  { id: 1, title: 'One', artistId: 5 },
  { id: 2, title: 'Two', artistId: 5 },
];
const dialect = rest({ window: { by: 'offset', start: 'offset', size: 'limit' } });
const answers = {
  '/albums/1': { id: 1, label: 'L', tracks },
  '/albums/2': { id: 2, label: 'M' },
  '/albums/2/tracks?offset=0&limit=100': tracks,
  '/albums/1/tracks?offset=1&limit=1': [{ id: 2, title: 'Two', artistId: 5 }],
  '/artists/5': { id: 5, name: 'Ann' },
};

describe.each(['stub', 'whole'] as const)('a collection in the %s of its owner', (embedded) => {
  const api = (): ReturnType<typeof answering<Api>> =>
    answering<Api>(dialect, mapWith(embedded), answers);

  it('comes with the owner where that is asked for in the same tick', async () => {
    for (const read of [
      (album: ReturnType<Api['album']>) => album.tracks.map(({ title }) => title),
      (album: ReturnType<Api['album']>) => album.tracks.count(),
      (album: ReturnType<Api['album']>) => album.tracks.items[0]?.title,
    ]) {
      const { root, requests } = api();
      const [label] = await Promise.all([root.album(1).label, read(root.album(1))]);

      expect(label).toBe('L');
      expect(requests).toEqual(['GET /albums/1']);
    }
  });

  it('is asked for by itself where the owner came without it', async () => {
    const { root, requests } = api();
    const titles = root.album(2).tracks.map(({ title }) => title);

    expect(await Promise.all([root.album(2).label, titles])).toEqual(['M', ['One', 'Two']]);
    expect(requests).toEqual(['GET /albums/2', 'GET /albums/2/tracks?offset=0&limit=100']);
  });

  it('is asked for at once where what is wanted of it may not stand there', async () => {
    const { root, requests } = api();
    const second = root.album(1).tracks.items[1]?.title;

    expect(await Promise.all([root.album(1).label, second])).toEqual(['L', 'Two']);
    expect(new Set(requests)).toEqual(
      new Set(['GET /albums/1', 'GET /albums/1/tracks?offset=1&limit=1']),
    );
  });

  it('brings what its items name', async () => {
    const { root, requests } = api();
    const names = root.album(1).tracks.map(({ artist }) => artist.name);

    expect(await Promise.all([root.album(1).label, names])).toEqual(['L', ['Ann', 'Ann']]);
    expect(requests).toEqual(['GET /albums/1', 'GET /artists/5']);
  });
});
