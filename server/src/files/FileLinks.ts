/**
 * Links to files that need no token: signed, good for a while, and for one viewer, whose rights are
 * looked at when the link is followed (`fileRights.ts`).
 *
 * The secret is the database's own, so that a link outlives a restart. Within half of their time
 * all links of a viewer to one file are the same, so that two readings of one room are equal and a browser's
 * cache is of use.
 */
import { Buffer } from 'node:buffer';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { fileLinkSeconds } from '../choices/values.ts';
import type { Clock } from '../clock.ts';

/** Whom a link is for: who holds the token of that id, who receives the webhook of that id, or no one. */
export type Viewer = `t${number}` | `w${number}` | 'nobody';

export class FileLinks {
  readonly #secret: string;
  readonly #clock: Clock;
  readonly #known = new Map<string, string>();
  #expires = 0;

  constructor(secret: string, clock: Clock) {
    this.#secret = secret;
    this.#clock = clock;
  }

  /** When the links that are made now end, in seconds since 1970: it moves by half their time. */
  get expires(): number {
    const half = fileLinkSeconds / 2;
    return (Math.floor(this.#clock.seconds() / half) + 2) * half;
  }

  /** `/files/{key}?expires=…&for=…&signature=…` */
  pathTo(key: string, viewer: Viewer): string {
    const { expires } = this;
    if (expires !== this.#expires || this.#known.size > 10_000) {
      this.#expires = expires;
      this.#known.clear();
    }
    const name = `${key} ${viewer}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const signature = this.#sign(key, expires, viewer);
    const path = `/files/${key}?expires=${expires}&for=${viewer}&signature=${signature}`;
    this.#known.set(name, path);
    return path;
  }

  /** Whether such a link was signed here and is still good. */
  isGood(key: string, expires: string, viewer: string, signature: string): boolean {
    if (!/^\d{1,12}$/.test(expires) || Number(expires) <= this.#clock.seconds()) return false;
    const right = Buffer.from(this.#sign(key, Number(expires), viewer));
    const given = Buffer.from(signature);
    return right.length === given.length && timingSafeEqual(right, given);
  }

  #sign(key: string, expires: number, viewer: string): string {
    const text = `${key}\n${expires}\n${viewer}`;
    return createHmac('sha256', this.#secret).update(text).digest('base64url');
  }
}
