/**
 * The embedded server's sample as a world of the proof's oracle: the link map in its words, and every document, read
 * from the server one by one.
 */
import { hipchat } from '../src/dialects/hipchat.ts';
import { hipchatMap } from '../src/types/hipchatMap.ts';
import type { KindSpec, Level, Resource, World } from '../test/proof/world.ts';

type Json = { readonly [name: string]: unknown };

/** A world without chains. */
export type Sample = Omit<World, 'chains'>;

/** The map, in the oracle's words: `ref` and `stub` are one there, and every collection of HipChat has a path. */
function kindsOf(): Record<string, KindSpec> {
  const kinds: Record<string, KindSpec> = {};
  for (const [name, { members }] of Object.entries(hipchatMap.kinds)) {
    const fields: Record<string, Level> = {};
    const refs: Record<string, KindSpec['refs'][string]> = {};
    const lists: Record<string, KindSpec['lists'][string]> = {};
    for (const [each, { read }] of Object.entries(members)) {
      if (read === undefined || read.is === 'link') continue;
      const path = 'path' in read && read.path !== undefined ? { path: read.path } : {};
      if (read.is === 'collection') {
        lists[each] = { kind: read.kind, ...path };
        continue;
      }
      const level = read.in === 'whole' ? 'whole' : 'stub';
      if (read.is === 'ref') refs[each] = { kind: read.kind, in: level, ...path };
      else fields[each] = level;
    }
    kinds[name] = { fields, refs, lists };
  }
  return kinds;
}

/** Reads the sample. @param url - The server's own, without `/v2`. */
export async function readSample(url: string, token: string): Promise<Sample> {
  const base = `${url}/v2`;
  const kinds = kindsOf();
  const resources: Record<string, Resource> = {};
  const lists: Record<string, readonly string[]> = {};
  const aliases: Record<string, string> = {};

  const get = async (address: string): Promise<Json | undefined> => {
    const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
    return answer.ok ? ((await answer.json()) as Json) : undefined;
  };
  const addressIn = (value: unknown): string | null => {
    const href = ((value as Json | null)?.links as Json | undefined)?.self;
    return typeof href === 'string' ? href.slice(href.indexOf('/v2/') + 3) : null;
  };
  const keep = (kind: string, address: string, json: Json): void => {
    const { fields, refs } = kinds[kind] as KindSpec;
    resources[address] = {
      address,
      kind,
      fields: Object.fromEntries(
        Object.keys(fields).map((name) => [name, String(json[name] ?? '')]),
      ),
      refs: Object.fromEntries(
        Object.entries(refs).map(([name, { path }]) => [
          name,
          path === undefined ? addressIn(json[name]) : `${address}/${path}`,
        ]),
      ),
    };
  };
  const readResource = async (kind: string, address: string): Promise<void> => {
    const json = await get(base + address);
    if (json === undefined) return;
    keep(kind, address, json);
    const names = [json.name, json.email, json.mention_name && `@${json.mention_name}`];
    for (const name of names) {
      if (typeof name === 'string') aliases[`/${kind}/${name}`] = address;
    }
    const { refs, lists: below } = kinds[kind] as KindSpec;
    for (const { kind: named, path } of Object.values(refs)) {
      const own = path === undefined ? undefined : await get(`${base}${address}/${path}`);
      if (own !== undefined) keep(named, `${address}/${path}`, own);
    }
    for (const { kind: item, path = '' } of Object.values(below)) {
      await readList(item, `${address}/${path}`, `${base}${address}/${path}`);
    }
  };
  /** What stands in a list, whether or not it is in one of the root's. */
  const listed: { readonly kind: string; readonly target: string }[] = [];
  /** Its items are read by themselves, but for those that have no address. */
  const readList = async (kind: string, address: string, at: string): Promise<void> => {
    const page = await get(at);
    if (page === undefined) return;
    lists[address] = (page.items as readonly Json[]).map((item, index) => {
      const own = addressIn(item);
      if (own === null) keep(kind, `/${kind}/${address.replaceAll('/', '-')}-${index}`, item);
      if (own !== null) listed.push({ kind, target: own });
      return own ?? `/${kind}/${address.replaceAll('/', '-')}-${index}`;
    });
  };

  const roots: Record<string, string> = {};
  for (const [name, { read }] of Object.entries(hipchatMap.kinds.root?.members ?? {})) {
    if (read?.is === 'link' && read.kind !== undefined) {
      const json = await get(`${base}/${read.path}`);
      if (json !== undefined) keep(read.kind, `/${read.kind}/${name}`, json);
    }
    if (read?.is !== 'collection') continue;
    roots[name] = read.kind;
    await readList(read.kind, `/${name}`, `${base}/${read.path}?max-results=1000`);
    for (const address of lists[`/${name}`] ?? []) await readResource(read.kind, address);
  }
  // What only others name: the group of the users, a room that is archived.
  for (let isNew = true; isNew; ) {
    isNew = false;
    const named = Object.values(resources).flatMap(({ kind, refs }) =>
      Object.entries(refs).map(([name, target]) => ({
        kind: kinds[kind]?.refs[name]?.kind ?? '',
        target,
      })),
    );
    for (const { kind, target } of [...named, ...listed]) {
      if (target === null || target in resources) continue;
      isNew = true;
      await readResource(kind, target);
      if (!(target in resources)) throw new Error(`the sample names ${target}, which is not there`);
    }
  }
  const { pageSize, defaultPageSize } = hipchat.limits;
  return {
    kinds,
    rootLists: roots,
    resources,
    aliases,
    lists,
    stubLinks: true,
    limits: { pageSize, defaultPageSize },
  };
}
