/**
 * Who may ask the explorer's server. It evaluates code, so: nobody but the page that the command opened.
 *
 * The page knows a token that was made for this command alone. It stands behind the `#` of the address, which no browser
 * sends anywhere, and goes along in a header that no other site can set. Another site that gets its own name to mean this
 * machine (DNS rebinding) is known by the `Host` that its page sends.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Why somebody is refused. */
export interface Refused {
  readonly status: 403 | 421;
  readonly why: string;
}

export class Guard {
  /** 256 bits that only the page knows. */
  readonly token: string = randomBytes(32).toString('base64url');
  readonly #expected: Buffer = Buffer.from(`Bearer ${this.token}`);
  readonly #hosts: ReadonlySet<string>;
  readonly #origins: ReadonlySet<string>;

  /** @param port - Of the server on the loopback address. */
  constructor(port: number) {
    this.#hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
    this.#origins = new Set([...this.#hosts].map((host) => `http://${host}`));
  }

  /** Looks at whatever is asked. */
  request({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): Refused | undefined {
    if (host === undefined || !this.#hosts.has(host)) {
      return { status: 421, why: 'this server answers on the loopback address alone' };
    }
    const isForeign = origin !== undefined && !this.#origins.has(origin);
    if (isForeign || site === 'cross-site' || site === 'same-site') {
      return { status: 403, why: 'another site has nothing to ask here' };
    }
    return undefined;
  }

  /** Looks at what is asked of the API as well. */
  call(headers: IncomingHttpHeaders): Refused | undefined {
    const given = Buffer.from(headers.authorization ?? '');
    const isKnown =
      given.length === this.#expected.length && timingSafeEqual(given, this.#expected);
    if (isKnown) return undefined;
    return { status: 403, why: 'open the address that the command printed: it holds the token' };
  }
}
