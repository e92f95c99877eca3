/**
 * Links to files that need no token: signed, and good for a while.
 *
 * The secret is the database's own, so that a link outlives a restart. Within half of their time
 * all links to one file are the same, so that two readings of one room are equal and a browser's
 * cache is of use.
 */
import { Buffer } from 'node:buffer';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { fileLinkSeconds } from '../choices/values.ts';
import type { Clock } from '../clock.ts';

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

  /** `/files/{key}?expires=…&signature=…` */
  pathTo(key: string): string {
    const { expires } = this;
    if (expires !== this.#expires || this.#known.size > 10_000) {
      this.#expires = expires;
      this.#known.clear();
    }
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const path = `/files/${key}?expires=${expires}&signature=${this.#sign(key, expires)}`;
    this.#known.set(key, path);
    return path;
  }

  /** Whether such a link was signed here and is still good. */
  isGood(key: string, expires: string, signature: string): boolean {
    if (!/^\d{1,12}$/.test(expires) || Number(expires) <= this.#clock.seconds()) return false;
    const right = Buffer.from(this.#sign(key, Number(expires)));
    const given = Buffer.from(signature);
    return right.length === given.length && timingSafeEqual(right, given);
  }

  #sign(key: string, expires: number): string {
    return createHmac('sha256', this.#secret).update(`${key}\n${expires}`).digest('base64url');
  }
}
