/**
 * Holds a program's run by the library against the run by hand, and words the difference.
 *
 * What is held of requests: the library sends at most as many as the run by hand, which asks nothing twice within one
 * walk. More are allowed where the server is not what its map says: one for each walk, for the first expansion that was
 * ignored (rule 9); where it ignores some expansions and not others, one for each answer that left one out; one for each thing that was asked for by its id and left out of the answer; one for each
 * request with an expansion that was refused, which is asked again without; one for each thing that is refused once; one where a request may not
 * expand all paths, and others of the same round expand the rest; and one page for each loop that was left,
 * which may have been on its way (rule 13). What lives in its owner may be asked at its own address before the owner turns out to be
 * needed as well, which nobody can know; and no more is asked of a page than is wanted of it, though more may be wanted later. Where
 * pages are shorter than they should be, a loop asks again what it has forgotten; and beside loops, and after an action on an
 * item, the pages behind the first are asked again, though they do not hold it. What is read at once with an action on it, for the fewest
 * rounds, is read again where it is wanted later. What lies below a path may lie elsewhere: where it was refused, what says why is asked for; and
 * where a total is too high, what lies behind the end.
 */

import { asWorld, type ProgramWorld } from './programs.ts';
import { type PlainRun, runByHand } from './programsPlain.ts';
import { type LibraryRun, runByLibrary } from './programsRun.ts';
import { showProgramWorld } from './programsShow.ts';
import { canonical } from './world.ts';

/** How many differences are worded: most follow from the first. */
const MOST_SHOWN = 4;

function spareOf(world: ProgramWorld, run: LibraryRun, { walks, left }: PlainRun): number {
  const { manners } = world;
  const { ignored, refusedExpanded, leftOut, doubts } = run;
  const isNever = manners.expands === 'nothing' && manners.refused.length === 0;
  // By hand, nothing is refused that is refused only once: what the program goes on with is told by the library's run.
  const again = manners.isOnce ? manners.refused.length + readTwice(world, run) : 0;
  const ignoredOnce = isNever ? Math.min(walks - 1 + mostAtOnce(run), ignored) : ignored;
  const behind = (manners.totals ?? 0) > 0 ? run.behindEnd : 0;
  const more =
    leftOut + refusedExpanded + ignoredOnce + doubts + behind + readAgainAfterRefused(run);
  const lucky = luckOf(world, run) + overtakenIn(world, run) + givenUpIn(run);
  return left + again + repeatsOf(run) + more + lucky;
}

/** What was on its way for a chain that was given up is asked for again where it turns out to be wanted: its answer may never have come. */
function givenUpIn({ log, events }: LibraryRun): number {
  const isGivenUp = ({ outcome }: LibraryRun['events'][number]): boolean =>
    'error' in outcome && outcome.error === 'AbortError';
  const reads = log.filter((url) => !url.startsWith('POST '));
  return Math.min(events.filter(isGivenUp).length, reads.length - new Set(reads).size);
}

/** What was refused to a walk once, a loop that started from there may have read by itself: then the walk reads it as well. */
function readTwice({ program }: ProgramWorld, { log }: LibraryRun): number {
  const reads = log.filter((url) => !url.startsWith('POST '));
  const hasLoop = program.some(({ is }) => is === 'loop');
  return hasLoop ? reads.length - new Set(reads).size : 0;
}

/** An action that was refused may have been done, and is sent below a path where by hand nothing is found to act on. */
function readAgainAfterRefused({ log, inRound, actsRefused }: LibraryRun): number {
  const before = (index: number): readonly string[] =>
    log.filter((_, at) => (inRound[at] ?? 0) < (inRound[index] ?? 0));
  return log.filter((url, index) => {
    const all = before(index);
    return all.includes(url) && all.some((each) => actsRefused.has(each));
  }).length;
}

/** How many things were read while they were acted on, and read again later: by hand, one of the two comes after the other. */
function overtakenIn(world: ProgramWorld, { log, inRound }: LibraryRun): number {
  const thingAt = (url: string): string => {
    const [path = ''] = url.replace(/^POST /, '').split('?');
    return canonical(asWorld(world), path.replace(/\/act\d$/, ''));
  };
  const isRead = (url: string): boolean => !url.startsWith('POST ');
  const isAbout = (url: string, thing: string): boolean => thingAt(url) === thing;
  return log.filter((url, index) => {
    const thing = thingAt(url);
    const round = inRound[index] ?? 0;
    const isActedOn = log.some(
      (other, at) => inRound[at] === round && !isRead(other) && isAbout(other, thing),
    );
    const isReadAgain = log.some(
      (other, at) => (inRound[at] ?? 0) > round && isRead(other) && isAbout(other, thing),
    );
    return isRead(url) && isActedOn && isReadAgain;
  }).length;
}

/** How many requests of one round asked for an expansion: none of them can know what became of the others. */
function mostAtOnce({ log, inRound }: LibraryRun): number {
  const counts = new Map<number | undefined, number>();
  for (const [index, url] of log.entries()) {
    const round = inRound[index];
    if (url.includes('with=')) counts.set(round, (counts.get(round) ?? 0) + 1);
  }
  return Math.max(1, ...counts.values());
}

/** What nobody can know before: see above, of what lives in its owner, and of what a loop has forgotten. */
function luckOf(world: ProgramWorld, { log }: LibraryRun): number {
  const reads = log.filter((url) => !url.startsWith('POST ')).map(withoutExpansion);
  const paths = reads.map((url) => url.split('?')[0] ?? '');
  // Of what lies in a thing that is not there, its own address is asked as well: it may know what lies below it by another one.
  const own = paths.filter((path) => /^\/\w+\/\w+(\/r\d)+$/.test(path));
  // An action on one item makes all pages of its collection unknown: by hand, only those that hold it. And a loop forgets
  // pages, which its body may read again.
  const forgets = reads.length < log.length || world.program.some(({ is }) => is === 'loop');
  // Nor does anybody know that a collection which goes by two names is one, though a page of it declares the next by the other.
  const nameOf = (path: string): string => canonical(asWorld(world), path);
  const isOfTwo = (url: string): boolean => {
    const [own = ''] = url.split('?');
    return paths.some((path) => path !== own && nameOf(path) === nameOf(own));
  };
  const pages = reads.filter((url) => isBehindTheFirst(url) && (forgets || isOfTwo(url)));
  const again = world.manners.cap === undefined ? pages : reads;
  // By hand, a page is read as large as it may be and from the first item on, though less is wanted of it: what else is
  // there may be wanted later.
  const { pageSize } = world.limits;
  const narrow = reads.filter((url) => {
    const { from = 0, size = pageSize } =
      /(?:from|cursor)=(?<from>\d+)&(?:count|size)=(?<size>\d+)/.exec(url)?.groups ?? {};
    const isOfThat = (other: string): boolean => other.split('?')[0] === url.split('?')[0];
    // A page that follows one from there on is no page of those by hand, either.
    const isAside = url.includes('from=') ? Number(from) > 0 : Number(from) % pageSize > 0;
    const isNarrow = Number(size) < pageSize || isAside;
    return isNarrow && reads.filter(isOfThat).length > 1;
  });
  return own.length + again.length - new Set(again).size + new Set(narrow).size;
}

/** Whether it asks for items behind those of the first page, as after a first page that was shorter than it may be. */
const isBehindTheFirst = (url: string): boolean => /[?&](?:cursor=|from=[1-9])/.test(url);

const withoutExpansion = (url: string): string => url.replace(/.with=.*$/, '');

/** How many requests were sent beside another for the same: an address has more paths than one request may expand. */
function repeatsOf({ log, inRound }: LibraryRun): number {
  const asked = log.map((url, index) => `${inRound[index]} ${url.split(/.with=/)[0]}`);
  const reads = asked.filter((_, index) => !log[index]?.startsWith('POST '));
  return reads.length - new Set(reads).size;
}

/**
 * What is done in each tick. Within one, nothing is said of the order: an action whose address has to be found is sent after one
 * whose address is there.
 */
function actsByTick(acts: readonly (readonly string[])[]): string {
  return acts
    .filter(({ length }) => length > 0)
    .map((tick) => `  ${tick.join(' ')}`)
    .join('\n');
}

/** The kinds of faults, as titles. */
const TITLES = {
  broke: 'the program broke off',
  fault: 'the library finds fault with itself',
  result: 'gives other than by hand',
  acts: 'does other than by hand',
  requests: 'costs more than by hand',
} as const;

type Problem = readonly [kind: keyof typeof TITLES, text: string];

function problemsOf(world: ProgramWorld, run: LibraryRun): readonly Problem[] {
  const problems: Problem[] = run.faults.map((each) => ['fault', each]);
  const plain = runByHand(world, run.events);
  for (const each of plain.differences) problems.push(['result', each]);
  if (!plain.isWhole) return problems;
  const acts = actsByTick(run.acts);
  const should = actsByTick(plain.acts);
  if (acts !== should) problems.push(['acts', `it did\n${acts}\n  and not\n${should}`]);
  const most = plain.requests + spareOf(world, run, plain);
  if (run.log.length > most) {
    problems.push(['requests', `by hand it takes ${plain.requests}, and ${most} may be sent`]);
  }
  return problems;
}

/** What is wrong in a world, under a title that is the same for one kind of fault; `undefined` when nothing is. */
export async function differenceInProgram(world: ProgramWorld): Promise<string | undefined> {
  let log: readonly string[] = [];
  let problems: readonly Problem[];
  try {
    const run = await runByLibrary(world);
    log = run.log.map((each, index) => `  ${run.inRound[index]}  ${each}`);
    problems = problemsOf(world, run);
  } catch (error) {
    problems = [['broke', String((error as Error).stack)]];
  }
  const [first] = problems;
  if (first === undefined) return undefined;
  const shown = [...new Set(problems.map(([, text]) => text))].slice(0, MOST_SHOWN);
  const sent = [`sent, ${log.length}:`, ...log];
  return [TITLES[first[0]], showProgramWorld(world), ...sent, ...shown].join('\n');
}
