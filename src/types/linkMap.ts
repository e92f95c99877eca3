/**
 * The vocabulary of link maps: what is known beforehand about an API's kinds of resource.
 *
 * A link map is data. The planner reads it to say what a name means before anything was fetched, and what
 * can be expanded; the recorder reads it for sample values; the snapshot, to decide what is a value and
 * what is a chain. Kinds name each other by string, so that a map can be cut to the kinds that are used. What a name is
 * when it is read stands in `readMember.ts`; when it is called, in `callMember.ts`.
 *
 * A map is a hint, never a promise: every answer is checked, and names that no map knows are looked up in
 * the documents themselves. What the same names mean to the compiler stands beside each map, in the
 * `XIn<R>` interface of its file; `keepInStep.ts` holds the two together.
 */
import type { CallMember } from './callMember.ts';
import type { ReadMember } from './readMember.ts';

/** All that one name can mean on a kind of resource. */
export interface Member {
  /** What reading the name gives, where it can be read. */
  readonly read?: ReadMember;
  /** What calling the name does, where it can be called. */
  readonly call?: CallMember;
}

/** One kind of resource. */
export interface Kind {
  /**
   * The address below the endpoint, with `{id}`: `'room/{id}'`; or with a hole for each part of the id, named as the field that holds
   * it: `'repos/{owner}/{name}'`. It tells an address's kind, too.
   */
  readonly address?: string;
  /** What documents call it, where that is otherwise than the map does: `Person`. */
  readonly type?: string;
  /** Whether the map has every name that there is: another one is an error before anything is asked. */
  readonly complete?: true;
  /**
   * How many of them are asked for at once, by their ids, where the dialect can (`Dialect.many`). What stands in such an answer is as
   * whole as at its own address, unless its `Doc` says otherwise.
   */
  readonly many?: Many;
  /** How much a request for one of them may expand, where that is not as the dialect's limits say of all. */
  readonly limits?: KindLimits;
  /** The field that holds the address of its bytes, where these do not lie at its own: what `download` follows. */
  readonly bytes?: string;
  /** Its members by name: fields, references, links, collections, actions. */
  readonly members: Readonly<Record<string, Member>>;
}

/** How much one request may expand; what is left out is as the dialect's limits say. */
export interface ExpandLimits {
  /** How many names deep a path may go, from the thing on, or from each item of a page: 1 is what it names itself. */
  readonly expandDepth?: number;
  /** How many paths there may be. */
  readonly expandPaths?: number;
  /**
   * The only paths that can be expanded, where not all can: `owner.group` brings the owner as well. Of a page, `''` stands for the items
   * themselves.
   */
  readonly expands?: readonly string[];
}

/** How much a request may expand of one kind. */
export interface KindLimits extends ExpandLimits {
  /** The same of a page of them, and of several by their ids. */
  readonly ofItems?: ExpandLimits;
}

/** One request for many resources of a kind, by their ids. */
export interface Many {
  /** Its path below the endpoint, which answers with a page of them: `users`. */
  readonly path: string;
  /** How many one request may ask for, at most: two or more. */
  readonly most: number;
}

/** All that is known beforehand of one API. */
export interface LinkMap {
  /** The kind of the place where every chain starts. */
  readonly root: string;
  /** The kind of what is wrapped without an address of its own: the payload of a webhook. */
  readonly wraps?: string;
  /** The kinds by name: members name each other by these. */
  readonly kinds: Readonly<Record<string, Kind>>;
}
