/**
 * Holds what `explain` says of each chain alone against the oracle, and against what `trace` says after it.
 *
 * The plan is that of the worst world: it has as many requests as the least is there. Where the oracle finds that no datum
 * could change their number (what is spent in the real world is the worst, however ties are broken), so many are sent; and
 * they are those that were planned, where also no two things on the way turn out to be one.
 */
import { measure } from './oracle.ts';
import { type Explained, explainAndTrace } from './serve.ts';
import { showWorld, touched } from './show.ts';
import type { Steps, World } from './world.ts';

/** Whether only data tells how many items there are to read. */
const readsAll = (steps: Steps): boolean => steps.some(({ is }) => is === 'pipe' || is === 'loop');

/** Whether an address is one with its holes filled. */
function isFilled(planned: string, sent: string): boolean {
  const parts = planned.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, '\\$&'));
  return new RegExp(`^(https://world.test)?${parts.join('.+')}$`).test(sent);
}

/**
 * Whether a chain comes by one thing twice, so that what was to be asked may be there by then; or by a path that leads elsewhere or to nothing,
 * as a document tells; or by a reference that documents leave out, which the owner is asked for.
 */
function isAskedOtherwise(world: World, steps: Steps): boolean {
  const { resources, lists, aliases, kinds, omitsNull } = world;
  const seen: string[] = [];
  let at = '';
  for (const step of steps) {
    if (step.is === 'act' && step.argument !== undefined) return true;
    if (step.is === 'lookup') {
      at = aliases[`/${step.kind}/${step.id}`] ?? `/${step.kind}/${step.id}`;
    } else if (step.is === 'ref') {
      const { kind = '', refs = {} } = resources[at] ?? {};
      const path = kinds[kind]?.refs[step.name]?.path;
      const target = refs[step.name] ?? '';
      if (path !== undefined && target !== `${at}/${path}`) return true;
      if (target === '' && omitsNull === true) return true;
      at = target;
    } else if (step.is === 'list') {
      const { kind = '' } = resources[at] ?? {};
      at =
        at === ''
          ? `/${step.name}`
          : `${at}/${kinds[kind]?.lists[step.name]?.path ?? `x${step.name}`}`;
    } else if (step.is === 'item') at = lists[at]?.[step.index] ?? '';
    else continue;
    seen.push(at);
  }
  return new Set(seen).size < seen.length;
}

function problemOf(
  { planned, traced, log }: Explained,
  worst: number,
  isSure: boolean,
  isSame: boolean,
): string | undefined {
  if (traced.join('\n') !== log.join('\n')) return `traced\n${traced.join('\n')}`;
  if (planned === undefined) return undefined;
  if (planned.length !== worst) return `in the worst world it is ${worst}`;
  if (!isSure) return undefined;
  if (planned.length !== log.length) return 'no datum could change their number';
  if (!isSame) return undefined;
  const left = [...log];
  for (const each of planned) {
    const found = left.findIndex((sent) => isFilled(each, sent));
    if (found === -1) return `no datum could change it, and nobody asked ${each}`;
    left.splice(found, 1);
  }
  return left.length === 0 ? undefined : `no datum could change it, and nobody spoke of ${left}`;
}

/** Where a plan is not what is sent; `undefined` where it is. */
export async function differenceFromExplained(world: World): Promise<string | undefined> {
  if (world.wire?.embeds !== undefined) return undefined;
  for (const chain of world.chains.filter((steps) => !readsAll(steps))) {
    const alone = { ...world, chains: [chain] };
    const explained = await explainAndTrace(alone);
    const { worst, walks } = measure(alone);
    const isSure = walks.every(
      ({ requests, rounds }) => requests === worst.requests && rounds === worst.rounds,
    );
    const { planned = [], log } = explained;
    const problem = problemOf(explained, worst.requests, isSure, !isAskedOtherwise(world, chain));
    if (problem === undefined) continue;
    const lines = [showWorld(touched(alone)), 'explained', ...planned, 'sent', ...log, problem];
    return lines.join('\n');
  }
  return undefined;
}
