/**
 * One request, as sending is told it, and what is told of it once it was sent.
 */
import type { Asked } from '../dialects/Asked.ts';
import type { RequestFacts } from '../errors/HypchatError.ts';
import type { BodyForm } from '../types/callMember.ts';
import type { Purpose, ResponseEvent } from './events.ts';

/** One request. */
export interface Request {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** What it is for, as the dialect is told it. */
  readonly asked: Asked;
  /** The kind of what it is an action of, where it is one. */
  readonly kind?: string | undefined;
  readonly body?: unknown;
  /** How the body is written; default `json`. */
  readonly form?: BodyForm | undefined;
  /** More headers, by names in small letters: they go where the token would. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** A name and its password, sent in the place of the token, where that would go. */
  readonly basic?: readonly [name: string, password: string] | undefined;
  /** Whether no token is sent along. */
  readonly isAnonymous?: boolean;
  /**
   * Takes the answer with its body unread, where it is no refusal. A redirect may lead such a request to any other
   * origin, and so may the address of one without a token, but no token ever goes there.
   */
  readonly take?: (response: globalThis.Response) => void;
  /** Ends the wait: of a read at any time, of an action until it is sent. Then the signal's reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** For whom it is sent. More chains may join while it is under way. */
  readonly purpose: Purpose;
  /** Told of each that leaves, and of nothing once it has ended. */
  readonly underWay?: ((facts: RequestFacts | undefined) => void) | undefined;
  /** Told of each request that was really sent, once it ended: what is sent again, and redirects, count too. */
  readonly sent: (sent: Sent) => void;
  /** Whether one more may be sent than the first. */
  readonly mayGoOn: () => boolean;
}

/** A request that was really sent. */
export interface Sent extends ResponseEvent {
  /** Why it was sent besides the first. */
  readonly because?: string;
}
