/**
 * Makes every link, on the address that `address.ts` found for it.
 *
 * Links to files are signed and good for a while (`files/FileLinks.ts`). Links have neither query
 * nor trailing slash, `next` and `prev` excepted (`page.ts`).
 */
import type { FileLinks } from './files/FileLinks.ts';

/** An address, and the links made on it. */
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
