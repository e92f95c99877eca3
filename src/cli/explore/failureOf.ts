import type { Mistake, RunLine } from '../../explorer/messages.ts';
import { ApiError, HypchatError } from '../../index.ts';
import { findMistake, NO_MISTAKE } from '../syntaxMistake.ts';
import { UsageError } from '../UsageError.ts';
import { markIn } from './markIn.ts';

type Failed = Extract<RunLine, { readonly is: 'failed' }>;

/** An error as the page shows it: its words, the request that it is about, and where in the text it happened. */
export function failureOf(error: unknown, text: string): Omit<Failed, 'is' | 'lane'> {
  if (error instanceof UsageError) {
    const { text: words = error.message, mark } = mistakeOf(text) ?? {};
    return { text: words, ...(mark && { mark }) };
  }
  const mark = markIn(text, error);
  const request = error instanceof HypchatError ? error.request : undefined;
  return {
    text: error instanceof Error ? `${error.name}: ${error.message}` : `thrown: ${String(error)}`,
    ...(mark && { mark }),
    ...(request && { request: { method: request.method, url: request.url } }),
    ...(error instanceof ApiError && { status: error.status }),
  };
}

/** What is wrong with a text that is no JavaScript; `undefined` where nothing is. */
export function mistakeOf(
  text: string,
): (Mistake & { readonly isUnfinished: boolean }) | undefined {
  if (text.trim() === '') return undefined;
  const { what, at, isUnfinished = false } = findMistake(text);
  if (what === NO_MISTAKE) return undefined;
  const start = Math.min(at, Math.max(0, text.length - 1));
  return { text: what, mark: [start, Math.min(start + 1, text.length)], isUnfinished };
}
