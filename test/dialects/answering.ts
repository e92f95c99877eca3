/** A made-up server of any dialect: what it answers stands in a table, by path and query. */
import { connect, type Dialect, type Json, type LinkMap } from '../../src/index.ts';

export const ORIGIN = 'https://api.test';

/** A body with status 200, `Response` for all else. */
export type Answers = Readonly<Record<string, Json | Response>>;

/** A client of such a server, and what this one was asked. */
export function answering<Root extends object>(
  dialect: Dialect,
  map: LinkMap,
  answers: Answers,
): { readonly root: Root; readonly requests: string[]; readonly sent: Request[] } {
  const requests: string[] = [];
  const sent: Request[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const asked = decodeURIComponent(pathname + search);
    requests.push(`${request.method} ${asked}`);
    sent.push(request.clone());
    const answer = Object.hasOwn(answers, asked) ? answers[asked] : undefined;
    if (answer instanceof Response) return answer.clone();
    if (answer === undefined) return new Response('no such thing', { status: 404 });
    return Response.json(answer);
  };
  const options = { endpoint: ORIGIN, fetch, name: 'api', retries: 0 };
  return { root: connect<Root>(dialect, map, options), requests, sent };
}
