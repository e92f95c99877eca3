import { Answers, type Misbehaviour } from './answer.ts';
import type { World } from './world.ts';

/**
 * Which requests ask for a thing only since what lies below it was refused before: it may lie below another address. In a world where each address is
 * the right one, such a request brings nothing new.
 */
export function inDoubt(
  world: World,
  fault: Misbehaviour | undefined,
  log: readonly string[],
): ReadonlySet<number> {
  const answers = new Answers(world, fault);
  const refused: string[] = [];
  const doubts = new Set<number>();
  for (const [index, url] of log.entries()) {
    const [path = ''] = url.split('?');
    const isOfAnother = path.split('/').length > 3;
    if (isOfAnother && refused.some((each) => each.startsWith(`${path}/`))) doubts.add(index);
    if (!url.startsWith('POST ') && answers.get(url).status >= 400) refused.push(url);
  }
  return doubts;
}
