/**
 * The oracle against what can be counted by hand, and against a search that leaves nothing out.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { steps, world } from './ants.ts';
import { worlds } from './draw.ts';
import { judge, measure, worstCost } from './oracle.ts';
import type { KindSpec, Read, Resource, ServerLimits, Stage, Step, Steps, World } from './world.ts';

/** The worlds of the proof. */
const SEED = Number(process.env.PROOF_SEED ?? 202);

const ants = steps('ants');
const create: Step = { is: 'create', name: 'act0', gives: '/ant/4' };
const piped = (...stages: readonly Stage[]): Steps => [...ants, { is: 'pipe', stages }];
const read = (text: string): Read => ({ steps: steps(text) });
const map = (...reads: readonly string[]): Stage => ({ is: 'map', reads: reads.map(read) });

/** A test that holds for some ants, by number, and reads paths of them. */
function test(is: 'filter' | 'find' | 'some', ...given: readonly (number | string)[]): Stage {
  const holds = given.filter((each) => typeof each === 'number').map((id) => `/ant/${id}`);
  return { is, holds, reads: given.filter((each) => typeof each === 'string').map(read) };
}

describe('the oracle', () => {
  it.each<[chains: string[], limits: Partial<ServerLimits>, costs: string[]]>([
    // One chain: requests and rounds.
    [['ant(1).w'], {}, ['1 in 1']],
    [['ant(1).next.next.next.w'], {}, ['1 in 1']],
    [['ant(1).next.next.next.w'], { expandDepth: 1 }, ['2 in 2']],
    [['ant(1).next.next.next.w'], { expandDepth: 0 }, ['4 in 4']],
    [['ant(1).next.next.next.s'], { expandDepth: 0 }, ['3 in 3']],
    [['ant(1).bee.ant.next.w'], { expandDepth: 1 }, ['2 in 2']],
    [['ants.0.near.w'], {}, ['1 in 1']],
    [['ants.0.near.w'], { expandDepth: 1 }, ['2 in 2']],
    [['ants.0.near.s'], { expandDepth: 0 }, ['1 in 1']],
    [['ant(1).own.ant.w'], { expandDepth: 1 }, ['1 in 1']],
    [['ants.2.own.w'], { expandDepth: 0 }, ['2 in 2']],
    [['ant(1).c.1.c.0.s'], {}, ['2 in 2']],
    [['ant(1).d.0'], {}, ['2 in 2']],
    [['ant(1).next.d.0'], {}, ['2 in 2']],
    [['ants.7.next.w'], {}, ['1 in 1']],
    [['ants'], {}, ['1 in 1']],
    // The third ant's bee is nothing: it costs no more than what shows that.
    [['ant(3).bee.w'], { expandDepth: 0 }, ['1 in 1']],
    // Several chains.
    [['ants.0', 'ants.2'], {}, ['1 in 1']],
    [['ants.0', 'ants.3'], {}, ['2 in 1']],
    [['ants.0', 'ants.1', 'ants'], {}, ['1 in 1']],
    [['ants.2', 'ants'], {}, ['2 in 1']],
    [['ants.0.bee.w', 'ants.2.bee.w'], {}, ['1 in 1']],
    [['ant(1).s', 'ant(1).own.w'], {}, ['1 in 1']],
    [['ant(1).s', 'ant(1).own.w'], { expandDepth: 0 }, ['2 in 1']],
    [['ant(1).bee.w', 'ant(1).next.w'], { expandPaths: 1 }, ['2 in 1']],
    // Two bees that turn out to be one: asked once, unless each came with its owner.
    [['ant(1).bee.w', 'ant(2).bee.w'], { expandDepth: 0 }, ['3 in 2']],
    // That 'n1' is ant 1 nobody knows beforehand.
    [['ant(n1).w', 'ant(1).w'], {}, ['2 in 1']],
    [['ant(9).w', 'ant(9).next.w'], {}, ['1 in 1']],
  ])('counts %j with %j', (chains, limits, costs) => {
    const { walks } = measure(world(chains, limits));
    expect(walks.map(({ requests, rounds }) => `${requests} in ${rounds}`)).toEqual(costs);
  });

  it.each<[chains: string[], most: number, limits: Partial<ServerLimits>, costs: string[]]>([
    [['ant(1).w', 'ant(2).w', 'ant(4).w'], 3, {}, ['1 in 1']],
    [['ant(1).w', 'ant(2).w', 'ant(4).w'], 2, {}, ['2 in 1']],
    [['ant(1).w', 'bee(1).w'], 5, {}, ['2 in 1']],
    // Such a request reaches a name less deep than one for a thing alone.
    [['ant(1).next.w', 'ant(2).next.w'], 2, { expandDepth: 2 }, ['1 in 1']],
    [['ant(1).next.next.w', 'ant(2).next.next.w'], 2, { expandDepth: 1 }, ['2 in 2', '3 in 2']],
    // What comes expanded is asked for by no other.
    [['ants.0.next.w', 'ants.1.next.w'], 3, {}, ['1 in 1']],
    // One waits for the other, to be asked for with it.
    [['ants.0.w', 'ant(4).w'], 3, { expandDepth: 0 }, ['2 in 2']],
    // The ninth is not there, which its own address says.
    [['ant(9).w', 'ant(1).w'], 2, {}, ['2 in 2']],
  ])('counts %j where %d are given by their ids, with %j', (chains, most, limits, costs) => {
    const { walks } = measure({ ...world(chains, limits), many: { ant: most } });
    expect(walks.map(({ requests, rounds }) => `${requests} in ${rounds}`)).toEqual(costs);
  });

  it.each<[chain: Steps, limits: Partial<ServerLimits>, costs: string[]]>([
    [steps('ant(3).bee'), {}, ['1 in 1']],
    [steps('ant(3).bee.w'), { expandDepth: 0 }, ['1 in 1']],
    // What a stub leaves out, the whole may have.
    [steps('ants.2.near.s'), { expandDepth: 0 }, ['2 in 2']],
    [piped(map('near.s')), { expandDepth: 0 }, ['3 in 2']],
    // The body of a loop takes what a stub leaves out for nothing, and ends where a chain goes nowhere.
    [[...ants, { is: 'loop', reads: [read('near.s')] }], { expandDepth: 0 }, ['2 in 2']],
    [[...ants, { is: 'loop', reads: [read('bee.s')] }], { expandDepth: 0 }, ['5 in 4']],
  ])('counts %o, where what is nothing is left out, with %j', (chain, limits, costs) => {
    const small = world([], { pageSize: 3, ...limits });
    const third = small.resources['/ant/3'] as Resource;
    const without = { ...third, refs: { ...third.refs, near: null } };
    const resources = { ...small.resources, '/ant/3': without };
    const { walks } = measure({ ...small, resources, omitsNull: true, chains: [chain] });
    expect(walks.map(({ requests, rounds }) => `${requests} in ${rounds}`)).toEqual(costs);
  });

  it.each<[totals: number, costs: string[]]>([
    [-1, ['2 in 2']],
    [0, ['2 in 2']],
    // What a total promises behind the last of four ants is asked for once.
    [1, ['3 in 3']],
    [3, ['3 in 3']],
  ])('counts map(s) of the ants where a total is wrong by %d', (totals, costs) => {
    const small = world([], { pageSize: 3 });
    const { walks } = measure({ ...small, totals, chains: [piped(map('s'))] });
    expect(walks.map(({ requests, rounds }) => `${requests} in ${rounds}`)).toEqual(costs);
  });

  it.each<[chain: string, leadsTo: string | null, limits: Partial<ServerLimits>, costs: string[]]>([
    // What was refused at its path, the document above says to be nothing.
    ['ant(1).own.w', null, {}, ['1 in 1', '2 in 2']],
    ['ant(1).own.w', null, { expandDepth: 0 }, ['2 in 2']],
    ['ant(1).own.act0()', null, {}, ['1 in 1']],
    // What lies elsewhere is found by its path, and what lies below it by its own address.
    ['ant(1).own.w', '/bee/2', { expandDepth: 0 }, ['1 in 1']],
    ['ant(1).own.low.w', '/bee/2', { expandDepth: 0 }, ['3 in 3']],
  ])('counts %s, where that path leads to %s, with %j', (text, leadsTo, limits, costs) => {
    const [chain = '', action] = text.split('.act0');
    const small = world([chain], limits);
    const { bee } = small.kinds as { readonly bee: KindSpec };
    const low = { kind: 'ant', in: 'whole', path: 'low' } as const;
    const first = small.resources['/ant/1'] as Resource;
    const second = {
      ...(small.resources['/bee/1'] as Resource),
      address: '/bee/2',
      refs: { ant: '/ant/2', low: '/ant/4' },
    };
    const ways = leadsTo === null ? {} : { '/ant/1/own': leadsTo, '/bee/2/low': '/ant/4' };
    const led: World = {
      ...small,
      isShallow: true,
      kinds: { ...small.kinds, bee: { ...bee, refs: { ...bee.refs, low } } },
      resources: {
        ...small.resources,
        '/ant/1': { ...first, refs: { ...first.refs, own: leadsTo } },
        '/bee/2': second,
      },
      aliases: { ...small.aliases, ...ways },
    };
    const { '/ant/1/own': _none, ...resources } = led.resources;
    const acting = action === undefined ? [] : [{ is: 'act', name: 'act0' } as const];
    const chains = led.chains.map((each) => [...each, ...acting]);
    const { walks } = measure({ ...led, resources, chains });
    expect(walks.map(({ requests, rounds }) => `${requests} in ${rounds}`)).toEqual(costs);
  });

  it.each<[rounds: string[][], verdict: RegExp]>([
    [[['/ant/1', '/ant/2']], /1 requests in 1 rounds would do/],
    [[['/ant?id=1,2,4']], /nothing is missing at/],
    [[['/ant?id=1,2&with=items.next']], /next is of no use/],
    [[['/ant?id=1', '/ant/2']], /nothing is missing at/],
  ])('finds fault where several are given by their ids, with %j', (rounds, verdict) => {
    const two = { ...world(['ant(1).w', 'ant(2).w'], {}), many: { ant: 2 } };
    expect(judge(two, [['/ant?id=2,1']])).toBeUndefined();
    expect(judge(two, rounds)).toMatch(verdict);
  });

  it.each<[what: string, chain: Steps, limits: Partial<ServerLimits>, costs: string[]]>([
    // Four ants come in two pages of three at most, or in four of one.
    ['map(w)', piped(map('w')), {}, ['2 in 2']],
    ['map(w)', piped(map('w')), { expandDepth: 0 }, ['6 in 3']],
    // What a lambda reads second is not sure before the first is there; the two bees are one, and the third is nothing.
    ['map(bee.w, s)', piped(map('bee.w', 's')), { expandDepth: 0 }, ['7 in 3', '7 in 4']],
    [
      'map(w) of one',
      piped({ is: 'map', reads: [{ ...read('w'), of: ['/ant/2'] }] }),
      {},
      ['3 in 2'],
    ],
    ['take(2).map(w)', piped({ is: 'take', count: 2 }, map('w')), {}, ['1 in 1']],
    ['take(2).map(w)', piped({ is: 'take', count: 2 }, map('w')), { expandDepth: 0 }, ['3 in 2']],
    ['drop(3).map(w)', piped({ is: 'drop', count: 3 }, map('w')), {}, ['1 in 1']],
    ['filter(2, 4).map(w)', piped(test('filter', 2, 4), map('w')), { expandDepth: 0 }, ['4 in 3']],
    // It reads no further than to what it finds, and one by one where it has to.
    ['find(2).w', [...piped(test('find', 2)), { is: 'field', name: 'w' }], {}, ['1 in 1']],
    ['find(w: 2)', piped(test('find', 2, 'w')), { expandDepth: 0 }, ['3 in 3']],
    ['find(w: none)', piped(test('find', 'w')), { expandDepth: 0 }, ['6 in 6']],
    ['some(w: 1)', piped(test('some', 1, 'w')), { expandDepth: 0 }, ['2 in 2']],
    [
      'filter(w: 2).take(1)',
      piped(test('filter', 2, 'w'), { is: 'take', count: 1 }),
      { expandDepth: 0 },
      ['3 in 3'],
    ],
    ['map(bee).map(w)', piped({ is: 'follow', name: 'bee' }, map('w')), {}, ['2 in 2']],
    // Actions wait for the last item, and two on one thing for each other.
    [
      'forEach(bee)',
      piped({ is: 'forEach', reads: [], on: steps('bee'), name: 'act0' }),
      {},
      ['5 in 5'],
    ],
    [
      'take(2).forEach',
      piped({ is: 'take', count: 2 }, { is: 'forEach', reads: [], on: [], name: 'act0' }),
      {},
      ['3 in 2'],
    ],
    // The body of a loop is known once it has touched something; the second page comes with what was touched.
    ['loop over s', [...ants, { is: 'loop', reads: [read('s')] }], {}, ['2 in 2']],
    ['loop over w', [...ants, { is: 'loop', reads: [read('w')] }], {}, ['3 in 3']],
    ['loop over w', [...ants, { is: 'loop', reads: [read('w')] }], { expandDepth: 0 }, ['6 in 5']],
    ['loop over map(w)', [...piped(map('w')), { is: 'loop', reads: [] }], {}, ['2 in 2']],
    // A thing that is created comes as a stub.
    ['create', [...ants, create], {}, ['1 in 1']],
    ['create.s', [...ants, create, ...steps('s')], {}, ['1 in 1']],
    ['create.bee.w', [...ants, create, ...steps('bee.w')], {}, ['2 in 2']],
    ['create.act', [...ants, create, { is: 'act', name: 'act1' }], {}, ['2 in 2']],
  ])('counts %s of the ants with %o', (_what, chain, limits, costs) => {
    const small = world([], { pageSize: 3, ...limits });
    const { walks } = measure({ ...small, chains: [chain] });
    expect(walks.map(({ requests, rounds }) => `${requests} in ${rounds}`)).toEqual(costs);
  });

  it('is content with a walk that begins a least plan in each round', () => {
    const two = world(['ant(1).next.next.w', 'ant(1).s'], { expandDepth: 1 });
    expect(judge(two, [['/ant/1?with=next'], ['/ant/3']])).toBeUndefined();
    expect(judge(two, [['/ant/1'], ['/ant/2?with=next']])).toBeUndefined();
  });

  it.each<[chains: string[], rounds: string[][], verdict: RegExp]>([
    [['ant(1).next.w'], [['/ant/1'], ['/ant/2']], /round 1: .* 1 requests in 1 rounds would do/],
    [['ant(1).s', 'ant(2).s'], [['/ant/1'], ['/ant/2']], /round 1: .* 2 requests in 1 rounds/],
    [['ant(1).s'], [['/ant/1', '/ant/2']], /nothing is missing at \/ant\/2/],
    [['ant(1).bee.ant.w'], [['/ant/1?with=bee.ant']], /too much/],
    [['ant(1).next.s'], [['/ant/1?with=next']], /round 1: next is of no use/],
    [['ants.0.s', 'ants.1.s'], [['/ants?from=0&count=3']], /round 1: 1 items too many/],
    [
      ['ant(1).bee.w', 'ant(1).next.w', 'ant(1).near.w'],
      [['/ant/1?with=bee,next', '/ant/1?with=bee,near']],
      /round 1: bee, which comes without it,/,
    ],
    [['ant(1).s'], [], /1 requests are missing at the end/],
  ])('finds fault for %j with %j', (chains, rounds, verdict) => {
    expect(judge(world(chains, { expandDepth: 1, expandPaths: 2 }), rounds)).toMatch(verdict);
  });

  it('finds no less where also asks that seem pointless are tried', () => {
    const small = worlds.filter(({ chains, limits }) => {
      return chains.flat().length <= 8 && limits.pageSize <= 3;
    });
    fc.assert(
      fc.property(small, (each) => {
        expect(worstCost(each)).toEqual(worstCost(each, 'all'));
      }),
      { numRuns: Number(process.env.PROOF_RUNS ?? 1000) / 10, seed: SEED },
    );
  }, 600_000);
});
