/**
 * The plain step-by-step walk: what a chain means, without any planning.
 *
 * It fetches what it stands on, follows the links that documents declare, and asks for one item at a time: by its
 * index or, where a server ignores that, from the first page on. It expands nothing. It asks no address twice,
 * over all chains of a selection. `self` in the middle of a chain is where the chain stands already. Nothing of the library is in it.
 *
 * Where not every document declares a link, more than one meaning is allowed (rule 6): see `PlainOptions`.
 */
import type { Answer, Json } from './answer.ts';
import { pipePlainly, type RowReader } from './plainPipe.ts';
import {
  at,
  holds,
  type Level,
  listAddress,
  type Read,
  type Stage,
  type Step,
  type Steps,
  type World,
} from './world.ts';

/** The error of an argument that is left out. */
export const NOTHING_TO_SEND = 'TypeError: nothing to send';

/** What a chain gave, in a form that can be compared as text. */
export type Outcome = { readonly value: Json } | { readonly error: string };

interface Stop {
  readonly stop: string;
}

type JsonObject = { readonly [name: string]: Json };

type Place =
  | { readonly at: 'root' }
  /** @property isReached - Whether that is where a path leads: whoever acts there by its address is told that nothing is there. */
  | { readonly at: 'null'; readonly isReached?: boolean }
  /** What a document leaves out: to a lambda it is nothing, and a chain has nowhere to go on from there. */
  | { readonly at: 'absent' }
  /** What `find` gives that found nothing. */
  | { readonly at: 'nothing' }
  | {
      readonly at: 'resource';
      readonly kind: string;
      readonly json: JsonObject;
      readonly level: Level;
      readonly wanted: Level;
    }
  | { readonly at: 'list'; readonly kind: string; readonly url: string }
  /** What came of a pipeline. */
  | { readonly at: 'rows'; readonly values: readonly Json[] }
  | { readonly at: 'value'; readonly value: Json };

type RowPlace = Place & { readonly at: 'resource' | 'null' };

export interface PlainOptions {
  /**
   * Which links to a collection count: those that the documents on the way declare, those of wholes only, or also those
   * that follow from the map or that another document of the same thing declares.
   */
  readonly links?: 'declared' | 'declared by wholes' | 'derived';
  /** Whether an item is asked for by its index, or looked for from the first page on. */
  readonly pages?: 'windows' | 'in order';
  /** Whether each step is taken from the whole, also where the stub would do. */
  readonly isEager?: boolean;
  /**
   * Whether what has an address below its owner's is asked there, by the name that the chain has for the owner, and not
   * looked for in the owner.
   */
  readonly isDeriving?: boolean;
  /** Whether an action is sent to where a path leads, whatever is there. */
  readonly isActingBlindly?: boolean;
  /** Whether an address is asked anew for each step that reads it: what goes round in a circle comes by it twice. */
  readonly isForgetful?: boolean;
}

export interface PlainWalk {
  readonly outcomes: readonly Outcome[];
  /** How many requests it took. */
  readonly requests: number;
  /** The actions that it sent, as `POST /ant/1/act0`. */
  readonly acts: readonly string[];
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether nothing is in hand of a thing but its address. */
const isOnlyNamed = (json: JsonObject): boolean => Object.keys(json).join() === 'links';

/** What a representation of a kind holds, out of what a server or the library gave of it. */
export function project(world: World, kind: string, level: Level, json: Json | undefined): Json {
  if (json === null) return null;
  if (json === undefined) return 'nothing';
  if (!isObject(json)) return json;
  const { fields, refs } = at(world.kinds, kind);
  const projected: Record<string, Json> = {};
  for (const [name, least] of Object.entries(fields)) {
    if (holds(level, least)) projected[name] = json[name] ?? 'nothing';
  }
  for (const [name, ref] of Object.entries(refs)) {
    if (holds(level, ref.in)) projected[name] = project(world, ref.kind, 'stub', json[name]);
  }
  return projected;
}

/** The items of a page as they are compared. */
export function projectItems(world: World, kind: string, items: Json | undefined): Json {
  if (items === null) return null;
  return Array.isArray(items)
    ? items.map((item: Json) => project(world, kind, 'stub', item))
    : 'no items';
}

/** The address of a thing, as its field `id` tells it. */
function plainId(json: JsonObject): string {
  return String(json.id).replace('id of ', '');
}

export function walkPlainly(
  world: World,
  chains: readonly Steps[],
  get: (url: string, given?: Json) => Answer,
  {
    links = 'declared',
    pages = 'windows',
    isEager = false,
    isDeriving = false,
    isActingBlindly = false,
    isForgetful = false,
  }: PlainOptions = {},
): PlainWalk {
  const known = new Map<string, Answer>();
  const stopped = new Set<string>();
  const acts: string[] = [];
  let requests = 0;

  const ask = (url: string): JsonObject => {
    let answer = isForgetful ? undefined : known.get(url);
    if (answer === undefined) {
      requests += 1;
      answer = get(url);
      known.set(url, answer);
    }
    if (answer.status >= 400) {
      // Who sends at once what needs no answer to be sent cannot know that it will be refused: to be refused
      // counts for each chain that it stops.
      if (stopped.has(url)) requests += 1;
      stopped.add(url);
      throw { stop: `ApiError ${answer.status}` } satisfies Stop;
    }
    return answer.json;
  };

  const whole = (place: Place & { at: 'resource' }): Place & { at: 'resource' } => {
    if (place.level === 'whole') return place;
    const { links } = place.json;
    if (!isObject(links)) throw { stop: 'StepError noSuchLink' } satisfies Stop;
    return { ...place, json: ask(String(links.self)), level: 'whole' };
  };

  const item = (place: Place & { at: 'list' }, index: number): Place => {
    let before = 0;
    let url: Json | undefined = place.url;
    if (pages === 'windows') {
      const page = ask(`${place.url}?from=${index}&count=1`);
      const found = Array.isArray(page.items) ? page.items[0] : undefined;
      if (isObject(found))
        return { at: 'resource', kind: place.kind, json: found, level: 'stub', wanted: 'stub' };
      throw { stop: 'StepError noSuchItem' } satisfies Stop;
    }
    while (typeof url === 'string') {
      const page = ask(url);
      const items = Array.isArray(page.items) ? page.items : [];
      const found: Json | undefined = items[index - before];
      if (isObject(found))
        return { at: 'resource', kind: place.kind, json: found, level: 'stub', wanted: 'stub' };
      before += items.length;
      url = page.next;
    }
    throw { stop: 'StepError noSuchItem' } satisfies Stop;
  };

  const list = (place: Place & { at: 'resource' }, name: string): Place => {
    const spec = at(at(world.kinds, place.kind).lists, name);
    if (isDeriving && spec.path !== undefined && isObject(place.json.links)) {
      return { at: 'list', kind: spec.kind, url: `${place.json.links.self}/${spec.path}` };
    }
    const documents = links === 'declared by wholes' ? [whole(place)] : [place, whole];
    for (const document of documents) {
      const declared = (typeof document === 'function' ? document(place) : document).json.links;
      const href = isObject(declared) ? declared[name] : undefined;
      if (typeof href === 'string') return { at: 'list', kind: spec.kind, url: href };
    }
    const own = place.json.links;
    if (links === 'derived' && isObject(own)) {
      return { at: 'list', kind: spec.kind, url: listAddress(String(own.self), name, spec) };
    }
    throw { stop: 'StepError noSuchLink' } satisfies Stop;
  };

  const step = (place: Place, next: Steps[number]): Place => {
    // `self` stays where it is: an action is still sent to where the path leads.
    if (place.at === 'null') return next.is === 'self' ? place : { at: 'null' };
    if (place.at === 'absent') throw { stop: 'StepError pastNothing' } satisfies Stop;
    if (next.is === 'lookup') {
      const named = `https://world.test/${next.kind}/${next.id}`;
      const json = isDeriving ? { links: { self: named } } : ask(named);
      const level = isDeriving ? 'stub' : 'whole';
      return { at: 'resource', kind: next.kind, json, level, wanted: 'whole' };
    }
    if (place.at === 'root' && next.is === 'list') {
      const kind = at(world.rootLists, next.name);
      return { at: 'list', kind, url: `https://world.test/${next.name}` };
    }
    if (place.at === 'list' && next.is === 'item') return item(place, next.index);
    if (place.at === 'list' && next.is === 'pipe') return pipe(place, next.stages);
    if (place.at === 'list' && next.is === 'loop') {
      return { at: 'value', value: loop(place, next.reads) };
    }
    if (place.at === 'rows') {
      if (next.is === 'loop') return place;
      throw new Error('the world has drawn a chain that goes on from many');
    }
    if (place.at === 'nothing') throw { stop: 'StepError noSuchItem' } satisfies Stop;
    if (place.at === 'list') return place;
    if (place.at !== 'resource') throw new Error('the world has drawn a chain that means nothing');
    if (next.is === 'self') return { ...place, wanted: 'whole' };
    if (next.is === 'list') return list(place, next.name);
    if (next.is !== 'ref' && next.is !== 'field')
      throw new Error('the world has drawn a wrong step');
    const { fields, refs } = at(world.kinds, place.kind);
    const path = next.is === 'ref' ? refs[next.name]?.path : undefined;
    const own = place.json.links;
    if (isDeriving && path !== undefined && isObject(own) && !(next.name in place.json)) {
      const json = { links: { self: `${own.self}/${path}` } };
      const { kind } = at(refs, next.name);
      return { at: 'resource', kind, json, level: 'stub', wanted: 'stub' };
    }
    const least = next.is === 'field' ? at(fields, next.name) : at(refs, next.name).in;
    const isThere = holds(place.level, least) && !isOnlyNamed(place.json);
    const { json } = !isEager && isThere ? place : whole(place);
    const held = json[next.name];
    if (next.is === 'field') return { at: 'value', value: held ?? 'nothing' };
    // What a stub leaves out, the whole may have.
    const value = held === undefined ? whole(place).json[next.name] : held;
    if (value === null) return { at: 'null', isReached: path !== undefined };
    if (value === undefined) return { at: 'absent' };
    const { kind } = at(refs, next.name);
    if (!isObject(value)) throw { stop: 'StepError noSuchLink' } satisfies Stop;
    return { at: 'resource', kind, json: value, level: 'stub', wanted: 'stub' };
  };

  const end = (place: Place): Json => {
    if (place.at === 'null') return null;
    if (place.at === 'nothing' || place.at === 'absent') return 'undefined';
    if (place.at === 'value') return place.value;
    if (place.at === 'rows') return place.values;
    if (place.at === 'list') return projectItems(world, place.kind, ask(place.url).items);
    if (place.at === 'resource') {
      const { json } = place.wanted === 'whole' || isOnlyNamed(place.json) ? whole(place) : place;
      return project(world, place.kind, place.wanted, json);
    }
    return 'the root';
  };

  const reach = (steps: Steps, from: Place = { at: 'root' }): Place => steps.reduce(step, from);

  const stepInLambda = (place: Place, next: Step): Place => {
    const found = step(place, next);
    return found.at === 'absent' ? { at: 'null' } : found;
  };

  /** What the body of a loop reads of an item: what stands in the item's stub is a value, and all else a chain. */
  const endInLoop = (row: RowPlace, steps: Steps): Json => {
    const [first] = steps;
    const isHeld =
      row.at === 'resource' &&
      first?.is === 'ref' &&
      at(at(world.kinds, row.kind).refs, first.name).in === 'stub';
    if (isHeld && !(first.name in row.json)) return null;
    const place = reach(steps, row);
    return place.at === 'absent' ? null : end(place);
  };

  /** The items of a collection, page by page, each as a row. */
  function* rowsOf(place: Place & { at: 'list' }): Generator<RowPlace> {
    for (let url: Json | undefined = place.url; typeof url === 'string'; ) {
      const page: JsonObject = ask(url);
      for (const json of Array.isArray(page.items) ? page.items : []) {
        if (!isObject(json)) continue;
        const { kind } = place;
        yield { at: 'resource', kind, json, level: 'stub', wanted: 'stub' };
      }
      url = page.next;
    }
  }

  const isOneOf = (row: RowPlace, addresses: readonly string[]): boolean =>
    row.at === 'resource' && addresses.includes(plainId(row.json));

  const reader: RowReader<RowPlace> = {
    isOneOf,
    isNothing: (row) => row.at === 'null',
    follow: (row, name) => stepInLambda(row, { is: 'ref', name }) as RowPlace,
    readAll: (row, reads) =>
      readEach(row, reads, (steps) => end(steps.reduce(stepInLambda, row as Place))),
  };

  const readEach = (
    row: RowPlace,
    reads: readonly Read[],
    read: (steps: Steps) => Json,
  ): readonly Json[] => {
    const values: Json[] = [];
    const stops: unknown[] = [];
    for (const { steps, of } of reads) {
      if (of !== undefined && !isOneOf(row, of)) continue;
      try {
        values.push(read(steps));
      } catch (error) {
        stops.push(error);
      }
    }
    if (stops.length > 0) throw stops[0];
    return values;
  };

  const pipe = (place: Place & { at: 'list' }, stages: readonly Stage[]): Place => {
    const { outputs, answer, acts: all } = pipePlainly(stages, rowsOf(place), reader);
    const last = stages.at(-1)?.is;
    if (last === 'forEach') {
      return { at: 'value', value: actOnAll(all) };
    }
    if (last === 'find' && answer === undefined) return { at: 'nothing' };
    if (answer !== undefined) {
      return 'row' in answer ? answer.row : { at: 'value', value: answer.value };
    }
    return {
      at: 'rows',
      values: outputs.map((each) => ('row' in each ? end(each.row) : each.value)),
    };
  };

  const actOnAll = (all: readonly { readonly row: RowPlace; readonly name: string }[]): Json => {
    const failed: string[] = [];
    const answers: Json[] = [];
    for (const { row, name } of all) {
      if (row.at !== 'resource' || !isObject(row.json.links)) {
        answers.push(null);
        continue;
      }
      try {
        answers.push(send(`${row.json.links.self}/${name}`, null));
      } catch (error) {
        failed.push((error as Stop).stop);
      }
    }
    if (failed.length > 0) throw { stop: `${failed.length} failed` } satisfies Stop;
    return answers;
  };

  const loop = (place: Place & { at: 'list' }, reads: readonly Read[]): Json => {
    const values: Json[] = [];
    for (const row of rowsOf(place)) {
      values.push(...readEach(row, reads, (steps) => endInLoop(row, steps)));
    }
    return values;
  };

  /** The address of what a chain leads to: nobody fetches a thing that he can name. @param past - The error where it is left out. */
  const addressOf = (steps: Steps, past: string): string | undefined => {
    const [first, ...rest] = steps;
    if (first?.is === 'lookup' && rest.every(({ is }) => is === 'self')) {
      return `https://world.test/${first.kind}/${first.id}`;
    }
    // `self` at the end is no step: what it is said of is named, or left out, before it.
    const place = reach(steps.slice(0, steps.findLastIndex(({ is }) => is !== 'self') + 1));
    if (place.at === 'null' && place.isReached && isActingBlindly) {
      throw { stop: 'ApiError 404' } satisfies Stop;
    }
    if (place.at === 'null') return undefined;
    if (place.at === 'absent') throw { stop: past } satisfies Stop;
    if (place.at !== 'resource' || !isObject(place.json.links)) {
      throw { stop: 'StepError noSuchLink' } satisfies Stop;
    }
    return String(place.json.links.self);
  };

  const act = (steps: Steps, { name, argument }: Step & { readonly is: 'act' }): Json => {
    const past = 'StepError pastNothing';
    const address = addressOf(steps, past);
    if (address === undefined) throw { stop: past } satisfies Stop;
    let given: Json = null;
    if (argument?.at(-1)?.is === 'field') given = end(reach(argument));
    else if (argument !== undefined) {
      given = addressOf(argument, NOTHING_TO_SEND)?.split('/').at(-1) ?? null;
    }
    return send(`${address}/${name}`, given);
  };

  const send = (url: string, given: Json): Json => {
    requests += 1;
    acts.push(`POST ${new URL(url).pathname}`);
    const answer = get(url, given);
    if (answer.status >= 400) throw { stop: `ApiError ${answer.status}` } satisfies Stop;
    return answer.json;
  };

  const outcomes = chains.map((steps): Outcome => {
    try {
      const last = steps.at(-1);
      if (last?.is === 'act') return { value: act(steps.slice(0, -1), last) };
      return { value: end(reach(steps)) };
    } catch (error) {
      const stop = error as Partial<Stop>;
      if (stop.stop === undefined) throw error;
      return { error: stop.stop };
    }
  });
  return { outcomes, requests, acts };
}
