/** What a server is made with. */
import type { Fault } from './faults/fault.ts';
import type { WebhookOptions } from './webhooks/Deliveries.ts';

/** What is told of a request when it is answered. */
export interface RequestLine {
  /** When it was answered, in ISO 8601. */
  readonly time: string;
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** With the query, without tokens, signatures and codes. */
  readonly path: string;
  /** 0 where a fault dropped the connection. */
  readonly status: number;
  /** How long it took, in milliseconds. */
  readonly ms: number;
  /** Whose token it was: `user 3`, `add-on 1`, `nobody`, `unknown`. */
  readonly by: string;
}

/** What a server is made with. */
export interface ServerOptions {
  /**
   * A file, which is made where there is none, and kept from others: mode 0600, what is uploaded in
   * a directory of mode 0700. `:memory:`, the default, is gone with the server.
   */
  readonly database?: string;
  /**
   * Whether an empty database is filled with a sample group: a dozen rooms, 15 people, a few
   * hundred messages. A database that already holds a group is left as it is. Default `false`: a
   * group with one administrator.
   */
  readonly sample?: boolean;
  /**
   * Requests that a token has in five minutes; 0 is no limit. Default 100 for a person's token
   * and 500 for an add-on's, as HipChat had it; 500 for both with `sample`.
   */
  readonly rateLimit?: number;
  /**
   * Messages that a room or a person takes in a minute; 0 is no limit. Default 30, as HipChat had
   * it; 500 with `sample`.
   */
  readonly floodLimit?: number;
  /**
   * How many names deep titles are expanded: `items.owner` is two. 0 switches expansion off.
   * Default: no bound.
   */
  readonly expandDepth?: number;
  /**
   * How many resources the expansion of one answer puts in; beyond them stubs stay. It bounds the
   * memory that a request can take. Default 10,000.
   */
  readonly expandLimit?: number;
  /** The largest file that is taken, in bytes. Default 20 MiB. */
  readonly fileLimit?: number;
  /** Where webhooks are delivered to, and how. Default: they are kept, and not delivered. */
  readonly webhooks?: WebhookOptions;
  /**
   * What links are made on, `https://chat.example.com`. Default: the address that is listened on;
   * within the process that of the request's URL.
   */
  readonly publicUrl?: string;
  /**
   * The proxies whose `Host`, `X-Forwarded-Host` and `X-Forwarded-Proto` count, IP addresses or
   * networks such as `10.0.0.0/8`: links in answers to them are made on the address that they say.
   * Default: none, whatever a request says.
   */
  readonly trustedProxies?: readonly string[];
  /** The origins whose pages may read answers, `https://example.com`; `*` is every one. */
  readonly cors?: readonly string[];
  /** What goes wrong on demand from the start. */
  readonly faults?: readonly Fault[];
  /** Whether `/test/faults` is served, for the holder of `testToken`. Default `false`. */
  readonly faultRoute?: boolean;
  /** Told of each request when it is answered. Holds no secrets. */
  readonly onRequest?: (line: RequestLine) => void;
  /** How many requests `requests` remembers. Default 1000. */
  readonly requestLog?: number;
  /** The time, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /**
   * Told of what whoever runs the server should know: that a file was open to others. Default:
   * `console.warn`.
   */
  readonly onWarning?: (warning: string) => void;
  /** Told of an error inside the server, which the client sees as a 500. Default: `console.error`. */
  readonly onError?: (error: unknown) => void;
}

/** Every name of them. */
export const optionNames: Readonly<Record<keyof ServerOptions, true>> = {
  database: true,
  sample: true,
  rateLimit: true,
  floodLimit: true,
  expandDepth: true,
  expandLimit: true,
  fileLimit: true,
  webhooks: true,
  publicUrl: true,
  trustedProxies: true,
  cors: true,
  faults: true,
  faultRoute: true,
  onRequest: true,
  requestLog: true,
  now: true,
  onWarning: true,
  onError: true,
};
