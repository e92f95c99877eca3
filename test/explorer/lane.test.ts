import { describe, expect, it } from 'vitest';
import { emptyLane, endOf, laneAfter, plannedLane } from '../../src/explorer/lane.ts';
import type { PlanMessage, RunLine } from '../../src/explorer/messages.ts';

const lines: readonly RunLine[] = [
  { is: 'request', lane: 'walk', id: 1, method: 'GET', url: '/a', at: 1, round: 1 },
  { is: 'request', lane: 'walk', id: 2, method: 'GET', url: '/b', at: 2 },
  { is: 'response', lane: 'walk', id: 2, status: 200, bytes: 42, at: 12 },
  { is: 'wait', lane: 'walk', at: 12, ms: 50, why: 'spent' },
  { is: 'response', lane: 'walk', id: 1, failure: 'no answer', at: 21 },
  { is: 'reason', lane: 'walk', id: 2, reason: 'a room' },
  { is: 'ended', lane: 'walk', ms: 25, requests: 2, rounds: 1, bytes: 42 },
];
const walked = lines.reduce(laneAfter, emptyLane('walk'));

describe('a lane', () => {
  it('has what was told of its requests, whichever was answered first', () => {
    expect(walked.bars).toEqual([
      {
        id: 1,
        method: 'GET',
        url: '/a',
        at: 1,
        until: 21,
        failure: 'no answer',
        facts: ['round 1'],
      },
      {
        id: 2,
        method: 'GET',
        url: '/b',
        at: 2,
        until: 12,
        status: 200,
        bytes: 42,
        reason: 'a room',
      },
    ]);
    expect(walked.waits).toHaveLength(1);
    expect(walked).toMatchObject({ rounds: 1, bytes: 42 });
    expect(endOf(walked)).toBe(25);
  });

  it('of what was not sent is drawn at the mean time of what was, round after round', () => {
    const request = (number: number, round: number, url: string) => ({
      ...{ number, round, method: 'GET', url, reason: '' },
    });
    const plan: PlanMessage = {
      chain: 'hc.rooms',
      requests: [
        request(1, 1, '/a'),
        request(2, 2, '/{1.id}'),
        { ...request(3, 1, '/b'), repeats: 'an item' },
      ],
      bill: { least: 3, most: 3 },
    };
    const { bars } = plannedLane('steps', [plan, plan], walked);

    expect(bars.map(({ at, until }) => [at, until])).toEqual([
      [0, 15],
      [15, 30],
      [0, 15],
      [30, 45],
      [45, 60],
      [30, 45],
    ]);
    expect(bars.every(({ isPlanned }) => isPlanned)).toBe(true);
    expect(bars[2]?.reason).toContain('once for each item');
  });
});
