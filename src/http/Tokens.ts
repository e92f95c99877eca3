/**
 * The token of a client: one text, or what gives one when it is needed, again when it is over.
 *
 * However many requests wait for a token, it is asked for once. What is asked for, and where, is no matter here.
 */

/** A token that was issued. */
export interface Issued {
  /** The token. */
  readonly access_token: string;
  /** In seconds from now. */
  readonly expires_in?: number;
}

/**
 * Gives a token: for the first request, shortly before one that said how long it is good is over, and once the server
 * refuses one.
 *
 * @param refused - The token that the server refused.
 */
export type TokenSource = (
  refused: string | undefined,
) => string | Issued | PromiseLike<string | Issued>;

/** A token is renewed so long before its end: what is sent now must not come too late. */
const MARGIN_MS = 60_000;
/** How many tokens are remembered, to be hidden wherever a server repeats them. */
const MOST_REMEMBERED = 8;

interface Held {
  readonly text: string;
  /** On the clock of `performance.now`; `undefined` where nobody said so. */
  readonly renewAt: number | undefined;
}

export class Tokens {
  readonly #source: TokenSource | undefined;
  readonly #check: (token: unknown) => string;
  readonly #given: string[] = [];
  #held: Held | undefined;
  #renewing: Promise<Held> | undefined;

  /** @param check - Gives the text that a token is. Throws for what cannot be sent. */
  constructor(token: string | TokenSource | undefined, check: (token: unknown) => string) {
    this.#check = check;
    this.#source = typeof token === 'function' ? token : undefined;
    if (typeof token === 'string') this.#hold({ text: token, renewAt: undefined });
  }

  /** All that may still stand somewhere. */
  get given(): readonly string[] {
    return this.#given;
  }

  /** The token to send next; `undefined` where there is none. @throws What its source throws. */
  async current(): Promise<string | undefined> {
    const held = this.#held;
    const isDue = held?.renewAt !== undefined && performance.now() >= held.renewAt;
    if (this.#source === undefined || (held !== undefined && !isDue)) return held?.text;
    return (await this.#renew(this.#source, undefined)).text;
  }

  /**
   * The server refused a token.
   *
   * @returns Whether there is another in its place.
   * @throws What its source throws.
   */
  async replace(refused: string): Promise<boolean> {
    if (this.#source === undefined) return false;
    // Somebody else may have heard of it before.
    if (this.#held !== undefined && this.#held.text !== refused) return true;
    return (await this.#renew(this.#source, refused)).text !== refused;
  }

  async #renew(source: TokenSource, refused: string | undefined): Promise<Held> {
    this.#renewing ??= this.#ask(source, refused).finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #ask(source: TokenSource, refused: string | undefined): Promise<Held> {
    const start = performance.now();
    const issued = await source(refused);
    const isAnswer = typeof issued === 'object' && issued !== null;
    const text = this.#check(isAnswer ? issued.access_token : issued);
    const seconds = isAnswer ? issued.expires_in : undefined;
    return this.#hold({ text, renewAt: renewAt(start, seconds) });
  }

  #hold(held: Held): Held {
    this.#held = held;
    if (!this.#given.includes(held.text)) this.#given.push(held.text);
    if (this.#given.length > MOST_REMEMBERED) this.#given.shift();
    return held;
  }
}

/** One that is good for less than twice the margin is renewed at half its time, and not at each request. */
function renewAt(start: number, seconds: number | undefined): number | undefined {
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return undefined;
  const ms = Math.max(0, seconds * 1000);
  return start + Math.max(ms - MARGIN_MS, ms / 2);
}
