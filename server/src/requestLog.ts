/**
 * Remembers which requests came, for tests and demonstrations that count them.
 *
 * Holds the last of them only, and never a token.
 */

/** A request as it came: its path with the query, without a token. */
export interface RequestRecord {
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
    const pathStart = url.indexOf('/', url.indexOf('://') + 3);
    this.#records.push({ method, path: withoutToken(url.slice(pathStart)) });
    if (this.#records.length > this.#most) this.#records.shift();
  }
}

function withoutToken(path: string): string {
  const [address = '', query] = path.split(/\?(.*)/s);
  if (query === undefined) return path;
  const rest = query.split('&').filter((pair) => !isToken(pair));
  return rest.length === 0 ? address : `${address}?${rest.join('&')}`;
}

/** However its name is written: `auth%5Ftoken` is read as `auth_token` as well. */
const isToken = (pair: string): boolean => new URLSearchParams(pair).has('auth_token');
