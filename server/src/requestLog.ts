/**
 * Remembers which requests came, for tests and demonstrations that count them.
 *
 * Holds the last of them only, and never a secret.
 */

/** A request as it came: its path with the query, without a token. */
export interface RequestRecord {
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** Such as `/v2/room?expand=items`. */
  readonly path: string;
}

export class RequestLog {
  readonly #most: number;
  readonly #records: RequestRecord[] = [];
  #count = 0;

  /** @param most - How many requests are remembered. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The last requests, the oldest of them first. */
  get records(): readonly RequestRecord[] {
    return this.#records;
  }

  /** How many requests came in all. */
  get count(): number {
    return this.#count;
  }

  add(method: string, url: string): void {
    this.#count += 1;
    this.#records.push({ method, path: withoutSecrets(url) });
    if (this.#records.length > this.#most) this.#records.shift();
  }
}

/**
 * The path and query of a URL, without what must not be written down: tokens, signatures, codes.
 */
export function withoutSecrets(url: string): string {
  const plain = url.slice(url.indexOf('/', url.indexOf('://') + 3));
  // Most requests have nothing to hide.
  if (!/[?%]|token\/|installable|link\//.test(plain)) return plain;
  const [address = '', query] = plain.split(/\?(.*)/s);
  const path = withoutToken(address);
  if (query === undefined) return path;
  const rest = query.split('&').filter((pair) => !isSecret(pair));
  return rest.length === 0 ? path : `${path}?${rest.join('&')}`;
}

/** Some tokens stand in the path, however it is written. */
function withoutToken(path: string): string {
  const plain = path.includes('%') ? decoded(path) : path;
  const match = /^(.*\/(?:oauth\/token|installable|addon\/link)\/)[^/]/.exec(plain);
  return match === null ? path : `${match[1]}…`;
}

function decoded(path: string): string {
  // One bad escape must not hide what the others say.
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

const secrets = [
  'auth_token',
  'signature',
  'code',
  'state',
  'password',
  'access_token',
  'refresh_token',
];

/** However its name is written: `auth%5Ftoken` is read as `auth_token` as well. */
function isSecret(pair: string): boolean {
  const parameters = new URLSearchParams(pair);
  return secrets.some((name) => parameters.has(name));
}
