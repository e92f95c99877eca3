/**
 * Redirects: which answers are some, and where they lead.
 */
import type { Response as Answer } from '../dialects/Dialect.ts';
import { AnswerError } from '../errors/AnswerError.ts';
import { isRead, type RequestFacts } from '../errors/HypchatError.ts';

/** Browsers hide a redirect that they are not to follow: it has no status and no location. */
const HIDDEN = 0;
/** An answer to a header that asks only for what is new: it leads nowhere, and nothing comes with it. */
const NOT_MODIFIED = 304;

/** Whether an answer of that status is a redirect. */
export const isRedirect = (status: number): boolean =>
  status === HIDDEN || (status >= 300 && status < 400);

/** Where a redirect leads. @throws {AnswerError} When it is not followed. */
export function redirected({ status, headers, url }: Answer, facts: RequestFacts): string {
  if (status === HIDDEN) {
    throw new AnswerError('a redirect that the run-time hides cannot be followed', facts);
  }
  if (status === NOT_MODIFIED) {
    throw new AnswerError(`nothing has changed (${status}), so that nothing came`, facts);
  }
  const location = headers.get('location');
  if (location === null || !URL.canParse(location, url)) {
    throw new AnswerError(`a redirect (${status}) to nowhere`, facts);
  }
  if (!isRead(facts.method)) {
    throw new AnswerError(`a redirect (${status}) of a ${facts.method} is not followed`, facts);
  }
  return new URL(location, url).href;
}
