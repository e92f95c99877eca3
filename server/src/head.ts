/**
 * Answers a HEAD as the GET of the same address, to the letters of its headers: clients look for
 * `X-Ratelimit-Remaining` as it is written.
 */
import type { Surroundings } from './app.ts';

type Answering = (request: Request, surroundings: Surroundings) => Response | Promise<Response>;

export async function answerHead(
  answer: Answering,
  { url, headers }: Request,
  surroundings: Surroundings,
): Promise<Response> {
  const response = await answer(new Request(url, { headers }), { ...surroundings, method: 'HEAD' });
  // Over a connection the answer goes as it is, and whoever sends it leaves its body out. To make
  // another of it would be to lose how its headers are written, and how long the body is.
  return surroundings.Response === undefined ? new Response(null, response) : response;
}
