/**
 * Faulty dialects, each of which the kit finds: at least one for each of its claims, so that none of these holds whatever a dialect does.
 *
 * Each is the dialect of the shed with one thing done wrong.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shedMap } from '../../examples/maps/shed.ts';
import {
  type Dialect,
  Doc,
  type Item,
  type Json,
  type JsonObject,
  selectFields,
} from '../../src/index.ts';
import { CLAIMS, type Claim } from '../../src/testing/dialect/claims.ts';
import { checkDialect, DialectError, type RecordedSample } from '../../src/testing.ts';
import { openShed } from '../helpers/openShed.ts';
import { shedDialect } from '../helpers/shedDialect.ts';
import { isObject } from '../living/madeUp.ts';
import { SHED_SAMPLES } from './shedSamples.ts';

/** A dialect with one fault. */
interface Fault {
  /** What it does wrong, as a colleague would say it. */
  readonly fault: string;
  readonly claim: Claim;
  /** What the message says of it, besides. */
  readonly says: string;
  /** @param origin - Where the shed is. */
  readonly dialect: Partial<Dialect> | ((origin: string) => Partial<Dialect>);
  /** Default `tool`. */
  readonly kind?: 'tool' | 'person';
  /** Answers that were recorded, in the place of the shed's. */
  readonly recorded?: (sample: string) => RecordedSample | undefined;
}

type Page = NonNullable<ReturnType<Dialect['page']>>;

/** The page that the right dialect reads, with something else of it. */
const paging = (change: (page: Page, url: string) => Partial<Page>): Partial<Dialect> => ({
  page(response, asked) {
    const page = shedDialect.page(response, asked);
    return page && { ...page, ...change(page, response.url) };
  },
});
/** The document that the right dialect reads, made into another. */
const reading = (change: (doc: Doc, json: JsonObject) => Doc | undefined): Partial<Dialect> => ({
  document(response, asked) {
    const doc = shedDialect.document(response, asked);
    return doc && isObject(response.json) ? change(doc, response.json) : doc;
  },
});

/** Reads names as they are written, also those that every object has. */
class LooseDoc extends Doc {
  readonly #json: JsonObject;
  constructor(doc: Doc, json: JsonObject) {
    super(doc.address, doc.links, doc.fields);
    this.#json = json;
  }
  override field(name: string): Item | undefined {
    return super.field(name) ?? (this.#json[name] as Json | undefined);
  }
}

/** A document that says what it was asked for. */
class ChosenDoc extends Doc {
  readonly #names: readonly string[];
  constructor({ address, links, fields, level }: Doc, names: readonly string[]) {
    super(address, links, fields, level);
    this.#names = names;
  }
  override get selected(): ReadonlySet<string> {
    return new Set(this.#names);
  }
}

/** A dialect that asks for chosen fields, where the shed gives all of them. @param told - What its documents say. */
const choosing = (told: (names: readonly string[] | undefined) => readonly string[] | undefined) =>
  ({
    selects: selectFields,
    expand(paths, ofItems, asked) {
      const names = asked.fields?.get(asked.kind ?? '');
      if (names !== undefined) return [['fields', [...names].join(',')]];
      return shedDialect.expand(paths, ofItems, asked);
    },
    document(response, asked) {
      const doc = shedDialect.document(response, asked);
      const names = told(new URL(response.url).searchParams.get('fields')?.split(','));
      return doc && names !== undefined ? new ChosenDoc(doc, names) : doc;
    },
  }) satisfies Partial<Dialect>;

const withNext = (next?: string): Json => ({
  entries: [1, 2].map((id) => ({ _url: { self: `/v1/tools/${id}` }, name: 'Saw' })),
  ...(next !== undefined && { next }),
});

let token = '';
let calls = 0;

const FAULTS: readonly Fault[] = [
  {
    fault: 'has pages that are larger than pages may be',
    claim: 'a dialect says what it is',
    says: 'limits: is {"pageSize":2,"defaultPageSize":4}',
    dialect: { limits: { pageSize: 2, defaultPageSize: 4 } },
  },
  {
    fault: 'has no name',
    claim: 'a dialect says what it is',
    says: 'name: is ""',
    dialect: { name: '' },
  },
  {
    fault: 'does not say how whole expansions are',
    claim: 'a dialect says what it is',
    says: 'expands: is "all"',
    dialect: { expands: 'all' as 'whole' },
  },
  {
    fault: 'reads no document',
    claim: 'a document is read',
    says: 'document, of the sample "document": gives undefined',
    dialect: { document: () => undefined },
  },
  {
    fault: 'reads nothing in a document',
    claim: 'a document is read',
    says: 'document, of the sample "document": gives a `Doc` without a field or link',
    dialect: reading((doc) => new Doc(doc.address, new Map(), new Map())),
  },
  {
    fault: 'reads no page',
    claim: 'a page has its items',
    says: 'page, of the sample "page": gives undefined',
    dialect: { page: () => undefined },
  },
  {
    fault: 'cannot be held by a page of one item',
    claim: 'a page has its items',
    says: 'gives 1 items: there have to be two at least',
    dialect: {},
    recorded: (sample) =>
      sample === 'page'
        ? {
            url: 'http://shed.test/v1/tools',
            body: { entries: [{ _url: { self: '/v1/tools/1' } }] },
          }
        : undefined,
  },
  {
    fault: 'throws at documents of another sort',
    claim: 'a document is read',
    says: 'document, of the sample "document": throws TypeError',
    dialect: {
      document: ({ json }) => {
        const { name } = json as { readonly name: { readonly first: string } };
        return new Doc(name.first.trim(), new Map(), new Map());
      },
    },
  },
  {
    fault: 'gives links as they are written',
    claim: 'addresses are absolute',
    says: '`address` is "/v1/tools/1", which is not absolute',
    dialect: reading((doc, { _url }) => {
      const links = Object.entries(isObject(_url) ? _url : {}).map(
        ([rel, href]) => [rel, String(href)] as const,
      );
      return new Doc(new Map(links).get('self'), new Map(links), doc.fields);
    }),
  },
  {
    fault: 'knows where its server is',
    claim: 'links follow their document',
    says: 'of the same document at https://elsewhere.invalid too',
    dialect: (origin) =>
      reading(
        (doc) => new Doc(doc.address?.replace(/^https?:\/\/[^/]*/, origin), doc.links, doc.fields),
      ),
  },
  {
    fault: 'knows where its server is, whatever a link is relative to',
    claim: 'links follow their document',
    says: 'with relative links: `address` is "http://127.0.0.1:',
    dialect: (origin) =>
      reading(
        (doc) => new Doc(doc.address?.replace(/^https?:\/\/[^/]*/, origin), doc.links, doc.fields),
      ),
  },
  {
    fault: 'leaves out links to other servers than the one it knows',
    claim: 'links follow their document',
    says: 'gives 1 addresses of the same document at https://elsewhere.invalid',
    dialect: (origin) =>
      reading((doc) => {
        const known = [...doc.links].filter(([, href]) => href.startsWith(origin));
        return new Doc(doc.address, new Map(known), new Map());
      }),
  },
  {
    fault: 'takes what every object has for a field',
    claim: 'names are the documents own',
    says: '`constructor` is function, and stands nowhere in it',
    dialect: reading((doc, json) => new LooseDoc(doc, json)),
  },
  {
    fault: 'keeps fields in an object, by names that a server chose',
    claim: 'odd names are data',
    says: '`__proto__` in the answer becomes the prototype of a document',
    dialect: reading((doc) => {
      const fields: Record<string, Item> = {};
      for (const [name, value] of doc.fields) fields[name] = value;
      const names = ['plantedByCheckDialect', ...Object.keys(fields)];
      const read = names.flatMap((name) =>
        fields[name] === undefined ? [] : [[name, fields[name]] as const],
      );
      return new Doc(doc.address, doc.links, new Map(read));
    }),
  },
  {
    fault: 'merges what it reads into what it has',
    claim: 'odd names are data',
    says: 'document, of the sample "document", with odd names in it: changes every object there is',
    dialect: reading((doc, json) => {
      const merge = (target: Record<string, unknown>, from: JsonObject): void => {
        for (const [name, value] of Object.entries(from)) {
          if (isObject(value) && typeof target[name] === 'object')
            merge(target[name] as Record<string, unknown>, value);
          else if (name !== '__proto__') target[name] = value;
        }
      };
      merge({}, json);
      return doc;
    }),
  },
  {
    fault: 'takes another address where a name is odd',
    claim: 'odd names are data',
    says: 'the addresses of its documents are',
    dialect: reading((doc, json) =>
      Object.hasOwn(json, 'constructor') ? new Doc(undefined, doc.links, doc.fields) : doc,
    ),
  },
  {
    fault: 'makes a tree of paths that pollutes every object',
    claim: 'odd names are data',
    says: 'expand(["__proto__.planted","constructor.prototype.planted"], false): changes every object there is',
    dialect: {
      expand(paths, ofItems, asked) {
        const tree: Record<string, Record<string, boolean>> = {};
        for (const path of paths) {
          const [name = '', inner] = path.split('.');
          tree[name] ??= {};
          if (inner !== undefined) (tree[name] as Record<string, boolean>)[inner] = true;
        }
        return shedDialect.expand(paths, ofItems, asked);
      },
    },
  },
  {
    fault: 'believes that what is there once is there always',
    claim: 'odd answers throw nothing',
    says: 'throws TypeError',
    dialect: {
      refusal: ({ json, status }) => {
        const { fault } = (json ?? {}) as { readonly fault?: { readonly what: string } };
        if (fault !== undefined) return { message: fault.what.trim() };
        return status < 400 ? undefined : { message: '' };
      },
    },
  },
  {
    fault: 'reads a page out of everything',
    claim: 'what is no page is none',
    says: 'page, of the sample "document": gives a page of 0 items',
    dialect: {
      page: (response, asked) =>
        shedDialect.page(response, asked) ?? {
          items: [],
          doc: new Doc(undefined, new Map(), new Map()),
        },
    },
  },
  {
    fault: 'reads a page out of nothing',
    claim: 'what is no page is none',
    says: 'page, of an answer 200 with no body: gives a page',
    dialect: {
      page: (response, asked) =>
        response.json === undefined
          ? { items: [], doc: new Doc(undefined, new Map(), new Map()) }
          : shedDialect.page(response, asked),
    },
  },
  {
    fault: 'loses an item',
    claim: 'a page has its items',
    says: 'gives 1 items, and the lists in the answer have 2',
    dialect: paging(({ items }) => ({ items: items.slice(1) })),
  },
  {
    fault: 'takes a page without items for none',
    claim: 'an empty page is a page',
    says: 'with no items in it: gives undefined',
    dialect: {
      page(response, asked) {
        const page = shedDialect.page(response, asked);
        return page?.items.length === 0 ? undefined : page;
      },
    },
  },
  {
    fault: 'gives items as data',
    claim: 'items have addresses',
    says: 'item 0 is no `Doc`: string',
    dialect: paging(({ items }) => ({ items: items.map(() => 'an item') })),
  },
  {
    fault: 'gives items the address of their page',
    claim: 'items have addresses',
    says: 'item 0 has the address of the page',
    dialect: paging(({ items }, url) => ({
      items: items.map(() => new Doc(url, new Map(), new Map())),
    })),
  },
  {
    fault: 'ends each list after its first page',
    claim: 'a page tells that another follows',
    says: 'page, of the sample "page": gives no `next`',
    dialect: {
      page(response, asked) {
        const page = shedDialect.page(response, asked);
        return page && { items: page.items, doc: page.doc };
      },
    },
  },
  {
    fault: 'goes on where it is',
    claim: 'next leads on',
    says: '`next` is the page itself',
    dialect: paging(({ next }, url) => (next === undefined ? {} : { next: url })),
  },
  {
    fault: 'goes on by a name that the server does not know',
    claim: 'next leads on',
    says: 'lies the same page',
    dialect: paging(({ next }) =>
      next === undefined ? {} : { next: next.replace('after=', 'from=') },
    ),
  },
  {
    fault: 'goes on for ever',
    claim: 'a last page ends',
    says: 'page, of the sample "last page": gives `next`',
    dialect: paging(({ next }, url) => ({ next: next ?? `${url}&more=yes` })),
  },
  {
    fault: 'takes each page for a full one',
    claim: 'a last page ends',
    says: 'gives `size` 1, and it has 1 items',
    dialect: paging(({ items }) => ({ size: items.length })),
  },
  {
    fault: 'ends a list where it cannot read on',
    claim: 'a next that cannot be read is told',
    says: 'gives neither `next` nor `unreadable`',
    recorded: (sample) => {
      if (sample === 'page')
        return { url: 'http://shed.test/v1/tools', body: withNext('/v1/tools?after=2') };
      return sample === 'last page'
        ? { url: 'http://shed.test/v1/tools?after=2', body: withNext() }
        : undefined;
    },
    dialect: {
      page(response, asked) {
        const page = shedDialect.page(response, asked);
        const next = isObject(response.json) ? response.json.next : undefined;
        const isAddress = typeof next === 'string' && URL.canParse(next, response.url);
        return page && { ...page, ...(isAddress && { next: new URL(next, response.url).href }) };
      },
    },
  },
  {
    fault: 'finds a document where there is none',
    claim: 'nothing is null',
    says: 'document, of the sample "nothing": gives undefined',
    dialect: { document: (response, asked) => shedDialect.document(response, asked) ?? undefined },
  },
  {
    fault: 'hears no refusal in a success',
    claim: 'a refusal is told',
    says: 'refusal, of the sample "refusal in a success": what it gives is undefined',
    dialect: {
      refusal: (response, asked) =>
        response.status < 400 ? undefined : shedDialect.refusal(response, asked),
    },
  },
  {
    fault: 'repeats no word of the server',
    claim: 'a refusal is told',
    says: 'refusal, of the sample "refusal": what it gives has no words',
    dialect: {
      refusal(response, asked) {
        const refusal = shedDialect.refusal(response, asked);
        return refusal && { ...refusal, message: '' };
      },
    },
  },
  {
    fault: 'takes a failure for an answer, where it has no words',
    claim: 'a failure is a refusal',
    says: 'refusal, of an answer 400 with no body: what it gives is undefined',
    dialect: {
      refusal(response, asked) {
        const refusal = shedDialect.refusal(response, asked);
        return refusal?.message === '' ? undefined : refusal;
      },
    },
  },
  {
    fault: 'is refused everything',
    claim: 'an answer is no refusal',
    says: 'refusal, of the sample "document": gives {"message":""}',
    dialect: {
      refusal: (response, asked) => shedDialect.refusal(response, asked) ?? { message: '' },
    },
  },
  {
    fault: 'asks for the items by an empty name',
    claim: 'expansions are written',
    says: 'expand([""], true): asks for `with=items.`',
    dialect: {
      expand: (paths, ofItems) =>
        paths.length === 0
          ? []
          : [['with', paths.map((path) => (ofItems ? `items.${path}` : path)).join(',')]],
    },
  },
  {
    fault: 'asks for no text',
    claim: 'expansions are written',
    says: 'expand(["made.up","made"], true): gives a query in which `deep` is "undefined"',
    dialect: {
      expand: (paths) =>
        paths.length === 0
          ? []
          : [
              ['with', paths.join(',') || 'self'],
              ['deep', String(undefined)],
            ],
    },
  },
  {
    fault: 'asks for something where nothing was wished',
    claim: 'expansions are written',
    says: 'expand([], false): asks for [["with","self"]]',
    dialect: {
      expand: (paths) => [['with', paths.map((path) => path || 'self').join(',') || 'self']],
    },
  },
  {
    fault: 'says that more is expanded than was wished',
    claim: 'asked is what was wished',
    says: 'gives `asked` with "owner"',
    dialect: {
      expand: (paths, ofItems, asked) => ({
        query: shedDialect.expand(paths, ofItems, asked) as [string, string][],
        asked: [...paths, 'owner'],
      }),
    },
  },
  {
    fault: 'says that it expands, and asks for nothing',
    claim: 'asked is what was wished',
    says: 'asks for nothing, and says by no `asked` that it expands ["owner"]',
    dialect: { expand: () => [] },
  },
  {
    fault: 'asks by a name that the server does not know',
    claim: 'what is asked comes expanded',
    says: '`owner` has no more than without it',
    dialect: {
      expand: (paths) =>
        paths.length === 0 ? [] : [['expand', paths.map((path) => path || 'self').join(',')]],
    },
  },
  {
    fault: 'does not tell that it asked for some fields alone',
    claim: 'chosen fields come, and are told',
    says: 'does not tell by `selected` that it was asked for "name" alone',
    dialect: choosing(() => undefined),
  },
  {
    fault: 'tells of all documents that some fields alone were asked for',
    claim: 'chosen fields come, and are told',
    says: 'tells by `selected` that it was asked for some fields, where it was asked for all',
    dialect: choosing((names) => names ?? ['name']),
  },
  {
    fault: 'asks for chosen fields otherwise than the server gives them',
    claim: 'chosen fields come, and are told',
    says: 'has no "name", of which it was asked, as it has where all is asked for',
    dialect: choosing((names) => names),
    recorded: (sample) =>
      sample.includes('fields=') ? { url: sample, body: { _url: { self: sample } } } : undefined,
  },
  {
    fault: 'does not tell the items of a page from a resource',
    claim: 'what is asked comes expanded',
    says: '?with=entries.owner: `owner` has no more than without it',
    dialect: {
      expand(paths, ofItems) {
        const names = paths.map((path) =>
          path === '' ? 'self' : ofItems ? `entries.${path}` : path,
        );
        return names.length === 0 ? [] : [['with', names.join(',')]];
      },
    },
  },
  {
    fault: 'takes whole items for the ones it has',
    claim: 'what is asked comes expanded',
    says: 'an item has no "shelf", as it has at its own address',
    dialect: {
      expand: (paths) =>
        paths.length === 0 ? [] : [['with', paths.map((path) => path || 'all').join(',')]],
    },
  },
  {
    fault: 'rounds a window to a page that does not hold it',
    claim: 'windows hold their first item',
    says: 'window(7, 3): gives `covers` {"start":8,"size":3}',
    dialect: {
      window: (start, size) => ({
        query: [['take', String(size)]],
        covers: { start: start + 1, size },
      }),
    },
  },
  {
    fault: 'asks for a part by no number',
    claim: 'windows hold their first item',
    says: 'gives a query in which `skip` is "undefined"',
    dialect: {
      window: (_start, size) => [
        ['skip', String(undefined)],
        ['take', String(size)],
      ],
    },
  },
  {
    fault: 'asks for one item more',
    claim: 'a window gives its items',
    says: 'has 2 items, and was asked for 1',
    dialect: { window: (start, size) => (start === 0 ? [['take', String(size + 1)]] : []) },
  },
  {
    fault: 'counts items from one on',
    claim: 'a window gives its items',
    says: '`start` of that page is 1, and should be 0',
    dialect: paging(() => ({ start: 1 })),
  },
  {
    fault: 'asks for the start of a list in the place of a part',
    claim: 'a window gives its items',
    says: '/v1/tools/1, and should give http',
    dialect: { window: (_start, size) => [['take', String(size)]] },
  },
  {
    fault: 'shows the same whoever asks',
    claim: 'credentials show who asks',
    says: 'credentials: gives the same for two tokens',
    dialect: { credentials: () => ({ 'x-shed-key': 'open-sesame' }) },
  },
  {
    fault: 'shows who asks by a number',
    claim: 'credentials show who asks',
    says: 'credentials: gives `x-shed-key`, which is no text',
    dialect: { credentials: (given) => ({ 'x-shed-key': given.length as never }) },
  },
  {
    fault: 'remembers the token for other headers',
    claim: 'the token stays at home',
    says: 'headers: gives the token that `credentials` was called with before',
    dialect: {
      credentials(given) {
        token = given;
        return { 'x-shed-key': given };
      },
      headers: () => ({ 'x-shed-version': '2', 'x-shed-also': token }),
    },
  },
  {
    fault: 'writes the token into addresses',
    claim: 'the token stays at home',
    says: 'window: gives the token that `credentials` was called with before',
    dialect: {
      credentials(given) {
        token = given;
        return { 'x-shed-key': given };
      },
      window: (start, size) =>
        start === 0
          ? [
              ['take', String(size)],
              ['key', token],
            ]
          : [],
    },
  },
  {
    fault: 'breaks a line in a header',
    claim: 'headers can be sent',
    says: 'holds a character that no header can hold',
    dialect: {
      headers: ({ method }) => ({
        'x-shed-version': '2',
        ...(method === 'PUT' && { prefer: 'a\nb' }),
      }),
    },
  },
  {
    fault: 'says by another header who asks',
    claim: 'headers can be sent',
    says: '`X-Shed-Key` says who asks',
    dialect: {
      headers: ({ method }) => ({
        'x-shed-version': '2',
        ...(method === 'PUT' && { 'X-Shed-Key': 'x' }),
      }),
    },
  },
  {
    fault: 'asks for the first of many',
    claim: 'many names each id',
    says: 'many(["4711","4712"]): gives a query without 4712',
    dialect: { many: ([id = '']) => [['ids', id]] },
  },
  {
    fault: 'asks for many by no text',
    claim: 'many names each id',
    says: 'many(["4711","4712"]): gives a query in which `ids` is 2, and no text',
    dialect: { many: (ids) => [['ids', ids.length as never]] },
  },
  {
    fault: 'asks for many by a name that the server does not know',
    claim: 'many gives what was asked',
    says: '?ids=',
    kind: 'person',
    dialect: { many: (ids) => [['ids', ['4', ...ids].join('~')]] },
  },
  {
    fault: 'writes an object into a form',
    claim: 'actions can be sent',
    says: 'gives a form in which `label` is an object',
    dialect: {
      write: ({ body }) => ({
        form: 'form',
        body: body && { ...body, label: { note: 'planted text' } },
      }),
    },
  },
  {
    fault: 'loses what an action was given',
    claim: 'actions can be sent',
    says: 'gives a body in which "planted text" is missing: {}',
    dialect: { write: () => ({ body: {} }) },
  },
  {
    fault: 'holds the client back for what was answered',
    claim: 'rate rules give times',
    says: 'hold, of the sample "document": gives {"forMs":1000}',
    dialect: {
      rate: { counts: () => undefined, allowances: () => [], hold: () => ({ forMs: 1000 }) },
    },
  },
  {
    fault: 'waits for no number of seconds',
    claim: 'rate rules give times',
    says: '"forMs":null',
    dialect: {
      rate: {
        counts: () => undefined,
        allowances: () => [],
        hold: ({ status, headers }) =>
          status === 429 ? { forMs: Number(headers.get('retry-after')) * 1000 } : undefined,
      },
    },
  },
  {
    fault: 'goes on where a 429 says to wait',
    claim: 'rate rules give times',
    says: 'hold, of a 429: gives undefined',
    dialect: { rate: { counts: () => undefined, allowances: () => [], hold: () => undefined } },
  },
  {
    fault: 'counts its calls',
    claim: 'nothing is remembered',
    says: 'window: gives ',
    dialect: {
      window(start, size) {
        calls += 1;
        return start === 0
          ? [
              ['take', String(size)],
              ['call', String(calls)],
            ]
          : [];
      },
    },
  },
  {
    fault: 'takes the items out of the answer that it reads',
    claim: 'what is given stays as it was',
    says: 'page, of the sample "page": changes the answer that it reads',
    dialect: {
      page(response, asked) {
        const page = shedDialect.page(response, asked);
        if (page !== undefined) Reflect.deleteProperty(response.json as object, 'entries');
        return page;
      },
    },
  },
  {
    fault: 'sorts the paths that it is given',
    claim: 'what is given stays as it was',
    says: 'expand: changes the paths',
    dialect: {
      expand: (paths, ofItems, asked) =>
        shedDialect.expand((paths as string[]).sort().reverse().sort(), ofItems, asked),
    },
  },
];

describe('checkDialect finds a dialect that', () => {
  let origin = '';
  let close = async (): Promise<void> => {};
  const found = new Set<string>();
  beforeAll(async () => {
    ({ origin, close } = await openShed());
  });
  afterAll(() => close());

  it.each(FAULTS)('$fault', async ({ claim, says, dialect, kind = 'tool', recorded }) => {
    const wrong = {
      ...shedDialect,
      ...(typeof dialect === 'function' ? dialect(origin) : dialect),
    };
    const at =
      kind === 'tool'
        ? SHED_SAMPLES
        : {
            ...SHED_SAMPLES,
            document: '/v1/people/1',
            page: '/v1/people',
            'last page': '/v1/people?after=2',
          };
    const error = await checkDialect(
      wrong,
      (sample, { headers }) =>
        recorded?.(sample) ??
        fetch(new URL(at[sample] ?? sample.replace('http://shed.test', origin), origin), {
          headers: { 'x-shed-version': '2', ...headers, 'x-shed-key': 'open-sesame' },
        }),
      { map: shedMap, kind, ...(recorded ? {} : { endpoint: `${origin}/v1` }) },
    ).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(DialectError);
    const { findings, message } = error as DialectError;
    const own = findings.filter((each) => each.claim === claim);
    for (const each of own) found.add(each.claim);
    expect(own.map(({ where, problem }) => `${where}: ${problem}`).join('\n')).toContain(says);
    expect(message).toContain(CLAIMS[claim]);
    expect(message).toContain(`in the dialect of ${wrong.name}`);
  });

  it('breaks any of the claims', () => {
    expect([...new Set(FAULTS.map(({ claim }) => claim))].sort()).toEqual(
      Object.keys(CLAIMS).sort(),
    );
  });
});
