/** The sorts of worlds that the proof draws. */
import { programs } from './programsProof.ts';
import { type Provable, toProvable } from './sort.ts';
import { walks } from './walks.ts';

export const sorts: readonly Provable[] = [toProvable(walks), toProvable(programs)];
