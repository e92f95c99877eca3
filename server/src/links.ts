/**
 * Makes every link, on the address that the client used.
 *
 * Links to files are signed and good for a while (`files/FileLinks.ts`).
 *
 * The address is the `Host` header, or what a proxy in front says in `X-Forwarded-Host` and
 * `X-Forwarded-Proto`. Links have neither query nor trailing slash, `next` and `prev` excepted
 * (`page.ts`).
 */

import type { FileLinks } from './files/FileLinks.ts';

const plausibleHost = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** One request's address, and the links made on it. */
export class Links {
  /** The address without a path, `http://127.0.0.1:8080`. */
  readonly origin: string;
  /** The address of the API, `http://127.0.0.1:8080/v2`. */
  readonly base: string;

  readonly #files: FileLinks;

  constructor(origin: string, files: FileLinks) {
    this.origin = origin;
    this.#files = files;
    this.base = `${origin}/v2`;
  }

  /** The link to a path below the API, such as `/room/59`. */
  to(path: string): string {
    return this.base + path;
  }

  /** The link to a stored file, which needs no token; `null` where there is none. */
  toFile(key: string): string;
  toFile(key: string | null): string | null;
  toFile(key: string | null): string | null {
    return key === null ? null : this.origin + this.#files.pathTo(key);
  }

  /** The path below the API that a link of this address leads to, `undefined` for other links. */
  pathOf(link: string): string | undefined {
    return link.startsWith(`${this.base}/`) ? link.slice(this.base.length) : undefined;
  }
}

/** The links for a request: its URL says the address, its headers may say it better. */
export function linksOf(
  url: string,
  header: (name: string) => string | undefined,
  files: FileLinks,
): Links {
  const end = url.indexOf('/', url.indexOf('://') + 3);
  const [scheme = 'http', urlHost = 'localhost'] = (end < 0 ? url : url.slice(0, end)).split('://');
  const forwarded = first(header('x-forwarded-proto'))?.toLowerCase();
  const protocol = forwarded === 'http' || forwarded === 'https' ? forwarded : scheme;
  const hosts = [first(header('x-forwarded-host')), header('host'), urlHost];
  const host = hosts.find((name) => name !== undefined && plausibleHost.test(name)) ?? urlHost;
  return new Links(`${protocol}://${host.toLowerCase()}`, files);
}

/** Each proxy on the way adds its own; the first is the one nearest to the client. */
const first = (list: string | undefined): string | undefined => list?.split(',')[0]?.trim();
