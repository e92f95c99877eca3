/**
 * Makes the resources of a made-up server of plain data: objects with the server's own field names, in which what is named stands
 * by its id or as an object of its own.
 *
 * A test that misspells a name would otherwise fail somewhere else, so that whatever the map does not know is refused here.
 */
import { closest } from '../../plan/map/closest.ts';
import type { ReadMember } from '../../types/readMember.ts';
import { type Codec, toInstant } from '../../values/codec.ts';
import { isJsonObject, type Json, type JsonObject } from '../../values/json.ts';
import { joined, type List, pathOfMember, type Thing } from './Thing.ts';
import type { World } from './World.ts';

/** @throws {TypeError} When the data is not what the map knows, with the place where it stands. */
export function readData(world: World, data: Json): void {
  if (!isJsonObject(data)) {
    throw new TypeError(`the data has to be an object of lists, got ${shown(data)}`);
  }
  new Reading(world).read(data);
}

class Reading {
  readonly #world: World;
  /** What is looked up once all that was given is there. */
  readonly #later: (() => void)[] = [];
  /** The items of lists, which get their ids once all that were given are there. */
  readonly #lists: Thing[][] = [];

  constructor(world: World) {
    this.#world = world;
  }

  read(data: JsonObject): void {
    const { map, root } = this.#world;
    const starts = Object.entries(this.#world.membersOf(map.root)).filter(
      ([, { read }]) => read !== undefined && read.is !== 'field',
    );
    const kinds = Object.keys(map.kinds).filter((kind) => map.kinds[kind]?.address !== undefined);
    for (const [name, given] of Object.entries(data)) {
      const read = starts.find(([start]) => start === name)?.[1].read;
      if (read !== undefined) this.#member(root, name, read, given, name);
      else if (kinds.includes(name)) {
        for (const [index, each] of listOf(given, name).entries()) {
          this.#thing(name, each, `${name}[${index}]`);
        }
      } else {
        throw unknown(name, 'in the data', [...starts.map(([start]) => start), ...kinds]);
      }
    }
    for (const kind of kinds) {
      const all = this.#world.allOf(kind);
      this.#checkIds(kind, all);
      this.#world.number(all, all);
    }
    for (const next of this.#later) next();
    for (const list of this.#lists) this.#world.number(list, list);
  }

  #thing(kind: string, given: Json, at: string, home?: List | (() => string)): Thing {
    if (!isJsonObject(given)) {
      throw new TypeError(
        `${at} has to be an object with the fields of a ${kind}, got ${shown(given)}`,
      );
    }
    const thing = this.#world.make(kind, home);
    const members = this.#world.membersOf(kind);
    for (const [name, value] of Object.entries(given)) {
      const read = members[name]?.read;
      if (name === 'id') {
        if (typeof value !== 'string' && typeof value !== 'number') {
          throw new TypeError(`${at}.id has to be a number or a text, got ${shown(value)}`);
        }
        thing.id = value;
      } else if (read !== undefined) {
        this.#member(thing, name, read, value, `${at}.${name}`);
      } else {
        const names = Object.keys(members).filter((each) => members[each]?.read !== undefined);
        throw unknown(name, `of ${at}, a ${kind}`, [...new Set(['id', ...names])]);
      }
    }
    return thing;
  }

  #member(thing: Thing, name: string, read: ReadMember, given: Json, at: string): void {
    if (read.is === 'field') {
      checkField(read.codec, given, at);
      thing.fields[name] = given;
    } else if (read.is === 'list' || read.is === 'collection') {
      this.#list({ owner: thing, name, member: read }, given, at);
    } else {
      const below = (): string => joined(thing.path, pathOfMember(name, read));
      this.#named(read.kind, given, at, below, (target) => thing.to.set(name, target));
    }
  }

  #list(list: List, given: Json, at: string): void {
    const items: Thing[] = [];
    const all = listOf(given, at);
    list.owner.lists.set(list.name, items);
    for (const [index, each] of all.entries()) {
      const place = `${at}[${index}]`;
      this.#named(list.member.kind, each, place, list, (target) => {
        if (typeof target === 'object' && target !== null) items[index] = target;
        else throw new TypeError(`${place} has to be a ${list.member.kind}, got ${shown(each)}`);
      });
    }
    this.#lists.push(items);
  }

  /** What stands for a resource: its own data, its id, `null`, or a text in its place. */
  #named(
    kind: string,
    given: Json,
    at: string,
    home: List | (() => string),
    put: (target: Thing | string | null) => void,
  ): void {
    if (given === null) put(null);
    else if (isJsonObject(given)) put(this.#thing(kind, given, at, home));
    else this.#later.push(() => put(this.#meant(kind, given, at)));
  }

  /** The resource with that id. Where ids are numbers, a text may stand for itself, as the label of an integration does. */
  #meant(kind: string, given: Json, at: string): Thing | string {
    const target = this.#world.find(kind, String(given));
    if (target !== undefined) return target;
    const id = this.#world.membersOf(kind).id?.read;
    if (typeof given === 'string' && id?.is === 'field' && id.codec === 'number') return given;
    throw new TypeError(`${at} is ${shown(given)}, and no ${kind} with that id was given`);
  }

  #checkIds(kind: string, all: readonly Thing[]): void {
    const seen = new Set<string>();
    for (const { id } of all) {
      if (id === undefined) continue;
      if (seen.has(String(id))) {
        throw new TypeError(
          `the ${kind} ${JSON.stringify(id)} is given twice: give it once, and name it by its id elsewhere`,
        );
      }
      seen.add(String(id));
    }
  }
}

function listOf(given: Json, at: string): readonly Json[] {
  if (Array.isArray(given)) return given;
  throw new TypeError(`${at} has to be a list, got ${shown(given)}`);
}

const SORTS: Readonly<Partial<Record<Codec, string>>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  // Of one that cannot be read, a client shows nothing.
  instant: 'a moment, such as "2013-11-07T17:57:11Z"',
};

function checkField(codec: Codec, value: Json, at: string): void {
  const sort = SORTS[codec];
  const isRight = codec === 'instant' ? toInstant(value) !== undefined : typeof value === codec;
  if (value === null || sort === undefined || isRight) return;
  throw new TypeError(`${at} has to be ${sort}, got ${shown(value)}`);
}

function unknown(name: string, where: string, names: readonly string[]): TypeError {
  const near = closest(name, names);
  const meant = near === undefined ? '' : `: \`${near}\` was most likely meant`;
  return new TypeError(
    `the map knows no \`${name}\` ${where}${meant}; there are ${names.join(', ')}`,
  );
}

function shown(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  return isJsonObject(value) ? 'an object' : JSON.stringify(value);
}
