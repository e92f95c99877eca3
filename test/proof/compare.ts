/**
 * Compares what the library did in a world with what the plain walk and the oracle say of it, and words the difference.
 */
import { type Answer, Answers, changed, type Json, type Misbehaviour } from './answer.ts';
import { asItIsRead, fieldsOf, hasBranches } from './fields.ts';
import { inDoubt } from './inDoubt.ts';
import { judge, measure } from './oracle.ts';
import { type Outcome, type PlainOptions, type PlainWalk, walkPlainly } from './plain.ts';
import { type PlannedWalk, showFields, walkPlanned } from './serve.ts';
import { showChain, showWorld, touched } from './show.ts';
import { ACTIONS, canonical, type Steps, type World } from './world.ts';

const indent = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join('\n');

const sent = ({ log, rounds }: PlannedWalk): string =>
  `sent, ${log.length} in ${rounds} rounds:\n${indent(log)}`;

const WALKED = new WeakMap<World, Promise<PlannedWalk>>();

/** The walk where nothing misbehaves, walked once for all who look at it. */
export function walkWell(world: World): Promise<PlannedWalk> {
  const before = WALKED.get(world);
  if (before !== undefined) return before;
  const walk = walkPlanned(world);
  WALKED.set(world, walk);
  return walk;
}

/**
 * Where the planner spends more than the least, by the oracle; `undefined` when it does not.
 *
 * A branch that only data takes may read what was not asked for: then what came so far is asked for once more, with all.
 */
export async function differenceFromLeast(world: World): Promise<string | undefined> {
  if (world.wire?.embeds !== undefined) return undefined;
  const planned = await walkWell(world);
  const fields = differenceFromFields(world, planned);
  if (fields !== undefined) return [showWorld(touched(world)), sent(planned), fields].join('\n');
  if (world.selects === true && hasBranches(world)) {
    const all = await walkWell({ ...world, selects: false });
    if (planned.log.length <= 2 * all.log.length) return undefined;
    return [showWorld(touched(world)), sent(planned), 'with all fields', sent(all)].join('\n');
  }
  const seen = asItIsRead(world);
  const verdict = judge(seen, roundsOf(planned));
  if (verdict === undefined) return undefined;
  // What was asked for by its path may be taken for what a document names there, or not.
  if (judge(seen, roundsOf(planned), true) === undefined) return undefined;
  // Several that are asked for by their ids come with all of their fields: they may name what nobody chose to read.
  const isAllGiven = planned.log.some((url) => url.includes('?id='));
  if (isAllGiven && judge(world, roundsOf(planned)) === undefined) return undefined;
  const { walks } = measure(seen);
  const least = walks.map(
    ({ requests, rounds, log }) => `least, ${requests} in ${rounds} rounds:\n${indent(log)}`,
  );
  return [showWorld(touched(world)), sent(planned), verdict, ...least].join('\n');
}

/** The requests of each round. */
function roundsOf({ rounds, log, inRound }: PlannedWalk): readonly (readonly string[])[] {
  return Array.from({ length: rounds }, (_, round) =>
    log.filter((_url, each) => inRound[each] === round + 1),
  );
}

/** Where it asks for other fields than those that are read; only of the first round, where branches may read others. */
function differenceFromFields(world: World, { log, inRound }: PlannedWalk): string | undefined {
  const fields = fieldsOf(world);
  const expected = fields && showFields(fields);
  const wrong = log.find((url, index) => {
    if (hasBranches(world) && inRound[index] !== 1) return false;
    const { searchParams } = new URL(url, 'https://world.test');
    // Several by their ids come with all fields.
    const isAll = expected === undefined || searchParams.has('id');
    return (searchParams.get('only') ?? undefined) !== (isAll ? undefined : expected);
  });
  return wrong && `it reads ${expected ?? 'all'}, and asks ${wrong}`;
}

/** Where values, errors or the bill are not those of the plain walk; `undefined` when they are. */
export async function differenceFromPlain(
  world: World,
  fault: Misbehaviour | undefined,
): Promise<string | undefined> {
  // What a collection holds that changes between two of its pages has more than one right answer.
  if (fault === 'changes' && world.chains.some(readsAll)) return undefined;
  // What stands in a document stands there as it was when that was read.
  if (fault === 'changes' && world.wire?.embeds !== undefined) return undefined;
  const planned = fault === undefined ? await walkWell(world) : await walkPlanned(world, fault);
  let problems = problemsOf(world, fault, planned, plainWalks(world, fault));
  if (problems.length > 0 && fault === 'changes') {
    problems = problemsOf(world, fault, planned, walksThroughAChange(world));
  }
  if (problems.length === 0) return undefined;
  return [showWorld(touched(world, fault)), sent(planned), ...problems].join('\n');
}

const readsAll = (steps: Steps): boolean => steps.some(({ is }) => is === 'pipe' || is === 'loop');

/** The actions of a log that were not refused, by the names that things go by to themselves. */
function actsOf(world: World, fault: Misbehaviour | undefined, log: readonly string[]): string {
  const answers = new Answers(world, fault);
  return log
    .filter((each) => each.startsWith('POST ') && answers.get(each.slice(5)).status < 400)
    .map((each) => canonical(world, each.slice(5)))
    .sort()
    .join('\n');
}

function problemsOf(
  world: World,
  fault: Misbehaviour | undefined,
  planned: PlannedWalk,
  allowed: readonly PlainWalk[],
): readonly string[] {
  const problems = planned.outcomes.flatMap((outcome, index) => {
    const outcomes = allowed.flatMap((walk) => walk.outcomes[index] ?? []);
    const right = [...new Set(outcomes.map(toText))];
    if (
      fault === 'changes'
        ? isMixOf(
            world,
            { ...outcome },
            outcomes.map((each) => ({ ...each })),
          )
        : right.includes(toText(outcome))
    )
      return [];
    const chain = showChain(world.chains[index] ?? []);
    return [`${chain}\n  gave ${toText(outcome)}\n  not  ${right.join('\n   or  ')}`];
  });
  const most = Math.max(
    ...[...allowed, ...unluckyWalks(world, fault)].map((walk) => walk.requests),
  );
  const isLoop = world.chains.some((steps) => steps.at(-1)?.is === 'loop');
  const spare =
    spareOf(world, fault, planned) +
    behindEnd(world, fault, planned) +
    (isLoop ? spareOfLoop(world, fault, planned) : 0) +
    inDoubt(world, fault, planned).size;
  // Each chain calls its action by a name of its own, and may be right by another of the plain walks.
  const isDone = (name: string): boolean => {
    const own = (log: readonly string[]): string =>
      actsOf(
        world,
        fault,
        log.filter((each) => each.endsWith(`/${name}`)),
      );
    return allowed.some(({ acts }) => own(acts) === own(planned.log));
  };
  if (fault !== 'changes' && !ACTIONS.every(isDone)) {
    problems.push(`the plain walk does\n${indent(allowed[0]?.acts ?? [])}`);
  }
  if (planned.log.length > most + spare) {
    problems.push(`the plain walk takes ${most} requests, and ${spare} more is allowed`);
  }
  return problems;
}

/**
 * How many requests more than the plain walk are allowed: one for what the server ignored first; and what was sent at
 * once, for the fewest rounds, before an answer could tell that it is ignored or not needed.
 */
function spareOf(
  world: World,
  fault: Misbehaviour | undefined,
  { log, inRound }: PlannedWalk,
): number {
  const answers = new Answers(world, fault);
  // What an answer for several leaves out is asked for by itself: then nobody knew that it was worth nothing.
  const isInVain = (url: string): boolean => {
    const { pathname, searchParams } = new URL(url, 'https://world.test');
    const ids = searchParams.get('id')?.split(',') ?? [];
    const { items } = answers.get(url).json;
    const came = new Set(Array.isArray(items) ? items.map((item) => nameOf(item)) : []);
    return ids.some((id) => !came.has(`${pathname}/${id}`));
  };
  const isWindow = (url: string): boolean => fault === 'ignores windows' && /from=[1-9]/.test(url);
  // An address is asked again in a round where it has more paths than one request may expand.
  const isAgain = (url: string, index: number): boolean =>
    log.some(
      (other, each) =>
        each < index &&
        inRound[each] === inRound[index] &&
        other.split(/.with/)[0] === url.split(/.with/)[0],
    );
  const countEarly = (isEarly: (url: string, index: number) => boolean): number => {
    const first = inRound[log.findIndex(isEarly)];
    return log.filter((url, index) => inRound[index] === first && isEarly(url, index)).length;
  };
  // A page that is asked again brings nothing of an item that is refused; only then is that asked for by itself, and told
  // so twice, with what was to be expanded in it and without.
  const isPageAgain = (url: string, index: number): boolean =>
    /with=items/.test(url) &&
    log.some((other, each) => inRound[each] !== inRound[index] && other === url.split(/.with=/)[0]);
  const refused = fault === 'errors' && log.some(isPageAgain) ? 1 : 0;
  const most = Math.max(fault === undefined ? 0 : 1, countEarly(isWindow));
  const spare = most + countEarly(isAgain) + refused + log.filter((url) => isInVain(url)).length;
  // What was refused for its fields, or asked for without those that a branch reads, is asked for once more.
  const isPart = (url: string): boolean => /[?&]only=/.test(url);
  const isRefused = (url: string): boolean => answers.get(url).status >= 400;
  const mayBeForFields = log.some((url) => isPart(url) && isRefused(url));
  const isAskedAgain = mayBeForFields || hasBranches(world);
  const askedAgain = isAskedAgain ? log.filter(isPart).length : 0;
  // What came in part may be refused at its own address, and comes with its page then.
  const closed = fault === 'errors' && hasBranches(world) ? log.filter(isRefused).length : 0;
  return spare + askedAgain + closed;
}

/** How many pages lie behind the last item, where a total promises more. */
function behindEnd(world: World, fault: Misbehaviour | undefined, { log }: PlannedWalk): number {
  const answers = new Answers(world, fault);
  const isEmpty = (url: string): boolean => {
    const { items, start } = answers.get(url).json;
    return Array.isArray(items) && items.length === 0 && start !== 0;
  };
  return (world.totals ?? 0) > 0 ? log.filter(isEmpty).length : 0;
}

/**
 * What a loop may ask besides: again what it has forgotten, where pages are shorter than they should be, or what should
 * have come with them came by itself; and a page that was on its way when an item was refused, or when a chain came to nothing to
 * go on from.
 */
function spareOfLoop(
  world: World,
  fault: Misbehaviour | undefined,
  { log, outcomes }: PlannedWalk,
): number {
  const isPast = (each: Outcome): boolean =>
    'error' in each && each.error === 'StepError pastNothing';
  if (fault === 'errors' || (world.omitsNull && outcomes.some(isPast))) return 1;
  if (fault === 'ignores expansions') {
    const things = log.filter((url) => !/[?&](from|cursor)=/.test(url));
    return things.length - new Set(things.map((url) => url.split(/[?&]with=/)[0])).size;
  }
  const isShort = fault === 'caps pages' || fault === 'ignores windows';
  return isShort ? log.length - new Set(log).size : 0;
}

const toText = (outcome: Outcome | undefined): string => JSON.stringify(outcome);

const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The address of a thing, as its field `id` tells it. */
const nameOf = (item: Json): string =>
  isObject(item) ? String(item.id).replace('id of ', '') : '';

/** What a text tells of whose it is, and not of when it was read. */
const plainText = (value: Json | undefined): string => String(value).replace('new ', '');

/**
 * Whether each part of an outcome was so at some moment of a change. A thing is known field by field, so that a later
 * answer may have brought a part of it up to date: only which thing stands where must be as some walk finds it.
 */
function isMixOf(world: World, value: Json, moments: readonly Json[]): boolean {
  if (Array.isArray(value)) {
    const same = moments
      .filter((each) => Array.isArray(each))
      .filter((each) => each.length === value.length);
    return (
      same.length > 0 &&
      value.every((each: Json, index) =>
        isMixOf(
          world,
          each,
          same.map((other) => other[index] ?? null),
        ),
      )
    );
  }
  if (!isObject(value)) {
    const texts = moments.filter((each) => !isObject(each)).map(plainText);
    // What an action was done to, and what it was given, may be of two moments.
    const parts = plainText(value).split(' with ');
    return parts.every((part, at) => texts.some((text) => text.split(' with ')[at] === part));
  }
  const named = moments.filter(isObject);
  if ('id' in value) return named.some(({ id }) => id === value.id) && isDocument(world, value);
  const names = Object.keys(value);
  return names.every((name) =>
    isMixOf(
      world,
      value[name] ?? null,
      named.filter((each) => name in each).map((each) => each[name] ?? null),
    ),
  );
}

/** Whether each part of a document was so at some moment. */
function isDocument(world: World, json: { readonly [name: string]: Json }): boolean {
  const address = plainText(json.id).replace('id of ', '');
  const moments = [world, changed(world)].flatMap(({ resources }) => resources[address] ?? []);
  return Object.entries(json).every(([name, value]) =>
    moments.some(({ fields, refs }) => {
      if (name in fields) return plainText(value) === fields[name]?.replace('new ', '');
      const target = refs[name];
      if (typeof target !== 'string') return value === (world.omitsNull ? 'nothing' : null);
      return isObject(value) && value.id === `id of ${target}` && isDocument(world, value);
    }),
  );
}

/** The plain walks that are right: more than one where the server's answers depend on when it is asked. */
function plainWalks(world: World, fault: Misbehaviour | undefined): readonly PlainWalk[] {
  const before = new Answers(world, fault);
  const get = (url: string, given?: Json) => before.get(url, given);
  const pages = fault === 'ignores windows' ? 'in order' : 'windows';
  if (fault === 'changes') {
    const after = new Answers(changed(world));
    const getAfter = (url: string, given?: Json) => after.get(url, given);
    return [walkPlainly(world, world.chains, get), walkPlainly(world, world.chains, getAfter)];
  }
  if (fault === 'errors' && world.many !== undefined) {
    // A thing that is refused stands in lists as a stub. Asked for by its id among others it is left out, and no error by then.
    const open = new Answers(world);
    return [false, true].flatMap((isActingBlindly) => {
      const how = { pages, isActingBlindly } as const;
      const alone = world.chains.map((chain) => {
        const refused = walkPlainly(world, [chain], get, how);
        const given = walkPlainly(world, [chain], (url, given) => open.get(url, given), how);
        return refused.outcomes.some((each) => 'error' in each) ? given : refused;
      });
      const outcomes = alone.flatMap((each) => each.outcomes);
      const acts = alone.flatMap((each) => each.acts);
      const own = walkPlainly(world, world.chains, get, how);
      return [own, { ...own, outcomes, acts }];
    });
  }
  const meanings =
    fault === 'leaves links out'
      ? (['declared', 'declared by wholes', 'derived'] as const)
      : (['declared'] as const);
  return meanings.flatMap((links) =>
    [false, true].map((isActingBlindly) =>
      walkPlainly(world, world.chains, get, { pages, links, isActingBlindly }),
    ),
  );
}

/**
 * The plain walk without luck, which a walk that sends at once what it needs in the worst world cannot wait for: where only
 * wholes declare collections, as the map says; and where nothing that has an address below its owner's is looked for in the
 * owner, which may turn out to be needed later on.
 */
function unluckyWalks(world: World, fault: Misbehaviour | undefined): readonly PlainWalk[] {
  if (fault === 'changes') return [];
  const answers = new Answers(world, fault);
  const get = (url: string, given?: Json): Answer => answers.get(url, given);
  const deriving = walkPlainly(world, world.chains, get, { isDeriving: true });
  if (!world.stubLinks || fault !== undefined) return [deriving];
  return [deriving, walkPlainly(world, world.chains, get, { links: 'declared by wholes' })];
}

/** Each chain walked alone, with each of its requests before the change or after it. */
function walksThroughAChange(world: World): readonly PlainWalk[] {
  const before = new Answers(world);
  const after = new Answers(changed(world));
  const walk = (
    how: Pick<PlainOptions, 'isEager' | 'isForgetful' | 'isActingBlindly'>,
    moments: number,
  ): PlainWalk => {
    const alone = world.chains.map((chain) => {
      let count = 0;
      const get = (url: string, given?: Json): Answer => {
        count += 1;
        return ((moments >> (count - 1)) % 2 === 0 ? before : after).get(url, given);
      };
      return walkPlainly(world, [chain], get, how);
    });
    return {
      outcomes: alone.flatMap(({ outcomes }) => outcomes),
      acts: [],
      // What goes round in a circle may tell anew what led there: then the way from there is gone once more.
      requests: alone.reduce((sum, { requests }) => sum + 2 * requests, 0),
    };
  };
  const all = Array.from({ length: 2 ** 7 }, (_, moments) => moments);
  const ways = [{}, { isEager: true }, { isForgetful: true }, { isActingBlindly: true }];
  return ways.flatMap((how) => all.map((moments) => walk(how, moments)));
}
