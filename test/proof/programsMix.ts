/** What a number of drawn programs consists of, so that a proof over easy ones is not mistaken for one. */
import { chainsIn, type ProgramChain, type ProgramWorld, type Statement } from './programs.ts';

/** The share of worlds that hold each, from 0 to 1. */
export interface ProgramMix {
  /** Chains that go on from a variable. */
  readonly snapshots: number;
  readonly actions: number;
  readonly loops: number;
  readonly loopsInLoops: number;
  readonly lambdas: number;
  /** Something read of each item of what is in hand, in one tick. */
  readonly each: number;
  /** Ticks of ten chains or more. */
  readonly largeTicks: number;
  readonly aliases: number;
  readonly ownAddresses: number;
  readonly innerLists: number;
  readonly expandedByHand: number;
  readonly limits: number;
  readonly refusals: number;
  /** Servers that give several of a kind by their ids, with ids of two parts, and with collections beside their owners. */
  readonly many: number;
  readonly keyed: number;
  readonly beside: number;
  /** Servers whose paths lead elsewhere, that leave references to nothing out, and that tell wrong totals. */
  readonly elsewhere: number;
  readonly omitsNull: number;
  readonly wrongTotals: number;
  /** Those whose documents keep their JSON, and stay unread. */
  readonly keepsJson: number;
  /** Servers that do other than their map says. */
  readonly strangeServers: number;
}

function statementsIn(program: readonly Statement[]): readonly Statement[] {
  return program.flatMap((statement) =>
    statement.is === 'loop' ? [statement, ...statementsIn(statement.body)] : [statement],
  );
}

export function mixOfPrograms(worlds: readonly ProgramWorld[]): ProgramMix {
  const share = (test: (world: ProgramWorld, all: readonly Statement[]) => boolean): number => {
    const found = worlds.filter((world) => test(world, statementsIn(world.program)));
    return Math.round((1000 * found.length) / worlds.length) / 1000;
  };
  const ofChains = (test: (chain: ProgramChain, world: ProgramWorld) => boolean): number =>
    share((world, all) => all.flatMap(chainsIn).some((chain) => test(chain, world)));
  const ofSteps = (test: (step: ProgramChain['steps'][number], world: ProgramWorld) => boolean) =>
    ofChains(({ steps }, world) => steps.some((step) => test(step, world)));
  return {
    snapshots: ofChains(({ from }) => from !== undefined),
    actions: ofSteps(({ is }) => is === 'act'),
    loops: share((_, all) => all.some(({ is }) => is === 'loop')),
    loopsInLoops: share((_, all) =>
      all.some((each) => each.is === 'loop' && each.body.some(({ is }) => is === 'loop')),
    ),
    lambdas: ofSteps(({ is }) => is === 'pipe'),
    each: share((_, all) => all.some(({ is }) => is === 'each')),
    largeTicks: share((_, all) =>
      all.some((each) => each.is === 'await' && each.chains.length > 9),
    ),
    aliases: ofSteps((step) => step.is === 'lookup' && step.id === 'n1'),
    ownAddresses: ofSteps((step, { kinds }) => {
      const paths = Object.values(kinds).map(({ refs }) => 'name' in step && refs[step.name]?.path);
      return step.is === 'ref' && paths.some((path) => path !== false && path !== undefined);
    }),
    innerLists: ofSteps(({ is }) => is === 'inner'),
    expandedByHand: ofSteps((step) => 'expand' in step && step.expand !== undefined),
    limits: ofChains(({ budget, abortAt }) => budget !== undefined || abortAt !== undefined),
    refusals: share(({ manners }) => manners.refused.length > 0),
    many: share(({ many }) => Object.keys(many ?? {}).length > 0),
    keyed: share(({ wire }) => (wire?.keyed.length ?? 0) > 0),
    beside: share(({ wire, kinds }) =>
      (wire?.beside ?? []).some((kind) => kinds[kind]?.lists.c?.path !== undefined),
    ),
    elsewhere: share(({ aliases }) =>
      Object.keys(aliases).some((each) => each.split('/').length > 3),
    ),
    omitsNull: share(({ manners }) => manners.omitsNull === true),
    keepsJson: share((world) => world.keepsJson === true),
    wrongTotals: share(({ manners: { totals = 0 } }) => totals !== 0),
    strangeServers: share(
      ({ manners }) =>
        manners.expands !== 'all' || manners.cap !== undefined || manners.refused.length > 0,
    ),
  };
}
