/**
 * A proxy that counts: what a walk costs is said by who stood between, and not by who sent it.
 *
 * It changes nothing, in either direction, but for the name of the host that is asked.
 */
import { once } from 'node:events';
import { createServer, request } from 'node:http';

/** What went through a proxy since it was last asked to forget. */
export interface Counted {
  /** The proxy's own origin: what is asked there is asked of the server. */
  readonly origin: string;
  /** The server's origin, as its own links may name it. */
  readonly target: string;
  /** What was asked, in its order: `GET /books?$top=2`. */
  readonly requests: string[];
  /** What was asked, with the headers and the body of each. */
  readonly sent: SentRequest[];
  /** How many bytes of bodies were answered. */
  readonly bytes: () => number;
  /** Counts anew. */
  readonly forget: () => void;
  readonly close: () => Promise<void>;
}

/** One request as it went through. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Starts a proxy before the server at that origin. */
export async function countRequests(target: string): Promise<Counted> {
  const requests: string[] = [];
  const sent: SentRequest[] = [];
  let bytes = 0;
  const proxy = createServer(async (incoming, answer) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    requests.push(`${method} ${decoded(url)}`);
    sent.push({ method, url, headers, body: body.toString() });
    const asked = request(new URL(url, target), { method, headers, agent: false }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answered.pipe(answer);
    });
    asked.on('error', () => answer.destroy());
    asked.end(body);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    origin: `http://127.0.0.1:${port}`,
    target,
    requests,
    sent,
    bytes: () => bytes,
    forget() {
      requests.length = 0;
      sent.length = 0;
      bytes = 0;
    },
    async close() {
      proxy.closeAllConnections();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}

/** An address for people to read; what is no UTF-8 in it stays as it is. */
function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
