import { AnswerError } from '../../errors/AnswerError.ts';
import { hideSecrets } from '../../values/hideSecrets.ts';

/** What is wrong with the answer of an address. */
export function answerError(reason: string, url: string, method = 'GET'): AnswerError {
  return new AnswerError(reason, { method, url: hideSecrets(url) });
}
