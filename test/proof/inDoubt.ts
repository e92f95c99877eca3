import { Answers, type Misbehaviour } from './answer.ts';
import type { World } from './world.ts';

/** What was sent, in its order. */
interface Sent {
  readonly log: readonly string[];
  /** The round of each; without it, each has a round of its own. */
  readonly inRound?: readonly number[];
}

/**
 * Which requests ask for a thing, or for the one in which it lies, only since what lies below it was refused in a round before: it may lie
 * below another address. In a world where each address is the right one, such a request brings nothing new.
 */
export function inDoubt(
  world: World,
  fault: Misbehaviour | undefined,
  { log, inRound }: Sent,
): ReadonlySet<number> {
  const answers = new Answers(world, fault);
  const roundOf = (index: number): number => inRound?.[index] ?? index;
  const refused: { readonly url: string; readonly round: number }[] = [];
  const doubts = new Set<number>();
  for (const [index, url] of log.entries()) {
    const [path = ''] = url.split('?');
    const isThing = path.split('/').length > 2;
    const isAbove = (below: (typeof refused)[number]): boolean =>
      below.round < roundOf(index) && below.url.startsWith(`${path}/`);
    if (isThing && refused.some(isAbove)) doubts.add(index);
    if (url.startsWith('POST ') || answers.get(url).status < 400) continue;
    refused.push({ url, round: roundOf(index) });
  }
  return doubts;
}
