/**
 * Reads that are on their way: the same address is asked once while it is in flight, and a request ends when
 * nobody waits for it any more.
 *
 * No read joins a flight that began before an action: `clear` is called before and after each.
 */
import type { Asked } from '../../dialects/Asked.ts';
import type { Response as Answer } from '../../dialects/Dialect.ts';
import type { Purpose } from '../../http/events.ts';
import type { Request, Sent } from '../../http/Request.ts';
import { Waiters } from './waiters.ts';

/** A read on its way. */
interface Flight {
  readonly answer: Promise<Answer>;
  /** The requests that were sent for it so far, as they ended. */
  readonly sent: readonly Sent[];
  readonly waiters: Waiters;
  readonly purpose: Shared;
}

/** For whom something is sent that others may join. */
export interface Shared extends Purpose {
  readonly chains: string[];
}

/** Something is sent for others as well. */
export function share({ chains }: Shared, others: Purpose): void {
  for (const chain of others.chains) if (!chains.includes(chain)) chains.push(chain);
}

/** What sending asks of those who wait for it. */
export interface SendingFor {
  readonly purpose: Shared;
  /** Of each of them, `undefined` for one who waits to the end. */
  readonly signals: readonly (AbortSignal | undefined)[];
  /** Whether one more may be sent than the first. */
  mayGoOn(): boolean;
}

export class Flights {
  readonly #send: (request: Request) => Promise<Answer>;
  #flights = new Map<string, Flight>();

  constructor(send: (request: Request) => Promise<Answer>) {
    this.#send = send;
  }

  /**
   * The answer of an address. Once the signal of each who waits has been aborted, so is the request, unless
   * somebody else waits for it.
   */
  get(url: string, asked: Asked, { signals, mayGoOn, purpose }: SendingFor): Flight {
    const flights = this.#flights;
    const flight = flights.get(url);
    if (flight !== undefined) {
      flight.waiters.join(signals);
      share(flight.purpose, purpose);
      return flight;
    }
    const waiters = new Waiters(signals);
    const { signal } = waiters;
    const sent: Sent[] = [];
    const tell = (one: Sent): void => void sent.push(one);
    const answer = this.#send({ method: 'GET', url, asked, mayGoOn, purpose, sent: tell, signal });
    const started: Flight = { answer, sent, waiters, purpose };
    flights.set(url, started);
    const leave = (): void => {
      if (flights.get(url) === started) flights.delete(url);
    };
    // Whoever comes later must not join what was given up.
    signal?.addEventListener('abort', leave);
    const land = (): void => {
      leave();
      waiters.release();
    };
    answer.then(land, land);
    return started;
  }

  /** From now on, every read is sent anew. */
  clear(): void {
    this.#flights = new Map();
  }
}
