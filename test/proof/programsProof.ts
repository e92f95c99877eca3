/**
 * Drawn programs as a sort of worlds to be proved: drawn by a seed, checked one by one, made smaller where wrong.
 */

import type { ProgramWorld } from './programs.ts';
import { differenceInProgram } from './programsCompare.ts';
import { drawProgramWorld } from './programsDraw.ts';
import { shrinkProgram } from './programsShrink.ts';

/** How far the worlds of two seeds lie apart. */
const STRIDE = 1_000_003;

export const programs = {
  name: 'programs',
  /** The worlds of a seed: the first ones are the same, however many are drawn. */
  draw: (seed: number, count: number): readonly ProgramWorld[] =>
    Array.from({ length: count }, (_, index) => drawProgramWorld(seed * STRIDE + index)),
  /** What is wrong in a world, its first line the same for one kind of fault; `undefined` where nothing is. */
  check: (world: ProgramWorld): Promise<string | undefined> => differenceInProgram(world),
  /** The smallest world found of which `isOne` is still true. */
  shrink: (
    world: ProgramWorld,
    isOne: (world: ProgramWorld) => Promise<boolean>,
  ): Promise<ProgramWorld> => shrinkProgram(world, isOne),
} as const;
