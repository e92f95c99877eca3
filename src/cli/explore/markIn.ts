/**
 * Where in the text of the editor an error happened. An error shows its chain as the library writes it (`hc.room('Ops')`),
 * with a mark under the step; the same step is looked for in the text, however that is written.
 */
import type { Mark } from '../../explorer/messages.ts';
import { HypchatError, type Where } from '../../index.ts';
import { stepsIn, type WrittenStep } from './stepsIn.ts';

/** The place in a text; `undefined` where it cannot be told. */
export function markIn(text: string, error: unknown): Mark | undefined {
  const where = whereOf(error);
  if (where !== undefined) return markOfStep(text, where);
  const unknown = error instanceof ReferenceError && /^(\S+) is not defined$/.exec(error.message);
  if (!unknown) return undefined;
  return stepsIn(text).find(([root]) => root?.name === unknown[1])?.[0]?.place;
}

/** Where an error says that it happened: in its field or, where it is JavaScript's own, in its message. */
function whereOf(error: unknown): Where | undefined {
  if (error instanceof HypchatError) return error.where;
  if (!(error instanceof Error)) return undefined;
  const lines = error.message.split('\n');
  const at = lines.findIndex((line) => /^ {2} *\^+$/.test(line));
  const chain = lines[at - 1]?.slice(2);
  const marks = lines[at]?.slice(2);
  if (chain === undefined || marks === undefined) return undefined;
  return { chain, step: [marks.indexOf('^'), marks.length] };
}

function markOfStep(text: string, { chain, step: [start, end] }: Where): Mark | undefined {
  // A snapshot's chain begins with words in brackets, which are no code.
  const code = chain.replace(/^\([^)]*\)/, (words) => '_'.repeat(words.length));
  const [root, ...steps] = stepsIn(code).find(([first]) => first?.place[0] === 0) ?? [];
  if (root === undefined) return undefined;
  const isWhole = start === 0 && end >= chain.trimEnd().length;
  const until = steps.findIndex(({ place }) => place[0] <= start && end <= place[1]);
  if (until === -1 && !isWhole) return undefined;
  const way = until === -1 ? steps : steps.slice(0, until + 1);
  const found = stepsIn(text).flatMap((written) => placesOf(way, written));
  const most = Math.max(...found.map(({ likeness }) => likeness));
  const [best, other] = found.filter(({ likeness }) => likeness === most);
  // What is written twice in full is the same chain; what only ends alike may be any.
  if (best === undefined || (other !== undefined && most < way.length)) return undefined;
  return isWhole ? [best.from, best.place[1]] : best.place;
}

/** A place in the text where the last step of a way may have been written. */
interface Candidate {
  readonly place: Mark;
  /** Where the chain begins. */
  readonly from: number;
  /** How many steps of the way end there, and half a one more if it is the whole of the chain until there. */
  readonly likeness: number;
}

/** Where a chain may have been written: it need not be in one piece, for a part of it may have a name. */
function placesOf(
  way: readonly WrittenStep[],
  written: readonly WrittenStep[],
): readonly Candidate[] {
  return written.flatMap(({ place }, at): readonly Candidate[] => {
    let count = 0;
    while (count < way.length && isSame(way.at(-1 - count), written[at - count])) count += 1;
    if (count === 0) return [];
    const before = written.slice(0, at - count + 1);
    const isAll = count === way.length && before.every((step) => ROOTS.has(step.name));
    const from = written[0]?.place[0] ?? 0;
    return [{ place, from, likeness: isAll ? count + 0.5 : count }];
  });
}

/** What stands for the root, and for what is no chain. */
const ROOTS: ReadonlySet<string> = new Set(['hc', 'hipchat', '']);

function isSame(one: WrittenStep | undefined, other: WrittenStep | undefined): boolean {
  return one !== undefined && one.name === other?.name && one.isCalled === other.isCalled;
}
