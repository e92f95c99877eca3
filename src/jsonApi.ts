/**
 * `hypchat/json-api`: the dialect of servers that speak JSON:API. An entry of its own, so that nobody loads what another API needs.
 *
 * @module hypchat/json-api
 */

export type { Dialect } from './dialects/Dialect.ts';
export { type JsonApiOptions, jsonApi } from './dialects/jsonApi.ts';
export type { Paging } from './dialects/pageWindows.ts';
