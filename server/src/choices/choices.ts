/**
 * What nobody wrote down of HipChat's API, or only uncertainly, and what this server does there.
 *
 * HipChat is gone and cannot be asked. Each entry names its row of the collected facts, how sure
 * that row is, and the reading that was chosen; a test proves each of them. The numbers among them
 * are in `values.ts`.
 */

import { addons } from './ofAddons.ts';
import { files, oauth, users } from './ofPeople.ts';
import { reading, rooms } from './ofReading.ts';

/** One open question, and its answer here. */
export interface Choice {
  /** The section of the collected facts, and the row. */
  readonly row: string;
  /** `L`: one stray remark, or sources disagree; `G`: inferred; `-`: nothing was found. */
  readonly sure: 'L' | 'G' | '-';
  /** What the server does. */
  readonly here: string;
}

/** Every choice, by a name for it. */
export const choices: Readonly<Record<ChoiceName, Choice>> = {
  ...reading,
  ...rooms,
  ...users,
  ...files,
  ...oauth,
  ...addons,
};

/** The names of the choices. */
export type ChoiceName =
  | keyof typeof reading
  | keyof typeof rooms
  | keyof typeof users
  | keyof typeof files
  | keyof typeof oauth
  | keyof typeof addons;
