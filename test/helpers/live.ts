/**
 * The real server with its sample data, over real HTTP on the loopback address.
 */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { AddonOptions, InstalledAddon, ServerOptions } from '../../server/src/index.ts';
import { createServer, type HypchatServer, type Served, serve } from '../../server/src/index.ts';
import { HypChat } from '../../src/index.ts';

/** A server for the tests of one file. Each test starts with no requests counted. */
export interface Live {
  readonly hc: HypChat;
  readonly url: string;
  readonly token: string;
  /** Installs an add-on. */
  installAddon(addon: AddonOptions): InstalledAddon;
  /** Waits until every webhook that was caused is delivered. */
  delivered(): Promise<void>;
  /** The requests since the test began: `GET /v2/room/Ops`, decoded. */
  requests(): readonly string[];
}

/** Starts a server before the tests of a file, and closes it after them. */
export function liveServer(options: ServerOptions = {}): Live {
  let server: HypchatServer;
  let served: Served;
  let hc: HypChat;
  let token: string;
  let before = 0;
  beforeAll(async () => {
    server = createServer({ sample: true, rateLimit: 0, floodLimit: 0, ...options });
    served = await serve(server);
    token = server.mintToken();
    hc = new HypChat(token, { endpoint: served.url });
  });
  beforeEach(() => {
    before = server.requestCount;
  });
  afterAll(async () => {
    await served.close();
    server.close();
  });
  return {
    get hc() {
      return hc;
    },
    get url() {
      return served.url;
    },
    get token() {
      return token;
    },
    installAddon: (addon) => server.installAddon(addon),
    delivered: () => server.delivered(),
    requests: () =>
      server.requests
        .slice(server.requests.length - (server.requestCount - before))
        .map(({ method, path }) => `${method} ${decodeURIComponent(path)}`),
  };
}
