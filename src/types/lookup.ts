/**
 * Resources that are found by their ids, as types.
 */
import type { NoNameOfTheApi } from './noFieldOfTheApi.ts';

/** The parts of an id as one text: `${string}/${string}`. */
export type JoinedParts<Parts extends readonly (string | number)[]> = Parts extends readonly [
  infer First extends string | number,
  ...infer Rest extends readonly (string | number)[],
]
  ? Rest extends readonly []
    ? `${First}`
    : `${First}/${JoinedParts<Rest>}`
  : string;

/**
 * A lookup by an id of several parts, in the interface of a root or a resource of one's own: for a map that has
 * `member.lookup('repo', 'repos/{owner}/{name}')`.
 *
 * The parts are given one by one, where each of them may hold anything, or as one text with slashes between them. `Found` is the chain
 * to what has that id, and `Options` what may follow the id.
 *
 * @example
 * ```ts
 * interface GitHub {
 *   readonly repo: ByParts<[owner: string, name: string], RepoChain>;
 * }
 * hub.repo('denoland', 'deno');  // GET /repos/denoland/deno
 * hub.repo('denoland/deno');     // the same
 * ```
 */
export interface ByParts<
  Parts extends readonly [string | number, string | number, ...(string | number)[]],
  Found,
  Options extends object = Readonly<Record<string, never>>,
> extends NoNameOfTheApi {
  (...id: [...parts: Parts, options?: Options]): Found;
  (id: JoinedParts<Parts>, options?: Options): Found;
}
