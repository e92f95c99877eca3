/**
 * Reads a request's body by its content type, and checks it against the endpoint's schema.
 *
 * Which types an endpoint understands beside JSON is said there (`BodyFormat`); what is said of a
 * value that does not fit, in `validate.ts`.
 */
import { Buffer } from 'node:buffer';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { withoutBlanks } from './blanks.ts';
import type { BodyFormat } from './endpoint.ts';
import { ApiError, badRequest, bodyTooLarge } from './errors.ts';
import { validate, wrongType } from './validate.ts';

/** The largest body without a file that is read, in bytes. */
const largestBody = 1024 * 1024;

/** How many values a body of that size or more may hold: a file is one, however large. */
const mostValues = 10_000;

/** No body of the API is nested more than a few levels; what goes much deeper is an attack. */
const deepest = 64;

/**
 * The body as the schema describes it.
 *
 * @throws {ApiError} 400 for a type that is not understood, for what is no JSON, and for what does
 *   not fit the schema; 413 for what is too large.
 */
export async function readBody(
  request: Request,
  format: BodyFormat<unknown>,
  largestFile: number,
): Promise<unknown> {
  const most = format.holdsFile === true ? roomFor(largestFile) : largestBody;
  const header = request.headers.get('content-type');
  const type = header?.split(';')[0]?.trim().toLowerCase() ?? '';
  const isJson = type === 'application/json';
  const bytes = await readBytes(request, most, isJson ? refuseDense() : undefined);
  // What is made of a large body takes its time: whoever else waits goes first.
  if (bytes.byteLength > largestBody) await nextTurn();
  if (bytes.byteLength === 0 && format.optional === true) return validate(format.schema, {});

  // A file in another body than JSON is not text.
  const text = format.holdsFile === true && !/json/i.test(header ?? '') ? '' : decode(bytes);
  const types = format.types ?? {};
  const read = isJson ? parseJson : Object.hasOwn(types, type) ? types[type] : undefined;
  if (read === undefined) throw badRequest(`Invalid content type: ${header ?? 'None'}`);

  const value = read(text, bytes, header ?? '');
  if (format.optional === true && isNothing(value)) return validate(format.schema, {});
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongType('_data', value, 'object');
  }
  return validate(format.schema, withoutBlanks(format.schema, value));
}

/** What PHP writes for an object without fields, and others for none. */
const isNothing = (value: unknown): boolean =>
  value === null || (Array.isArray(value) && value.length === 0);

/** A file comes as base64, which takes a third more, with something round it. */
const roomFor = (largestFile: number): number => Math.ceil(largestFile * 1.37) + 65_536;

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/**
 * A body's bytes: the one way to them, so that none is read without a bound.
 *
 * @param most - How many there may be. One that says it is longer is not read at all.
 * @param look - Looks at each piece as it comes, and may refuse the rest.
 * @throws {ApiError} 413 for what is longer, 400 where the client went away in the middle.
 */
export async function readBytes(
  request: Request,
  most: number,
  look?: (piece: Uint8Array) => void,
): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > most) throw bodyTooLarge();
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body) {
      size += chunk.byteLength;
      if (size > most) throw bodyTooLarge();
      look?.(chunk);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof ApiError) throw error;
    // Nobody reads this, and nothing is wrong here.
    throw badRequest('The request body could not be read');
  }
  return Buffer.concat(chunks);
}

/**
 * Refuses JSON of a file's size that is something else than a file in a few fields: to make millions
 * of values of it would hold everybody up. It looks at each piece as it comes, because to look at
 * them all at once would do that as well.
 */
function refuseDense(): (piece: Uint8Array) => void {
  let [size, values] = [0, 0];
  return (piece) => {
    size += piece.byteLength;
    // By index: an iterator takes five times as long.
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at];
      // A comma, and what opens a list or an object.
      if (byte === 0x2c || byte === 0x5b || byte === 0x7b) values += 1;
    }
    if (size > largestBody && values > mostValues) throw bodyTooLarge();
  };
}

function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw badRequest(`${unparsable}: Expecting value: ${placeOf(error, text)}`);
  }
  if (isDeeperThan(deepest, value)) throw badRequest(`${unparsable}: nested too deeply`);
  return value;
}

const unparsable = 'The request body cannot be parsed as valid JSON';

/** Where the JSON breaks off, as Python says it: `line 1 column 1 (char 0)`. */
function placeOf(error: unknown, text: string): string {
  const position = Number(/at position (\d+)/.exec(String(error))?.[1] ?? 0);
  const before = text.slice(0, position).split('\n');
  return `line ${before.length} column ${(before.at(-1)?.length ?? 0) + 1} (char ${position})`;
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeperThan(levels - 1, inner));
}
