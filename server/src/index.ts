/** Every public name. */
export type { MintOptions } from './mintToken.ts';
export type { RequestRecord } from './requestLog.ts';
export type { Scope } from './scopes.ts';
export { allScopes } from './scopes.ts';
export { type Served, type ServeOptions, serve } from './serve.ts';
export { createServer, type HypchatServer, type ServerOptions } from './server.ts';
export type { TokenKind } from './store/Tokens.ts';
