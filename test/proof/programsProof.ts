/**
 * Drawn programs as a sort of worlds to be proved: drawn by a seed, checked one by one, made smaller where wrong.
 */

import type { ProgramWorld } from './programs.ts';
import { differenceInProgram } from './programsCompare.ts';
import { drawProgramWorld } from './programsDraw.ts';
import { shrinkProgram } from './programsShrink.ts';
import type { Sort } from './sort.ts';

/** How far the worlds of two seeds lie apart. */
const STRIDE = 1_000_003;

export const programs: Sort<ProgramWorld> = {
  name: 'programs',
  draw: (seed, count) =>
    Array.from({ length: count }, (_, index) => drawProgramWorld(seed * STRIDE + index)),
  check: differenceInProgram,
  shrink: shrinkProgram,
};
