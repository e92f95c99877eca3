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
export const ENDPOINT = 'https://chat.example.com';
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
