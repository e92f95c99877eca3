/**
 * Answers without a network, from texts that were made before: so that only a client's own work is timed.
 */

/** Answers as HipChat would for a list of users of that length, in pages of a thousand, whichever of them is asked for. */
export function usersInMemory(count: number): typeof fetch {
  const pages = new Map<number, string>();
  for (let start = 0; start < count; start += PAGE) pages.set(start, pageOf(start, count));
  return async (asked) => {
    const url = new URL(asked instanceof Request ? asked.url : asked);
    const start = Number(url.searchParams.get('start-index') ?? 0);
    return answer(pages.get(start) ?? '{"items":[],"links":{}}');
  };
}

const PAGE = 1000;
const NEWEST = Date.UTC(2018, 0, 1);

/** Answers as HipChat would for a room's history of that length: a thousand messages from a date on back, or the newest. */
export function historyInMemory(count: number): typeof fetch {
  const pages = new Map<string, string>();
  return async (asked) => {
    const url = new URL(asked instanceof Request ? asked.url : asked);
    const date = url.searchParams.get('date') ?? 'recent';
    const isRecent = date === 'recent';
    const start = isRecent ? 0 : Math.max(0, Math.ceil((NEWEST - Date.parse(date)) / 1000));
    const end = Math.min(count, start + (isRecent ? RECENT : PAGE));
    const key = `${start}-${end}`;
    const page = pages.get(key) ?? historyPage(start, end, !isRecent && end < count);
    pages.set(key, page);
    return answer(page);
  };
}

/** How many messages the newest are, which declare no other page. */
const RECENT = 75;

function historyPage(start: number, end: number, isFollowed: boolean): string {
  const items = Array.from({ length: Math.max(0, end - start) }, (_, index) => {
    const back = start + index;
    const from = {
      id: back % 15,
      links: { self: `${ENDPOINT}/v2/user/${back % 15}` },
      name: 'User',
    };
    return {
      date: new Date(NEWEST - back * 1000).toISOString(),
      from: { ...from, mention_name: 'u' },
      id: `message-${back}`,
      mentions: [],
      message: `Message number ${back}, of the length that messages have`,
      type: 'message',
    };
  });
  const links = isFollowed ? { next: `${HISTORY}?start-index=${PAGE}` } : {};
  return JSON.stringify({ items, links, maxResults: PAGE, startIndex: 0 });
}

export const ENDPOINT = 'https://chat.example.com';
/** The history that a loop by hand goes through. */
export const HISTORY: string = `${ENDPOINT}/v2/room/42/history`;
/** Where a loop by hand begins. */
export const FIRST_PAGE: string = `${ENDPOINT}/v2/user?start-index=0&max-results=${PAGE}`;

function answer(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'application/json' } });
}

function pageOf(start: number, count: number): string {
  const items = Array.from({ length: Math.min(PAGE, count - start) }, (_, index) => {
    const id = start + index;
    const links = { self: `${ENDPOINT}/v2/user/${id}` };
    return { id, links, mention_name: `user${id}`, name: `User ${id}`, version: 'ABCDEFGH' };
  });
  const at = (index: number) => `${ENDPOINT}/v2/user?start-index=${index}&max-results=${PAGE}`;
  const next = start + PAGE < count ? { next: at(start + PAGE) } : {};
  return JSON.stringify({
    items,
    links: { self: at(start), ...next },
    maxResults: PAGE,
    startIndex: start,
  });
}
