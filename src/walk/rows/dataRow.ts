/**
 * Rows of data: they give what is known, and note the first read of what is not.
 *
 * From such a read on the run counts for nothing. It goes on with samples, so that the rest of its paths is
 * learned too; its result and its errors are thrown away.
 */

import { LinkedDoc } from '../../plan/known/document.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import { CutShort, Reference, ResourceRecord } from '../../plan/known/records.ts';
import type { Untouched } from '../../plan/known/Untouched.ts';
import { below, isUnaddressed, titleAt } from '../../plan/map/address.ts';
import { memberOf } from '../../plan/map/members.ts';
import type { Need } from '../../plan/need/need.ts';
import { isTooLittle, isUnexpanded } from '../../plan/need/unexpanded.ts';
import { UntouchedItem } from '../../plan/pipeline/UntouchedItem.ts';
import { hangingIn, type ResourcePlace } from '../../plan/place/place.ts';
import {
  actionsAt,
  fieldAt,
  isInDoubt,
  isNothing,
  isToldAbove,
  levelAt,
  linkAt,
  namesAt,
  noteRead as noteReadAt,
  placeNamed,
} from '../../plan/place/stood.ts';
import { createChain } from '../../proxy/chain.ts';
import { createRow, RowReader, readRow } from '../../proxy/row.ts';
import type { Source } from '../../proxy/source.ts';
import type { Member } from '../../types/linkMap.ts';
import { heldIn, levelNamed, type RefMember } from '../../types/readMember.ts';
import { type Codec, decode } from '../../values/codec.ts';
import { foretold, isForetold } from '../../values/foretold.ts';
import type { Json } from '../../values/json.ts';
import {
  beginInner,
  type InnerReading,
  type Misses,
  operated,
  orNone,
  walkInner,
} from './inner.ts';
import { noteAbsent, noteRead } from './misread.ts';
import { placeOf } from './placeOf.ts';
import { missesOf, type RowRun } from './RowRun.ts';
import { fieldNames, isBeyondValues, SampleReader, touch } from './sampleRow.ts';
import type { Touched } from './touched.ts';

const NO_ROWS: readonly object[] = Object.freeze([]);

/** Gives what is known, and notes the first miss. */
export class DataReader extends RowReader {
  readonly text: string;
  readonly #kind: string | undefined;
  /** The item that it was opened for, where nobody has read that. */
  readonly #untouched: UntouchedItem | undefined;
  #place: ResourcePlace | undefined;
  readonly #touched: Touched;
  readonly #run: RowRun;
  /** Whether its own address alone says that there is such a thing. */
  readonly mayBeNothing: boolean;
  isUnread = true;
  /** The rows that were read of it: each is one, however often it is read. */
  #rows: Map<string, unknown> | undefined;

  constructor(
    of: ResourcePlace | UntouchedItem,
    touched: Touched,
    run: RowRun,
    mayBeNothing: boolean = false,
  ) {
    super();
    if (of instanceof UntouchedItem) this.#untouched = of;
    else this.#place = of;
    this.#kind = of.kind;
    this.text = this.#kind ?? 'resource';
    this.#touched = touched;
    this.#run = run;
    this.mayBeNothing = mayBeNothing;
  }

  get place(): ResourcePlace {
    this.#place ??= placeOf(this.#untouched as UntouchedItem, this.#run);
    return this.#place;
  }

  /** The item that it was opened for, as long as nobody has read that. */
  get untouched(): Untouched | undefined {
    return this.#place === undefined ? this.#untouched?.alone : undefined;
  }

  /** What its values are read from. */
  get known(): Knowledge {
    return this.#run.known;
  }

  /** Whether its address says that there is nothing. */
  get isNothing(): boolean {
    return this.#place !== undefined && isNothing(this.#place, this.#run.known);
  }

  beThere(): void {
    const { known } = this.#run;
    if (known.record(this.place.address)?.mayBeNothing === false) return;
    const failure = known.asked.failure(this.place.address);
    if (failure !== undefined && !known.foretold) throw failure;
    this.#miss();
  }

  read(name: string): unknown {
    const { known, surroundings } = this.#run;
    const member = memberOf(surroundings.map, this.#kind, name);
    const read = member?.read;
    if (isBeyondValues(member)) return this.#chain(name);
    this.isUnread = false;
    if (this.#place === undefined && read?.is === 'field' && member?.call === undefined) {
      const value = this.#untouched?.value(name);
      if (value !== undefined) {
        touch(read, name, this.#touched);
        return this.#given(name, value, read.codec);
      }
    }
    if (isNothing(this.place, known)) return null;
    const value = fieldAt(this.place, name, known);
    touch(read, name, this.#touched, this.place.shows === 'ref' ? 'ref' : 'stub');
    if (value === undefined || member?.call !== undefined) {
      noteRead(this.#kind, name, surroundings.map);
    }
    if (value === undefined) return this.#notThere(name, member);
    if (value instanceof CutShort) {
      const { kind, address } = this.place;
      throw value.error(`the ${name} of ${titleAt(kind, address)}`, address);
    }
    return this.#given(name, value, read?.is === 'field' ? read.codec : 'json');
  }

  /** What a name gives that is not there: it may be missed, or be no value at all. */
  #notThere(name: string, member: Member | undefined): unknown {
    const { known } = this.#run;
    const read = member?.read;
    const level = levelAt(this.place, known);
    const held = heldIn(read);
    if (isTooLittle(level, read) || isUnexpanded(this.place, name, read, known)) {
      const isOfStub = held !== undefined && held !== 'whole';
      const isInPart = known.isInPart(this.place.address);
      const failure = known.asked.failure(this.place.address);
      // Of what came in part, the page tells the rest of its stub, though the thing itself is not open to us.
      const isOnPage = isOfStub && isInPart && this.place.origin !== undefined;
      if (failure !== undefined && !isOnPage) throw failure;
      // Where nothing is expanded, the whole would be asked for in vain: it brings no more of this than its address.
      const isAlone = known.asked.ignoresExpansions && held !== 'expansion';
      const derived = isAlone && read?.is === 'ref' ? this.#derived(name, read) : undefined;
      if (derived !== undefined) return derived;
      const isAllOfStub = level === undefined || isInPart || isUnaddressed(this.place.address);
      this.#miss(isOfStub && isAllOfStub);
      return this.#sample().read(name);
    }
    const declared = linkAt(this.place, name, known) ?? actionsAt(this.place, known)?.get(name);
    if (member === undefined && declared !== undefined) return this.#chain(name);
    if (read?.is === 'list' && read.absent === 'empty') return NO_ROWS;
    if (read?.is !== 'ref') return undefined;
    return held === 'expansion' ? this.#derived(name, read) : noteAbsent(name, this.place);
  }

  names(): readonly string[] {
    this.isUnread = false;
    const { known, surroundings } = this.#run;
    const { map } = surroundings;
    noteReadAt(this.place, undefined, known);
    if (levelAt(this.place, known) !== 'whole') {
      const failure = known.asked.failure(this.place.address);
      if (failure !== undefined) throw failure;
      this.#miss();
      return fieldNames(this.#kind, map);
    }
    return [...namesAt(this.place, known).fields].filter((name) => {
      const read = memberOf(map, this.#kind, name)?.read;
      return read === undefined || heldIn(read) !== undefined;
    });
  }

  json(): unknown {
    this.names();
    const { known, surroundings } = this.#run;
    if (isNothing(this.place, known)) return null;
    return surroundings.show({ ...this.place, shows: 'whole' }, known);
  }

  /** @param isStubEnough - Whether not even a stub is there, and one would do. */
  #miss(isStubEnough = false): void {
    if (!isStubEnough) this.#touched.level = 'whole';
    this.#misses.missed ??= { is: 'row', place: this.place, wish: this.#touched };
  }

  get #misses(): Misses {
    return missesOf(this.#run, this);
  }

  #sample(): SampleReader {
    return new SampleReader(this.#kind, this.#touched, this.#run.surroundings.samples);
  }

  #given(name: string, value: unknown, codec: Codec): unknown {
    if (codec !== 'instant' && (value instanceof Reference || Array.isArray(value))) {
      return this.#once(name, () => this.#rowsOf(name, value));
    }
    if (isForetold(value) && this.#run.known.foretold) {
      return this.#once(name, () => foretold(codec, value));
    }
    return decode(codec, value as Json, () => {
      const { kind, address } = this.place;
      this.#run.surroundings.unreadable(`${name} of ${titleAt(kind, address)}`, value);
    });
  }

  /** The rows of a name, which are made when it is read first, and anew once it turned out that there is nothing. */
  #once(name: string, make: () => unknown): unknown {
    this.#rows ??= new Map();
    const before = this.#rows.get(name);
    const rows = before === undefined || ofData(before)?.isNothing ? make() : before;
    this.#rows.set(name, rows);
    const reader = ofData(rows);
    const misses = reader?.mayBeNothing ? this.#misses : undefined;
    if (reader && misses) misses.unread = [...misses.unread, reader];
    return rows;
  }

  #rowsOf(name: string, value: Reference | readonly unknown[]): object | null {
    if (value instanceof Reference) return this.#row(name, value);
    return Object.freeze(
      value.map((each) => (each instanceof Reference ? this.#row(name, each) : each)),
    );
  }

  #row(name: string, reference: Reference): object | null {
    const { known, surroundings } = this.#run;
    const read = memberOf(surroundings.map, this.#kind, name)?.read;
    const hanging = hangingIn(this.place, name, 'whole');
    const place = { ...placeNamed(reference, known, levelNamed(read)), ...hanging };
    // A document may link to what is not there, which only its own address says.
    if (isNothing(place, known)) return null;
    const { mayBeNothing } = reference.stood;
    return createRow(new DataReader(place, this.#touched.through(name), this.#run, mayBeNothing));
  }

  /** What nobody expanded is read at its own address, where it has one. */
  #derived(name: string, read: RefMember): unknown {
    if (read.path === undefined || isUnaddressed(this.place.address)) return undefined;
    const { known } = this.#run;
    const address = below(known.identity(this.place.address), read.path);
    const isDoubted = isInDoubt(this.place, address, known);
    if (isDoubted || isToldAbove(this.place, address, read, known)) {
      this.#miss();
      return this.#sample().read(name);
    }
    const stood = new ResourceRecord(address, read.kind, 'ref', new LinkedDoc(address));
    const reference = new Reference(address, stood, known.moment);
    return this.#once(name, () => this.#row(name, reference));
  }

  #chain(name: string): object {
    const { known, surroundings, walk } = this.#run;
    const reading: InnerReading = {
      // What is wrong with the chain is told when it is walked.
      movesOf: (steps) =>
        orNone(() => surroundings.toArgument(createChain(source, steps)).want.moves),
      begin: (chain, enough) => {
        this.isUnread = false;
        const argument = surroundings.toArgument(chain);
        return beginInner(argument, this.#run, () => this.#misses, enough);
      },
      lost: () => (surroundings.reading?.missed === undefined ? undefined : surroundings.reading),
      made: (list, chain) => {
        const needs = (): readonly Need[] => {
          const came = walkInner(surroundings.toArgument(chain), walk);
          return 'needs' in came ? came.needs : [];
        };
        const misses = this.#misses;
        misses.lists = [...misses.lists, { list, needs }];
      },
    };
    const source: Source = surroundings.source(this.place, known, (call, before) =>
      operated(source, call, before, reading),
    );
    return createChain(source, [{ is: 'name', name, verbatim: false }]);
  }
}

/** The reader of a row of data; `undefined` for anything else. */
export function ofData(value: unknown): DataReader | undefined {
  const reader = readRow(value);
  return reader instanceof DataReader ? reader : undefined;
}
