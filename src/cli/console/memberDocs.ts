/**
 * What `.help NAME` shows. Empty here: the build fills it with the docstrings of the types (`scripts/memberDocs.ts`), so that
 * nothing is written twice.
 */

/** What is said of one name. */
export interface MemberDoc {
  /** How it is written: `room.message(text: string)`. */
  readonly heading: string;
  readonly text: string;
}

/** By what is named: `room.topic`, `room.members.add`, `items.map`, `explain`. */
export type MemberDocs = Readonly<Record<string, readonly MemberDoc[]>>;

export const memberDocs: MemberDocs = {};
