/**
 * Rows of samples, on which lambdas are recorded: they note what is touched, and give values of the right type.
 *
 * A link, a collection or an action of a sample is a chain that leads nowhere: what it will want of the item
 * is foreseen from its steps.
 */
import { kindOf, memberOf } from '../../plan/map/members.ts';
import type { Move } from '../../plan/program/program.ts';
import { createChain, readChain } from '../../proxy/chain.ts';
import { createRow, RowReader } from '../../proxy/row.ts';
import type { Source } from '../../proxy/source.ts';
import type { Step } from '../../proxy/step.ts';
import { holds } from '../../types/level.ts';
import type { LinkMap, Member } from '../../types/linkMap.ts';
import {
  heldIn,
  type ListMember,
  levelNamed,
  type ReadMember,
  type RefMember,
} from '../../types/readMember.ts';
import { sampleOf } from '../../values/codec.ts';
import { type InnerReading, operated, sampleOfInner } from './inner.ts';
import { noteRead } from './misread.ts';
import type { Touched } from './touched.ts';

const READERS = new WeakMap<Source, SampleReader>();

/** The sample at which a chain starts. */
export function sampleAt(source: Source): SampleReader | undefined {
  return READERS.get(source);
}

/** What samples are told besides their kind. */
export interface SampleSurroundings {
  readonly map: LinkMap;
  /** Is told what is read; all of it, where no name is given. */
  noted(kind: string | undefined, name?: string): void;
  /** What steps from a sample mean; what they will want of it is noted there. */
  movesOf(sample: SampleReader, steps: readonly Step[]): readonly Move[];
}

/** Gives sample values, and notes what was touched. */
export class SampleReader extends RowReader {
  readonly text: string;
  readonly kind: string | undefined;
  readonly touched: Touched;
  /** What is there of it unless it is expanded. */
  readonly least: 'ref' | 'stub';
  readonly #surroundings: SampleSurroundings;

  constructor(
    kind: string | undefined,
    touched: Touched,
    surroundings: SampleSurroundings,
    least: 'ref' | 'stub' = 'stub',
  ) {
    super();
    this.text = kind ?? 'resource';
    this.kind = kind;
    this.touched = touched;
    this.#surroundings = surroundings;
    this.least = least;
  }

  read(name: string): unknown {
    const { map } = this.#surroundings;
    const member = memberOf(map, this.kind, name);
    const read = member?.read;
    if (isBeyondValues(member)) return this.#chain(name);
    touch(read, name, this.touched, this.least);
    this.#surroundings.noted(read && this.kind, name);
    noteRead(this.kind, name, map);
    switch (read?.is) {
      case 'field':
        return sampleOf(read.codec);
      case 'ref':
        return createRow(this.#inner(name, read));
      case 'list':
        return Object.freeze([createRow(this.#inner(name, read))]);
      default:
        return undefined;
    }
  }

  names(): readonly string[] {
    this.touched.level = 'whole';
    this.#surroundings.noted(undefined);
    return fieldNames(this.kind, this.#surroundings.map);
  }

  json(): unknown {
    this.names();
    return {};
  }

  /** What steps from here mean; what they will want is noted. */
  movesOf(steps: readonly Step[]): readonly Move[] {
    return this.#surroundings.movesOf(this, steps);
  }

  #inner(name: string, read: RefMember | ListMember): SampleReader {
    const touched = this.touched.through(name);
    return new SampleReader(read.kind, touched, this.#surroundings, levelNamed(read));
  }

  #chain(name: string): object {
    const reading: InnerReading = {
      movesOf: (steps) => this.movesOf(steps),
      begin: (chain) => sampleOfInner(this.movesOf(readChain(chain)?.steps ?? [])),
    };
    const source: Source = {
      kind: 'resource',
      text: `(${this.text})`,
      operated: (call, before) => operated(source, call, before, reading),
      // A sample leads nowhere. Only an async lambda would wait for it, and that is refused.
      want: () => new Promise(() => {}),
    };
    READERS.set(source, this);
    return createChain(source, [{ is: 'name', name, verbatim: false }]);
  }
}

/** Whether a name gives no value of a row, but a chain that goes on from it. */
export function isBeyondValues(member: Member | undefined): boolean {
  const { read, call } = member ?? {};
  return read === undefined ? call !== undefined : read.is === 'link' || read.is === 'collection';
}

/** Notes that a name is read. @param least - What is there of its owner unless that is expanded. */
export function touch(
  read: ReadMember | undefined,
  name: string,
  touched: Touched,
  least: 'ref' | 'stub' = 'stub',
): void {
  const held = heldIn(read);
  const isOfOwner = held === undefined || holds(least, held);
  if (read === undefined || !isOfOwner) touched.level = 'whole';
  if (held === 'expansion') touched.through(name).level = 'whole';
}

/** The names of a kind's fields and references. */
export function fieldNames(kind: string | undefined, map: LinkMap): readonly string[] {
  return Object.entries(kindOf(map, kind)?.members ?? {})
    .filter(([, { read }]) => heldIn(read) !== undefined)
    .map(([name]) => name);
}
