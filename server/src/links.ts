/**
 * Makes every link, on the address that `address.ts` found for it.
 *
 * Links to files are signed for whoever gets them, and good for a while (`files/FileLinks.ts`). Links have neither query
 * nor trailing slash, `next` and `prev` excepted (`page.ts`).
 */
import type { FileLinks, Viewer } from './files/FileLinks.ts';

/** An address, and the links made on it. */
export class Links {
  /** The address without a path, `http://127.0.0.1:8080`. */
  readonly origin: string;
  /** The address of the API, `http://127.0.0.1:8080/v2`. */
  readonly base: string;

  readonly #files: FileLinks;
  readonly #viewer: Viewer;
  #isPersonal = false;

  /** @param viewer - Whom links to files are for. */
  constructor(origin: string, files: FileLinks, viewer: Viewer) {
    this.origin = origin;
    this.#files = files;
    this.#viewer = viewer;
    this.base = `${origin}/v2`;
  }

  /** Whether a link was made that is for the viewer alone: one to a file. */
  get isPersonal(): boolean {
    return this.#isPersonal;
  }

  /** The same links for somebody else. */
  for(viewer: Viewer): Links {
    return new Links(this.origin, this.#files, viewer);
  }

  /** The link to a path below the API, such as `/room/59`. */
  to(path: string): string {
    return this.base + path;
  }

  /** The link to a stored file, which needs no token; `null` where there is none. */
  toFile(key: string): string;
  toFile(key: string | null): string | null;
  toFile(key: string | null): string | null {
    if (key === null) return null;
    this.#isPersonal = true;
    return this.origin + this.#files.pathTo(key, this.#viewer);
  }

  /** The path below the API that a link of this address leads to, `undefined` for other links. */
  pathOf(link: string): string | undefined {
    return link.startsWith(`${this.base}/`) ? link.slice(this.base.length) : undefined;
  }
}
