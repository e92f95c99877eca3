/**
 * The rule that the token stays home: which origins anything is sent to, and which of them get the token.
 */
import type { RequestFacts } from '../errors/HypchatError.ts';
import { OriginError } from '../errors/OriginError.ts';

/** What another origin may be sent: requests with the token, or without it. */
export type OriginAccess = 'token' | 'anonymous';

export class Origins {
  readonly #home: string;
  readonly #allowed: ReadonlyMap<string, OriginAccess>;

  /**
   * @param endpoint - Its origin gets the token.
   * @param others - Other origins, `https://files.example.com`, that links and redirects may lead to.
   * @throws {TypeError} For what is no origin, or no access.
   */
  constructor(endpoint: string, others: Readonly<Record<string, OriginAccess>> = {}) {
    this.#home = new URL(endpoint).origin;
    this.#allowed = new Map([
      ...Object.entries(others).map(checked),
      [this.#home, 'token' as const],
    ]);
  }

  /** Whether an address lies on an origin that nobody spoke of. What is secure does not lead to what is not. */
  isElsewhere(url: string, from: string): boolean {
    const { origin, protocol } = new URL(url);
    const isSafe = protocol === 'https:' || (protocol === 'http:' && !from.startsWith('https:'));
    return isSafe && !this.#allowed.has(origin);
  }

  /**
   * Whether the token goes to this address.
   *
   * @throws {OriginError} Where nothing may be sent.
   */
  getsToken(url: string, facts: RequestFacts): boolean {
    const { origin, protocol } = new URL(url);
    const access = this.#allowed.get(origin);
    // A `blob:` address has the origin of what is in it.
    const isWeb = protocol === 'https:' || protocol === 'http:';
    if (access !== undefined && isWeb) return access === 'token';
    const isOrigin = access === undefined && isWeb;
    const other = access !== undefined || origin === 'null' ? protocol : origin;
    const help = isOrigin ? `: ${HELP}` : '';
    throw new OriginError(`${other} is another origin than ${this.#home}${help}`, facts);
  }
}

const HELP =
  'the option `origins` allows it; a server behind a proxy should be told its public address, or `linkBase` what it calls itself';

function checked([origin, access]: [string, OriginAccess]): readonly [string, OriginAccess] {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const isOrigin =
    url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (!isOrigin) {
    throw new TypeError(
      `\`origins\` names origins like https://files.example.com, got ${JSON.stringify(origin)}`,
    );
  }
  if (access !== 'token' && access !== 'anonymous') {
    throw new TypeError(
      `\`origins\` gives ${url.origin} 'token' or 'anonymous', got ${JSON.stringify(access)}`,
    );
  }
  return [url.origin, access];
}
