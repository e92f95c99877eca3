/**
 * Worlds in which a document says less of what it names: no more than its address, an id beside it, an id in its very place,
 * or a type and an id where it may be of several kinds.
 *
 * The server is that of the world; what it says of unexpanded references is written otherwise on its way to the library. Below
 * an owner's address nothing is written otherwise: it is named by nobody else.
 */
import {
  connect,
  type Dialect,
  Doc,
  type Item,
  type Json,
  type JsonObject,
  type Kind,
  type LinkMap,
  type Member,
} from '../../src/index.ts';
import type { Misbehaviour } from './answer.ts';
import type { Outcome } from './plain.ts';
import { dialectOf, mapOf, ORIGIN, serve, toOutcome, write } from './serve.ts';
import type { World } from './world.ts';
import type { Loose } from './writeStages.ts';

/** How a document names what it does not hold. */
export type Naming =
  | 'by address'
  | 'by an id beside'
  | 'by an id in its place'
  | 'by type and id'
  /** Also items of pages are named by no more than their addresses. */
  | 'on pages';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const selfOf = ({ links }: JsonObject): string => (isObject(links) ? String(links.self) : '');
/** What lies below another has its address, and a kind of its own. */
const kindOf = (world: World, json: JsonObject): string =>
  world.resources[new URL(selfOf(json)).pathname]?.kind ?? '';
const idOf = (json: JsonObject): string => new URL(selfOf(json)).pathname.split('/')[2] ?? '';

const toLink = (json: JsonObject): JsonObject => ({ links: { self: selfOf(json) } });
/** By what lambdas tell one from another as well. */
const toName = (json: JsonObject): JsonObject => ({ ...toLink(json), id: json.id ?? null });

/** A document with its references written otherwise. */
function renamed(world: World, naming: Naming, json: JsonObject): JsonObject {
  const spec = world.kinds[kindOf(world, json)];
  const fields: Record<string, Json> = {};
  for (const [name, value] of Object.entries(json)) {
    const ref = spec?.refs[name];
    if (ref === undefined || ref.path !== undefined || !(isObject(value) || value === null)) {
      fields[name] = isObject(value) && name !== 'links' ? renamed(world, naming, value) : value;
    } else if (isObject(value) && 'w' in value) {
      fields[name] = renamed(world, naming, value);
    } else if (naming === 'by an id beside') {
      fields[`${name}_id`] = value && idOf(value);
    } else if (naming === 'by an id in its place') {
      fields[name] = value && idOf(value);
    } else if (naming === 'by type and id') {
      fields[name] = value && { type: kindOf(world, value), key: idOf(value) };
    } else {
      fields[name] = value && (naming === 'on pages' ? toName : toLink)(value);
    }
  }
  return fields;
}

/** A document of such a world: what has a type says its kind, and what has no more than that is only named. */
function toDoc(json: JsonObject): Doc {
  const { links, type, ...rest } = json;
  const hrefs = Object.entries(isObject(links) ? links : {}).map(
    ([rel, href]) => [rel, String(href)] as const,
  );
  const items = Object.entries(rest).map(([name, value]): readonly [string, Item] => [
    name,
    isObject(value) ? toDoc(value) : value,
  ]);
  const isNamed = Object.keys(rest).every((name) => name === 'key');
  const kind = typeof type === 'string' ? type : undefined;
  const self = isObject(links) ? String(links.self) : undefined;
  return new Doc(self, new Map(hrefs), new Map(items), isNamed ? 'ref' : undefined, kind);
}

function dialectWith(world: World): Dialect {
  const plain = dialectOf({ ...world, selects: false });
  return {
    ...plain,
    document: ({ json }) => (isObject(json) ? ('nothing' in json ? null : toDoc(json)) : undefined),
    page(response, asked) {
      const page = plain.page(response, asked);
      const { items } = isObject(response.json) ? response.json : {};
      return (
        page && { ...page, items: (Array.isArray(items) ? items : []).filter(isObject).map(toDoc) }
      );
    },
  };
}

/** The map of a world whose documents name so. */
function mapWith(world: World, naming: Naming): LinkMap {
  const { root, kinds } = mapOf(world);
  const all = Object.keys(world.kinds);
  const named = Object.entries(kinds).map(([kind, { members, ...rest }]): [string, Kind] => {
    const own = Object.entries(members).map(([name, member]): [string, Member] => {
      const { read } = member;
      if (read?.is === 'field' && name === 'id' && naming === 'on pages') {
        return [name, { ...member, read: { ...read, in: 'ref' } }];
      }
      if (read?.is === 'collection' && naming === 'on pages') {
        return [name, { ...member, read: { ...read, as: 'ref' } }];
      }
      if (read?.is !== 'ref' || read.path !== undefined) return [name, member];
      const of = [read.kind, ...all.filter((each) => each !== read.kind)].join('|');
      const more = {
        'by address': { as: 'ref' },
        'on pages': { as: 'ref' },
        'by an id beside': { by: `${name}_id` },
        'by an id in its place': { by: name },
        'by type and id': { as: 'ref', kind: of },
      } as const;
      return [name, { ...member, read: { ...read, ...more[naming] } }];
    });
    // What a document calls its `id` is no part of its address here.
    const { address } = rest;
    const key = address === undefined ? {} : { address: address.replace('{id}', '{key}') };
    return [kind, { ...rest, ...key, members: Object.fromEntries(own) }];
  });
  return { root, kinds: Object.fromEntries(named) };
}

/** What is compared of an outcome: nothing of what it names, for that is written otherwise. */
function withoutNames(outcome: Outcome): Outcome {
  const strip = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(strip);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).filter(([name]) => !/^r\d/.test(name)));
  };
  return 'error' in outcome ? outcome : { value: strip(outcome.value) };
}

/** Awaits all chains of a world in one tick, where its documents name so. */
export async function walkNamed(
  { wire: _plain, ...world }: World,
  naming: Naming,
  fault?: Misbehaviour,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly log: readonly string[] }> {
  const server = serve(world, fault);
  const faults: string[] = [];
  const fetching: typeof fetch = async (input, init) => {
    const response = await server.fetch(input, init);
    const json = (await response.json()) as JsonObject;
    const items = Array.isArray(json.items)
      ? {
          items: json.items.filter(isObject).map((item) => {
            const isNamed = naming === 'on pages' && !('w' in item);
            return isNamed ? toName(item) : renamed(world, naming, item);
          }),
        }
      : {};
    const isDocument = isObject(json.links);
    const written = isDocument ? renamed(world, naming, json) : { ...json, ...items };
    return Response.json(written, { status: response.status });
  };
  const root = connect<Loose>(dialectWith(world), mapWith(world, naming), {
    endpoint: ORIGIN,
    fetch: fetching,
    on: { fault: ({ message }) => faults.push(message) },
  });
  const results = await Promise.allSettled(world.chains.map((steps) => write(root, steps, world)));
  const outcomes = results.map((result, index) =>
    withoutNames(toOutcome(world, world.chains[index] ?? [], result)),
  );
  const told = faults.map((message): Outcome => ({ error: `fault: ${message}` }));
  return { outcomes: [...outcomes, ...told], log: server.log };
}
