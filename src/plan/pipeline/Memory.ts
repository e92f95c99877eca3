/**
 * What one errand has come to so far. It is walked from its start after each round of answers, also once an action has made
 * unknown again what led somewhere: none of this is read or done twice.
 */
import type { Knowledge } from '../known/known.ts';
import type { Repeats } from '../known/Repeats.ts';
import type { Reference } from '../known/records.ts';
import type { Wish } from '../known/wish.ts';
import type { CollectionPlace, Place } from '../place/place.ts';
import type { Argument, Move } from '../program/program.ts';
import type { Passing, ToSend } from './pass.ts';
import { Strays } from './Strays.ts';

/** Where a loop, or a chain that has come to a collection, goes on: at that step, with these. */
export interface Begun {
  readonly place: CollectionPlace;
  readonly moves: readonly Move[];
  readonly index: number;
}

/** How far one part of a pipeline got. */
export interface PartState {
  /** The index of the first item that was not read in full. */
  at: number;
  /** The indices of the first item that can be of use, and behind the last one that is known to be. */
  readonly from: number;
  readonly to: number;
  readonly passing: Passing;
  readonly repeats: Repeats;
  /** What lambdas touched on data. */
  learned: Wish;
  /** The list that its items came to, where all of them were needed for that. */
  gathered: readonly unknown[] | undefined;
}

/** How far a pipeline got. */
interface Progress {
  readonly known: Knowledge;
  /** Of its parts: each ends with what needs all items that come to it. */
  readonly parts: PartState[];
}

/** What a `forEach` is to send, once all items were read. */
export interface Listed {
  readonly entries: readonly ToSend[];
  /** What was known of the items then: their actions make some of it unknown. */
  readonly known: Knowledge;
}

/** What an action answered. */
export interface Answered {
  /** How what it gave stood in that; `undefined` where no document came. */
  readonly found: Reference | undefined;
  /** What was known with it: what is done later makes some of that unknown, and the answer stands. */
  readonly known: Knowledge;
}

export class Memory {
  /** What its lambdas look at: also those within lambdas, whose own memory is new in each run. */
  readonly strays: Strays;
  /** By the want. A loop is one, however often it asks for more. */
  readonly begun: Map<object, Begun> = new Map();
  /** By the first step of the pipeline. */
  readonly progress: Map<object, Progress> = new Map();
  /** The same of those whose items were all read. */
  readonly listed: Map<object, Listed> = new Map();
  /** Where the arguments of actions led: each is read once, whatever is done before its action can be sent. */
  readonly given: Map<Argument, Place> = new Map();
  /** The chains that lambdas gave, as parts of the plan. */
  readonly chains: Map<object, Argument> = new Map();
  /** What actions answered, by the identities of their calls: others may have changed it in the same tick. */
  readonly answered: Map<object, Answered> = new Map();

  constructor(strays: Strays = new Strays()) {
    this.strays = strays;
  }

  /** Forgets all of it: the errand goes back to its start. */
  clear(): void {
    for (const each of [this.begun, this.progress, this.listed, this.given, this.chains]) {
      each.clear();
    }
  }
}
