import type { Json } from '../values/json.ts';
import { type ErrorFacts, HypchatError, type RequestFacts, type Where } from './HypchatError.ts';

/** What a server said when it refused a request. */
export interface ApiErrorFacts extends ErrorFacts {
  readonly request: RequestFacts;
  /** What people call the API. */
  readonly api: string;
  readonly status: number;
  readonly serverMessage: string;
  readonly type?: string;
  readonly details?: Readonly<Record<string, Json>>;
}

/** The server answered with an error. */
export class ApiError extends HypchatError {
  override readonly name = 'ApiError';
  /** The HTTP status. */
  readonly status: number;
  /** The server's own words; empty when it said nothing. */
  readonly serverMessage: string;
  /** The server's own name for the sort of error: `Not Found`. */
  readonly type: string | undefined;
  /** Whatever else the server said, such as the field that it did not like. */
  readonly details: Readonly<Record<string, Json>>;
  readonly #facts: ApiErrorFacts;

  constructor(facts: ApiErrorFacts) {
    const { api, status, type, serverMessage } = facts;
    const words = serverMessage.length > 300 ? `${serverMessage.slice(0, 299)}…` : serverMessage;
    const says = words === '' ? '' : `: ${words}`;
    super(`${api} answered ${status}${type === undefined ? '' : ` ${type}`}${says}`, facts);
    this.status = status;
    this.serverMessage = serverMessage;
    this.type = type;
    this.details = facts.details ?? {};
    this.#facts = facts;
  }

  override at(where: Where): ApiError {
    return new ApiError({ ...this.#facts, where });
  }
}
