/**
 * What every request goes through before it is answered, and its answer after: the log, other
 * origins, faults on demand, and whether it is for the API at all.
 */
import type { Surroundings } from './app.ts';
import type { Clock } from './clock.ts';
import type { Cors } from './cors.ts';
import type { Faults } from './faults/Faults.ts';
import { answerFaults, faultsPath } from './faults/route.ts';
import type { Outside } from './outside.ts';
import { withoutSecrets } from './requestLog.ts';
import type { RequestLine } from './ServerOptions.ts';

/** What it is made of. */
export interface FrontParts {
  readonly api: (request: Request, surroundings: Surroundings) => Response | Promise<Response>;
  readonly outside: Outside;
  readonly faults: Faults;
  /** The token for the faults' route; `undefined` where there is none. */
  readonly testToken: string | undefined;
  readonly cors: Cors | undefined;
  readonly clock: Clock;
  readonly onRequest: ((line: RequestLine) => void) | undefined;
}

/** Answers a request. */
export type Front = (request: Request, surroundings: Surroundings) => Promise<Response>;

export function createFront(parts: FrontParts): Front {
  const { api, outside, faults, testToken, cors, clock, onRequest } = parts;

  function answer(
    request: Request,
    path: string,
    surroundings: Surroundings,
  ): Response | Promise<Response> {
    if (path === faultsPath && testToken !== undefined) {
      return answerFaults(request, faults, testToken);
    }
    if (faults.isEmpty) return outside(request, path) ?? api(request, surroundings);
    return faults.answer(
      request.method,
      path,
      async (alterQuery) => outside(request, path) ?? api(request, { ...surroundings, alterQuery }),
    );
  }

  async function answerAcross(
    request: Request,
    path: string,
    surroundings: Surroundings,
  ): Promise<Response> {
    if (cors === undefined) return answer(request, path, surroundings);
    return (
      cors.preflight(request) ?? cors.allow(request, await answer(request, path, surroundings))
    );
  }

  return async (request, surroundings) => {
    const path = pathOf(request.url);
    if (onRequest === undefined) return answerAcross(request, path, surroundings);
    const start = performance.now();
    let by = 'nobody';
    let status = 0;
    const onCaller = (who: string): void => {
      by = who;
    };
    try {
      const response = await answerAcross(request, path, { ...surroundings, onCaller });
      status = response.status;
      return response;
    } finally {
      const ms = Math.round((performance.now() - start) * 1000) / 1000;
      const time = new Date(clock.millis()).toISOString();
      onRequest({
        time,
        method: request.method,
        path: withoutSecrets(request.url),
        status,
        ms,
        by,
      });
    }
  };
}

/** The path without the query. */
function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  const end = url.indexOf('?', start);
  return start < 0 ? '/' : url.slice(start, end < 0 ? undefined : end);
}
