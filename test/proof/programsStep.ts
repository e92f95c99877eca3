/**
 * The steps of a program that is run by hand: each is a request, links are followed as documents declare them, nothing is expanded, and
 * pages follow one another.
 */
import type { Json } from './answer.ts';
import { type PipeStage, type ProgramChain, type ProgramStep, toTree } from './programs.ts';
import { PlainAsking } from './programsAsk.ts';
import { itemsOfPipe, type Lambdas, type Piped, usefulTo } from './programsPipe.ts';
import {
  type Given,
  type JsonObject,
  type Place,
  type ResourcePlace,
  type RowPlace,
  Stop,
} from './programsPlace.ts';
import {
  type Counts,
  makeSnap,
  PageSnap,
  Snap,
  Token,
  type Told,
  type Walk,
} from './programsValues.ts';
import { at, canonical, holds, type Level } from './world.ts';

/** Whether it is what a document leaves out. */
export const isAbsent = (place: Place): boolean => place.at === 'null' && place.isAbsent === true;

/** What takes a step. */
export abstract class PlainSteps extends PlainAsking implements Lambdas {
  protected stub(kind: string, json: JsonObject, walk: Walk): ResourcePlace {
    const url = String((json.links as JsonObject).self);
    return { at: 'resource', kind, walk, url, json, level: 'stub', wanted: 'stub' };
  }

  /** A snapshot as a place from which one walks on. */
  protected from(snap: Snap, wanted: Level): ResourcePlace {
    const { kind, url } = snap;
    return { at: 'resource', kind, walk: this.loopWalk ?? snap.walk, url, wanted };
  }

  step(place: Place, step: ProgramStep): Place {
    if (place.at === 'null') {
      this.errand.isKind = true;
      if (step.is === 'pipe' || ('expand' in step && step.expand !== undefined)) {
        this.errand.isPastNull = true;
      }
      this.errand.isActAtNothing ||= step.is === 'act' && place.isReached === true;
      if (step.is === 'act') throw new Stop('StepError pastNothing');
      return place;
    }
    if (place.at === 'root') return this.fromRoot(step);
    if (place.at === 'hand') return this.fromHand(place.told, step);
    if (place.at === 'list') return this.fromList(place, step);
    if (place.at === 'resource') return this.fromResource(place, step);
    if (place.at === 'piped') return this.fromPiped(place.piped, step);
    if (step.is !== 'index') throw new Error('the program steps from a list in a document');
    const json = place.all[step.index];
    if (json === undefined) throw new Stop('StepError noSuchItem');
    return this.stub(place.kind, json, place.walk);
  }

  protected fromRoot(step: ProgramStep): Place {
    const { fresh: walk } = this.errand;
    if (step.is === 'lookup') {
      const url = `https://world.test/${step.kind}/${step.id}`;
      const tree = step.expand && toTree(step.expand);
      return { at: 'resource', kind: step.kind, walk, url, wanted: 'whole', ...(tree && { tree }) };
    }
    if (step.is !== 'list') throw new Error('the program steps from the root');
    const kind = at(this.world.rootLists, step.name);
    const tree = step.expand && toTree(step.expand);
    const url = `https://world.test/${step.name}`;
    return { at: 'list', kind, walk, url, ...(tree && { tree }) };
  }

  protected fromHand(told: Told, step: ProgramStep): Place {
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
      const walk = this.loopWalk ?? told.walk;
      if (first?.is === 'contents' || first?.is === 'toArray') {
        const list: Place = { at: 'list', kind, walk, url };
        const stages = first.is === 'toArray' ? step.stages : rest;
        return { at: 'piped', piped: this.pipe(this.rowsOf(list, stages), stages) };
      }
      return { at: 'piped', piped: this.pipe(this.rowsOfPage(kind, url, walk), step.stages) };
    }
    if (told instanceof Snap) {
      const name = 'name' in step ? step.name : '';
      if (told.held.has(name)) return { at: 'hand', told: told.held.get(name) };
      if (step.is === 'self') return { ...this.from(told, 'whole'), snap: told };
      return this.fromResource(this.from(told, 'stub'), step);
    }
    throw new Error('the program steps from a value');
  }

  protected fromList(place: Place & { readonly at: 'list' }, step: ProgramStep): Place {
    if (step.is === 'items') return { ...place, isItems: true };
    if (step.is === 'pipe') {
      const { stages } = step;
      return { at: 'piped', piped: this.pipe(this.rowsOf(place, stages), stages) };
    }
    if (step.is !== 'item') throw new Error('the program steps from a collection');
    const page = this.ask(place.walk, `${place.url}?from=${step.index}&count=1`);
    const [found] = page.items as readonly JsonObject[];
    if (found === undefined) throw new Stop('StepError noSuchItem');
    return this.stub(place.kind, found, place.walk);
  }

  protected fromResource(place: ResourcePlace, step: ProgramStep): Place {
    const { kind, walk, json, level } = place;
    const spec = at(this.world.kinds, kind);
    if (step.is === 'self') return { ...place, wanted: 'whole' };
    if (step.is === 'act') {
      const given = step.argument && this.argument(step.argument);
      return { at: 'hand', told: this.act(place, step.name, given) };
    }
    const read = (least: Level): JsonObject =>
      json !== undefined && level !== undefined && holds(level, least) ? json : this.whole(place);
    if (step.is === 'list') {
      const links = (json?.links ?? {}) as JsonObject;
      // That a stub declares it is luck.
      this.errand.isKind ||= level === 'stub' && step.name in links;
      const { kind: of, path } = at(spec.lists, step.name);
      const derived = json === undefined && path !== undefined ? `${place.url}/${path}` : undefined;
      const declared =
        links[step.name] ?? derived ?? (this.whole(place).links as JsonObject)[step.name];
      const tree = step.expand && toTree(step.expand);
      return { at: 'list', kind: of, walk, url: String(declared), ...(tree && { tree }) };
    }
    if (step.is === 'inner') {
      const { kind: of, in: least } = at(at(this.world.inner, kind), step.name);
      const all = read(least)[step.name] as readonly JsonObject[];
      return { at: 'inner', kind: of, walk, all };
    }
    if (step.is === 'field') {
      const isInHand = place.snap?.held.has(step.name) === true && !walk.answers.has(place.url);
      const json = read(at(spec.fields, step.name));
      // Nobody asks for what is in hand, so that a loop that starts from here may have to ask.
      if (isInHand) walk.isInPart.add(place.url);
      const address = new URL(String((json.links as JsonObject).self)).pathname;
      const token = new Token(json[step.name], address, walk.least, this.errand.until);
      return { at: 'hand', told: token };
    }
    if (step.is !== 'ref') throw new Error('the program steps from a resource');
    const ref = at(spec.refs, step.name);
    // What has an address of its own may be asked there, before its owner turns out to be needed as well.
    this.errand.isKind ||= ref.path !== undefined;
    const held = read(ref.in)[step.name];
    // What a stub leaves out, the whole may have.
    const value = held === undefined ? this.whole(place)[step.name] : held;
    if (value === undefined) return { at: 'null', isAbsent: true };
    if (value === null) return { at: 'null', isReached: ref.path !== undefined };
    const named = this.stub(ref.kind, value as JsonObject, walk);
    return ref.path === undefined
      ? named
      : { ...named, path: `${place.path ?? place.url}/${ref.path}` };
  }

  protected fromPiped(piped: Piped, step: ProgramStep): Place {
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
          wanted === 'whole' || place.json === undefined ? this.whole(place) : place.json;
        return makeSnap(kind, wanted, json, this.maker(walk), tree);
      }
      case 'list': {
        const { kind, walk, url, tree, isItems } = place;
        const page = this.ask(walk, url);
        // A plan cannot know that there is nothing to expand.
        this.errand.isKind ||= tree !== undefined && (page.items as readonly Json[]).length === 0;
        const items = this.each(page.items as readonly JsonObject[], (json) =>
          this.snapOfItem(place, json, walk.least),
        );
        return isItems === true ? items : new PageSnap({ kind, url, items, walk, tree });
      }
      case 'inner':
        return place.all.map((json) => makeSnap(place.kind, 'stub', json, this.maker(place.walk)));
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
  protected each<T>(all: readonly JsonObject[], make: (json: JsonObject) => T): readonly T[] {
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

  protected snapOfItem(list: Place & { at: 'list' }, json: JsonObject, least: Counts): Snap {
    const maker = this.maker(list.walk, least);
    const deeper = list.tree?.items;
    if (deeper === undefined) return makeSnap(list.kind, 'stub', json, maker);
    return makeSnap(list.kind, 'whole', maker.whole(json), maker, deeper);
  }

  /** The items of a page in hand, as they are now. */
  protected *rowsOfPage(kind: string, url: string, walk: Walk): Generator<RowPlace> {
    for (const json of this.ask(walk, url).items as readonly JsonObject[]) {
      yield this.stub(kind, json, walk);
    }
  }

  /** The items of a collection, page by page. @param stages - What they are for. */
  protected *rowsOf(
    place: Place & { readonly at: 'list' },
    stages: readonly PipeStage[] = [],
  ): Generator<RowPlace> {
    const { pageSize } = this.world.limits;
    const { from, to } = usefulTo(stages);
    let start = 0;
    const first = `${place.url}?from=0&count=${pageSize}`;
    for (let url: Json | undefined = first; typeof url === 'string'; ) {
      const page: JsonObject = this.ask(place.walk, url);
      if (from > start || to < start + pageSize) place.walk.isInPart.add(url);
      start += pageSize;
      this.errand.isKind ||= (page.items as readonly Json[]).length < 2;
      for (const json of page.items as readonly JsonObject[]) {
        yield this.stub(place.kind, json, place.walk);
      }
      url = page.next;
    }
  }

  protected pipe(rows: Iterable<RowPlace>, stages: readonly PipeStage[]): Piped {
    return itemsOfPipe(rows, stages, this);
  }

  isStop(error: unknown): boolean {
    return error instanceof Stop;
  }

  idOf(row: RowPlace): string {
    return row.at === 'null' ? '' : canonical(this.world, new URL(row.url).pathname);
  }

  rowsBelow(row: RowPlace, name: string): Iterable<RowPlace> {
    const list = this.step(row, { is: 'list', name });
    return list.at === 'list' ? this.rowsOf(list) : [];
  }

  rowsIn(row: RowPlace, name: string): readonly RowPlace[] {
    const inner = this.step(row, { is: 'inner', name });
    if (inner.at !== 'inner') return [];
    return inner.all.map((json) => this.stub(inner.kind, json, inner.walk));
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
        answers.push(this.act(row, 'act9', undefined));
      } catch (error) {
        if (!(error instanceof Stop)) throw error;
        failed += 1;
      }
    }
    if (failed > 0) throw new Stop(`${failed} failed`);
    return answers;
  }

  // Chains

  protected reach({ from, isFresh, steps }: ProgramChain): Place {
    let place: Place =
      from === undefined ? { at: 'root' } : { at: 'hand', told: this.kept.get(from) };
    const told = place.at === 'hand' ? place.told : undefined;
    if (isFresh === true && told instanceof Snap) {
      place = { ...this.from(told, 'whole'), walk: this.errand.fresh };
    }
    for (const step of steps) {
      // To a lambda what is left out is nothing; a chain has nowhere to go on from there.
      if (isAbsent(place)) throw new Stop('StepError pastNothing');
      place = this.step(place, step);
    }
    return place;
  }

  /** What stands for an argument: a value, or the last part of an address. */
  protected argument(chain: ProgramChain): Given {
    const place = this.reach(chain);
    if (isAbsent(place)) throw new Stop('TypeError: nothing to send');
    if (place.at === 'null') return undefined;
    const found = place.at === 'piped' && 'found' in place.piped ? place.piped.found : place;
    if (found === undefined) throw new Stop('TypeError: nothing to send');
    if (found.at === 'null') return undefined;
    if (found.at === 'resource') {
      const { pathname } = new URL(found.url);
      const own = canonical(this.world, pathname);
      return [pathname, own].map((each) => each.split('/').at(-1) ?? '');
    }
    const told = this.end(found);
    if (told instanceof Snap) return [told.address.split('/').at(-1) ?? ''];
    if (!(told instanceof Token)) return undefined;
    // It is read along with what leads to the action, and may be older than what is done in the same tick.
    return told.notBefore(this.errand.begun);
  }
}
