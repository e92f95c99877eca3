/**
 * Lets pages of other origins read what the server answers, the rate-limit headers included.
 *
 * Tokens come in a header and never in a cookie, so that an allowed origin gets nothing that its
 * page does not hold a token for.
 */

const exposed = ['Ratelimit', 'FloodControl']
  .flatMap((kind) => ['Limit', 'Remaining', 'Reset'].map((part) => `X-${kind}-${part}`))
  .concat('Allow')
  .join(', ');

/** Puts the headers to an answer, and answers what browsers ask beforehand. */
export class Cors {
  readonly #origins: ReadonlySet<string>;

  /**
   * @param origins - Such as `https://example.com`; `*` is every one.
   * @throws {RangeError} For what is no origin.
   */
  constructor(origins: readonly string[]) {
    for (const origin of origins) {
      const isOrigin = URL.canParse(origin) && new URL(origin).origin === origin;
      if (origin !== '*' && !isOrigin) {
        throw new RangeError(`"${origin}" is no origin: write https://example.com`);
      }
    }
    this.#origins = new Set(origins);
  }

  /** The answer to what a browser asks beforehand; `undefined` for every other request. */
  preflight(request: Request): Response | undefined {
    const asked = request.headers.get('access-control-request-method');
    if (request.method !== 'OPTIONS' || asked === null) return undefined;
    const headers = new Headers(this.#headersFor(request));
    if (headers.has('access-control-allow-origin')) {
      headers.set('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, DELETE');
      headers.set('Access-Control-Allow-Headers', 'Authorization, Content-Type');
      headers.set('Access-Control-Max-Age', '600');
    }
    return new Response(null, { status: 204, headers });
  }

  /** The answer with the headers. */
  allow(request: Request, response: Response): Response {
    for (const [name, value] of Object.entries(this.#headersFor(request))) {
      response.headers.set(name, value);
    }
    return response;
  }

  #headersFor(request: Request): Record<string, string> {
    const origin = request.headers.get('origin');
    const isOpen = this.#origins.has('*');
    const vary: Record<string, string> = isOpen ? {} : { Vary: 'Origin' };
    if (origin === null || !(isOpen || this.#origins.has(origin))) return vary;
    return {
      ...vary,
      'Access-Control-Allow-Origin': isOpen ? '*' : origin,
      'Access-Control-Expose-Headers': exposed,
    };
  }
}
