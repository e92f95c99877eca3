import { describe, expect, it } from 'vitest';
import { closest } from '../../src/plan/map/closest.ts';

describe('the name that was meant', () => {
  const names = ['owner', 'members', 'name', 'topic', 'id'];

  it.each([
    ['owners', 'owner'],
    ['ownr', 'owner'],
    ['nmae', 'name'],
    ['Topic', 'topic'],
    ['webhooks', undefined],
    ['it', 'id'],
    ['x', undefined],
  ])('for %s is %s', (written, meant) => {
    expect(closest(written, names)).toBe(meant);
  });
});
