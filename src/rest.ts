/**
 * `hypchat/rest`: plain REST, by foreign keys and the header `Link`, with GitHub's habits as options. An entry of its own, so
 * that no other program loads it.
 *
 * @module hypchat/rest
 */
export type { Dialect, Refusal } from './dialects/Dialect.ts';
export type { Paging } from './dialects/pageWindows.ts';
export { github } from './dialects/rest/github.ts';
export type {
  RestExpand,
  RestLinks,
  RestOptions,
} from './dialects/rest/RestOptions.ts';
export { rest } from './dialects/rest/rest.ts';
