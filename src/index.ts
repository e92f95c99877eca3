/**
 * hypchat: fluent navigation over linked JSON, for every run-time. Every other public name stands in
 * `native.ts`, which is the same without the polyfill.
 *
 * @module hypchat
 */
export * from './native.ts';
export { connect } from './polyfilled/connect.ts';
export { HypChat } from './polyfilled/HypChat.ts';
export { Temporal } from './polyfilled/Temporal.ts';
