/**
 * The `Temporal` whose classes all moments have: the run-time's own where there is one, and the polyfill's elsewhere.
 *
 * @see https://tc39.es/proposal-temporal/docs/
 */
export { Temporal } from 'temporal-polyfill';
