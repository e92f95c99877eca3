/** What a number of drawn worlds consists of, so that a proof over easy worlds is not mistaken for one. */
import { hasBranches } from './fields.ts';
import type { Cost } from './free.ts';
import { at, type Stage, type Step, type World } from './world.ts';

export interface Mix {
  /** The share of worlds that need three requests or more, and so on: from 0 to 1. */
  readonly threeRequests: number;
  readonly twoRounds: number;
  readonly limitExpansion: number;
  readonly limitDepth: number;
  readonly limitPaths: number;
  readonly severalChains: number;
  readonly aliases: number;
  readonly missing: number;
  readonly collections: number;
  readonly ownAddresses: number;
  readonly actions: number;
  readonly argumentsOfActions: number;
  readonly pipelines: number;
  /** Pipelines of several stages; those that may end before the last item; those that send actions. */
  readonly severalStages: number;
  readonly searches: number;
  readonly forEach: number;
  readonly loops: number;
  /** Servers that give several of a kind by their ids; those of them that leave some out. */
  readonly many: number;
  readonly leavesOut: number;
  /** Servers with ids of two parts, and with collections beside their owners. */
  readonly keyed: number;
  readonly beside: number;
  /** Servers whose documents hold the first page of their collections. */
  readonly embeds: number;
  /** Servers whose paths lead elsewhere, or to nothing. */
  readonly elsewhere: number;
  readonly toNothing: number;
  /** Servers whose pages tell a wrong total. */
  readonly wrongTotals: number;
  /** Those whose documents keep their JSON, and stay unread. */
  readonly keepsJson: number;
  /** Servers that leave references to nothing out of documents. */
  readonly omitsNull: number;
  /** Walks in which several were asked for by their ids. */
  readonly askedForMany: number;
  /** Servers that let choose what they give; walks in which that was done, and those of them that read more on data. */
  readonly selects: number;
  readonly selected: number;
  readonly selectedInVain: number;
}

/** What a world costs, and how many of the requests were for several by their ids, and for some fields alone. */
interface Spent extends Cost {
  readonly byIds: number;
  readonly ofFields: number;
}

const has = ({ chains }: World, test: (step: Step) => boolean): boolean =>
  chains.some((steps) => steps.some(test));

const SEARCHES: ReadonlySet<string> = new Set(['take', 'find', 'some', 'every']);

const stagesOf = (step: Step): readonly Stage[] => (step.is === 'pipe' ? step.stages : []);

/** @param costs - What the worlds cost, in their order. */
export function mixOf(worlds: readonly World[], costs: readonly Spent[]): Mix {
  const share = (test: (world: World, cost: Spent | undefined) => boolean): number =>
    Math.round(
      (1000 * worlds.filter((world, index) => test(world, costs[index])).length) / worlds.length,
    ) / 1000;
  return {
    threeRequests: share((_, cost) => (cost?.requests ?? 0) >= 3),
    twoRounds: share((_, cost) => (cost?.rounds ?? 0) >= 2),
    limitExpansion: share(
      ({ limits }) => limits.expandDepth !== undefined || limits.expandPaths !== undefined,
    ),
    limitDepth: share(({ limits }) => limits.expandDepth !== undefined),
    limitPaths: share(({ limits }) => limits.expandPaths !== undefined),
    severalChains: share(({ chains }) => chains.length > 1),
    aliases: share((world) => has(world, (step) => step.is === 'lookup' && step.id === 'n1')),
    missing: share((world) => has(world, (step) => step.is === 'lookup' && step.id === '9')),
    collections: share((world) => has(world, (step) => step.is === 'item')),
    ownAddresses: share(({ kinds }) =>
      Object.values(kinds).some(({ refs }) =>
        Object.values(refs).some(({ path }) => path !== undefined),
      ),
    ),
    actions: share((world) => has(world, (step) => step.is === 'act')),
    argumentsOfActions: share((world) =>
      has(world, (step) => step.is === 'act' && step.argument !== undefined),
    ),
    pipelines: share((world) => has(world, (step) => step.is === 'pipe')),
    severalStages: share((world) => has(world, (step) => stagesOf(step).length > 1)),
    searches: share((world) =>
      has(world, (step) => stagesOf(step).some(({ is }) => SEARCHES.has(is))),
    ),
    forEach: share((world) =>
      has(world, (step) => stagesOf(step).some(({ is }) => is === 'forEach')),
    ),
    loops: share((world) => has(world, (step) => step.is === 'loop')),
    many: share(({ many }) => Object.values(many ?? {}).some((most) => most > 1)),
    leavesOut: share(({ leftOut }) => (leftOut?.length ?? 0) > 0),
    keyed: share(({ wire }) => (wire?.keyed.length ?? 0) > 0),
    beside: share(({ wire, kinds }) =>
      (wire?.beside ?? []).some((kind) => kinds[kind]?.lists.c?.path !== undefined),
    ),
    embeds: share(({ wire, kinds }) =>
      (wire?.embeds ?? []).some((kind) => kinds[kind]?.lists.c !== undefined),
    ),
    elsewhere: share(({ aliases }) =>
      Object.keys(aliases).some((each) => each.split('/').length > 3),
    ),
    toNothing: share((world) =>
      Object.values(world.resources).some(({ kind, refs }) =>
        Object.entries(at(world.kinds, kind).refs).some(
          ([name, { path }]) => path !== undefined && refs[name] === null,
        ),
      ),
    ),
    wrongTotals: share(({ totals = 0 }) => totals !== 0),
    keepsJson: share((world) => world.keepsJson === true),
    omitsNull: share((world) => world.omitsNull === true),
    askedForMany: share((_, spent) => (spent?.byIds ?? 0) > 0),
    selects: share((world) => world.selects === true),
    selected: share((_, spent) => (spent?.ofFields ?? 0) > 0),
    selectedInVain: share((world, spent) => (spent?.ofFields ?? 0) > 0 && hasBranches(world)),
  };
}
