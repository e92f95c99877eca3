/**
 * Only some fields: what is read of each kind, where that is all that is wanted.
 *
 * It is kept by kind, and not by place: whatever brings a thing of a kind, be it by luck, brings all that anybody reads of
 * such things, so that a choice of fields costs no request. How it is made is `program/selectFields.ts`.
 */

/** The names that are read, by the kinds of the map. */
export type Fields = ReadonlyMap<string, ReadonlySet<string>>;

/** A choice of fields, as long as it holds. */
export interface Selection {
  /** What is read of each kind. */
  readonly fields: Fields;
  /** Whether more turned out to be wanted: from then on all is asked for, and what came so far is known in part. */
  isOver: boolean;
}
