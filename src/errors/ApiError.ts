import { cut } from '../values/cut.ts';
import type { Json } from '../values/json.ts';
import { type ErrorFacts, HypchatError, type RequestFacts, type Where } from './HypchatError.ts';

/** What a server said when it refused a request. */
export interface ApiErrorFacts extends ErrorFacts {
  readonly request: RequestFacts;
  /** What people call the API. */
  readonly api: string;
  readonly status: number;
  readonly serverMessage: string;
  readonly type?: string | undefined;
  readonly field?: string | undefined;
  readonly details?: Readonly<Record<string, Json>> | undefined;
  readonly waitMs?: number | undefined;
  /** What to do about it, where that is known. */
  readonly advice?: string;
}

/**
 * The server answered with an error. What it rejects with is the class of the status, `NotFoundError` for 404;
 * all of them are `ApiError`s.
 */
export class ApiError extends HypchatError {
  static override readonly name: string = 'ApiError';
  /** The HTTP status. */
  readonly status: number;
  /** The server's own words; empty when it said nothing. */
  readonly serverMessage: string;
  /** The server's own name for the sort of error: `Not Found`. */
  readonly type: string | undefined;
  /** What of the request the server did not like, by its wire name, where it says so: `notify`. */
  readonly field: string | undefined;
  /** Whatever else the server said, by its own names: in HipChat `validation`, `value`, `expected_type`. */
  readonly details: Readonly<Record<string, Json>>;
  /** How long the server wants to be left alone, in milliseconds; `undefined` where it did not say. */
  readonly waitMs: number | undefined;
  readonly #facts: ApiErrorFacts;

  constructor(facts: ApiErrorFacts) {
    const { api, status, type, serverMessage, advice } = facts;
    const words = cut(serverMessage, 300);
    const says = `${words === '' ? '' : `: ${words}`}${advice === undefined ? '' : ` (${advice})`}`;
    super(`${api} answered ${status}${type === undefined ? '' : ` ${type}`}${says}`, facts);
    this.status = status;
    this.serverMessage = serverMessage;
    this.type = type;
    this.field = facts.field;
    this.details = facts.details ?? {};
    this.waitMs = facts.waitMs;
    this.#facts = facts;
  }

  override at(where: Where): ApiError {
    return this.#copy({ where });
  }

  /** The same error, with what to do about it in its words. */
  advising(advice: string): ApiError {
    return this.#copy({ advice });
  }

  /** A copy is of the same class, which may be that of a status. */
  #copy(more: Partial<ApiErrorFacts>): ApiError {
    const Own = this.constructor as new (facts: ApiErrorFacts) => ApiError;
    return new Own({ ...this.#facts, ...more });
  }
}
