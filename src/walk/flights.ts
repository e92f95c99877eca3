/**
 * Reads that are on their way: the same address is asked once while it is in flight, and a request ends when
 * nobody waits for it any more.
 *
 * No read joins a flight that began before an action: `clear` is called before and after each.
 */
import type { Asked } from '../dialects/Asked.ts';
import type { Response as Answer } from '../dialects/Dialect.ts';
import type { Purpose } from '../http/events.ts';
import type { Request, Sent } from '../http/Request.ts';

/** A read on its way. */
export interface Flight {
  readonly answer: Promise<Answer>;
  /** The requests that were sent for it so far, as they ended. */
  readonly sent: readonly Sent[];
  /** Ends the request. One that somebody waits for to the end has none. */
  readonly controller: AbortController | undefined;
  readonly purpose: Shared;
  waiting: number;
}

/** For whom something is sent that others may join. */
export interface Shared extends Purpose {
  readonly chains: string[];
}

/** Something is sent for others as well. */
export function share({ chains }: Shared, others: Purpose): void {
  for (const chain of others.chains) if (!chains.includes(chain)) chains.push(chain);
}

/** What sending a read asks of those who wait for it. */
export interface FlightWaiting {
  readonly asked: Asked;
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
  get(url: string, { asked, signals, mayGoOn, purpose }: FlightWaiting): Flight {
    const flights = this.#flights;
    let flight = flights.get(url);
    if (flight === undefined) {
      const canEnd = signals.every((signal) => signal !== undefined);
      const controller = canEnd ? new AbortController() : undefined;
      const signal = controller && { signal: controller.signal };
      const sent: Sent[] = [];
      const tell = (one: Sent): void => {
        sent.push(one);
      };
      const request = { method: 'GET', url, asked, mayGoOn, purpose, sent: tell, ...signal };
      const answer = this.#send(request);
      const started: Flight = { answer, sent, controller, purpose, waiting: 0 };
      const land = (): void => {
        if (flights.get(url) === started) flights.delete(url);
      };
      answer.then(land, land);
      flight = started;
      flights.set(url, flight);
    }
    share(flight.purpose, purpose);
    this.#wait(url, flight, signals);
    return flight;
  }

  #wait(url: string, flight: Flight, signals: readonly (AbortSignal | undefined)[]): void {
    const flights = this.#flights;
    // Each wait by itself, for two may share one signal.
    const waits = signals.map((signal) => {
      flight.waiting += 1;
      const giveUp = (): void => {
        flight.waiting -= 1;
        if (flight.waiting > 0 || flight.controller === undefined) return;
        // Whoever comes later must not join what was given up.
        if (flights.get(url) === flight) flights.delete(url);
        flight.controller.abort();
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      return { signal, giveUp };
    });
    // A signal may outlive its requests by far.
    const release = (): void => {
      for (const { signal, giveUp } of waits) signal?.removeEventListener('abort', giveUp);
    };
    flight.answer.then(release, release);
  }

  /** From now on, every read is sent anew. */
  clear(): void {
    this.#flights = new Map();
  }
}
