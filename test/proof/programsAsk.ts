/**
 * What a program that is run by hand asks and does, request by request: what each walk has been told, what was done, and how often.
 */
import { isWithin, type ProgramWorld } from './programs.ts';
import {
  type Done,
  type Errand,
  type Given,
  type JsonObject,
  NONE,
  type ResourcePlace,
  type Said,
  Stop,
} from './programsPlace.ts';
import { ProgramServer } from './programsServer.ts';
import {
  Answered,
  type Counts,
  type Maker,
  type Moment,
  type Seen,
  type Told,
  Walk,
} from './programsValues.ts';
import { canonical } from './world.ts';

/** What asks, and acts. */
export abstract class PlainAsking {
  protected readonly world: ProgramWorld;
  protected readonly server: ProgramServer;
  protected readonly said: readonly Said[];
  protected readonly kept: Map<string, Told> = new Map();
  protected place = 0;
  readonly differences: string[] = [];
  readonly #walks: Walk[] = [];
  readonly #canonicalOf = (path: string): string => canonical(this.world, path);
  readonly acts: (readonly string[])[] = [];
  requests = 0;
  walks = 0;
  left = 0;
  protected errand: Errand;
  /** Whether the last tick was of several chains. */
  protected isAmongOthers = false;
  /** Whether one of them sent an action. */
  protected isAmongActs = false;
  /** The walk of a loop that is about to begin. */
  protected loopWalk: Walk | undefined;

  constructor(world: ProgramWorld, said: readonly Said[]) {
    const { manners } = world;
    this.world = world;
    // What is refused once is told of by the library's run.
    this.server = new ProgramServer(
      manners.isOnce ? { ...world, manners: { ...manners, refused: [] } } : world,
    );
    this.said = said;
    this.errand = this.newErrand(new Walk(new Map()), {});
  }

  protected get counts(): Counts {
    const all = Object.keys(this.world.resources);
    return new Map(all.map((address) => [address, this.server.count(address)]));
  }

  protected newErrand(fresh: Walk, until: Moment, done: Done[] = [], begun: Counts = NONE): Errand {
    const spent = this.said[this.place]?.spent ?? new Set();
    return {
      fresh,
      until,
      done,
      begun,
      spent,
      cost: new Set(),
      isUnsure: false,
      isKind: false,
      isActAtNothing: false,
      isPastNull: false,
      learned: [],
      refused: [],
    };
  }

  protected newWalk(before?: Walk): Walk {
    this.walks += 1;
    const walk = new Walk(this.counts, before);
    this.#walks.push(walk);
    return walk;
  }

  // Requests

  protected ask(walk: Walk, url: string): JsonObject {
    const { manners } = this.world;
    const answer = this.server.get(url);
    const address = canonical(this.world, new URL(url).pathname);
    const { spent } = this.errand;
    if (
      manners.isOnce &&
      manners.refused.some((each) => isWithin(address, each) && !spent.has(each))
    ) {
      this.errand.isUnsure = true;
    }
    const isError = answer.status >= 400 || 'error' in answer.json;
    // Who sends at once what needs no answer to be sent cannot know that it will be refused: to be refused counts for
    // each chain that it stops.
    if (isError || !walk.answers.has(url)) this.requests += 1;
    // What leads back to where it has been may lead on, as far as anybody knows before.
    this.errand.isKind ||= this.errand.cost.has(url);
    this.errand.cost.add(url);
    if (isError) {
      this.errand.refused.push(() => walk.hasTold(address));
      throw new Stop(`ApiError ${answer.status}`);
    }
    if (!walk.answers.has(url)) this.errand.learned.push(() => walk.answers.delete(url));
    walk.learn(url, JSON.stringify(answer.json));
    return answer.json;
  }

  protected whole(place: ResourcePlace): JsonObject {
    if (place.level === 'whole' && place.json !== undefined) return place.json;
    return this.ask(place.walk, place.url);
  }

  protected see(walk: Walk, seen: Seen): void {
    walk.see(seen, this.#canonicalOf);
  }

  /** Once a tick is over, what one walk has done in it is seen by all of the client. */
  protected seeAll(done: readonly Done[]): void {
    for (const walk of this.#walks) {
      for (const each of done) if (each.walk !== walk) walk.seeOfOthers(each, this.#canonicalOf);
    }
  }

  protected act({ walk, url, kind, path }: ResourcePlace, name: string, given: Given): Told {
    const said = this.said[this.place]?.outcome;
    // What failed there on the way is not done here either.
    if (this.errand.isUnsure && said !== undefined && 'error' in said) throw new Stop(said.error);
    this.requests += 1;
    this.errand.cost.add(`POST ${url} ${this.requests}`);
    const answer = this.server.post(`${url}/${name}`, null);
    const address = canonical(this.world, new URL(url).pathname);
    const { counts } = this;
    const named = new URL(path ?? url).pathname;
    // In which order the actions of a tick are sent is left open: what its walk reads from here on may lack those of others.
    const others = this.errand.done.filter(
      (each) => each.walk !== walk && each.address === address,
    ).length;
    const own = new Map(counts).set(address, (counts.get(address) ?? 0) - others);
    // One that was refused may have been done.
    this.see(walk, { address, named, kind, counts: own });
    this.errand.done.push({ walk, address, named, kind, counts });
    if (answer.status >= 400 || 'error' in answer.json) throw new Stop(`ApiError ${answer.status}`);
    return new Answered(String(answer.json.did), given);
  }

  // Places

  protected maker(walk: Walk, least: Counts = walk.least): Maker {
    return {
      world: this.world,
      walk,
      least,
      until: this.errand.until,
      whole: (json) => this.ask(walk, String((json.links as JsonObject).self)),
    };
  }
}
