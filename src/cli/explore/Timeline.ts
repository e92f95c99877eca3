/** What a client tells of its requests, as lines with times since the timeline began. */
import type { Lane, RunLine } from '../../explorer/messages.ts';
import type { HttpEvents, PlannedRequest, RequestEvent, SentRequest } from '../../index.ts';

export class Timeline {
  readonly #lane: Lane;
  readonly #tell: (line: RunLine) => void;
  readonly #began: number = performance.now();
  /** What was told of, and whether it was said why it was sent. */
  readonly #requests: { readonly event: RequestEvent; isExplained: boolean }[] = [];
  #bytes = 0;

  constructor(lane: Lane, tell: (line: RunLine) => void) {
    this.#lane = lane;
    this.#tell = tell;
  }

  /** What the clients are to tell, while this is the one. */
  readonly listener: Required<Pick<HttpEvents, 'request' | 'response' | 'wait'>> = {
    request: (event) => {
      const id = this.#requests.push({ event, isExplained: false });
      const { method, url, round } = event;
      const known = round === undefined ? {} : { round };
      const at = this.#now();
      this.#tell({ is: 'request', lane: this.#lane, id, method, url, at, ...known });
    },
    response: (event) => {
      const { status, failure, receivedBytes: bytes } = event;
      const id = this.#find((each) => nameOf(each.event) === nameOf(event));
      if (id === 0) return;
      this.#bytes += bytes ?? 0;
      this.#tell({
        is: 'response',
        lane: this.#lane,
        id,
        at: this.#now(),
        ...(status !== undefined && { status }),
        ...(failure !== undefined && { failure }),
        ...(bytes !== undefined && { bytes }),
      });
    },
    wait: ({ ms, reason }) => {
      this.#tell({ is: 'wait', lane: this.#lane, at: this.#now(), ms, why: reason });
    },
  };

  /** Says why requests were sent. */
  explain(requests: readonly SentRequest[]): void {
    for (const request of requests) {
      this.#reason(
        this.#find(({ event }) => nameOf(event) === nameOf(request)),
        request.reason,
      );
    }
  }

  /** Says so by a plan, of what is sent as it was planned. */
  explainPlanned(requests: readonly PlannedRequest[]): void {
    for (const { method, url, reason } of requests) {
      const id = this.#find(
        ({ event, isExplained }) => !isExplained && event.method === method && event.url === url,
      );
      this.#reason(id, reason);
    }
  }

  /** Ends the lane. @param requests - How many were really sent: one that is refused was told of as well. */
  end(requests: number): void {
    const sent = this.#requests.slice(0, requests);
    const rounds = new Set(sent.map(({ event: { walk, round, id } }) => `${walk}.${round ?? id}`));
    const line = { lane: this.#lane, ms: this.#now(), requests, rounds: rounds.size };
    this.#tell({ is: 'ended', ...line, bytes: this.#bytes });
  }

  #reason(id: number, reason: string): void {
    const found = this.#requests[id - 1];
    if (found === undefined || reason === '') return;
    found.isExplained = true;
    this.#tell({ is: 'reason', lane: this.#lane, id, reason });
  }

  /** Its number, from 1; 0 for none. */
  #find(isIt: (each: { readonly event: RequestEvent; readonly isExplained: boolean }) => boolean) {
    return this.#requests.findIndex(isIt) + 1;
  }

  #now(): number {
    return Math.round((performance.now() - this.#began) * 100) / 100;
  }
}

/** Tells one sending from all others. */
const nameOf = ({ id, tries }: Pick<RequestEvent, 'id' | 'tries'>): string => `${id}.${tries}`;
