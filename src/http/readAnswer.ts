/**
 * What an answer says: the document in it, or a typed error.
 */
import type { Asked } from '../dialects/Asked.ts';
import type { Response as Answer, Dialect } from '../dialects/Dialect.ts';
import type { Rebase } from '../dialects/rebased.ts';
import { AnswerError } from '../errors/AnswerError.ts';
import type { RequestFacts } from '../errors/HypchatError.ts';
import { toApiError } from '../errors/status/toApiError.ts';
import { parseJson } from '../values/parseJson.ts';
import type { Received } from './exchange.ts';

/** An answer as the dialect wants it, and what is wrong with its body. */
export interface Parsed {
  readonly answer: Answer;
  /** Why the body cannot be taken for JSON, to be written after it. */
  readonly fault: string | undefined;
}

/** What is to be known of a server to read what it says. */
export interface Server {
  /** How long the body may have been. */
  readonly maxBodyBytes: number;
  /** What is meant by an address that it gave. */
  readonly rebase: Rebase | undefined;
}

/** Reads the body of an answer, and where it leads to. */
export function toAnswer({ response, text }: Received, url: string, server: Server): Parsed {
  const { maxBodyBytes, rebase } = server;
  const { status } = response;
  const headers = rebase ? withLocation(response.headers, url, rebase) : response.headers;
  const answer = { status, headers, url, json: undefined };
  if (text === undefined) {
    const fault = `is longer than ${maxBodyBytes} bytes, which is as much as \`maxBodyBytes\` allows`;
    return { answer, fault };
  }
  if (text === '') return { answer, fault: undefined };
  const parsed = parseJson(text);
  return 'json' in parsed
    ? { answer: { ...answer, json: parsed.json }, fault: undefined }
    : { answer, fault: parsed.fault };
}

/** Where an answer leads, or what was created, may be said in the words of the server's inside. */
function withLocation(headers: Headers, url: string, rebase: Rebase): Headers {
  const location = headers.get('location');
  if (location === null || !URL.canParse(location, url)) return headers;
  const meant = new Headers(headers);
  meant.set('location', rebase(new URL(location, url).href));
  return meant;
}

/** What is needed to tell what an answer says. */
export interface Reading {
  readonly dialect: Dialect;
  readonly asked: Asked;
  readonly facts: RequestFacts;
  /** The body as it came; `undefined` where it was too long. */
  readonly text: string | undefined;
  /** What is wrong with it. */
  readonly fault: string | undefined;
  /** How long the server wants to be left alone. */
  readonly waitMs: number | undefined;
  /** Takes out of a text what nobody else may see. */
  hide(text: string): string;
}

/**
 * The answer, if it is one.
 *
 * @throws {ApiError} When the server refused the request.
 * @throws {AnswerError} When the body is no JSON, or more of it than may be.
 */
export function readAnswer(answer: Answer, reading: Reading): Answer {
  const { dialect, asked, facts, text, fault, waitMs, hide } = reading;
  const { status, headers } = answer;
  const refusal = dialect.refusal(answer, asked);
  if (refusal !== undefined) {
    const { message, type, field, details } = refusal;
    const words = message === '' && type === undefined ? wordsOf(answer, text) : message;
    const hidden = <T>(value: T): T => hideIn(value, hide) as T;
    throw toApiError({
      api: dialect.name,
      request: facts,
      status,
      serverMessage: hide(words),
      type: hidden(type),
      field: hidden(field),
      details: hidden(details),
      waitMs,
    });
  }
  if (fault !== undefined) {
    const sort = hide(headers.get('content-type') ?? 'no content type').split(';')[0];
    const start = text === undefined ? '' : `: ${JSON.stringify(hide(text).slice(0, 60))}`;
    throw new AnswerError(`the answer (${status}, ${sort}) ${fault}${start}`, facts);
  }
  return answer;
}

/** A refusal in no form that anybody knows, as it came. A page for people, or a value with nothing in it, says nothing. */
function wordsOf({ json }: Answer, text = ''): string {
  const saysNothing =
    json === undefined
      ? /^\s*</.test(text)
      : Object.values(json ?? {}).every((each) => each === '' || each === null);
  return saysNothing ? '' : text.trim();
}

const DEEPEST = 20;

/** The same value, with each of its texts passed through. What lies too deep to be of use is left out. */
function hideIn(value: unknown, hide: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return hide(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return '…';
  if (Array.isArray(value)) return value.map((each) => hideIn(each, hide, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [hide(name), hideIn(each, hide, depth + 1)]),
  );
}
