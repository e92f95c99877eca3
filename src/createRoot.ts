/**
 * What everything starts from: a chain, made of a dialect, a link map and an endpoint.
 */
import { type ClientOptions, checkOptions, checkWhole } from './clientOptions.ts';
import type { Dialect } from './dialects/Dialect.ts';
import { createRebase, rebased } from './dialects/rebased.ts';
import { checkToken } from './http/credentials.ts';
import { createLog, readEnvironment } from './http/log.ts';
import type { Request } from './http/Request.ts';
import { createSend } from './http/send.ts';
import type { TokenSource } from './http/Tokens.ts';
import { traceTo } from './http/traceTo.ts';
import { needNode } from './needNode.ts';
import { memberOf } from './plan/map/members.ts';
import type { Shortcuts } from './proxy/source.ts';
import type { LinkMap } from './types/linkMap.ts';
import { temporal } from './values/temporal.ts';
import { Client } from './walk/client/client.ts';

// When it is imported, and not when it is called: in what stands between, an older Node may fail without a reason. It stands
// here, and not in the entries, so that a bundle which connects nothing has none of it.
needNode();

/** How a client reaches its server. */
export interface ConnectOptions extends ClientOptions {
  /**
   * The address of the API's root. Its origin is the only one to which anything is sent, unless `origins` names
   * another.
   */
  readonly endpoint: string | URL;
  /**
   * How the server's own links name the API's root, where that is otherwise than `endpoint` does: one address or
   * several. Links below these lead to the same below the endpoint.
   */
  readonly linkBase?: LinkBase | undefined;
  /**
   * Sent in the way of the dialect, to the endpoint's origin alone. A function gives it when it is needed, and another
   * one in time before that is over, and once the server refuses it; however many wait, it is called once.
   */
  readonly token?: string | TokenSource | undefined;
  /** How the root is written in errors and plans; default `hc`. */
  readonly name?: string | undefined;
}

/**
 * The chain at which everything starts, of a dialect and a map that are sound: as `connect` has it, which looks at these.
 */
export function createRoot<Root extends object>(
  dialect: Dialect,
  map: LinkMap,
  options: ConnectOptions,
  shortcuts?: Shortcuts,
): Root {
  checkOptions(options, ['endpoint', 'linkBase', 'token', 'name']);
  const taken = Object.keys(shortcuts ?? {}).find((each) => memberOf(map, map.root, each));
  if (taken !== undefined) {
    throw new TypeError(`the map's root has a name \`${taken}\`: call the shortcut otherwise`);
  }
  // Better now than at the first moment of the first answer.
  temporal();
  const { endpoint, linkBase, token, name = 'hc', on, ...sending } = options;
  const { pageSize = dialect.limits.pageSize, ...rest } = sending;
  if (token !== undefined && typeof token !== 'function') checkToken(dialect, token);
  checkWhole('pageSize', pageSize, 1, dialect.limits.pageSize);
  const base = toBase('endpoint', endpoint);
  const rebase = linkBase === undefined ? undefined : createRebase(base, toLinkBases(linkBase));
  const reading = rebase === undefined ? dialect : rebased(dialect, rebase);
  const path = readEnvironment('HYPCHAT_TRACE');
  const trace = path ? traceTo(path) : undefined;
  const listeners = [
    ...(readEnvironment('HYPCHAT_LOG') ? [createLog('hypchat')] : []),
    ...(trace ? [trace.listener] : []),
    ...(on === undefined ? [] : [on]),
  ];
  const shared = { dialect: reading, base, listeners, ...(rebase && { rebase }) };
  const sendNow = createSend({ ...rest, ...shared, token });
  const send = trace ? (request: Request) => trace.opened.then(() => sendNow(request)) : sendNow;
  const limits = { ...dialect.limits, pageSize };
  const more = { ...(on && { on }), ...(shortcuts && { shortcuts }) };
  return new Client({ ...shared, limits, map, send, ...more }).root(name) as Root;
}

/** How a server names its own root. */
export type LinkBase = string | URL | readonly (string | URL)[];

/** The addresses of `linkBase`, as those of roots. @throws {TypeError} When one is none. */
export function toLinkBases(linkBase: LinkBase): readonly string[] {
  const all = isList(linkBase) ? linkBase : [linkBase];
  return all.map((each) => toBase('linkBase', each));
}

const isList = (linkBase: LinkBase): linkBase is readonly (string | URL)[] =>
  Array.isArray(linkBase);

/**
 * The address of a root without a trailing slash.
 *
 * @param option - The name of the option that it was given by.
 * @throws {TypeError} When it is none.
 */
export function toBase(option: string, address: string | URL): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(
      `\`${option}\` has to be an http: or https: address, got ${JSON.stringify(address)}`,
    );
  }
  // Whatever else stands there may be a secret, and is not repeated.
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError(`\`${option}\` must not hold a name, a password, a query or a fragment`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
