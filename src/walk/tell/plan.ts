/**
 * Plans: what a chain will send, as data. Runs the very loop that the walk runs, on answers that are foretold
 * by the map.
 */
import { hideInBody } from '../../http/hideSecrets.ts';
import { windowless } from '../../plan/ask/addressOf.ts';
import { Foretelling } from '../../plan/ask/foretell.ts';
import { Knowledge } from '../../plan/known/known.ts';
import { Reference } from '../../plan/known/records.ts';
import { NOTHING } from '../../plan/known/wish.ts';
import { filled } from '../../plan/map/ids.ts';
import { kindOf } from '../../plan/map/members.ts';
import { areAlike } from '../../plan/map/templates.ts';
import type { Failure } from '../../plan/need/outcome.ts';
import { type Act, type Ask, isFollowed } from '../../plan/need/request.ts';
import type { Acted } from '../../plan/pipeline/context.ts';
import { Memory } from '../../plan/pipeline/Memory.ts';
import type { Place } from '../../plan/place/place.ts';
import {
  isReading,
  type Move,
  type WalkOfArgument,
  type Want,
} from '../../plan/program/program.ts';
import { harmlessLine } from '../../values/harmless.ts';
import { hideSecrets } from '../../values/hideSecrets.ts';
import { absorbResource, learn } from '../learn/absorb.ts';
import { absorbForetold } from '../learn/absorbForetold.ts';
import { absorbMany } from '../learn/absorbMany.ts';
import type { Api } from '../learn/intake.ts';
import { rounds } from '../rounds/loop.ts';
import type { Errand, Planner, Round } from '../rounds/round.ts';
import type { Plan, PlannedRequest } from './planned.ts';
import { remarks, table, withoutOrigin } from './table.ts';

type Start = { readonly known: Knowledge } | undefined;

/** The plan of a want, with what its walk knows already: of a chain that starts anew, that is nothing. */
export function planOf(text: string, want: Want, walk: Start, planner: Planner): Plan {
  const planning = new Planning(want, walk, planner);
  planning.run();
  const { requests, failure } = planning;
  const openEnd = openEndOf(failure, requests);
  // A branch that no sample takes shows on data alone.
  const isOpen =
    openEnd !== undefined ||
    requests.some((request) => request.repeats !== undefined) ||
    want.moves.some(runsLambda);
  // Nobody knows yet whether there is any item.
  const sure = requests.filter(({ repeats }) => repeats === undefined || repeats === 'a page');
  const least = sure.length - planning.spared;
  const bill = { least, most: isOpen ? null : requests.length };
  const plan = { chain: text, requests, bill, ...(openEnd !== undefined && { openEnd }) };
  return withText(plan, planning.spared);
}

/** What only the answers tell. */
function openEndOf(
  failure: Failure | undefined,
  requests: readonly PlannedRequest[],
): string | undefined {
  if (failure?.code === 'unforeseen') return failure.message;
  // What the map has no address for may stand in its document, or lie where that links to.
  const isNowhere = failure?.code === 'request' && requests.length > 0;
  return isNowhere
    ? 'where the rest lies, if it does not stand there, the answer tells'
    : undefined;
}

/** Walks a want on what is foretold, and notes what it would send. */
class Planning {
  readonly requests: PlannedRequest[] = [];
  /** What it would end with. */
  failure: Failure | undefined;
  /** How many of them are not sent where the answers to its actions bear ETags. */
  spared = 0;
  readonly #planner: Planner;
  readonly #errand: Errand;
  /** Where its actions will foreseeably have led. */
  readonly #acted = new Map<object, Acted>();
  /** What its actions will have given whole. */
  readonly #given = new Set<string>();

  constructor(want: Want, walk: Start, planner: Planner) {
    const { context } = planner;
    const acted: typeof context.acted = (identity) =>
      context.acted(identity) ?? this.#acted.get(identity);
    this.#planner = { ...planner, context: { ...context, acted } };
    this.#errand = {
      want,
      memory: new Memory(),
      known: walk?.known.foretelling() ?? nothing(planner),
      knownTo: knownToArguments(walk, planner),
      isOver: false,
      done: () => {},
      failed: (failure) => {
        this.failure = failure;
      },
    };
  }

  run(): void {
    let round = 0;
    for (const { asks, acts } of rounds([this.#errand], this.#planner)) {
      round += 1;
      for (const asked of asks) this.#ask(asked, round);
      for (const { act } of acts.flatMap((group) => group.acts)) this.#act(act, round);
    }
  }

  #ask({ ask, url, plain, known, isOfItems }: Round<Errand>['asks'][number], round: number): void {
    const { api } = this.#planner;
    const isOfEach = isOfItems || followsItems(url, this.requests);
    const number = this.#note(plannedAsk(ask, url, isOfEach), round);
    const foretelling = new Foretelling(number, api, known);
    const intake = { ...api, known };
    if (ask.of === 'resource') {
      const { address } = ask;
      // Nothing but its ETag is lacking then.
      const isWhole = this.#given.has(address) && known.record(address)?.level === 'whole';
      if (isWhole && url === plain && !isOfEach) this.spared += 1;
      const etag = url === plain ? `{${number}.etag}` : undefined;
      absorbResource(intake, ask, foretelling.resource(ask), etag);
    } else if (ask.of === 'many') {
      absorbMany(intake, ask, foretelling.many(ask));
    } else {
      const items = ask.again ? itemsOf(ask.address, plain, known) : NO_ITEMS;
      absorbForetold(intake, ask, foretelling.page(ask, items), plain);
    }
  }

  #act(act: Act, round: number): void {
    const { api } = this.#planner;
    const errand = this.#errand;
    const number = this.#note(plannedAct(act, this.requests), round);
    const place = placeAfter(act, number, api);
    this.#acted.set(act.identity, { place });
    if (!isReading(act)) errand.known = errand.known.without([act], areAlike(api.map, api.base));
    if (place.at !== 'resource') return;
    const { address, kind, shows } = place;
    if (shows === 'whole') this.#given.add(address);
    const { asked: wish = NOTHING } = act;
    const { known, memory } = errand;
    const doc = new Foretelling(number, api).given(kind, address, shows, wish);
    const found = learn({ ...api, known }, doc, address, { kind, wish }, shows);
    memory.answered.set(act.identity, { found, known });
  }

  /** @returns Its number. */
  #note(planned: Planned, round: number): number {
    const number = this.requests.length + 1;
    this.requests.push({ number, round, ...planned });
    return number;
  }
}

/** What the walks of arguments know, where these are others. */
function knownToArguments(walk: Start, planner: Planner): Errand['knownTo'] {
  const others = new Map<WalkOfArgument, Knowledge>();
  return ({ walk: own }) => {
    if (own === 'here' || own === (walk ?? 'anew')) return undefined;
    const known = others.get(own) ?? (own === 'anew' ? nothing(planner) : own.known.foretelling());
    others.set(own, known);
    return known;
  };
}

/** What is known by a plan that begins with nothing: which windows its dialect has no words for. */
function nothing({ spelling, api }: Planner): Knowledge {
  return Object.assign(new Knowledge(true), windowless(spelling, api.limits.pageSize));
}

const NO_ITEMS: ReadonlyMap<number, string> = new Map();

/** The addresses of the items that a request has brought, by their index. */
function itemsOf(list: string, href: string, known: Knowledge): ReadonlyMap<number, string> {
  const found = known.list(list);
  const items = [...(found?.items ?? [])].flatMap(([index, item]) =>
    item instanceof Reference && found?.items.hrefOf(index) === href
      ? [[index, item.address] as const]
      : [],
  );
  return new Map(items.sort(([one], [other]) => one - other));
}

type Planned = Omit<PlannedRequest, 'number' | 'round'>;

function plannedAsk(ask: Ask, url: string, isOfItems: boolean): Planned {
  const reason = ask.reasons.join('; ');
  const isWalkThrough = ask.of === 'list' && isFollowed(ask);
  const ofItems = ask.of === 'many' ? 'a batch' : 'an item';
  const repeats = isOfItems ? ofItems : isWalkThrough ? 'a page' : undefined;
  return { method: 'GET', url: hideSecrets(url), reason, ...(repeats && { repeats }) };
}

function plannedAct(act: Act, before: readonly PlannedRequest[]): Planned {
  const { method, address, body, reason } = act;
  const shown = body === undefined ? {} : { body: hideInBody(body) };
  const isForEach =
    act.ofItem === true || followsItems(`${address}${JSON.stringify(body) ?? ''}`, before);
  const repeats = isForEach ? { repeats: 'an item' as const } : {};
  return { method, url: hideSecrets(address), reason, ...shown, ...repeats };
}

function runsLambda({ meaning }: Move): boolean {
  return meaning.is === 'operation' && 'run' in meaning.stage;
}

/** Whether what is sent waits for what stands for each item, or for what was asked for each. */
function followsItems(sent: string, before: readonly PlannedRequest[]): boolean {
  const ofEach = before.filter(({ repeats }) => repeats === 'an item' || repeats === 'a batch');
  return sent.includes('[*]') || ofEach.some(({ number }) => sent.includes(`{${number}.`));
}

/** Where an action will foreseeably lead. */
function placeAfter(act: Act, number: number, { map, base }: Api): Place {
  const { givesKind: kind, gives: shows = 'ref', givesItself, changes } = act;
  if (kind === undefined) {
    return { at: 'value', value: undefined, codec: 'json', of: 'the answer' };
  }
  const template = kindOf(map, kind)?.address;
  const hole =
    template === undefined
      ? `{${number}.links.self}`
      : `${base}/${filled(template, (name) => `{${number}.${name}}`)}`;
  return { at: 'resource', address: givesItself ? changes : hole, kind, shows };
}

const REPEATED = {
  'a page': 'one for each further page',
  'an item': 'one for each item',
  'a batch': 'one for each batch of items',
} as const;

function withText(plan: Omit<Plan, 'toString'>, spared: number): Plan {
  const text = (): string => {
    const { least } = plan.bill;
    const rows = plan.requests.map(({ number, round, method, url, body, reason }) => [
      String(number),
      `round ${round}`,
      method,
      withoutOrigin(url),
      remarks('', body, reason),
    ]);
    const repeats = [...new Set(plan.requests.flatMap((request) => request.repeats ?? []))];
    const ofItems = plan.requests.filter((request) => request.repeats === 'an item');
    const each = ofItems
      .map(({ number }) => number)
      .join(', ')
      .replace(/, (\d+)$/, ' and $1');
    const more = [
      ...repeats.map((what) =>
        what === 'an item' && ofItems.length > 1
          ? `one each of ${each} for each item`
          : REPEATED[what],
      ),
      ...(spared === 0 ? [] : [`${spared} more where an answer to an action bears no ETag`]),
      ...(plan.openEnd === undefined ? [] : [`what follows: ${harmlessLine(plan.openEnd)}`]),
    ];
    if (more.length === 0 && plan.bill.most === null) more.push('what lambdas read on data alone');
    const total = `${least} request${least === 1 ? '' : 's'}`;
    return [...table(rows), [total, ...more].join(', and ')].join('\n');
  };
  return Object.defineProperty({ ...plan }, 'toString', { value: text, enumerable: false }) as Plan;
}
