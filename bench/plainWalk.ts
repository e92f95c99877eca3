/**
 * The plain walk: what somebody writes who knows the API, and follows it step by step with fetch.
 *
 * It derives addresses where the API documents them, so an action or a collection of a room by id is one
 * request. It never expands, reads collections page by page, and fetches a stub's whole for what it lacks. It
 * shares nothing with the planner but the recording of a chain.
 */

import type { HypChat } from '../src/index.ts';
import { createChain } from '../src/proxy/chain.ts';
import type { Step } from '../src/proxy/step.ts';

type Doc = { readonly [name: string]: unknown };

/** Where a plain walk stands: a document that is in hand, or an address that nobody fetched yet. */
type Here =
  | { readonly at: 'address'; readonly url: string }
  | { readonly at: 'document'; readonly doc: Doc; readonly isWhole: boolean }
  | { readonly at: 'collection'; readonly url: string; readonly items: boolean }
  | { readonly at: 'value'; readonly value: unknown };

const COLLECTIONS: Readonly<Record<string, string>> = {
  participants: 'participant',
  members: 'member',
  history: 'history',
  latest: 'history/latest',
};
const ACTIONS: Readonly<Record<string, readonly [method: string, path: string, field: string]>> = {
  message: ['POST', 'message', 'message'],
  topic: ['PUT', 'topic', 'topic'],
  notification: ['POST', 'notification', 'message'],
};
const OPTIONS: Readonly<Record<string, string>> = {
  maxResults: 'max-results',
  startIndex: 'start-index',
  includeArchived: 'include-archived',
};

/** The root of plain walks: what is awaited of it is walked step by step. */
export function plainRoot(url: string, token: string): HypChat {
  const walker = new Walker(`${url}/v2`, token);
  const source = {
    kind: 'root',
    text: 'plain',
    want: (steps: readonly Step[]) => walker.walk(steps),
  } as const;
  return createChain(source) as HypChat;
}

class Walker {
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(base: string, token: string) {
    this.#base = base;
    this.#headers = { authorization: `Bearer ${token}` };
  }

  async walk(steps: readonly Step[]): Promise<unknown> {
    let here: Here = { at: 'address', url: this.#base };
    for (let index = 0; index < steps.length; index += 1) {
      const step = steps[index] as Step;
      const next = steps[index + 1];
      const args = next?.is === 'call' ? next.args : undefined;
      if (args !== undefined) index += 1;
      here = await this.#step(here, step.is === 'index' ? step.index : nameOf(step), args);
    }
    return this.#finish(here);
  }

  async #step(
    here: Here,
    name: string | number,
    args: readonly unknown[] | undefined,
  ): Promise<Here> {
    const [first] = args ?? [];
    if (here.at === 'collection') return this.#ofCollection(here, name, first);
    if (here.at === 'value') return { at: 'value', value: (here.value as Doc)?.[name] };
    const key = String(name);
    const url = urlOf(here);
    if (url === this.#base) return this.#ofRoot(key, first);
    if (key === 'self') return { at: 'document', doc: await this.#get(url), isWhole: true };
    if (key in COLLECTIONS)
      return { at: 'collection', url: `${url}/${COLLECTIONS[key]}`, items: false };
    const action = ACTIONS[key];
    if (args !== undefined && action !== undefined) return this.#act(url, action, first);
    if (key === 'invite') return this.#invite(url, first);
    if (key === 'statistics' && here.at === 'address')
      return { at: 'address', url: `${url}/statistics` };
    const inHand = here.at === 'document' && (here.isWhole || key in here.doc);
    const doc = inHand ? here.doc : await this.#get(url);
    const value = doc[key];
    return isDoc(value) && 'links' in value
      ? { at: 'document', doc: value, isWhole: false }
      : { at: 'value', value };
  }

  #ofRoot(name: string, argument: unknown): Here {
    if (name === 'rooms' || name === 'users') {
      const query = Object.entries((argument as Doc | undefined) ?? {})
        .map(([key, value]) => `${OPTIONS[key] ?? key}=${value}`)
        .join('&');
      const path = name === 'rooms' ? 'room' : 'user';
      return {
        at: 'collection',
        url: `${this.#base}/${path}${query && `?${query}`}`,
        items: false,
      };
    }
    return { at: 'address', url: `${this.#base}/${name}/${encodeURIComponent(String(argument))}` };
  }

  async #ofCollection(
    here: Here & { readonly at: 'collection' },
    name: string | number,
    argument: unknown,
  ): Promise<Here> {
    if (name === 'items') return { ...here, items: true };
    if (name === 'map') return { at: 'value', value: await this.#map(here, argument) };
    const index = Number(name);
    let before = 0;
    for await (const items of this.#pages(here.url)) {
      const item = items[index - before];
      if (item !== undefined) return { at: 'document', doc: item, isWhole: !('links' in item) };
      before += items.length;
    }
    throw new Error(`no item ${index}`);
  }

  /** A loop over all items, each hop of which is a request of its own. */
  async #map(here: Here & { readonly at: 'collection' }, run: unknown): Promise<unknown[]> {
    const results: unknown[] = [];
    for await (const items of this.#pages(here.url)) {
      for (const item of items) {
        const fetched = new Map<string, Doc>();
        for (;;) {
          const missing: string[] = [];
          const row = reading(item, fetched, missing);
          const result: unknown = tryTo(() => (run as (row: unknown) => unknown)(row));
          const [url] = missing;
          if (url === undefined) {
            results.push(result);
            break;
          }
          fetched.set(url, await this.#get(url));
        }
      }
      if (here.items) break;
    }
    return results;
  }

  async *#pages(url: string): AsyncGenerator<readonly Doc[]> {
    for (let next: string | undefined = url; next !== undefined; ) {
      const page: Doc = await this.#get(next);
      yield page.items as readonly Doc[];
      next = (page.links as { readonly next?: string }).next;
    }
  }

  async #finish(here: Here): Promise<unknown> {
    if (here.at === 'value') return here.value;
    if (here.at === 'document') return here.doc;
    const doc = await this.#get(here.url);
    return here.at === 'collection' && here.items ? doc.items : doc;
  }

  async #act(
    url: string,
    [method, path, field]: readonly [string, string, string],
    argument: unknown,
  ): Promise<Here> {
    await this.#send(method, `${url}/${path}`, { [field]: argument });
    return { at: 'value', value: undefined };
  }

  async #invite(url: string, user: unknown): Promise<Here> {
    const { id } = (await (user as PromiseLike<Doc>)) ?? {};
    await this.#send('POST', `${url}/invite/${id}`, {});
    return { at: 'value', value: undefined };
  }

  async #get(url: string): Promise<Doc> {
    return (await (await fetch(url, { headers: this.#headers })).json()) as Doc;
  }

  async #send(method: string, url: string, body: unknown): Promise<void> {
    const headers = { ...this.#headers, 'content-type': 'application/json' };
    const { ok, status } = await fetch(url, { method, headers, body: JSON.stringify(body) });
    if (!ok) throw new Error(`${method} ${url} answered ${status}`);
  }
}

/** A row that reads what is in hand, and notes the address of what is not. */
function reading(doc: Doc, fetched: ReadonlyMap<string, Doc>, missing: string[]): object {
  return new Proxy(
    {},
    {
      get(_target, name) {
        if (typeof name !== 'string') return undefined;
        const self = (doc.links as { readonly self?: string } | undefined)?.self;
        const whole = name in doc ? doc : (self !== undefined && fetched.get(self)) || undefined;
        if (whole === undefined) {
          if (self !== undefined) missing.push(self);
          throw new Error('not in hand');
        }
        const value = whole[name];
        return isDoc(value) && 'links' in value ? reading(value, fetched, missing) : value;
      },
    },
  );
}

function tryTo(run: () => unknown): unknown {
  try {
    return run();
  } catch {
    return undefined;
  }
}

function nameOf(step: Step): string {
  if (step.is !== 'name') throw new Error('a plain walk has only names and indices');
  return step.name;
}

function urlOf(here: Here): string {
  if (here.at === 'address') return here.url;
  // A message has no address: all that there is of it is in hand.
  const links = here.at === 'document' ? here.doc.links : undefined;
  return (links as { readonly self?: string } | undefined)?.self ?? '';
}

function isDoc(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
