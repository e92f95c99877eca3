/**
 * Looks at all that a dialect made of an answer, as the engine may: each document, each address, and all of it as a text that can be compared.
 */
import {
  Doc,
  type Item,
  isRefusal,
  JsonDoc,
  ListDoc,
  type PageDoc,
} from '../../plan/known/document.ts';

/** Something at a place in what was read: `author.link self`. */
interface Placed<T> {
  readonly at: string;
  readonly is: T;
}

/** What was found. */
export interface Found {
  readonly docs: readonly Placed<Doc>[];
  readonly addresses: readonly Placed<unknown>[];
  /** All of it. Of two that are equal, all is equal. */
  readonly picture: string;
}

/** What a document holds lies no deeper than bodies may. */
const DEEPEST = 100;

/** Looks at what `document` gave, or at what stands in it. @throws Whatever the documents throw. */
export function explore(item: Item | undefined): Found {
  const docs: Placed<Doc>[] = [];
  const addresses: Placed<unknown>[] = [];
  const look = (value: Item | undefined, at: string, depth: number): unknown => {
    if (depth > DEEPEST) return '…';
    const below = (name: string): string => (at === '' ? name : `${at}.${name}`);
    const inner = (name: string, each: Item | undefined): unknown =>
      look(each, below(name), depth + 1);
    if (value instanceof ListDoc) {
      const { items, end, next } = value;
      if (next !== undefined) addresses.push({ at: below('next'), is: next });
      return { list: items.map((each, index) => inner(String(index), each)), end, next };
    }
    if (value instanceof Doc) {
      docs.push({ at, is: value });
      const { address, level, kind, etag } = value;
      if (address !== undefined) addresses.push({ at: below('address'), is: address });
      const links = [...value.links];
      for (const [rel, href] of links) addresses.push({ at: below(`link ${rel}`), is: href });
      const actions = [...(value.actions ?? [])];
      for (const [name, { url }] of actions)
        addresses.push({ at: below(`action ${name}`), is: url });
      const fields = [...value.fields].map(([name, each]) => [name, inner(name, each)]);
      const kept = value instanceof JsonDoc ? [value.isInPlace, value.rels, value.identity] : [];
      return { address, level, kind, etag, links, actions, fields, kept };
    }
    if (value !== undefined && isRefusal(value))
      return { refused: String((value as { words?: string }).words) };
    if (Array.isArray(value)) return value.map((each: Item, index) => inner(String(index), each));
    return value;
  };
  const picture = JSON.stringify(look(item, '', 0)) ?? '';
  return { docs, addresses, picture };
}

/** Looks at what `page` gave. @throws Whatever its documents throw. */
export function explorePage({ items, doc, ...rest }: PageDoc): Found {
  const all = explore(items);
  const own = explore(doc);
  const next = rest.next === undefined ? [] : [{ at: 'next', is: rest.next }];
  return {
    docs: [...all.docs, ...own.docs],
    addresses: [...next, ...all.addresses, ...own.addresses],
    picture: `${JSON.stringify(rest)}${all.picture}${own.picture}`,
  };
}
