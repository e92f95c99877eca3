/**
 * A made-up chat server whose lists have the habits of a world, written from what the API's facts say and without a line of the
 * library: a list by index (`/v2/room`) and one by date (`/v2/room/1/history`).
 */
import type { Habits, Listed, PagesWorld } from './pagesWorld.ts';

const ORIGIN = 'https://pages.test';
const HOUR = 3_600_000_000;
/** When a world's server has its now, in microseconds since 1970. */
export const NOW: number = Date.UTC(2018, 5, 1) * 1000;
/** How many messages the newest page has. */
const RECENT = 75;

/** A moment as the server writes it. */
export const momentOf = (at: number): string =>
  `${new Date(Math.floor(at / 1000)).toISOString().slice(0, 23)}${String(at % 1000).padStart(3, '0')}+00:00`;

/** The messages of a world by their index, the oldest first. */
export const messagesOf = ({ moments, spread }: PagesWorld): readonly Listed[] =>
  moments
    .toSorted((one, other) => one - other)
    .map((moment, index) => ({ id: index, at: NOW - HOUR / 2 + moment * spread }));

export interface PagesServer {
  readonly fetch: typeof fetch;
  readonly log: string[];
  /** How many pages came empty, though another followed. */
  readonly empties: number;
  /** The ids of the rooms that are there. */
  rooms(): readonly number[];
}

/** The server of a world. */
export function pagesServer(world: PagesWorld): PagesServer {
  const { habits } = world;
  let rooms = Array.from({ length: world.count }, (_, index) => index);
  const archived = new Set<number>();
  const messages = [...messagesOf(world)];
  const log: string[] = [];
  let lists = 0;
  let empties = 0;

  /** Items come while the list is read: rooms at the front, messages as the newest. */
  const arrive = (): void => {
    if (world.arrivals === undefined || world.arrivals.after !== lists) return;
    for (let index = 0; index < world.arrivals.count; index += 1) {
      rooms = [1000 + index, ...rooms];
      messages.push({ id: 1000 + index, at: NOW + index });
    }
  };

  const read = (url: URL): Response => {
    const { pathname, searchParams: query } = url;
    lists += 1;
    const isHistory = pathname.endsWith('/history');
    const isEmpty = habits.empties.includes(lists % 7) && !query.has('again');
    if (isEmpty && !(isHistory && (query.get('date') ?? 'recent') === 'recent')) {
      empties += 1;
      const start = Number(query.get('start-index') ?? 0);
      const next = new URL(url);
      next.searchParams.set('again', String(lists));
      arrive();
      return Response.json({
        items: [],
        ...(habits.saysStart && { startIndex: start }),
        maxResults: Number(query.get('max-results') ?? 100),
        links: { next: next.href },
      });
    }
    const answer = isHistory
      ? history(url, messages, habits)
      : page(
          url,
          rooms.filter((id) => !archived.has(id)).map((id) => room(id)),
          habits,
        );
    arrive();
    return Response.json(answer);
  };

  return {
    log,
    get empties() {
      return empties;
    },
    rooms: () => rooms.filter((id) => !archived.has(id)),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const url = new URL(request.url);
      log.push(`${request.method} ${decodeURIComponent(url.pathname + url.search)}`);
      const id = Number(url.pathname.split('/')[3]);
      if (request.method === 'GET') {
        return Number.isNaN(id) || url.pathname.endsWith('/history')
          ? read(url)
          : Response.json({ ...room(id), topic: '', owner: null });
      }
      if (request.method === 'DELETE') rooms = rooms.filter((each) => each !== id);
      if (request.method === 'PUT') archived.add(id);
      return new Response(null, { status: 204 });
    },
  };
}

const room = (id: number) => ({
  id,
  name: `Room ${id}`,
  is_archived: false,
  privacy: 'public',
  links: { self: `${ORIGIN}/v2/room/${id}` },
});

/** A window of a list. */
function page(
  url: URL,
  all: readonly object[],
  { cap, declares, saysStart, longer, shorter, repeats }: Habits,
): object {
  const { searchParams: query } = url;
  const start = Number(query.get('start-index') ?? 0);
  const size = Math.min(cap, Number(query.get('max-results') ?? 100));
  // A page by a declared address may begin with what the one before it ended with.
  const from = Math.max(0, start - (query.has('declared') ? repeats : 0));
  const given = size === 0 ? 0 : Math.max(1, size - shorter);
  const end = start + given;
  const next = new URL(url);
  next.searchParams.delete('again');
  next.searchParams.set('start-index', String(end));
  next.searchParams.set('declared', '1');
  return {
    items: all.slice(from, end + longer),
    ...(saysStart && { startIndex: from }),
    maxResults: size,
    links: {
      self: `${ORIGIN}${url.pathname}`,
      ...(declares && end < all.length && size > 0 && { next: next.href }),
    },
  };
}

/** A page of what was said. */
function history(url: URL, messages: readonly Listed[], habits: Habits): object {
  const { searchParams: query } = url;
  const date = query.get('date') ?? 'recent';
  const isRecent = date === 'recent';
  const end = query.get('end-date');
  const until = isRecent ? Number.POSITIVE_INFINITY : floor(microsOf(date), habits.grain);
  const since = isRecent || end === null ? 0 : microsOf(end);
  // The newest first; those of one moment in the reverse of the order in which they came.
  const found = messages.filter(({ at }) => at <= until && at >= since).toReversed();
  const start = isRecent ? 0 : Number(query.get('start-index') ?? 0);
  const asked = isRecent ? RECENT : Number(query.get('max-results') ?? 100);
  const size = Math.min(habits.cap, asked);
  const window = found.slice(start, start + size);
  const items = query.get('reverse') === 'false' ? window : window.toReversed();
  const next = new URL(url);
  next.searchParams.delete('again');
  next.searchParams.set('start-index', String(start + size));
  const isFollowed = !isRecent && habits.declares && start + size < found.length;
  return {
    items: items.map(({ id, at }) => ({ id: `m${id}`, date: momentOf(at), message: `Say ${id}` })),
    startIndex: start,
    maxResults: size,
    links: { self: `${ORIGIN}${url.pathname}`, ...(isFollowed && { next: next.href }) },
  };
}

const floor = (at: number, grain: number): number => Math.floor(at / grain) * grain;

/** Microseconds since 1970. */
const microsOf = (text: string): number =>
  Math.floor(Date.parse(text) / 1000) * 1_000_000 +
  Number((/\.(\d{1,6})/.exec(text)?.[1] ?? '').padEnd(6, '0'));
