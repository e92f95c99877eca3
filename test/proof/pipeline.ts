/**
 * Lays a pipeline out over what is known: which items it reads, and what it reads of each.
 *
 * What a client may count on, whoever it is:
 *
 * - A stage reads an item only once the stages before have let it through, and its second path only once the first is
 *   there. What is not sure may ride on a request, and causes none.
 * - Items are read in their order. Whether one is read at all is not sure while one before it may be the last that is
 *   wanted (`find`, `some`, `every`, `take`), or while it hangs on a count (`drop`).
 * - `forEach` sends its actions once all items are read, and those on one thing one after the other.
 *
 * The worst world for it: a filter lets through what it can, but nothing that ends the reading early before the last
 * items in sight; a test finds nothing before the last one. Of the items that nobody has seen, one page is in sight: how
 * many more there are is the data's business, and costs every plan the same.
 */
import type { Portion } from './free.ts';
import { type Ground, inSight, type Nowhere, portionOf, type Reached } from './ground.ts';
import { at, type Read, type Stage, type Steps } from './world.ts';

/** One value on its way through the stages. */
interface Passing {
  readonly row: number | null;
  readonly kind: string;
  /** What has to be known before a stage reads it. */
  readonly after: readonly Portion[];
  /** Whether it is sure to get here. */
  readonly isSure: boolean;
  /** Whether it gets here only where the world is kinder than the worst. */
  readonly isKind: boolean;
  /** Whether it does not count: it is surely left out, and is followed only for what may ride. */
  readonly isOut?: boolean;
}

/** How many values reached a stage: at least, at most, and of those that may not how many there are in all. */
interface Count {
  least: number;
  most: number;
  open: number;
}

/** Lays one pipeline. */
export class Pipeline {
  readonly #ground: Ground;
  readonly #stages: readonly Stage[];
  /** The steps that go on from what `find` found. */
  readonly #tail: Steps;
  /** How many values that are not sure reached each stage, in the first of two passes. */
  #totals: readonly Count[] | undefined;
  #counts: Count[] = [];
  /** What still has to be known to tell which of the items before are let through. */
  #open: Portion[] = [];
  /** The same of the item that is being laid. */
  #own: Portion[] = [];
  /** What all items still miss. */
  #missing: Portion[] = [];
  #isOver: 'no' | 'maybe' | 'yes' = 'no';
  #found: { readonly row: number | null; readonly kind: string } | undefined;
  #acts: { readonly call: string; readonly on: Portion }[] = [];
  /** Branches that an item has taken, and whether any went to their end. */
  readonly #taken = new Map<Read, 'part' | 'all'>();

  constructor(ground: Ground, stages: readonly Stage[], tail: Steps) {
    this.#ground = ground;
    this.#stages = stages;
    this.#tail = tail;
  }

  /**
   * Lays it over a collection.
   *
   * @param isLoop - Whether a loop goes through what it gives: then no page is asked for before the one in hand is used.
   * @returns What it found, if that is what it is for.
   */
  lay(list: number, kind: string, isLoop: boolean): Reached | Nowhere {
    this.#ground.list(list).isWalked = true;
    this.#pass(list, kind, isLoop);
    this.#totals = this.#counts;
    this.#pass(list, kind, isLoop);
    this.#layActs();
    if (this.#found === undefined) return 'failed';
    const { row, kind: found } = this.#found;
    return row === null ? 'null' : this.#ground.walk({ index: row }, found, 'stub', this.#tail);
  }

  get #isDry(): boolean {
    return this.#totals === undefined;
  }

  #want(portion: Portion, after: readonly Portion[], isKind: boolean): void {
    if (this.#isDry) return;
    this.#ground.want(portion, after, isKind);
    if (!isKind && !this.#ground.isKnown(portion)) this.#missing.push(portion);
  }

  /** Notes that it is not known what becomes of a value, and when it will be. */
  #leaveOpen({ row, after }: Passing): void {
    if (row !== null) this.#own.push({ node: row, need: 1 });
    this.#own.push(...after);
  }

  #is(how: 'maybe' | 'yes'): boolean {
    return this.#isOver === how;
  }

  #end(how: 'no' | 'maybe' | 'yes'): void {
    if (how === 'yes' || this.#isOver === 'no') this.#isOver = how;
  }

  #pass(list: number, kind: string, isLoop: boolean): void {
    this.#counts = this.#stages.map(() => ({ least: 0, most: 0, open: 0 }));
    this.#open = [];
    this.#missing = [];
    this.#acts = [];
    this.#isOver = 'no';
    if (this.#stages.some((stage) => stage.is === 'take' && stage.count === 0)) this.#end('yes');
    let start = 0;
    for (const [index, stage] of this.#stages.entries()) {
      if (stage.is !== 'drop') break;
      // What is left out at the beginning need not even be asked for.
      start += stage.count;
      const count = this.#counts[index] as Count;
      count.least = stage.count;
      count.most = stage.count;
    }
    const { known, end } = inSight(this.#ground, list, start);
    for (let index = start; index < end && !this.#is('yes'); index += 1) {
      const item = this.#ground.item(list, index);
      if (typeof item === 'string') continue;
      const isSure = !this.#is('maybe');
      const isAhead = isLoop && index >= known;
      const after = isAhead ? [...this.#missing] : isSure ? [] : [...this.#open];
      this.#own = [];
      this.#want({ node: item.index, need: 1 }, after, false);
      this.#through({ row: item.index, kind, after, isSure, isKind: false }, 0);
      this.#open.push(...this.#own.filter((portion) => !this.#ground.isKnown(portion)));
    }
  }

  #isResolved({ row, after }: Passing): boolean {
    const isSeen = row === null || this.#ground.addressOf(row) !== undefined;
    return isSeen && after.every((portion) => this.#ground.isKnown(portion));
  }

  #through(passing: Passing, index: number): void {
    const stage = this.#stages[index];
    if (stage === undefined || this.#isOver === 'yes') return;
    const count = this.#counts[index] as Count;
    const next = (value: Passing): void => this.#through(value, index + 1);
    switch (stage.is) {
      case 'toArray':
        next(passing);
        break;
      case 'map':
        next(this.#readAll(stage.reads, passing));
        break;
      case 'follow':
        next(this.#follow(stage.name, passing));
        break;
      case 'twice': {
        // How many it gives of an item is known once it has run.
        const isResolved = this.#isResolved(passing);
        if (!isResolved && !passing.isOut) this.#leaveOpen(passing);
        const value = { ...passing, isSure: passing.isSure && isResolved };
        next(value);
        next(value);
        break;
      }
      case 'take':
        this.#take(stage.count, count, passing, next);
        break;
      case 'drop':
        this.#drop(stage.count, count, passing, next);
        break;
      case 'forEach':
        this.#each(stage, passing);
        break;
      default:
        this.#test(stage, count, this.#readAll(stage.reads, passing), next);
    }
  }

  #readAll(reads: readonly Read[], passing: Passing): Passing {
    const { row, kind, isKind } = passing;
    if (row === null) return passing;
    let after = passing.after;
    const address = this.#ground.addressOf(row);
    for (const read of reads) {
      const isUnknown = address === undefined && read.of !== undefined;
      if (address !== undefined && read.of?.includes(address) === false) continue;
      if (isUnknown && !this.#taken.has(read)) continue;
      const reached = this.#ground.walk({ index: row }, kind, 'stub', read.steps);
      const isNothing = typeof reached === 'string';
      // Past nothing there may have been nothing to see of the rest.
      if (!isUnknown && !passing.isOut) {
        this.#taken.set(read, isNothing && this.#taken.get(read) !== 'all' ? 'part' : 'all');
      }
      const portion = portionOf(reached);
      if (portion === undefined) continue;
      const isPart = isUnknown && this.#taken.get(read) === 'part';
      this.#want(portion, after, isKind || isPart);
      if (!isPart) after = [...after, portion];
    }
    return { ...passing, after };
  }

  #follow(name: string, passing: Passing): Passing {
    const { row, isKind, after } = passing;
    if (row === null) return passing;
    const place = this.#ground.follow(row, passing.kind, name);
    const { kind } = at(at(this.#ground.world.kinds, passing.kind).refs, name);
    if (typeof place === 'string') return { ...passing, row: null, kind };
    const portion = { node: place.index, need: 1 };
    this.#want(portion, after, isKind);
    return { ...passing, row: place.index, kind, after: [...after, portion] };
  }

  #test(
    stage: Stage & { readonly is: 'filter' | 'find' | 'some' | 'every' },
    count: Count,
    passing: Passing,
    next: (value: Passing) => void,
  ): void {
    const { row, kind } = passing;
    const { is, holds } = stage;
    if (this.#isResolved(passing)) {
      const isHeld = row !== null && holds.includes(this.#ground.addressOf(row) ?? '');
      if (is === 'filter' && isHeld) next(passing);
      const isEnd = is === 'every' ? !isHeld : isHeld;
      if (is === 'filter' || !isEnd || passing.isOut) return;
      this.#end(passing.isSure ? 'yes' : 'maybe');
      // It is found once those before it were looked at.
      if (is === 'find' && passing.isSure && this.#open.length === 0) this.#found = { row, kind };
      return;
    }
    if (!passing.isOut) this.#leaveOpen(passing);
    if (is === 'filter') {
      next({ ...passing, isSure: false });
      return;
    }
    if (!passing.isOut) this.#end('maybe');
    if (is !== 'find' || row === null) return;
    // The last one in sight is found, if none before it is.
    const isLast = count.open + 1 === (this.#totals?.[this.#stages.indexOf(stage)]?.open ?? 0);
    count.open += 1;
    const portion = portionOf(this.#ground.walk({ index: row }, kind, 'stub', this.#tail));
    if (portion !== undefined) this.#want(portion, passing.after, passing.isKind || !isLast);
  }

  #take(most: number, count: Count, passing: Passing, next: (value: Passing) => void): void {
    const total = this.#totals?.[this.#counts.indexOf(count)];
    if (passing.isOut) {
      next(passing);
      return;
    }
    // The places go to the last ones in sight: so long do all have to be looked at.
    const places = most - (total?.least ?? 0);
    const isTaken = passing.isSure || count.open >= (total?.open ?? 0) - places;
    if (passing.isSure) count.least += 1;
    else count.open += 1;
    count.most += 1;
    next({ ...passing, isKind: passing.isKind || !isTaken });
    if (count.least >= most) this.#end('yes');
    else if (count.most >= most && !this.#isDry) this.#end('maybe');
  }

  #drop(most: number, count: Count, passing: Passing, next: (value: Passing) => void): void {
    if (passing.isOut) {
      next(passing);
      return;
    }
    const { least, most: before } = count;
    if (passing.isSure) count.least += 1;
    count.most += 1;
    // What is surely left out is not read: but a page may well bring what is read behind.
    if (before < most) {
      next({ ...passing, isKind: true, isOut: true });
      return;
    }
    const mayBeOut = least < most;
    next(
      mayBeOut ? { ...passing, after: [...passing.after, ...this.#open], isSure: false } : passing,
    );
  }

  #each(stage: Stage & { readonly is: 'forEach' }, before: Passing): void {
    const passing = this.#readAll(stage.reads, before);
    const { row, kind, after, isKind } = passing;
    if (row === null) return;
    const reached = this.#ground.walk({ index: row }, kind, 'stub', stage.on);
    if (typeof reached === 'string') return;
    const portion = { node: reached.index, need: 0 };
    this.#want(portion, after, isKind);
    if (!isKind) this.#acts.push({ call: stage.name, on: portion });
  }

  /** Lays the actions: none is sent before all items are read, and those on one thing follow one another. */
  #layActs(): void {
    const sent = new Map<number, { count: number; last: number | undefined }>();
    for (const { call, on } of this.#acts) {
      const before = sent.get(on.node) ?? { count: 0, last: undefined };
      const address = this.#ground.addressOf(on.node) ?? `#${on.node}`;
      const order = before.last === undefined ? [] : [{ node: before.last, need: 2 }];
      const needs = [on, ...this.#missing, ...order];
      const last = this.#ground.act(`${call} ${address} ${before.count}`, call, needs);
      sent.set(on.node, { count: before.count + 1, last });
    }
  }
}
