/**
 * Runs a program by hand: each step is a request, links are followed as documents declare them, nothing is expanded, and
 * pages follow one another. What a server says now is what is told; what was kept in a variable stays as it was.
 *
 * The library's run is beside it: where more than one outcome is right (something that is refused once, a budget, an
 * abort), the program goes on as it did there. Nothing of the library is in it.
 */
import type { Json } from './answer.ts';
import {
  isWithin,
  type PipeStage,
  type ProgramChain,
  type ProgramStep,
  type ProgramWorld,
  type Statement,
  type Tree,
  toTree,
} from './programs.ts';
import { itemsOfPipe, type Lambdas, type Piped } from './programsPipe.ts';
import { ProgramServer } from './programsServer.ts';
import { showProgramChain } from './programsShow.ts';
import {
  Answered,
  type Counts,
  type Maker,
  type Moment,
  makeSnap,
  PageSnap,
  Snap,
  says,
  Token,
  type Told,
  tell,
  Walk,
} from './programsValues.ts';
import { at, canonical, holds, type Level } from './world.ts';

type JsonObject = { readonly [name: string]: Json };

/** What the library said at the same place. */
export interface Said {
  readonly label: string;
  readonly outcome: { readonly value: Json } | { readonly error: string };
  readonly spent: ReadonlySet<string>;
}

/** Where a chain stands. */
export type Place =
  | { readonly at: 'root' }
  /** What is in hand: a value, a snapshot, several. */
  | { readonly at: 'hand'; readonly told: Told }
  | { readonly at: 'null' }
  | {
      readonly at: 'resource';
      readonly kind: string;
      readonly walk: Walk;
      readonly url: string;
      /** What is there of it. */
      readonly json?: JsonObject;
      readonly level?: Level;
      readonly wanted: Level;
      readonly tree?: Tree;
    }
  | {
      readonly at: 'list';
      readonly kind: string;
      readonly walk: Walk;
      readonly url: string;
      readonly isItems?: boolean;
      readonly tree?: Tree;
    }
  /** A list in a document. */
  | {
      readonly at: 'inner';
      readonly kind: string;
      readonly walk: Walk;
      readonly all: readonly JsonObject[];
    }
  | { readonly at: 'piped'; readonly piped: Piped };

type ResourcePlace = Place & { readonly at: 'resource' };
export type RowPlace = Place & { readonly at: 'resource' | 'null' };

/** What a chain came to by hand. */
type Came = { readonly value: Told } | { readonly error: string };

/** What stands for an argument: a field, or the names of a thing; `undefined` where there is none. */
type Given = Token | readonly string[] | undefined;

/** An action that was sent. */
interface Done {
  readonly address: string;
  readonly named: string;
  readonly counts: Counts;
}

/** How a chain of one tick is walked. */
interface Errand {
  readonly fresh: Walk;
  readonly until: Moment;
  /** How often things were acted on when its tick began. */
  readonly begun: Counts;
  /** What was done in its tick before. */
  readonly done: Done[];
  readonly spent: ReadonlySet<string>;
  /** All that was asked, known before or not: the library may know other things. */
  readonly cost: Set<string>;
  /** Whether it comes by something that is refused once. */
  isUnsure: boolean;
  /** Whether it came by nothing, or to an error or an end, where the worst world would go on: it may need more there. */
  isKind: boolean;
  /** What went wrong with the argument of an action whose thing is not there either. */
  argumentError?: string;
  /** Whether a call that reads stood past nothing. */
  isPastNull: boolean;
  /** Forgets what was answered. */
  readonly learned: (() => void)[];
  /** Whether the walk that was refused something was told of it by another answer. */
  readonly refused: (() => boolean)[];
}

class Stop {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Thrown where both outcomes are right, and by hand the program cannot go on as it did by the library. */
class Parted {}

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

class Plain implements Lambdas {
  readonly #world: ProgramWorld;
  readonly #server: ProgramServer;
  readonly #said: readonly Said[];
  readonly #kept = new Map<string, Told>();
  #place = 0;
  readonly differences: string[] = [];
  readonly acts: (readonly string[])[] = [];
  requests = 0;
  walks = 0;
  left = 0;
  #errand: Errand;
  /** Whether the last tick was of several chains. */
  #isAmongOthers = false;
  /** Whether one of them was an action. */
  #isAmongActs = false;
  /** The walk of a loop that is about to begin. */
  #loopWalk: Walk | undefined;

  constructor(world: ProgramWorld, said: readonly Said[]) {
    const { manners } = world;
    this.#world = world;
    // What is refused once is told of by the library's run.
    this.#server = new ProgramServer(
      manners.isOnce ? { ...world, manners: { ...manners, refused: [] } } : world,
    );
    this.#said = said;
    this.#errand = this.#newErrand(new Walk(new Map()), {});
  }

  get #counts(): Counts {
    const all = Object.keys(this.#world.resources);
    return new Map(all.map((address) => [address, this.#server.count(address)]));
  }

  #newErrand(fresh: Walk, until: Moment, done: Done[] = [], begun: Counts = NONE): Errand {
    const spent = this.#said[this.#place]?.spent ?? new Set();
    return {
      fresh,
      until,
      done,
      begun,
      spent,
      cost: new Set(),
      isUnsure: false,
      isKind: false,
      isPastNull: false,
      learned: [],
      refused: [],
    };
  }

  #newWalk(before?: Walk): Walk {
    this.walks += 1;
    return new Walk(this.#counts, before);
  }

  // Requests

  #ask(walk: Walk, url: string): JsonObject {
    const { manners } = this.#world;
    const answer = this.#server.get(url);
    const address = canonical(this.#world as never, new URL(url).pathname);
    const { spent } = this.#errand;
    if (
      manners.isOnce &&
      manners.refused.some((each) => isWithin(address, each) && !spent.has(each))
    ) {
      this.#errand.isUnsure = true;
    }
    const isError = answer.status >= 400 || 'error' in answer.json;
    // Who sends at once what needs no answer to be sent cannot know that it will be refused: to be refused counts for
    // each chain that it stops.
    if (isError || !walk.answers.has(url)) this.requests += 1;
    // What leads back to where it has been may lead on, as far as anybody knows before.
    this.#errand.isKind ||= this.#errand.cost.has(url);
    this.#errand.cost.add(url);
    if (isError) {
      this.#errand.refused.push(() => walk.hasTold(address));
      throw new Stop(`ApiError ${answer.status}`);
    }
    if (!walk.answers.has(url)) this.#errand.learned.push(() => walk.answers.delete(url));
    walk.learn(url, JSON.stringify(answer.json));
    return answer.json;
  }

  #whole(place: ResourcePlace): JsonObject {
    if (place.level === 'whole' && place.json !== undefined) return place.json;
    return this.#ask(place.walk, place.url);
  }

  #see(walk: Walk, { address, named, counts }: Done): void {
    walk.see(address, named, counts, (path) => canonical(this.#world as never, path));
  }

  #act(walk: Walk, url: string, name: string, given: Given): Told {
    const said = this.#said[this.#place]?.outcome;
    // What failed there on the way is not done here either.
    if (this.#errand.isUnsure && said !== undefined && 'error' in said) throw new Stop(said.error);
    this.requests += 1;
    this.#errand.cost.add(`POST ${url} ${this.requests}`);
    const answer = this.#server.post(`${url}/${name}`, null);
    const address = canonical(this.#world as never, new URL(url).pathname);
    const counts = this.#counts;
    // One that was refused may have been done.
    const done: Done = { address, named: new URL(url).pathname, counts };
    this.#see(walk, done);
    this.#errand.done.push(done);
    if (answer.status >= 400 || 'error' in answer.json) throw new Stop(`ApiError ${answer.status}`);
    return new Answered(String(answer.json.did), given);
  }

  // Places

  #maker(walk: Walk, least: Counts = walk.least): Maker {
    return {
      world: this.#world,
      walk,
      least,
      until: this.#errand.until,
      whole: (json) => this.#ask(walk, String((json.links as JsonObject).self)),
    };
  }

  #stub(kind: string, json: JsonObject, walk: Walk): ResourcePlace {
    const url = String((json.links as JsonObject).self);
    return { at: 'resource', kind, walk, url, json, level: 'stub', wanted: 'stub' };
  }

  /** A snapshot as a place from which one walks on. */
  #from(snap: Snap, wanted: Level): ResourcePlace {
    const { kind, url } = snap;
    return { at: 'resource', kind, walk: this.#loopWalk ?? snap.walk, url, wanted };
  }

  step(place: Place, step: ProgramStep): Place {
    if (place.at === 'null') {
      this.#errand.isKind = true;
      if (step.is === 'pipe' || ('expand' in step && step.expand !== undefined)) {
        this.#errand.isPastNull = true;
      }
      if (step.is === 'act') throw new Stop('StepError pastNothing');
      return place;
    }
    if (place.at === 'root') return this.#fromRoot(step);
    if (place.at === 'hand') return this.#fromHand(place.told, step);
    if (place.at === 'list') return this.#fromList(place, step);
    if (place.at === 'resource') return this.#fromResource(place, step);
    if (place.at === 'piped') return this.#fromPiped(place.piped, step);
    if (step.is !== 'index') throw new Error('the program steps from a list in a document');
    const json = place.all[step.index];
    if (json === undefined) throw new Stop('StepError noSuchItem');
    return this.#stub(place.kind, json, place.walk);
  }

  #fromRoot(step: ProgramStep): Place {
    const { fresh: walk } = this.#errand;
    if (step.is === 'lookup') {
      const url = `https://world.test/${step.kind}/${step.id}`;
      const tree = step.expand && toTree(step.expand);
      return { at: 'resource', kind: step.kind, walk, url, wanted: 'whole', ...(tree && { tree }) };
    }
    if (step.is !== 'list') throw new Error('the program steps from the root');
    const kind = at(this.#world.rootLists, step.name);
    const tree = step.expand && toTree(step.expand);
    const url = `https://world.test/${step.name}`;
    return { at: 'list', kind, walk, url, ...(tree && { tree }) };
  }

  #fromHand(told: Told, step: ProgramStep): Place {
    if (told === null || told === undefined) return { at: 'hand', told };
    if (Array.isArray(told)) {
      if (step.is !== 'index') throw new Error('the program steps from a list in hand');
      return { at: 'hand', told: told[step.index] };
    }
    if (told instanceof PageSnap) {
      if (step.is === 'items') return { at: 'hand', told: told.items };
      if (step.is === 'item') return { at: 'hand', told: told.items[step.index] };
      if (step.is !== 'pipe') throw new Error('the program steps from a page in hand');
      const [first, ...rest] = step.stages;
      const { kind, url } = told;
      const walk = this.#loopWalk ?? told.walk;
      if (first?.is === 'contents' || first?.is === 'toArray') {
        const list: Place = { at: 'list', kind, walk, url };
        const stages = first.is === 'toArray' ? step.stages : rest;
        return { at: 'piped', piped: this.#pipe(this.#rowsOf(list), stages) };
      }
      return { at: 'piped', piped: this.#pipe(this.#rowsOfPage(kind, url, walk), step.stages) };
    }
    if (told instanceof Snap) {
      const name = 'name' in step ? step.name : '';
      if (told.held.has(name)) return { at: 'hand', told: told.held.get(name) };
      if (step.is === 'self') return this.#from(told, 'whole');
      return this.#fromResource(this.#from(told, 'stub'), step);
    }
    throw new Error('the program steps from a value');
  }

  #fromList(place: Place & { readonly at: 'list' }, step: ProgramStep): Place {
    if (step.is === 'items') return { ...place, isItems: true };
    if (step.is === 'pipe') {
      return { at: 'piped', piped: this.#pipe(this.#rowsOf(place), step.stages) };
    }
    if (step.is !== 'item') throw new Error('the program steps from a collection');
    const page = this.#ask(place.walk, `${place.url}?from=${step.index}&count=1`);
    const [found] = page.items as readonly JsonObject[];
    if (found === undefined) throw new Stop('StepError noSuchItem');
    return this.#stub(place.kind, found, place.walk);
  }

  #fromResource(place: ResourcePlace, step: ProgramStep): Place {
    const { kind, walk, json, level } = place;
    const spec = at(this.#world.kinds, kind);
    if (step.is === 'self') return { ...place, wanted: 'whole' };
    if (step.is === 'act') {
      const given = step.argument && this.#argument(step.argument);
      return { at: 'hand', told: this.#act(walk, place.url, step.name, given) };
    }
    const read = (least: Level): JsonObject =>
      json !== undefined && level !== undefined && holds(level, least) ? json : this.#whole(place);
    if (step.is === 'list') {
      const links = (json?.links ?? {}) as JsonObject;
      // That a stub declares it is luck.
      this.#errand.isKind ||= level === 'stub' && step.name in links;
      const { kind: of, path } = at(spec.lists, step.name);
      const derived = json === undefined && path !== undefined ? `${place.url}/${path}` : undefined;
      const declared =
        links[step.name] ?? derived ?? (this.#whole(place).links as JsonObject)[step.name];
      const tree = step.expand && toTree(step.expand);
      return { at: 'list', kind: of, walk, url: String(declared), ...(tree && { tree }) };
    }
    if (step.is === 'inner') {
      const { kind: of, in: least } = at(at(this.#world.inner, kind), step.name);
      const all = read(least)[step.name] as readonly JsonObject[];
      return { at: 'inner', kind: of, walk, all };
    }
    if (step.is === 'field') {
      const json = read(at(spec.fields, step.name));
      const address = new URL(String((json.links as JsonObject).self)).pathname;
      const token = new Token(json[step.name], address, walk.least, this.#errand.until);
      return { at: 'hand', told: token };
    }
    if (step.is !== 'ref') throw new Error('the program steps from a resource');
    const ref = at(spec.refs, step.name);
    // What has an address of its own may be asked there, before its owner turns out to be needed as well.
    this.#errand.isKind ||= ref.path !== undefined;
    const value = read(ref.in)[step.name];
    if (value === null || value === undefined) return { at: 'null' };
    return this.#stub(ref.kind, value as JsonObject, walk);
  }

  #fromPiped(piped: Piped, step: ProgramStep): Place {
    if (!('found' in piped)) throw new Error('the program steps from many');
    if (piped.found === undefined) throw new Stop('StepError noSuchItem');
    return this.step(piped.found, step);
  }

  /** What a place gives when it is awaited. */
  end(place: Place): Told {
    switch (place.at) {
      case 'hand':
        return place.told;
      case 'null':
        return null;
      case 'resource': {
        const { kind, wanted, walk, tree } = place;
        const json =
          wanted === 'whole' || place.json === undefined ? this.#whole(place) : place.json;
        return makeSnap(kind, wanted, json, this.#maker(walk), tree);
      }
      case 'list': {
        const { kind, walk, url, tree, isItems } = place;
        const page = this.#ask(walk, url);
        // A plan cannot know that there is nothing to expand.
        this.#errand.isKind ||= tree !== undefined && (page.items as readonly Json[]).length === 0;
        const items = this.#each(page.items as readonly JsonObject[], (json) =>
          this.#snapOfItem(place, json, walk.least),
        );
        return isItems === true ? items : new PageSnap({ kind, url, items, walk, tree });
      }
      case 'inner':
        return place.all.map((json) => makeSnap(place.kind, 'stub', json, this.#maker(place.walk)));
      case 'piped': {
        const { piped } = place;
        if ('found' in piped) return piped.found && this.end(piped.found);
        return piped.value;
      }
      default:
        throw new Error('the program awaits the root');
    }
  }

  /** Makes something of each: all are asked at once, so that what is refused of one spares nothing of the others. */
  #each<T>(all: readonly JsonObject[], make: (json: JsonObject) => T): readonly T[] {
    const made: T[] = [];
    let stop: Stop | undefined;
    for (const json of all) {
      try {
        made.push(make(json));
      } catch (error) {
        if (!(error instanceof Stop)) throw error;
        stop ??= error;
      }
    }
    if (stop !== undefined) throw stop;
    return made;
  }

  #snapOfItem(list: Place & { at: 'list' }, json: JsonObject, least: Counts): Snap {
    const maker = this.#maker(list.walk, least);
    const deeper = list.tree?.items;
    if (deeper === undefined) return makeSnap(list.kind, 'stub', json, maker);
    return makeSnap(list.kind, 'whole', maker.whole(json), maker, deeper);
  }

  /** The items of a page in hand, as they are now. */
  *#rowsOfPage(kind: string, url: string, walk: Walk): Generator<RowPlace> {
    for (const json of this.#ask(walk, url).items as readonly JsonObject[]) {
      yield this.#stub(kind, json, walk);
    }
  }

  /** The items of a collection, page by page. */
  *#rowsOf(place: Place & { readonly at: 'list' }): Generator<RowPlace> {
    const first = `${place.url}?from=0&count=${this.#world.limits.pageSize}`;
    for (let url: Json | undefined = first; typeof url === 'string'; ) {
      const page: JsonObject = this.#ask(place.walk, url);
      this.#errand.isKind ||= (page.items as readonly Json[]).length < 2;
      for (const json of page.items as readonly JsonObject[]) {
        yield this.#stub(place.kind, json, place.walk);
      }
      url = page.next;
    }
  }

  #pipe(rows: Iterable<RowPlace>, stages: readonly PipeStage[]): Piped {
    return itemsOfPipe(rows, stages, this);
  }

  isStop(error: unknown): boolean {
    return error instanceof Stop;
  }

  idOf(row: RowPlace): string {
    return row.at === 'null' ? '' : canonical(this.#world as never, new URL(row.url).pathname);
  }

  rowsBelow(row: RowPlace, name: string): Iterable<RowPlace> {
    const list = this.step(row, { is: 'list', name });
    return list.at === 'list' ? this.#rowsOf(list) : [];
  }

  rowsIn(row: RowPlace, name: string): readonly RowPlace[] {
    const inner = this.step(row, { is: 'inner', name });
    if (inner.at !== 'inner') return [];
    return inner.all.map((json) => this.#stub(inner.kind, json, inner.walk));
  }

  /** Does something to each of some things. */
  actOn(rows: readonly RowPlace[]): Told {
    let failed = 0;
    const answers: Told[] = [];
    for (const row of rows) {
      if (row.at === 'null') {
        answers.push(null);
        continue;
      }
      try {
        answers.push(this.#act(row.walk, row.url, 'act9', undefined));
      } catch (error) {
        if (!(error instanceof Stop)) throw error;
        failed += 1;
      }
    }
    if (failed > 0) throw new Stop(`${failed} failed`);
    return answers;
  }

  // Chains

  #reach({ from, isFresh, steps }: ProgramChain): Place {
    let place: Place =
      from === undefined ? { at: 'root' } : { at: 'hand', told: this.#kept.get(from) };
    const told = place.at === 'hand' ? place.told : undefined;
    if (isFresh === true && told instanceof Snap) {
      place = { ...this.#from(told, 'whole'), walk: this.#errand.fresh };
    }
    for (const step of steps) place = this.step(place, step);
    return place;
  }

  /** What stands for an argument: a value, or the last part of an address. */
  #argument(chain: ProgramChain): Given {
    let place: Place;
    try {
      place = this.#reach(chain);
    } catch (error) {
      // What lies at an address of its own in its owner has one, whether or not the owner is there.
      const name = error instanceof Stop ? this.#ownName(chain) : undefined;
      if (name === undefined) throw error;
      return [name];
    }
    if (place.at === 'null') return undefined;
    const found = place.at === 'piped' && 'found' in place.piped ? place.piped.found : place;
    if (found === undefined) throw new Stop('TypeError: nothing to send');
    if (found.at === 'null') return undefined;
    if (found.at === 'resource') {
      const { pathname } = new URL(found.url);
      const own = canonical(this.#world as never, pathname);
      return [pathname, own].map((each) => each.split('/').at(-1) ?? '');
    }
    const told = this.end(found);
    if (told instanceof Snap) return [told.address.split('/').at(-1) ?? ''];
    if (!(told instanceof Token)) return undefined;
    // It is read along with what leads to the action, and may be older than what is done in the same tick.
    return told.notBefore(this.#errand.begun);
  }

  /** The last part of the address of what a chain ends at, where that is below its owner's. */
  #ownName(chain: ProgramChain): string | undefined {
    const end = chain.steps.findLastIndex(({ is }) => is !== 'self');
    const last = chain.steps[end];
    if (last?.is !== 'ref') return undefined;
    const place = this.#reach({ ...chain, steps: chain.steps.slice(0, end) });
    const spec =
      place.at === 'resource' ? at(this.#world.kinds, place.kind).refs[last.name] : undefined;
    return spec?.path;
  }

  #walk(chain: ProgramChain): Came {
    try {
      return { value: this.end(this.#reach(chain)) };
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      this.#errand.isKind = true;
      this.#askArguments(chain);
      return { error: error.text };
    }
  }

  /** What an argument needs is asked along with what leads to the action, whether or not that is there. */
  #askArguments({ steps }: ProgramChain): void {
    for (const step of steps) {
      if (step.is !== 'act' || step.argument === undefined) continue;
      try {
        this.#argument(step.argument);
      } catch (error) {
        if (!(error instanceof Stop)) throw error;
        // Which of two errors is told is left open.
        this.#errand.argumentError = error.text;
      }
    }
  }

  /** Compares with what the library said, and gives what the program goes on with. */
  #check(came: Came, label: string, chain?: ProgramChain): () => Told {
    const said = this.#said[this.#place];
    this.#place += 1;
    const { isUnsure, isKind, isPastNull, learned, refused, cost, argumentError } = this.#errand;
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
      const { refused: closed, status } = this.#world.manners;
      const mayBeRefused = isUnsure || (this.#isAmongActs && closed.length > 0);
      const mayBe =
        (mayBeRefused && outcome.error === `ApiError ${status}`) ||
        (chain?.abortAt !== undefined && outcome.error === 'AbortError') ||
        (chain?.budget !== undefined &&
          outcome.error === 'BudgetError' &&
          (isKind || isEmpty || isUnsure || cost.size + this.#spare > chain.budget));
      const isSame =
        ('error' in came && [came.error, argumentError].includes(outcome.error)) ||
        // What `find` did not find is no argument, and leads nowhere: which of the two is told is left open.
        ('error' in came && NOTHING_FOUND.has(came.error) && NOTHING_FOUND.has(outcome.error)) ||
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
      const isOfOthers = refused.length > 0 && chain !== undefined && this.#isAmongOthers;
      if ('error' in came && (isOfOthers || refused.some((isTold) => isTold()))) throw new Parted();
      if ('error' in came) differ(came.error);
      else if (!says(came.value, outcome.value)) differ(tell(came.value));
      return 'error' in came ? undefined : came.value;
    };
  }

  /** How many requests more than by hand a walk may take, because the server is not what its map says. */
  get #spare(): number {
    const { expands, cap } = this.#world.manners;
    if (expands === 'all') return cap === undefined ? 0 : 1;
    return expands === 'nothing' ? 1 : Number.POSITIVE_INFINITY;
  }

  /** Whether all that a chain names is in hand: then nothing is read for it. */
  #isInHand({ from, isFresh, steps }: ProgramChain): boolean {
    if (from === undefined || isFresh === true) return false;
    let told: Told = this.#kept.get(from);
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
  #seeBefore(chain: ProgramChain, fresh: Walk, done: readonly Done[]): void {
    const said = this.#said[this.#place]?.outcome;
    // What its budget refused was never a part of the tick.
    const isRefused = said !== undefined && 'error' in said && said.error === 'BudgetError';
    if (isRefused || chain.steps.some(({ is }) => is === 'act') || this.#isInHand(chain)) return;
    const told = chain.from === undefined ? undefined : this.#kept.get(chain.from);
    const own = chain.isFresh === true ? undefined : walkOf(told);
    for (const each of done) this.#see(own ?? fresh, each);
  }

  /** Runs chains in one tick. */
  #tick(chains: readonly ProgramChain[], before?: (index: number) => void): readonly Told[] {
    const until: Moment = {};
    const isNew = (chain: ProgramChain): boolean =>
      chain.from === undefined || chain.isFresh === true;
    const fresh = chains.some(isNew) ? this.#newWalk() : new Walk(this.#counts);
    const done: Done[] = [];
    const begun = this.#counts;
    this.#isAmongOthers = chains.length > 1;
    this.#isAmongActs = chains.some(({ steps }) => steps.some(({ is }) => is === 'act'));
    const checks = chains.map((chain, index) => {
      before?.(index);
      this.#errand = this.#newErrand(fresh, until, done, begun);
      this.#seeBefore(chain, fresh, done);
      const came = this.#walk(chain);
      return this.#check(came, showProgramChain(chain), chain);
    });
    until.counts = this.#counts;
    this.acts.push(this.#server.done.splice(0).sort());
    return checks.map((check) => check());
  }

  run(statements: readonly Statement[]): void {
    for (const statement of statements) {
      if (statement.is === 'await') {
        const values = this.#tick(statement.chains.map(({ chain }) => chain));
        for (const [index, { as }] of statement.chains.entries()) {
          if (as !== undefined) this.#keep(as, values[index]);
        }
      } else if (statement.is === 'each') {
        const { of, item, chains } = statement;
        const items = itemsOf(this.#kept.get(of));
        const old = this.#kept.get(item);
        const all = items.flatMap((each) => chains.map((chain) => ({ each, chain })));
        this.#tick(
          all.map(({ chain }) => chain),
          (index) => this.#kept.set(item, all[index]?.each),
        );
        this.#keep(item, old);
      } else {
        this.#loop(statement);
      }
    }
  }

  #keep(name: string, told: Told): void {
    if (typeof told === 'object' && told !== null) this.#kept.set(name, told);
    else this.#kept.delete(name);
  }

  #loop(statement: Statement & { readonly is: 'loop' }): void {
    const { over, isAwaited, item, body, leaveAt, keep } = statement;
    const label = `for (${item} of ${showProgramChain(over)})`;
    let last: Told;
    let count = 0;
    let came: Came = { value: 'done' };
    try {
      for (const each of isAwaited ? this.#goThrough(over) : itemsOf(this.end(this.#reach(over)))) {
        if (this.#hasEndedThere(label)) {
          came = { error: `ApiError ${this.#world.manners.status}` };
          break;
        }
        this.#errand = this.#newErrand(this.#errand.fresh, { counts: this.#counts });
        this.#keep(item, each);
        last = each;
        this.#check({ value: each }, `${item} = the next`)();
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
    this.#kept.delete(item);
    if (keep !== undefined) this.#keep(keep, last);
    this.#check(came, label)();
  }

  /** Whether the library's loop ended here, by something that may have been refused. */
  #hasEndedThere(label: string): boolean {
    const said = this.#said[this.#place];
    return this.#errand.isUnsure && said?.label === label && 'error' in said.outcome;
  }

  /** The items of what a chain leads to, one by one. */
  *#goThrough(over: ProgramChain): Generator<Told> {
    const until: Moment = {};
    const start = over.from === undefined ? undefined : this.#kept.get(over.from);
    const walk = this.#newWalk(over.isFresh === true ? undefined : walkOf(start));
    const errand = (): void => {
      this.#errand = this.#newErrand(walk, until);
    };
    errand();
    const last = over.steps.at(-1);
    const stages = last?.is === 'pipe' ? last.stages : [];
    const steps = last?.is === 'pipe' ? over.steps.slice(0, -1) : over.steps;
    // All that leads to the items is read in the loop's own walk.
    this.#loopWalk = walk;
    let place: Place;
    try {
      place = this.#reach({ ...over, steps });
    } finally {
      this.#loopWalk = undefined;
    }
    if (place.at === 'hand' && place.told instanceof PageSnap) {
      const { kind, url } = place.told;
      place = { at: 'list', kind, walk, url };
    }
    if (place.at === 'null' || (place.at === 'hand' && (place.told ?? null) === null)) return;
    if (place.at !== 'list') throw new Error('the program goes through what is no collection');
    const list = { ...place, walk };
    const { tree } = list;
    const rows = this.#rowsOf(list);
    const outputs = stages.length === 0 ? rows : this.#pipe(rows, stages).outputs();
    for (;;) {
      errand();
      const next = outputs.next();
      if (next.done === true) return;
      const row = next.value;
      until.counts = this.#counts;
      if (!isRowPlace(row)) yield row;
      else if (row.at === 'resource') {
        const maker = this.#maker(walk, walk.begun);
        const json = row.json ?? this.#whole(row);
        yield tree?.items === undefined
          ? makeSnap(row.kind, 'stub', json, maker)
          : makeSnap(row.kind, 'whole', maker.whole(json), maker, tree.items);
      } else yield null;
    }
  }
}

const NONE: Counts = new Map();

const NOTHING_FOUND: ReadonlySet<string> = new Set([
  'StepError noSuchItem',
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
