/**
 * Lambdas: read before they run, and run on data.
 *
 * Recording runs the lambda once on sample values, to learn which fields and references it touches. On data,
 * a read of what is not known makes the run worthless; it goes on with samples, so that the rest of its paths
 * is learned too, and its result and errors are thrown away.
 */
import { type Knowledge, Reference } from '../plan/known.ts';
import type { Lambda, LambdaRun } from '../plan/lambda.ts';
import { kindOf, memberOf } from '../plan/move.ts';
import type { Place, ResourcePlace } from '../plan/place.ts';
import { NOTHING, type Wish } from '../plan/wish.ts';
import { readChain } from '../proxy/chain.ts';
import { createRow, type RowReader, readRow } from '../proxy/row.ts';
import { isSnapshot } from '../proxy/snapshot.ts';
import type { Codec, LinkMap, ReadMember } from '../types/linkMap.ts';
import { decode, sampleOf } from '../values/codec.ts';
import type { Json } from '../values/json.ts';

type Run = (...args: never[]) => unknown;

/** What a lambda touched of a resource, while it runs. */
class Touched implements Wish {
  whole = false;
  readonly refs: Map<string, Touched> = new Map();

  through(name: string): Touched {
    let inner = this.refs.get(name);
    if (inner === undefined) {
      inner = new Touched();
      this.refs.set(name, inner);
    }
    return inner;
  }
}

/** Makes the lambda operation of a function. @param show - Gives the stub of a row that the lambda returned. */
export function readLambda(
  run: Run,
  kind: string,
  map: LinkMap,
  show: (place: ResourcePlace, known: Knowledge) => unknown,
): Lambda {
  const guess = record(run, kind, map);
  return {
    guess,
    run: (item, index, known) => runOnData(run, item, index, known, map, show),
  };
}

function record(run: Run, kind: string, map: LinkMap): Wish {
  const touched = new Touched();
  let result: unknown;
  try {
    result = Reflect.apply(run, undefined, [createRow(new SampleReader(kind, touched, map)), 0]);
  } catch {
    // On samples a lambda may well fail; on data its errors are its own.
    return touched;
  }
  if (result instanceof Promise) {
    result.catch(() => {});
    throw new TypeError(
      'the lambda is async: let it read and return at once, or write `for (const item of await collection.items)` with `await` inside',
    );
  }
  return touched;
}

/** Gives sample values, and notes what was touched. */
class SampleReader implements RowReader {
  readonly text: string;
  readonly #kind: string;
  readonly #touched: Touched;
  readonly #map: LinkMap;

  constructor(kind: string, touched: Touched, map: LinkMap) {
    this.text = kind;
    this.#kind = kind;
    this.#touched = touched;
    this.#map = map;
  }

  read(name: string): unknown {
    const member = memberOf(this.#map, this.#kind, name);
    touch(member?.read, this.#touched);
    const read = member?.read;
    switch (read?.is) {
      case 'field':
        return sampleOf(read.codec);
      case 'ref':
        return createRow(new SampleReader(read.kind, this.#touched.through(name), this.#map));
      case 'list': {
        const item = new SampleReader(read.kind, this.#touched.through(name), this.#map);
        return Object.freeze([createRow(item)]);
      }
      case 'link':
        if (read.rel === 'self') return createRow(this);
        return refuse(name, this.#kind, 'a link');
      case 'collection':
        return refuse(name, this.#kind, 'a collection');
      default:
        return member?.call === undefined ? undefined : refuse(name, this.#kind, 'an action');
    }
  }

  names(): readonly string[] {
    this.#touched.whole = true;
    return fieldNames(this.#kind, this.#map);
  }

  json(): unknown {
    this.#touched.whole = true;
    return {};
  }
}

function touch(read: ReadMember | undefined, touched: Touched): void {
  const needsWhole =
    read === undefined ||
    ('in' in read ? read.in === 'whole' : read.is === 'link' && read.rel === 'self');
  if (needsWhole) touched.whole = true;
}

function refuse(name: string, kind: string, what: string): never {
  throw new TypeError(`a lambda reads fields and references only: ${name} of a ${kind} is ${what}`);
}

function fieldNames(kind: string | undefined, map: LinkMap): readonly string[] {
  return Object.entries(kindOf(map, kind)?.members ?? {})
    .filter(([, { read }]) => read !== undefined && 'in' in read)
    .map(([name]) => name);
}

/** What one run on data has come to, so far. */
interface RunState {
  readonly known: Knowledge;
  readonly map: LinkMap;
  readonly show: (place: ResourcePlace, known: Knowledge) => unknown;
  missed: { readonly place: ResourcePlace; readonly wish: Touched } | undefined;
}

function runOnData(
  run: Run,
  item: Place,
  index: number,
  known: Knowledge,
  map: LinkMap,
  show: (place: ResourcePlace, known: Knowledge) => unknown,
): LambdaRun {
  if (item.at !== 'resource') {
    try {
      const value = item.at === 'value' ? item.value : undefined;
      return { value: Reflect.apply(run, undefined, [value, index]), wish: NOTHING };
    } catch (error) {
      return { threw: error };
    }
  }
  const touched = new Touched();
  const state: RunState = { known, map, show, missed: undefined };
  let outcome: LambdaRun;
  try {
    const result: unknown = Reflect.apply(run, undefined, [
      createRow(new DataReader(item, touched, state)),
      index,
    ]);
    const value = state.missed === undefined ? give(result, known, show) : undefined;
    outcome = { value, wish: touched };
  } catch (error) {
    outcome = { threw: error };
  }
  return state.missed === undefined ? outcome : { missed: state.missed, wish: touched };
}

/** Gives what is known, and notes the first miss. */
class DataReader implements RowReader {
  readonly text: string;
  readonly place: ResourcePlace;
  readonly #touched: Touched;
  readonly #state: RunState;

  constructor(place: ResourcePlace, touched: Touched, state: RunState) {
    this.text = place.kind ?? 'resource';
    this.place = place;
    this.#touched = touched;
    this.#state = state;
  }

  read(name: string): unknown {
    const { known, map } = this.#state;
    const read = memberOf(map, this.place.kind, name)?.read;
    const record = known.record(this.place.address);
    const isValue = read === undefined || 'in' in read;
    const value = isValue ? record?.fields.get(name) : undefined;
    touch(read, this.#touched);
    const isSelf = read?.is === 'link' && read.rel === 'self';
    const isMissing = record?.level !== 'whole' && (isSelf || (isValue && value === undefined));
    if (isMissing) {
      const failure = known.failure(this.place.address);
      if (failure !== undefined) throw failure;
      this.#touched.whole = true;
      this.#state.missed ??= { place: this.place, wish: this.#touched };
      return new SampleReader(this.place.kind ?? '', this.#touched, map).read(name);
    }
    if (isSelf) return createRow(this);
    if (!isValue || (value === undefined && memberOf(map, this.place.kind, name)?.call)) {
      return new SampleReader(this.place.kind ?? '', this.#touched, map).read(name);
    }
    return this.#given(name, value, read?.is === 'field' ? read.codec : 'json');
  }

  #given(name: string, value: unknown, codec: Codec): unknown {
    if (value === undefined) return undefined;
    if (value instanceof Reference) return this.#row(name, value);
    if (Array.isArray(value)) {
      return Object.freeze(
        value.map((each) => (each instanceof Reference ? this.#row(name, each) : each)),
      );
    }
    return decode(codec, value as Json);
  }

  #row(name: string, reference: Reference): object {
    const { known } = this.#state;
    const address = known.identity(reference.address);
    const { origin } = this.place;
    const place: ResourcePlace = {
      at: 'resource',
      address,
      kind: known.record(address)?.kind,
      shows: 'stub',
      ...(origin && { origin: { ...origin, path: [...origin.path, name] } }),
    };
    return createRow(new DataReader(place, this.#touched.through(name), this.#state));
  }

  names(): readonly string[] {
    const { known, map } = this.#state;
    const record = known.record(this.place.address);
    if (record?.level !== 'whole') {
      this.#touched.whole = true;
      this.#state.missed ??= { place: this.place, wish: this.#touched };
      return fieldNames(this.place.kind, map);
    }
    return [...record.fields.keys()].filter((name) => {
      const read = memberOf(map, this.place.kind, name)?.read;
      return read === undefined || 'in' in read;
    });
  }

  json(): unknown {
    this.names();
    const { known, show } = this.#state;
    return show({ ...this.place, shows: 'whole' }, known);
  }
}

/** What a lambda returned, with stubs in the place of rows: at top level, in arrays and plain records. */
function give(
  value: unknown,
  known: Knowledge,
  show: (place: ResourcePlace, known: Knowledge) => unknown,
): unknown {
  const reader = readRow(value);
  if (reader instanceof DataReader) return show({ ...reader.place, shows: 'stub' }, known);
  if (readChain(value) !== undefined || value instanceof Promise) {
    throw new TypeError(
      'the lambda returned a chain: it can only return what it read, so await the chain outside of it',
    );
  }
  if (Array.isArray(value)) return value.map((each) => give(each, known, show));
  if (typeof value === 'object' && value !== null && !isSnapshot(value)) {
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      return Object.fromEntries(
        Object.entries(value).map(([name, each]) => [name, give(each, known, show)]),
      );
    }
  }
  return value;
}
