/**
 * Runs a program by hand: each step is a request, links are followed as documents declare them, nothing is expanded, and
 * pages follow one another. What a server says now is what is told; what was kept in a variable stays as it was.
 *
 * The library's run is beside it: where more than one outcome is right (something that is refused once, a budget, an
 * abort), the program goes on as it did there. Nothing of the library is in it.
 */
import {
  asWorld,
  isSending,
  type ProgramChain,
  type ProgramWorld,
  type Statement,
  sends,
} from './programs.ts';
import {
  type Came,
  type Done,
  Parted,
  type Place,
  type RowPlace,
  type Said,
  Stop,
} from './programsPlace.ts';
import { showProgramChain } from './programsShow.ts';
import { isAbsent, PlainSteps } from './programsStep.ts';
import {
  type Moment,
  makeSnap,
  PageSnap,
  Snap,
  says,
  type Told,
  tell,
  Walk,
} from './programsValues.ts';
import { isGivenById, mostOf } from './world.ts';

export interface PlainRun {
  /** What differs from what the library said; none where all is well. */
  readonly differences: readonly string[];
  readonly requests: number;
  /** The actions of each tick. */
  readonly acts: readonly (readonly string[])[];
  /** How many walks began. */
  readonly walks: number;
  /** How many loops were left before their end. */
  readonly left: number;
  /** Whether it was run to its end: only then what was done, and how much was asked, can be compared. */
  readonly isWhole: boolean;
}

class Plain extends PlainSteps {
  protected walk(chain: ProgramChain): Came {
    try {
      const place = this.reach(chain);
      return { value: isAbsent(place) ? undefined : this.end(place) };
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      this.errand.isKind = true;
      this.askArguments(chain);
      return { error: error.text };
    }
  }

  /** What an argument needs is asked along with what leads to the action, whether or not that is there. */
  protected askArguments({ steps }: ProgramChain): void {
    for (const step of steps) {
      if (step.is !== 'act' || step.argument === undefined) continue;
      try {
        this.argument(step.argument);
      } catch (error) {
        if (!(error instanceof Stop)) throw error;
        // Which of two errors is told is left open.
        this.errand.argumentError = error.text;
      }
    }
  }

  /** Compares with what the library said, and gives what the program goes on with. */
  protected check(came: Came, label: string, chain?: ProgramChain): () => Told {
    const said = this.said[this.place];
    this.place += 1;
    const { isUnsure, isKind, isActAtNothing, isPastNull, learned, refused, cost, argumentError } =
      this.errand;
    if (said === undefined || said.label !== label) {
      throw new Error(`the runs have parted: ${said?.label} is not ${label}`);
    }
    const { outcome } = said;
    const differ = (should: string): void => {
      const gave = 'error' in outcome ? outcome.error : JSON.stringify(outcome.value);
      this.differences.push(`${label}\n    gave ${gave}\n    not  ${should}`);
    };
    if ('error' in outcome) {
      // What was given up may never have been asked there.
      if (outcome.error === 'AbortError') for (const forget of learned) forget();
      if ('error' in came && came.error !== outcome.error && refused.some((isTold) => isTold())) {
        throw new Parted();
      }
      // A plan cannot know that nothing is left to go through.
      const isEmpty = 'value' in came && Array.isArray(came.value) && came.value.length === 0;
      // What an action of the tick may have changed is asked for at its own address, where it may be refused, though it stands
      // in the document that named it.
      const { refused: closed, status, embedsErrors } = this.world.manners;
      const mayBeRefused = isUnsure || (this.isAmongActs && closed.length > 0);
      // A request that it shares with others may bring an error in the place of what its own would not have expanded.
      const mayBeInVain = this.isAmongOthers && embedsErrors && closed.length > 0;
      // A total that is too high promises a page more.
      const isPromised = (this.world.manners.totals ?? 0) > 0;
      const mayBe =
        (mayBeRefused && outcome.error === `ApiError ${status}`) ||
        (chain?.abortAt !== undefined && outcome.error === 'AbortError') ||
        (chain?.budget !== undefined &&
          outcome.error === 'BudgetError' &&
          (isKind ||
            isEmpty ||
            isUnsure ||
            isPromised ||
            mayBeInVain ||
            cost.size + this.spare + this.leftOutOf(cost) > chain.budget));
      const isSame =
        ('error' in came && [came.error, argumentError].includes(outcome.error)) ||
        // What `find` did not find is no argument, and leads nowhere: which of the two is told is left open.
        ('error' in came && NOTHING_FOUND.has(came.error) && NOTHING_FOUND.has(outcome.error)) ||
        (isActAtNothing && outcome.error === 'ApiError 404') ||
        // So it is of what leads on from what is left out.
        ('error' in came && NOTHING_GIVEN.has(came.error) && NOTHING_GIVEN.has(outcome.error)) ||
        // Whether a call past nothing gives nothing or is an error is left open.
        (isPastNull && outcome.error === 'StepError pastNothing');
      return () => {
        if (!mayBe && !isSame) differ('error' in came ? came.error : tell(came.value));
        return undefined;
      };
    }
    // What another chain of the tick was told of a thing is told, though the thing itself is refused.
    return () => {
      // The program goes on with it there, and cannot here.
      // With what was expanded there, it was told of more than here.
      const isOfOthers = refused.length > 0 && chain !== undefined && this.isAmongOthers;
      if ('error' in came && (isOfOthers || refused.some((isTold) => isTold()))) throw new Parted();
      if ('error' in came) differ(came.error);
      else if (!says(came.value, outcome.value)) differ(tell(came.value));
      return 'error' in came ? undefined : came.value;
    };
  }

  /** How many of these things an answer for several by their ids may leave out, so that each is asked for by itself as well. */
  protected leftOutOf(cost: ReadonlySet<string>): number {
    const world = asWorld(this.world);
    return [...cost].filter((url) => {
      const { pathname } = new URL(url.replace(/^POST /, ''), 'https://world.test');
      return mostOf(world, pathname) !== undefined && !isGivenById(world, pathname);
    }).length;
  }

  /** How many requests more than by hand a walk may take, because the server is not what its map says. */
  protected get spare(): number {
    const { expands, cap } = this.world.manners;
    if (expands === 'all') return cap === undefined ? 0 : 1;
    return expands === 'nothing' ? 1 : Number.POSITIVE_INFINITY;
  }

  /** Whether all that a chain names is in hand: then nothing is read for it. */
  protected isInHand({ from, isFresh, steps }: ProgramChain): boolean {
    if (from === undefined || isFresh === true) return false;
    let told: Told = this.kept.get(from);
    for (const step of steps) {
      if (told instanceof Snap && 'name' in step && told.held.has(step.name)) {
        told = told.held.get(step.name);
      } else if (Array.isArray(told) && step.is === 'index') told = told[step.index];
      else if (told instanceof PageSnap && step.is === 'items') told = told.items;
      else if (told instanceof PageSnap && step.is === 'item') told = told.items[step.index];
      else return (told ?? null) === null;
    }
    return true;
  }

  /** A read that is awaited after an action sees it, whichever walk each belongs to. */
  protected seeBefore(chain: ProgramChain, fresh: Walk, done: readonly Done[]): void {
    const said = this.said[this.place]?.outcome;
    // What its budget refused was never a part of the tick.
    const isRefused = said !== undefined && 'error' in said && said.error === 'BudgetError';
    if (isRefused || chain.steps.some(({ is }) => is === 'act') || this.isInHand(chain)) return;
    const told = chain.from === undefined ? undefined : this.kept.get(chain.from);
    const own = chain.isFresh === true ? undefined : walkOf(told);
    for (const each of done) this.see(own ?? fresh, each);
  }

  /** What the program goes on with. Where the runs have parted, what differs within that tick says nothing. */
  #toldBy(checks: readonly (() => Told)[]): readonly Told[] {
    const { length } = this.differences;
    try {
      return checks.map((check) => check());
    } catch (error) {
      if (error instanceof Parted) this.differences.length = length;
      throw error;
    }
  }

  /** Runs chains in one tick. */
  protected tick(
    chains: readonly ProgramChain[],
    before?: (index: number) => void,
  ): readonly Told[] {
    const until: Moment = {};
    const isNew = (chain: ProgramChain): boolean =>
      chain.from === undefined || chain.isFresh === true;
    const fresh = chains.some(isNew) ? this.newWalk() : new Walk(this.counts);
    const done: Done[] = [];
    const begun = this.counts;
    this.isAmongOthers = chains.length > 1;
    this.isAmongActs = chains.some(({ steps }) => steps.some(isSending));
    const checks = chains.map((chain, index) => {
      before?.(index);
      this.errand = this.newErrand(fresh, until, done, begun);
      this.seeBefore(chain, fresh, done);
      const came = this.walk(chain);
      return this.check(came, showProgramChain(chain), chain);
    });
    until.counts = this.counts;
    this.seeAll(done);
    this.acts.push(this.server.done.splice(0).sort());
    return this.#toldBy(checks);
  }

  run(statements: readonly Statement[]): void {
    for (const statement of statements) {
      if (statement.is === 'await') {
        const values = this.tick(statement.chains.map(({ chain }) => chain));
        for (const [index, { as }] of statement.chains.entries()) {
          if (as !== undefined) this.keep(as, values[index]);
        }
      } else if (statement.is === 'each') {
        const { of, item, chains } = statement;
        const items = itemsOf(this.kept.get(of));
        const old = this.kept.get(item);
        const all = items.flatMap((each) => chains.map((chain) => ({ each, chain })));
        this.tick(
          all.map(({ chain }) => chain),
          (index) => this.kept.set(item, all[index]?.each),
        );
        this.keep(item, old);
      } else {
        this.loop(statement);
      }
    }
  }

  protected keep(name: string, told: Told): void {
    if (typeof told === 'object' && told !== null) this.kept.set(name, told);
    else this.kept.delete(name);
  }

  protected loop(statement: Statement & { readonly is: 'loop' }): void {
    const { over, isAwaited, item, body, leaveAt, keep } = statement;
    const label = `for (${item} of ${showProgramChain(over)})`;
    let last: Told;
    let count = 0;
    let came: Came = { value: 'done' };
    try {
      for (const each of isAwaited ? this.goThrough(over) : itemsOf(this.end(this.reach(over)))) {
        if (this.hasEndedThere(label)) {
          came = { error: `ApiError ${this.world.manners.status}` };
          break;
        }
        this.errand = this.newErrand(this.errand.fresh, { counts: this.counts });
        this.keep(item, each);
        last = each;
        this.check({ value: each }, `${item} = the next`)();
        this.run(body);
        count += 1;
        if (leaveAt !== undefined && count > leaveAt) {
          this.left += 1;
          break;
        }
      }
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      came = { error: error.text };
    }
    this.kept.delete(item);
    if (keep !== undefined) this.keep(keep, last);
    // What its body changed is asked for anew before the next is told from the others.
    this.isAmongActs ||= body.some(sends);
    this.check(came, label)();
  }

  /** Whether the library's loop ended here, by something that may have been refused. */
  protected hasEndedThere(label: string): boolean {
    const said = this.said[this.place];
    return this.errand.isUnsure && said?.label === label && 'error' in said.outcome;
  }

  /** The items of what a chain leads to, one by one. */
  protected *goThrough(over: ProgramChain): Generator<Told> {
    const until: Moment = {};
    const start = over.from === undefined ? undefined : this.kept.get(over.from);
    const walk = this.newWalk(over.isFresh === true ? undefined : walkOf(start));
    const errand = (): void => {
      this.errand = this.newErrand(walk, until);
    };
    errand();
    const last = over.steps.at(-1);
    const stages = last?.is === 'pipe' ? last.stages : [];
    const steps = last?.is === 'pipe' ? over.steps.slice(0, -1) : over.steps;
    // All that leads to the items is read in the loop's own walk.
    this.loopWalk = walk;
    let place: Place;
    try {
      place = this.reach({ ...over, steps });
    } finally {
      this.loopWalk = undefined;
    }
    if (place.at === 'hand' && place.told instanceof PageSnap) {
      const { kind, url } = place.told;
      place = { at: 'list', kind, walk, url };
    }
    if (place.at === 'null' || (place.at === 'hand' && (place.told ?? null) === null)) return;
    if (place.at !== 'list') throw new Error('the program goes through what is no collection');
    const list = { ...place, walk };
    const { tree } = list;
    const rows = this.rowsOf(list, stages);
    const outputs = stages.length === 0 ? rows : this.pipe(rows, stages).outputs();
    for (;;) {
      errand();
      const next = outputs.next();
      if (next.done === true) return;
      const row = next.value;
      until.counts = this.counts;
      if (!isRowPlace(row)) yield row;
      else if (row.at === 'resource') {
        const maker = this.maker(walk, walk.begun);
        const json = row.json ?? this.whole(row);
        yield tree?.items === undefined
          ? makeSnap(row.kind, 'stub', json, maker)
          : makeSnap(row.kind, 'whole', maker.whole(json), maker, tree.items);
      } else yield null;
    }
  }
}

const NOTHING_FOUND: ReadonlySet<string> = new Set([
  'StepError noSuchItem',
  'TypeError: nothing to send',
]);

const NOTHING_GIVEN: ReadonlySet<string> = new Set([
  'StepError pastNothing',
  'TypeError: nothing to send',
]);

const isRowPlace = (value: RowPlace | Told): value is RowPlace =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'at');

/** The walk to which something in hand belongs. */
function walkOf(told: Told): Walk | undefined {
  if (told instanceof Snap || told instanceof PageSnap) return told.walk;
  return Array.isArray(told) && told.length > 0 ? walkOf(told[0]) : undefined;
}

function itemsOf(told: Told): readonly Told[] {
  if (told instanceof PageSnap) return told.items;
  return Array.isArray(told) ? told : [];
}

/** Runs the program of a world by hand, beside what the library said. */
export function runByHand(world: ProgramWorld, said: readonly Said[]): PlainRun {
  const plain = new Plain(world, said);
  let isWhole = true;
  try {
    plain.run(world.program);
  } catch (error) {
    if (!(error instanceof Parted)) throw error;
    isWhole = false;
  }
  const { differences, requests, acts, walks, left } = plain;
  return { differences, requests, acts, walks, left, isWhole };
}
