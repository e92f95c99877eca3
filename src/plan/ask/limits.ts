import type { KindLimits } from '../../types/linkMap.ts';
import type { ByIds } from './ByIds.ts';

/** What a server lets one request ask for, as far as is known beforehand. */
export interface Limits {
  /** The greatest number of items that a page may have. */
  readonly pageSize: number;
  /** How many items a page has when its size is not asked for. */
  readonly defaultPageSize: number;
  /** How many names deep an expansion may go, the items of a page counted; default: any depth. */
  readonly expandDepth?: number;
  /** How many paths one request may expand; default: any number. */
  readonly expandPaths?: number;
}

/** The same, with what the map says of kinds. */
export interface Terms extends Limits {
  /** What no request for one of a kind, or for some, asks for again, since the server refused it. */
  readonly refusedOf?: (kind: string | undefined) => readonly string[];
  /** What can be asked for by ids, where anything can. */
  readonly byIds?: ByIds | undefined;
  /** The kind of what a resource of a kind names, where the map knows it. */
  readonly kindIn?: (kind: string | undefined, name: string) => string | undefined;
  /** How much a request for a kind may expand, where that is not as for all. */
  readonly limitsOf?: (kind: string | undefined) => KindLimits | undefined;
}
