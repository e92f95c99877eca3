/**
 * Reads `multipart/related`, in which a file is shared: one part of JSON, one that is the file.
 *
 * Clients wrote it by hand and not always well: lines may end in a line feed alone, and what
 * follows the last boundary does not matter. A part's bytes are base64 where it says so.
 */
import { Buffer } from 'node:buffer';
import { badRequest } from './errors.ts';
import { fromBase64 } from './files/FileStore.ts';

/** One part of a body. */
export interface Part {
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** From its `Content-Disposition`. */
  readonly name: string;
  readonly filename: string | undefined;
  readonly bytes: Uint8Array;
}

const mostParts = 10;

/** The longest headers of a part, in bytes: clients wrote a few hundred. */
const longestHeaders = 8192;

/**
 * The parts of a body.
 *
 * @param contentType - With the boundary in it.
 * @throws {ApiError} 400 where it is not multipart.
 */
export function readMultipart(body: Uint8Array, contentType: string): Part[] {
  const match = /;\s*boundary=(?:"([^"]{1,100})"|([^\s;]{1,100}))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) throw badRequest('The multipart body has no boundary');
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let start = nextDelimiter(bytes, delimiter, 0);
  while (start >= 0 && parts.length < mostParts) {
    const from = start + delimiter.length;
    const end = nextDelimiter(bytes, delimiter, from);
    if (end < 0) break;
    parts.push(readPart(bytes.subarray(from, end)));
    start = end;
  }
  return parts;
}

/**
 * Where the next delimiter stands that begins a line: base64 holds no dashes, but a file may.
 *
 * No byte is looked at more than twice, whatever stands there: a delimiter holds no line feed, so
 * two beginnings of lines never look at the same bytes.
 */
function nextDelimiter(bytes: Buffer, delimiter: Buffer, from: number): number {
  const last = bytes.length - delimiter.length;
  for (let at = from; at <= last; at += 1) {
    if (bytes[at] !== 0x2d || (at > 0 && bytes[at - 1] !== 0x0a)) continue;
    let same = 1;
    while (same < delimiter.length && bytes[at + same] === delimiter[same]) same += 1;
    if (same === delimiter.length) return at;
  }
  return -1;
}

function readPart(raw: Buffer): Part {
  const head = raw.subarray(0, longestHeaders);
  const [blank, gap] = [head.indexOf('\r\n\r\n'), head.indexOf('\n\n')];
  const isCrlf = blank >= 0 && (gap < 0 || blank < gap);
  const end = isCrlf ? blank : gap;
  if (end < 0) throw badRequest('A part of the multipart body has no end of its headers');
  const headers = new Map<string, string>();
  for (const line of raw.toString('utf8', 0, end).split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0)
      headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  const content = withoutLineEnd(raw.subarray(end + (isCrlf ? 4 : 2)));
  const disposition = headers.get('content-disposition') ?? '';
  return {
    headers,
    name: parameter(disposition, 'name') ?? '',
    filename: parameter(disposition, 'filename'),
    bytes: decoded(content, headers.get('content-transfer-encoding')),
  };
}

function withoutLineEnd(content: Buffer): Buffer {
  const cut = content.at(-1) === 0x0a ? (content.at(-2) === 0x0d ? 2 : 1) : 0;
  return content.subarray(0, content.length - cut);
}

function decoded(content: Buffer, encoding: string | undefined): Uint8Array {
  if (encoding?.toLowerCase() !== 'base64') return content;
  const bytes = fromBase64(content.toString('latin1'));
  if (bytes === undefined) throw badRequest('The file is not valid base64');
  return bytes;
}

function parameter(header: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|[;\\s])${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(
    header,
  );
  return match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2];
}
