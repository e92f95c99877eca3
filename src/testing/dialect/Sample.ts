/**
 * Samples: the answers of an API that a dialect is checked on, as its author gives them.
 */
import type { Response as Answer } from '../../dialects/Response.ts';
import type { Json } from '../../values/json.ts';
import { parseJson } from '../../values/parseJson.ts';

/**
 * A sort of sample.
 *
 * - `document`: one resource, at its own address
 * - `page`: the first page of a collection, asked without a window: two items at least, and another page after it
 * - `last page`: the last page of a collection
 * - `nothing`: what is answered where a to-one leads to nothing, such as a 204
 * - `refusal`: a refusal with the words of the server, of status 400 or more
 * - `refusal in a success`: a refusal in an answer of status 200
 */
export type SampleName =
  | 'document'
  | 'page'
  | 'last page'
  | 'nothing'
  | 'refusal'
  | 'refusal in a success';

/** The sorts of sample, each with what it is. */
export const SAMPLES: Readonly<Record<SampleName, string>> = {
  document: 'one resource, at its own address',
  page: 'the first page of a collection, asked without a window: two items at least, and another page after it',
  'last page': 'the last page of a collection',
  nothing: 'what is answered where a to-one leads to nothing, such as a 204',
  refusal: 'a refusal with the words of the server, of status 400 or more',
  'refusal in a success': 'a refusal in an answer of status 200',
};

/** An answer that was recorded. */
export interface RecordedSample {
  /** The absolute address that answered. */
  readonly url: string;
  /** Default 200. */
  readonly status?: number;
  /** Default none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body: its text as it came, or its JSON. Default: none. */
  readonly body?: Json;
}

/** What is asked for a sample besides. */
export interface SampleInit {
  /** The headers that the dialect gives: those of `headers`, and with the option `token` those of `credentials`. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Gives a sample, recorded or from a server.
 *
 * @param sample - The sort of it, `SampleName`; or an absolute address that begins with `http`, to which the dialect led.
 * @param init - For `fetch`.
 * @returns `undefined` for an address that was not recorded: what hangs on it is reported as unchecked.
 */
export type FetchSample = (
  sample: string,
  init: SampleInit,
) => Response | RecordedSample | undefined | Promise<Response | RecordedSample | undefined>;

/** An answer as a dialect reads it, with what it is called in findings. */
export interface Sample {
  /** `the sample "page"`, or the address. */
  readonly title: string;
  readonly answer: Answer;
}

/**
 * What was given, as a dialect reads it.
 *
 * @throws {TypeError} Where it is no answer, or nobody can tell its address.
 */
export async function toSample(name: string, given: Response | RecordedSample): Promise<Sample> {
  const isAddress = !Object.hasOwn(SAMPLES, name);
  const title = isAddress ? name : `the sample "${name}"`;
  const { status = 200 } = given;
  const url = given.url === '' && isAddress ? name : given.url;
  if (typeof url !== 'string' || !URL.canParse(url)) {
    throw new TypeError(
      `${title} has no absolute address: give the Response of a fetch, or { url, status, headers, body }`,
    );
  }
  const body = given instanceof Response ? await given.text() : given.body;
  const json = typeof body === 'string' ? jsonOf(body) : body;
  return { title, answer: { status, headers: new Headers(given.headers ?? {}), url, json } };
}

/** As a client reads it: what is no JSON is none. */
function jsonOf(text: string): Json | undefined {
  const parsed = parseJson(text);
  return 'json' in parsed ? parsed.json : undefined;
}

/** A copy of an answer, which whoever reads it may spoil. */
export function copied(answer: Answer, changes: Partial<Answer> = {}): Answer {
  const { status, headers, url, json } = { ...answer, ...changes };
  return { status, headers: new Headers(headers), url, json: structuredClone(json) };
}
