import type { Json } from '../values/json.ts';

/** An answer as it came from the wire. */
export interface Response {
  /** The HTTP status, such as 200. */
  readonly status: number;
  /** The headers, by names in any case. */
  readonly headers: Headers;
  /** The absolute address that answered. */
  readonly url: string;
  /** The parsed body; `undefined` when there was none. */
  readonly json: Json | undefined;
}
