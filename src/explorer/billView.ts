import { count, duration, h, length } from './element.ts';
import type { LaneState } from './lane.ts';

/** What was sent, in short, and what that saved. */
export function billView(walk: LaneState, steps: LaneState): readonly (Node | string)[] {
  if (walk.ms === undefined) return [];
  const here = walk.bars.length;
  const there = steps.bars.length;
  const isOver = steps.ms !== undefined || steps.bars.some((bar) => bar.isPlanned);
  const saved = there - here;
  return [
    h('strong', {}, count(here, 'request')),
    h('span', {}, count(walk.rounds ?? 0, 'round trip')),
    h('span', {}, length(walk.bytes ?? 0)),
    h('span', {}, duration(walk.ms)),
    ...(isOver && there > 0 ? [h('span', { class: 'muted' }, `step by step: ${there}`)] : []),
    ...(isOver && saved > 0 ? [h('span', { class: 'badge good' }, `${saved} saved`)] : []),
  ];
}
