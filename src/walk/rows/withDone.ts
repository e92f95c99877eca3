/**
 * What of a chain was done by the time that it ends in an error: whoever writes it anew would do that once more.
 */
import type { PlanContext } from '../../plan/pipeline/context.ts';
import { argumentsOf } from '../../plan/program/argument.ts';
import { isReading, type Move, type Want } from '../../plan/program/program.ts';
import type { WrittenChain } from './WrittenChain.ts';

/** A chain with its actions that were done, and those of its arguments. */
export function withDone(
  chain: WrittenChain,
  { moves }: Want,
  { acted }: Pick<PlanContext, 'acted'>,
): WrittenChain {
  const isDone = ({ identity, meaning }: Move): boolean => {
    const came = acted(identity);
    const reads = meaning.is === 'action' && isReading(meaning.member);
    return came !== undefined && 'place' in came && !reads;
  };
  const done = moves.flatMap((move) => {
    const given = argumentsOf(move).filter(({ want }) => want.moves.some(isDone));
    const own = isDone(move) ? [chain.text.slice(0, chain.spans[move.at]?.[1])] : [];
    return [...given.map(({ text }) => text), ...own];
  });
  return done.length === 0 ? chain : { ...chain, done };
}
