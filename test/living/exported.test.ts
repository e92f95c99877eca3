/** A dialect and a map of one's own are written of public names alone. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  type Dialect,
  type DialectResponse,
  type Doc,
  type Item,
  type Json,
  JsonDoc,
  type JsonObject,
  type LinkMap,
  member,
  REFUSED,
  retryAfter,
  untilReset,
} from '../../src/index.ts';
import { bodyOf, isObject, living, madeUp, ORIGIN } from './madeUp.ts';

class MadeUpDoc extends JsonDoc {
  constructor(json: JsonObject) {
    const inner = Object.entries(json).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null ? [[name, toItem(value)] as const] : [],
    );
    super(`${ORIGIN}${json['@']}`, json, new Map(inner));
  }
  get rels(): readonly string[] {
    return [];
  }
  get links(): Map<string, string> {
    return new Map();
  }
}
const toItem = (json: Json): Item => {
  if (Array.isArray(json)) return json.map((each: Json) => toItem(each));
  if (!isObject(json)) return json;
  return 'refused' in json ? REFUSED : new MadeUpDoc(json);
};
const dialect: Dialect = {
  ...madeUp,
  document: (response: DialectResponse): Doc | undefined => {
    const body = bodyOf(response);
    return body && new MadeUpDoc(body);
  },
  rate: {
    counts: () => undefined,
    allowances: ({ headers }) => {
      const forMs = untilReset(headers.get('x-reset'), headers);
      return forMs === undefined ? [] : [{ left: 1, forMs }];
    },
    hold: ({ headers }) => {
      const forMs = retryAfter(headers);
      return forMs === undefined ? undefined : { forMs };
    },
  },
};

interface Api {
  book(id: number): { readonly author: { readonly name: Chain<string> } };
}
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { book: member.lookup('book', 'books/{id}') } },
    book: { address: 'books/{id}', members: { author: member.ref('author', 'whole') } },
    author: { members: { name: member.field('string', 'whole') } },
  },
};

describe('a dialect of public names', () => {
  it('keeps its JSON, and says where an error stands in the place of what was to be expanded', async () => {
    const { root, requests } = living<Api>(dialect, map, ({ path, query }) => {
      if (path === '/authors/7') return { '@': '/authors/7', name: 'Ada' };
      const author = query.has('include') ? { refused: 'not in here' } : { '@': '/authors/7' };
      return { '@': '/books/1', author };
    });

    expect(await root.book(1).author.name).toBe('Ada');

    expect(requests).toEqual(['GET /books/1?include=author', 'GET /books/1', 'GET /authors/7']);
  });
});

describe('the words of a map', () => {
  const files = [
    ...['linkMap', 'level', 'readMember', 'callMember', 'parameter'],
    ...['chain', 'keepInStep', 'lookup', 'representation', 'sequence'],
  ];
  const source = (file: string): string =>
    readFileSync(new URL(`../../src/${file}.ts`, import.meta.url), 'utf8');
  const lists = ['native', 'public/errors', 'public/hipchat', 'public/linkMap'];
  const exported = new Set(lists.flatMap((list) => source(list).match(/\w+/g) ?? []));

  it.each(files)('are public, all of %s', (file) => {
    const names = [...source(`types/${file}`).matchAll(/^export (?:interface|type) (\w+)/gm)];

    expect(names.length).toBeGreaterThan(0);
    expect(names.map(([, name]) => name).filter((name) => !exported.has(name ?? ''))).toEqual([]);
  });
});
