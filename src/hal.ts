/**
 * `hypchat/hal`: the dialect of servers that speak HAL. An entry of its own, so that nobody loads what another API needs.
 *
 * @module hypchat/hal
 */

export type { Dialect } from './dialects/Dialect.ts';
export { type HalOptions, hal } from './dialects/hal.ts';
export type { Paging } from './dialects/pageWindows.ts';
export type { Query, Spelled } from './plan/map/Spelled.ts';
