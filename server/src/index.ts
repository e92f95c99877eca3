/**
 * HipChat's v2 REST API on SQLite, to serve from a program or to test against. Every public name is listed here.
 *
 * @module hypchat-server
 */
export type { EmoticonOptions } from './addEmoticon.ts';
export type { Arrival } from './address.ts';
export type { Fault, FaultKind, FaultMatch } from './faults/fault.ts';
export { parseFault } from './faults/fault.ts';
export type { AddonOptions, InstalledAddon } from './installAddon.ts';
export type { MintOptions } from './mintToken.ts';
export type { Pace } from './pace.ts';
export type { RequestRecord } from './requestLog.ts';
export type { RequestLine, ServerOptions } from './ServerOptions.ts';
export type { Scope } from './scopes.ts';
export { allScopes } from './scopes.ts';
export { type Served, type ServeOptions, serve } from './serve.ts';
export { createServer, type FetchOptions, type HypchatServer } from './server.ts';
export type { TokenKind } from './store/Tokens.ts';
export { selfSigned, type TlsFiles } from './tls.ts';
export type { TokenRecord, WhichTokens } from './tokenList.ts';
export type { Delivery, WebhookOptions } from './webhooks/Deliveries.ts';
