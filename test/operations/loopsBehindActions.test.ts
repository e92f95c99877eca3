/** Loops over the collections of what an action gave, which come in several pages. */
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type Chain,
  fresh,
  type Json,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { type Answers, answering } from '../dialects/answering.ts';
import { collect } from '../helpers/collect.ts';

interface Track {
  readonly title: string;
}
interface Album extends Chain<{ readonly self: Album }> {
  readonly tracks: Sequence<Track, unknown>;
  touch(): Touched;
  poke(): Action<undefined>;
}
type Touched = Action<{ readonly id: number }> & Pick<Album, 'tracks'>;
interface Api {
  album(id: number): Album;
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { album: member.lookup('album', 'albums/{id}') } },
    album: {
      address: 'albums/{id}',
      members: {
        id: member.field('number', 'ref'),
        label: member.field('string', 'stub'),
        self: member.link('album', { path: '' }),
        touch: member.action('POST', 'touch', { gives: 'whole' }),
        poke: member.action('POST', 'poke'),
        tracks: member.collection('track', { path: 'tracks', indexed: true }),
      },
    },
    track: { address: 'tracks/{id}', members: { title: member.field('string', 'stub') } },
  },
};
const dialect = rest({
  window: { by: 'offset', start: 'offset', size: 'limit' },
  limits: { pageSize: 2, defaultPageSize: 2 },
});
const TITLES = ['T0', 'T1', 'T2', 'T3', 'T4'];
const pageFrom = (start: number): Json =>
  TITLES.map((title, id) => ({ id, title })).slice(start, start + 2);
const answers: Answers = {
  ...Object.fromEntries(
    [0, 1, 2, 3, 4, 5].map((start) => [
      `/albums/1/tracks?offset=${start}&limit=2`,
      pageFrom(start),
    ]),
  ),
  '/albums/1': { id: 1, label: 'L' },
  '/albums/1/touch': { id: 1, label: 'L' },
  '/albums/1/poke': { id: 1 },
  '/albums/2/poke': { id: 2 },
};
const TOUCH = 'POST /albums/1/touch';
const page = (start: number): string => `GET /albums/1/tracks?offset=${start}&limit=2`;

/** The titles, with something done for each of them. No loop of so few items is longer than this. */
async function gone(
  tracks: AsyncIterable<unknown>,
  body: () => PromiseLike<unknown> = async () => {},
): Promise<readonly unknown[]> {
  const titles: unknown[] = [];
  for await (const track of tracks) {
    titles.push((track as Track).title);
    if (titles.length > TITLES.length) break;
    await body();
  }
  return titles;
}

describe('a loop over a list of what an action gave', () => {
  it.each([
    ['as it is', (action: Touched) => action],
    ['behind `fresh`', (action: Touched) => fresh(action)],
  ])('asks for each page once, %s', async (_, reading) => {
    for (const isAwaited of [true, false]) {
      const { root, requests } = answering<Api>(dialect, map, answers);
      const touched = root.album(1).touch();
      if (isAwaited) await touched;

      expect(await gone(reading(touched).tracks)).toEqual(TITLES);
      expect(requests).toEqual([TOUCH, page(0), page(2), page(4)]);
    }
  });

  it('asks for each page once, whatever its operations read', async () => {
    const { root, requests } = answering<Api>(dialect, map, answers);
    const touched = root.album(1).touch();
    await touched;
    const titles = fresh(touched).tracks.map(({ title }) => title);

    expect(await collect(titles)).toEqual(TITLES);
    expect(requests).toEqual([TOUCH, page(0), page(2), page(4)]);
  });

  it('asks for each page once where something was done since', async () => {
    for (const id of [1, 2]) {
      const { root, requests } = answering<Api>(dialect, map, answers);
      const touched = root.album(1).touch();
      await touched;
      await root.album(id).poke();

      expect(await gone(touched.tracks)).toEqual(TITLES);
      expect(requests).toEqual([TOUCH, `POST /albums/${id}/poke`, page(0), page(2), page(4)]);
    }
  });

  it('asks for each page once where only the one before leads to it', async () => {
    const linked = (start: number): Response =>
      Response.json(pageFrom(start), {
        headers: start < 4 ? { link: `</albums/1/tracks?at=${start + 2}>; rel="next"` } : {},
      });
    const { root, requests } = answering<Api>(rest(), map, {
      ...answers,
      '/albums/1/tracks': linked(0),
      '/albums/1/tracks?at=2': linked(2),
      '/albums/1/tracks?at=4': linked(4),
    });
    const touched = root.album(1).touch();
    await touched;

    expect(await gone(fresh(touched).tracks)).toEqual(TITLES);
    expect(requests.slice(1)).toEqual(
      ['', '?at=2', '?at=4'].map((query) => `GET /albums/1/tracks${query}`),
    );
  });

  it('reads anew what the action may have changed', async () => {
    for (const reading of [(action: Touched) => action, (action: Touched) => fresh(action)]) {
      const { root, requests } = answering<Api>(dialect, map, answers);
      const { self } = await root.album(1);
      await self.tracks.map(({ title }) => title);
      requests.length = 0;

      expect(await gone(reading(self.touch()).tracks)).toEqual(TITLES);
      expect(requests).toEqual([TOUCH, page(0), page(2), page(4)]);
    }
  });

  it('comes to each item once, whatever its body does', async () => {
    for (const id of [1, 2]) {
      for (const reading of [(action: Touched) => action, (action: Touched) => fresh(action)]) {
        const { root, requests } = answering<Api>(dialect, map, answers);
        const { tracks } = reading(root.album(1).touch());

        expect(await gone(tracks, () => root.album(id).poke())).toEqual(TITLES);
        expect(requests.filter((each) => each.endsWith('poke'))).toHaveLength(TITLES.length);
        expect(requests.filter((each) => each === page(0))).toHaveLength(1);
      }
    }
  });
});
