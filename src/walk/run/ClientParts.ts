/**
 * What a client is made of.
 */
import type { Response as Answer, Dialect } from '../../dialects/Dialect.ts';
import type { Rebase } from '../../dialects/rebased.ts';
import type { HttpEvents } from '../../http/events.ts';
import type { Request } from '../../http/Request.ts';
import type { Limits } from '../../plan/ask/limits.ts';
import type { Shortcuts } from '../../proxy/source.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import type { UnsentEvent } from '../rows/unsent.ts';

/** What a client is made of. */
export interface ClientParts {
  readonly dialect: Dialect;
  /** What one request may ask for: what the dialect says, or less. */
  readonly limits: Limits;
  readonly map: LinkMap;
  /** The root's address, without a trailing slash. */
  readonly base: string;
  readonly send: (request: Request) => Promise<Answer>;
  /** What is meant by an address that the server gave. */
  readonly rebase?: Rebase;
  readonly on?: ClientEvents;
  /** What the root can do by itself. */
  readonly shortcuts?: Shortcuts;
  /** Everybody who is told of what happens. */
  readonly listeners: readonly HttpEvents[];
}

/** What a client tells while it works. Nothing that is told holds a token, a password or a secret. */
export interface ClientEvents extends HttpEvents {
  /**
   * An action was written and never awaited, so that it was never sent. Told when no chain holds the call any
   * more, or the process ends; by default, a line is written to the console.
   */
  readonly unsent?: (event: UnsentEvent) => void;
}
