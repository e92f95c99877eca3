/**
 * Base64, without a line break in it.
 */

/** A group of three bytes is four characters, so that pieces of such groups can be joined. */
const GROUP = 3;
/** Far fewer than the arguments that a function can take. */
const PIECE = GROUP * 4096;

/** The bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  }
  return text;
}

/** The base64 of bytes that come piece by piece. */
export async function* base64Of(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    const bytes = new Uint8Array(rest.length + chunk.length);
    bytes.set(rest);
    bytes.set(chunk, rest.length);
    const end = bytes.length - (bytes.length % GROUP);
    if (end > 0) yield toBase64(bytes.subarray(0, end));
    rest = bytes.slice(end);
  }
  if (rest.length > 0) yield toBase64(rest);
}
