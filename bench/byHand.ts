/**
 * What one writes by hand to go through long collections: the baselines of what the library is timed against.
 */

/** A page of users, or of messages. */
export interface Page {
  readonly items: readonly {
    readonly id: number | string;
    readonly name?: string;
    readonly date?: string;
  }[];
  readonly links: { readonly next?: string };
}

/** Asks for a page. */
export type ReadPage = (url: string) => Promise<Page>;

/** The pages of a list, by `next`. @param first - The address of the first one. */
async function* pagesOf(first: string, read: ReadPage): AsyncGenerator<Page> {
  for (let at: string | undefined = first; at !== undefined; ) {
    const page: Page = await read(at);
    yield page;
    at = page.links.next;
  }
}

/** Goes through a list, and gives how many items there are. */
export async function countByHand(first: string, read: ReadPage): Promise<number> {
  let count = 0;
  for await (const { items } of pagesOf(first, read)) {
    for (const item of items) if (item.id !== undefined) count += 1;
  }
  return count;
}

/** All items in one list. */
export async function listByHand(first: string, read: ReadPage): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for await (const { items } of pagesOf(first, read)) all.push(...items);
  return all;
}

/** The name of each item. */
export async function namesByHand(first: string, read: ReadPage): Promise<readonly unknown[]> {
  const names: unknown[] = [];
  for await (const { items } of pagesOf(first, read)) {
    for (const { name } of items) names.push(name);
  }
  return names;
}

/** Goes through a history by date, with what comes again left out, and gives how many messages there are. */
export async function historyByHand(history: string, read: ReadPage): Promise<number> {
  const seen = new Set<string | number>();
  let count = 0;
  let date = new Date().toISOString();
  for (;;) {
    const page = await read(`${history}?date=${date}&reverse=false&start-index=0&max-results=1000`);
    for (const item of page.items) {
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      count += 1;
    }
    const last = page.items.at(-1);
    if (page.links.next === undefined || last?.date === undefined) return count;
    date = last.date;
  }
}
