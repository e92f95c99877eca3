/**
 * `hypchat/odata`: the dialect of services that speak OData v4. An entry of its own, so that nobody loads what another API needs.
 *
 * @module hypchat/odata
 */

export type { Dialect } from './dialects/Dialect.ts';
export { type ODataOptions, odata } from './dialects/odata.ts';
