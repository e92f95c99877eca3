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
  | {
      readonly at: 'collection';
      readonly url: string;
      readonly items: boolean;
      /** What was asked to be whole in it. */
      readonly expand?: readonly (readonly string[])[];
    }
  | { readonly at: 'sequence'; readonly items: AsyncIterable<unknown> }
  | { readonly at: 'value'; readonly value: unknown };

type Lambda = (item: unknown) => unknown;

/** An action that a lambda gave. */
interface Send {
  readonly url: string;
  readonly action: readonly [method: string, path: string, field: string];
  readonly argument: unknown;
}

const OPERATIONS: ReadonlySet<string> = new Set([
  'map',
  'filter',
  'take',
  'find',
  'some',
  'toArray',
  'forEach',
]);

const COLLECTIONS: Readonly<Record<string, string>> = {
  participants: 'participant',
  members: 'member',
  history: 'history',
  latest: 'history/latest',
  webhooks: 'webhook',
  autoJoin: 'preference/auto-join',
};
const LISTS: Readonly<Record<string, string>> = {
  rooms: 'room',
  users: 'user',
  emoticons: 'emoticon',
};
/** What a PUT of the whole takes: by the names of the documents, and of the changes. */
const WRITABLE: Readonly<Record<string, string>> = {
  name: 'name',
  privacy: 'privacy',
  is_archived: 'isArchived',
  is_guest_accessible: 'isGuestAccessible',
  topic: 'topic',
  owner: 'owner',
  mention_name: 'mentionName',
  email: 'email',
  title: 'title',
  timezone: 'timezone',
  is_group_admin: 'isGroupAdmin',
  roles: 'roles',
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
    iterate: (steps: readonly Step[]) => walker.loop(steps),
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
    return this.#finish(await this.#follow(steps));
  }

  /** A loop over all items; what one of them lacks is fetched when it is read. */
  async *loop(steps: readonly Step[]): AsyncGenerator<unknown> {
    const here = await this.#follow(steps);
    const items = here.at === 'sequence' ? here.items : this.#itemsOf(here);
    for await (const item of items) yield isDoc(item) ? this.#walking(item) : item;
  }

  async #follow(steps: readonly Step[]): Promise<Here> {
    let here: Here = { at: 'address', url: this.#base };
    for (let index = 0; index < steps.length; index += 1) {
      const step = steps[index] as Step;
      const next = steps[index + 1];
      const args = next?.is === 'call' ? next.args : undefined;
      if (args !== undefined) index += 1;
      here = await this.#step(here, step.is === 'index' ? step.index : nameOf(step), args);
    }
    return here;
  }

  async #step(
    here: Here,
    name: string | number,
    args: readonly unknown[] | undefined,
  ): Promise<Here> {
    const [first] = args ?? [];
    if (here.at === 'sequence' || (here.at === 'collection' && OPERATIONS.has(String(name)))) {
      const items = here.at === 'sequence' ? here.items : this.#itemsOf(here);
      return this.#operate(items, String(name), first);
    }
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
    if (key === 'update') return this.#update(here, url, first);
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
    const list = LISTS[name];
    if (list !== undefined) {
      const { expand, ...options } = (argument as Doc | undefined) ?? {};
      const query = Object.entries(options)
        .map(([key, value]) => `${OPTIONS[key] ?? key}=${value}`)
        .join('&');
      return {
        at: 'collection',
        url: `${this.#base}/${list}${query && `?${query}`}`,
        items: false,
        ...(expand !== undefined && { expand: pathsIn(expand) }),
      };
    }
    if (name === 'capabilities') return { at: 'address', url: `${this.#base}/${name}` };
    return { at: 'address', url: `${this.#base}/${name}/${encodeURIComponent(String(argument))}` };
  }

  async #ofCollection(
    here: Here & { readonly at: 'collection' },
    name: string | number,
    argument: unknown,
  ): Promise<Here> {
    if (name === 'items') return { ...here, items: true };
    if (name === 'create') {
      const doc = await this.#send('POST', here.url, argument);
      return { at: 'document', doc, isWhole: false };
    }
    const index = Number(name);
    let before = 0;
    for await (const items of this.#pages(here.url)) {
      const item = items[index - before];
      if (item !== undefined) return { at: 'document', doc: item, isWhole: !('links' in item) };
      before += items.length;
    }
    throw new Error(`no item ${index}`);
  }

  /** The items of a collection, page by page. */
  async *#itemsOf(here: Here): AsyncGenerator<Doc> {
    if (here.at !== 'collection') throw new Error('a plain loop is over a collection');
    for await (const items of this.#pages(here.url)) {
      yield* items;
      if (here.items) return;
    }
  }

  /** An operation as one writes it by hand: a loop, each hop of which is a request of its own. */
  async #operate(items: AsyncIterable<unknown>, name: string, argument: unknown): Promise<Here> {
    const run = argument as Lambda;
    switch (name) {
      case 'map':
      case 'filter':
      case 'take':
        return { at: 'sequence', items: this.#through(items, name, argument) };
      case 'toArray':
        return { at: 'sequence', items };
      case 'find':
        for await (const item of items) {
          if (await this.#read(run, item))
            return { at: 'document', doc: item as Doc, isWhole: false };
        }
        return { at: 'value', value: undefined };
      case 'some':
        for await (const item of items) {
          if (await this.#read(run, item)) return { at: 'value', value: true };
        }
        return { at: 'value', value: false };
      default: {
        const sends: Send[] = [];
        for await (const item of items) sends.push((await this.#read(run, item)) as Send);
        for (const { url, action, argument: given } of sends) await this.#act(url, action, given);
        return { at: 'value', value: undefined };
      }
    }
  }

  async *#through(
    items: AsyncIterable<unknown>,
    name: 'map' | 'filter' | 'take',
    argument: unknown,
  ): AsyncGenerator<unknown> {
    let count = 0;
    if (name === 'take' && argument === 0) return;
    for await (const item of items) {
      count += 1;
      if (name === 'map') yield docOf(await this.#read(argument as Lambda, item));
      else if (name === 'take' || (await this.#read(argument as Lambda, item))) yield item;
      if (name === 'take' && count === argument) return;
    }
  }

  /** Runs a lambda on an item, and fetches what it lacks until nothing is missing. */
  async #read(run: Lambda, item: unknown): Promise<unknown> {
    if (!isDoc(item)) return run(item);
    const fetched = new Map<string, Doc>();
    for (;;) {
      const missing: string[] = [];
      const row = reading(item, fetched, missing);
      const result: unknown = tryTo(() => run(row));
      const [url] = missing;
      if (url === undefined) return result;
      fetched.set(url, await this.#get(url));
    }
  }

  /** An item of a loop: what it lacks is fetched when it is read, once. */
  #walking(doc: Doc): object {
    let whole: Promise<Doc> | undefined;
    return new Proxy(doc, {
      get: (_target, name) => {
        if (typeof name !== 'string' || name === 'then') return undefined;
        if (name in doc) return doc[name];
        whole ??= this.#get(selfOf(doc));
        return whole.then((all) => all[name]);
      },
    });
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
    if (here.at === 'sequence') {
      const all: unknown[] = [];
      for await (const item of here.items) all.push(item);
      return all;
    }
    if (here.at === 'document') return here.doc;
    const doc = await this.#get(here.url);
    if (here.at !== 'collection') return doc;
    const { expand = [] } = here;
    for (const item of expand.length > 0 ? (doc.items as readonly Doc[]) : []) {
      const whole = await this.#get(selfOf(item));
      for (const [, ...path] of expand) await this.#expand(whole, path);
    }
    return here.items ? doc.items : doc;
  }

  /** Fetches the whole of each stub on a path. */
  async #expand(doc: Doc, [name, ...rest]: readonly string[]): Promise<void> {
    const inner = name === undefined ? undefined : doc[name];
    if (isDoc(inner)) await this.#expand(await this.#get(selfOf(inner)), rest);
  }

  /** Reads, merges and writes. */
  async #update(here: Here, url: string, changes: unknown): Promise<Here> {
    const doc = here.at === 'document' && here.isWhole ? here.doc : await this.#get(url);
    const changed = changes as Doc;
    const body = Object.entries(WRITABLE).flatMap(([name, change]) =>
      name in doc || change in changed ? [[name, changed[change] ?? doc[name]]] : [],
    );
    await this.#send('PUT', url, Object.fromEntries(body));
    return { at: 'value', value: undefined };
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

  async #send(method: string, url: string, body: unknown): Promise<Doc> {
    const headers = { ...this.#headers, 'content-type': 'application/json' };
    const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}`);
    return JSON.parse((await answer.text()) || '{}') as Doc;
  }
}

/** By this name a row gives its document. */
const DOC: unique symbol = Symbol('document');

/** What a lambda gave, to go on with: a row is its document. */
function docOf(value: unknown): unknown {
  const row = typeof value === 'object' && value !== null ? (value as { [DOC]?: Doc }) : undefined;
  return row?.[DOC] ?? value;
}

/** A row that reads what is in hand, and notes the address of what is not. */
function reading(doc: Doc, fetched: ReadonlyMap<string, Doc>, missing: string[]): object {
  return new Proxy(
    {},
    {
      get(_target, name) {
        if (name === DOC) return doc;
        if (typeof name !== 'string') return undefined;
        // In a lambda the topic is what is read.
        const action = name === 'topic' ? undefined : ACTIONS[name];
        if (action !== undefined && !(name in doc)) {
          return (argument: unknown): Send => ({ url: selfOf(doc), action, argument });
        }
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

function selfOf(doc: Doc): string {
  return (doc.links as { readonly self: string }).self;
}

function pathsIn(expand: unknown): readonly (readonly string[])[] {
  const paths = Array.isArray(expand) ? expand : [expand];
  return paths.map((path) => String(path).split('.'));
}

function isDoc(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
