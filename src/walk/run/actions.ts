/**
 * Actions: each call is sent once, however many chains it stands in and however often they are awaited.
 */

import type { Response as Answer, Dialect } from '../../dialects/Dialect.ts';
import { answerError } from '../../errors/AnswerError.ts';
import { ApiError } from '../../errors/ApiError.ts';
import type { RequestFacts } from '../../errors/HypchatError.ts';
import { hideInBody } from '../../http/hideSecrets.ts';
import type { Request } from '../../http/Request.ts';
import { type Describe, describeAct } from '../../plan/ask/describe.ts';
import type { Changed } from '../../plan/known/Changes.ts';
import { Doc } from '../../plan/known/document.ts';
import { type Moves, NO_MOVES } from '../../plan/known/lists.ts';
import { NOTHING } from '../../plan/known/wish.ts';
import { withoutQuery } from '../../plan/map/address.ts';
import { kindOf, memberOf } from '../../plan/map/members.ts';
import { type Act, isGuarded } from '../../plan/need/request.ts';
import type { Acted } from '../../plan/pipeline/context.ts';
import { joinBeside } from '../../plan/place/beside.ts';
import { isReading } from '../../plan/program/program.ts';
import type { Level } from '../../types/level.ts';
import { heldIn } from '../../types/readMember.ts';
import { isJsonObject } from '../../values/json.ts';
import { uuid } from '../../values/uuid.ts';
import { learn, namesIn, showsAny } from '../learn/absorb.ts';
import type { Api } from '../learn/intake.ts';
import type { Errand } from '../rounds/round.ts';
import { type Flights, type SendingFor, type Shared, share } from './flights.ts';
import { type SentRequest, toSentRequest } from './sentRequest.ts';
import type { Told } from './Writes.ts';
import { Waiters } from './waiters.ts';

/** An action that is on its way, or waits for the rate limit. */
interface Running {
  readonly waiters: Waiters;
  readonly purpose: Shared;
  /** `undefined` when everybody gave up before it was sent. */
  readonly acted: Promise<Acted | undefined>;
}

/** What sending an action asks of those who wait for it. */
interface ActWaiting extends SendingFor {
  readonly purpose: Shared & { readonly round: number };
  /** Told of each request that was really sent. */
  note(request: SentRequest): void;
}

/** The resource that an action gave. */
interface Given {
  readonly act: Act;
  readonly address: string;
  readonly kind: string | undefined;
  /** One without a body says by its `Location` all that the next request needs. */
  readonly doc: Doc | undefined;
  readonly etag: string | undefined;
  /** After how many writes of the client it was so. */
  heard?: number;
}

/** What to do where a server says that a resource is not as it was read. */
const CHANGED = 'somebody changed it since it was read: read it again, and decide anew';

function isOutdated(error: unknown, act: Act): error is ApiError {
  return error instanceof ApiError && error.status === 412 && isGuarded(act);
}

/** The representations of a resource, from the fullest on. */
const FALLING: readonly Level[] = ['whole', 'stub', 'ref'];

/** How much of it an answer really holds: without anything that only the whole, or a stub, has, it is less. */
function levelGiven(doc: Doc | undefined, { gives = 'ref', givesKind }: Act, { map }: Api): Level {
  if (doc?.level !== undefined || gives === 'ref' || doc === undefined) return doc?.level ?? 'ref';
  const kind = kindOf(map, givesKind);
  // Where the fuller one has nothing of its own, what it has of the lesser one tells: an answer may be of another thing altogether.
  const levels = FALLING.slice(FALLING.indexOf(gives));
  const told = levels.find((level) => namesIn(kind, [level]).length > 0) ?? gives;
  return showsAny(doc, kind, [told]) ? gives : 'ref';
}

/** Whether an answer says more of a thing than how it is named. */
function saysMore(doc: Doc, kind: string | undefined, { map }: Api): boolean {
  const isUnknown = kindOf(map, kind) === undefined;
  return [...doc.fields.keys()].some((name) => {
    const held = heldIn(memberOf(map, kind, name)?.read);
    return isUnknown || (held !== undefined && held !== 'ref');
  });
}

/** Where an answer says that what was created lies. */
function locationOf({ headers, url }: Answer): string | undefined {
  const location = headers.get('location');
  return location !== null && URL.canParse(location, url) ? new URL(location, url).href : undefined;
}

/** What actions are sent by. */
interface ActionParts {
  readonly dialect: Dialect;
  readonly describe: Describe;
  readonly send: (request: Request) => Promise<Answer>;
  readonly flights: Flights;
}

export class Actions {
  readonly #parts: ActionParts;
  readonly #running = new WeakMap<object, Running>();
  readonly #acted = new WeakMap<object, Acted>();
  readonly #given = new WeakMap<Acted, Given>();
  readonly #keys = new WeakMap<object, string>();
  readonly #underWay = new WeakMap<object, RequestFacts>();
  #moves: Moves = NO_MOVES;

  constructor(parts: ActionParts) {
    this.#parts = parts;
  }

  /** How often actions may have moved so far what stands in lists. */
  get moves(): Moves {
    return this.#moves;
  }

  /** The idempotency key of a call: also where it is given up while it waits, and sent for somebody else later. */
  keyOf(identity: object): string {
    const key = this.#keys.get(identity) ?? uuid();
    this.#keys.set(identity, key);
    return key;
  }

  /** Whether a call was sent, or waits for its turn to be. */
  isSent(identity: object): boolean {
    return this.#running.has(identity);
  }

  /** What came of a call, once it did. */
  acted(identity: object): Acted | undefined {
    return this.#acted.get(identity);
  }

  /** The request of a call that has left, and has no answer yet: nobody knows whether it was done. */
  underWay(identity: object): RequestFacts | undefined {
    return this.#underWay.get(identity);
  }

  /**
   * Sends an action, unless its call was sent before. Never rejects: a failure is a result.
   *
   * While it waits for the rate limit, it is given up once nobody waits for it; what was never sent has no result,
   * and a chain that comes later sends it. Once it is on its way, it is not taken back.
   */
  async act(act: Act, waiting: ActWaiting): Promise<void> {
    const { identity } = act;
    const before = this.#running.get(identity);
    const running = before ?? this.#start(act, waiting);
    if (before !== undefined) {
      before.waiters.join(waiting.signals);
      share(before.purpose, waiting.purpose);
    }
    const acted = await running.acted;
    if (acted !== undefined) this.#acted.set(identity, acted);
    else if (this.#running.get(identity) === running) this.#running.delete(identity);
  }

  /** What came of an action that was not done, for what it changes was changed by somebody since it was read. */
  outdated(act: Act): Acted | undefined {
    const acted = this.#acted.get(act.identity);
    const isOld = acted !== undefined && 'failure' in acted && isOutdated(acted.failure.cause, act);
    return isOld ? acted : undefined;
  }

  /** Lets a call come to what another one came to, and never sends it. */
  comeTo(identity: object, acted: Acted): void {
    this.#acted.set(identity, acted);
  }

  /** What a call said of what it gave; `undefined` where that is nothing that another call can change. */
  told(identity: object, api: Api): Told | undefined {
    const acted = this.#acted.get(identity);
    const { heard, doc, address, kind } = (acted && this.#given.get(acted)) ?? {};
    if (heard === undefined || address === undefined) return undefined;
    // By what a thing is named, it is named still.
    return doc !== undefined && saysMore(doc, kind, api) ? { heard, address } : undefined;
  }

  /** What a call brought is known to the walk that goes on from it, and how it stood there to whoever awaits the call. */
  remember(identity: object, { known, memory }: Pick<Errand, 'known' | 'memory'>, api: Api): void {
    const acted = this.#acted.get(identity);
    const given = acted && this.#given.get(acted);
    if (given === undefined) return;
    const { doc, act, etag, address, kind } = given;
    if (act.givesItself) joinBeside(known, act.changes, address, kind, api);
    const level = levelGiven(doc, act, api);
    const stood = doc ?? new Doc(address, new Map(), new Map(), 'ref');
    const expected = {
      kind,
      wish: act.asked ?? NOTHING,
      own: level === 'whole' ? { etag } : undefined,
    };
    const found = learn({ ...api, known }, stood, address, expected, level);
    memory.answered.set(identity, { found: doc && found, known });
    given.heard ??= known.heard;
  }

  /** What an action has changed besides, as its answer tells: its resource goes by another address as well. */
  changedBesides({ identity, ...act }: Act): readonly (Act & Changed)[] {
    const acted = this.#acted.get(identity);
    const place = acted !== undefined && 'place' in acted ? acted.place : undefined;
    const isItself = act.givesItself && place?.at === 'resource';
    const { alsoChanges } = act;
    const told = isItself ? withoutQuery(place.address) : undefined;
    const others = [{ changes: alsoChanges }, { changes: told, before: act.changes }];
    return others.flatMap(({ changes, ...more }) =>
      changes === undefined || changes === act.changes
        ? []
        : [{ ...act, identity, changes, ...more }],
    );
  }

  #start(act: Act, waiting: ActWaiting): Running {
    const waiters = new Waiters(waiting.signals);
    const acted = this.#sendOnce(act, waiting, waiters.signal).finally(() => waiters.release());
    const running = { waiters, acted, purpose: waiting.purpose };
    this.#running.set(act.identity, running);
    return running;
  }

  async #sendOnce(
    act: Act,
    { note, mayGoOn, purpose }: ActWaiting,
    signal: AbortSignal | undefined,
  ): Promise<Acted | undefined> {
    const { method, address: url, kind, body, form, headers, basic, reason } = act;
    const { round } = purpose;
    const shown = { round, ...(body !== undefined && { body: hideInBody(body) }) };
    const { describe, send, flights } = this.#parts;
    const changes = !isReading(act);
    if (changes) flights.clear();
    if (changes) this.#move(act, method === 'DELETE' ? 1 : 0);
    try {
      const answer = await send({
        ...{ method, url, kind, body, form, headers, basic, signal, mayGoOn, purpose },
        asked: describeAct(describe, act),
        underWay: (facts) => {
          if (facts === undefined) this.#underWay.delete(act.identity);
          else this.#underWay.set(act.identity, facts);
        },
        sent: (sent) => note(toSentRequest(sent, reason, shown)),
      });
      return this.#result(act, answer);
    } catch (error) {
      const isGivenUp = signal?.aborted && error === signal.reason;
      if (isGivenUp) return undefined;
      return { failure: { cause: isOutdated(error, act) ? error.advising(CHANGED) : error } };
    } finally {
      if (changes) flights.clear();
      // It may have been done at any time in between.
      if (changes) this.#move(act, 0);
    }
  }

  #move(act: Act, taken: 0 | 1): void {
    const { moves } = this;
    if (act.stays) return;
    const made = moves.made + (act.isCollection ? 1 : 0);
    this.#moves = { taken: moves.taken + taken, changed: moves.changed + 1 - taken, made };
  }

  #result(act: Act, answer: Answer): Acted {
    const { givesKind: kind, answers, byHand, isOpen } = act;
    const value = { at: 'value', value: answer.json, codec: 'json', of: 'the answer' } as const;
    if (byHand) return { place: value };
    if (kind === undefined && !isOpen) {
      if (answers === undefined) return { place: { ...value, value: undefined } };
      const json = isJsonObject(answer.json) ? answer.json : undefined;
      return { place: { ...value, value: json, codecs: answers } };
    }
    const { dialect, describe } = this.#parts;
    const doc = dialect.document(answer, describeAct(describe, act)) ?? undefined;
    const address = doc?.address ?? (act.givesItself ? act.changes : locationOf(answer));
    if (address === undefined) {
      // What nobody foresaw is given as it came, where it is no resource and none is said to be elsewhere.
      if (isOpen) return { place: value };
      throw answerError('the answer does not say what was created', act.address, act.method);
    }
    const told = doc?.address === undefined ? 'ref' : 'stub';
    const shows = isOpen ? told : (act.gives ?? 'ref');
    const acted = { place: { at: 'resource', address, kind, shows } } as const;
    const etag = answer.headers.get('etag') ?? undefined;
    this.#given.set(acted, { act: { ...act, gives: shows }, address, kind, doc, etag });
    return acted;
  }
}
