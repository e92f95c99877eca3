/** A server in memory whose rooms come in pages, for walks that go through them. */
import { HypChat } from '../../src/index.ts';

const ORIGIN = 'https://chat.example.com';

/** What is asked of the server. */
export interface PagedRooms {
  readonly hc: HypChat;
  /** The paths and queries of all requests, actions among them. */
  readonly asked: string[];
}

/** How the server makes its pages. */
interface Paging {
  /** How many rooms a page has at most, whatever is asked; default 1,000. */
  readonly cap?: number;
  /** Whether a page says which one follows; default `true`. */
  readonly declares?: boolean;
}

/** The address of a room. */
export const roomAt = (id: number): string => `${ORIGIN}/v2/room/${id}`;

/** So many rooms with the ids from 0 on, each with an owner. What deletes one takes it out. */
export function pagedRooms(
  count: number,
  { cap = 1000, declares = true }: Paging = {},
): PagedRooms {
  const asked: string[] = [];
  const gone = new Set<number>();
  const person = (id: number) => ({
    id,
    name: `User ${id}`,
    links: { self: `${ORIGIN}/v2/user/${id}` },
  });
  const stub = (id: number) => ({
    id,
    name: `Room ${id}`,
    links: { self: roomAt(id) },
    owner: person(id % 3),
  });
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { method, url } = new Request(input, init);
    const { pathname, search, searchParams } = new URL(url);
    asked.push(pathname + search);
    const [, , kind, id] = pathname.split('/');
    if (method === 'DELETE') gone.add(Number(id));
    if (method !== 'GET') return new Response(null, { status: 204 });
    if (kind === 'user') return Response.json(person(Number(id)));
    if (id !== undefined) return Response.json({ ...stub(Number(id)), topic: `Topic ${id}` });
    const start = Number(searchParams.get('start-index') ?? 0);
    const size = Math.min(cap, Number(searchParams.get('max-results') ?? 100));
    const there = Array.from({ length: count }, (_, at) => at).filter((each) => !gone.has(each));
    const next = `${ORIGIN}/v2/room?start-index=${start + size}&max-results=${size}`;
    return Response.json({
      items: there.slice(start, start + size).map(stub),
      startIndex: start,
      maxResults: size,
      links: declares && start + size < there.length ? { next } : {},
    });
  };
  return { hc: new HypChat('token', { endpoint: ORIGIN, fetch, retries: 0 }), asked };
}
