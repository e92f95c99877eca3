/** `flatMap` over collections that come in pages, of which the first things may be enough. */
import { describe, expect, it } from 'vitest';
import {
  type Json,
  type LinkMap,
  member,
  type RowOperations,
  type Sequence,
} from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { answering } from '../dialects/answering.ts';
import { embedded } from '../helpers/embedded.ts';

interface Track {
  readonly title: string;
  readonly length: number;
  readonly plays: RowOperations<{ readonly by: string }>;
}
interface Album {
  readonly label: string;
  readonly year: number;
  readonly tracks: RowOperations<Track>;
}
interface Api {
  readonly albums: Sequence<Album, unknown>;
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { albums: member.collection('album', { path: 'albums', indexed: true }) } },
    album: {
      address: 'albums/{id}',
      members: {
        label: member.field('string', 'stub'),
        year: member.field('number', 'whole'),
        tracks: member.collection('track', { path: 'tracks', indexed: true }),
      },
    },
    track: {
      address: 'tracks/{id}',
      members: {
        title: member.field('string', 'stub'),
        length: member.field('number', 'whole'),
        plays: member.collection('play', { path: 'plays', indexed: true }),
      },
    },
    play: { address: 'plays/{id}', members: { by: member.field('string', 'stub') } },
  },
};
const dialect = rest({
  window: { by: 'offset', start: 'offset', size: 'limit' },
  limits: { pageSize: 2, defaultPageSize: 2 },
});

/** Twelve albums with five tracks each, but for the second, which has one. Each track was played three times. */
const answers: Record<string, Json> = {};
const pages = (path: string, items: readonly Json[]): void => {
  for (let start = 0; start <= items.length; start += 1) {
    for (const size of [1, 2])
      answers[`${path}?offset=${start}&limit=${size}`] = items.slice(start, start + size);
  }
};
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);
pages(
  '/albums',
  upTo(12).map((id) => ({ id, label: `L${id}` })),
);
for (const album of upTo(12)) {
  answers[`/albums/${album}`] = { id: album, label: `L${album}`, year: 2000 + album };
  const ids = upTo(album === 2 ? 1 : 5).map((each) => album * 10 + each);
  pages(
    `/albums/${album}/tracks`,
    ids.map((id) => ({ id, title: `T${id}` })),
  );
  for (const id of ids) {
    answers[`/tracks/${id}`] = { id, title: `T${id}`, length: id };
    pages(
      `/tracks/${id}/plays`,
      upTo(3).map((each) => ({ id: id * 10 + each, by: `P${id}` })),
    );
  }
}
const open = (): ReturnType<typeof answering<Api>> => answering<Api>(dialect, map, answers);

const ALBUMS = 'GET /albums?offset=0&limit=2';
const titleOf = ({ title }: Track): string => title;
const tracks = (album: number, ...starts: readonly number[]): readonly string[] =>
  starts.map((start) => `GET /albums/${album}/tracks?offset=${start}&limit=2`);

describe('a `flatMap` of which only some is wanted', () => {
  it.each([
    [1, ['T11'], tracks(1, 0)],
    [2, ['T11', 'T12'], tracks(1, 0)],
    [3, ['T11', 'T12', 'T13'], tracks(1, 0, 2)],
    [
      7,
      ['T11', 'T12', 'T13', 'T14', 'T15', 'T21', 'T31'],
      [...tracks(1, 0, 2, 4), ...tracks(2, 0), 'GET /albums?offset=2&limit=2', ...tracks(3, 0)],
    ],
  ])('asks for no page behind the first %i that are taken', async (count, titles, asked) => {
    const { root, requests } = open();
    const taken = root.albums.flatMap((album) => album.tracks).take(count);

    expect(await taken.map(titleOf)).toEqual(titles);
    expect(requests).toEqual([ALBUMS, ...asked]);
  });

  it('asks for no page behind what a search finds', async () => {
    const all = (root: Api) => root.albums.flatMap((album) => album.tracks.map(titleOf));
    for (const [search, found] of [
      [(root: Api) => all(root).find((title) => title === 'T12'), 'T12'],
      [(root: Api) => all(root).some((title) => title === 'T11'), true],
      [(root: Api) => all(root).every((title) => title === 'T11'), false],
      [(root: Api) => all(root).at(1), 'T12'],
    ] as const) {
      const { root, requests } = open();

      expect(await search(root)).toBe(found);
      expect(requests).toEqual([ALBUMS, ...tracks(1, 0)]);
    }
  });

  it('counts what operations within the lambda let through', async () => {
    const { root, requests } = open();
    const late = root.albums.flatMap((album) =>
      album.tracks.drop(1).filter(({ title }) => title !== 'T13'),
    );

    expect(await late.take(2).map(titleOf)).toEqual(['T12', 'T14']);
    expect(requests).toEqual([
      ALBUMS,
      'GET /albums/1/tracks?offset=1&limit=2',
      'GET /albums/1/tracks?offset=3&limit=2',
    ]);
  });

  it('asks for the next page only once more is wanted than what is let through of the first', async () => {
    const { root, requests } = open();
    const long = root.albums
      .flatMap((album) => album.tracks)
      .filter(({ length }) => length > 11)
      .take(1);

    expect(await long.map(titleOf)).toEqual(['T12']);
    expect(requests.filter((each) => each.startsWith('GET /albums/'))).toEqual(tracks(1, 0));
  });

  it('asks for what lambdas within read of no more things than are taken', async () => {
    for (const [count, asked] of [
      [1, [...tracks(1, 0), 'GET /tracks/11']],
      [2, [...tracks(1, 0), 'GET /tracks/11', 'GET /tracks/12']],
      [3, [...tracks(1, 0, 2), 'GET /tracks/11', 'GET /tracks/12', 'GET /tracks/13']],
    ] as const) {
      const { root, requests } = open();
      const taken = root.albums.flatMap((album) => album.tracks.map(({ length }) => length));

      expect(await taken.take(count)).toEqual([11, 12, 13].slice(0, count));
      expect(requests).toEqual([ALBUMS, ...asked]);
    }
  });

  it('asks for no page behind what comes of one `flatMap` within another', async () => {
    for (const of of [
      (root: Api) => root.albums.flatMap((album) => album.tracks.flatMap(({ plays }) => plays)),
      (root: Api) => root.albums.flatMap((album) => album.tracks).flatMap(({ plays }) => plays),
    ]) {
      const { root, requests } = open();
      const by = of(root)
        .take(4)
        .map((play) => play.by);

      expect(await by).toEqual(['P11', 'P11', 'P11', 'P12']);
      expect(requests).toEqual([
        ALBUMS,
        ...tracks(1, 0),
        'GET /tracks/11/plays?offset=0&limit=2',
        'GET /tracks/11/plays?offset=2&limit=2',
        'GET /tracks/12/plays?offset=0&limit=2',
      ]);
    }
  });

  it('does not mind a page that fails behind what is taken', async () => {
    const { root } = answering<Api>(dialect, map, {
      ...answers,
      '/albums/1/tracks?offset=2&limit=2': new Response('no', { status: 404 }),
    });
    const all = root.albums.flatMap((album) => album.tracks);
    const [first] = await Promise.all([
      all.take(2).map(titleOf),
      Promise.resolve(all.map(titleOf)).catch(() => {}),
    ]);

    expect(first).toEqual(['T11', 'T12']);
  });

  it('goes on over many collections whose first things are there and are enough', async () => {
    const { root } = open();
    const first = root.albums.map((album) =>
      album.tracks.take(1).map(({ plays }) => plays.take(1)),
    );
    const found = root.albums.filter(
      ({ year, tracks }) =>
        year > 0 && tracks.flatMap(({ plays }) => plays).take(1)[0]?.by === 'P121',
    );

    const [, labels] = await Promise.all([first, found.take(1).map(({ label }) => label)]);
    expect(labels).toEqual(['L12']);
  });

  it('asks the embedded server for one page of the history', async () => {
    const { hc, answered } = embedded({});
    const said = await hc.rooms.flatMap((room) => room.history).take(3);

    expect(said).toHaveLength(3);
    expect(answered.map((line) => line.replace(/\?.*/, ''))).toEqual([
      '200 GET /v2/room',
      '200 GET /v2/room/41/history',
    ]);
  });
});
