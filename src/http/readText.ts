import type { Traffic } from './Traffic.ts';

/**
 * The whole body of an answer as text.
 *
 * It is counted while it comes, for a server may send without an end, and a compressed body is longer than it says.
 *
 * @param most - How many bytes there may be.
 * @param traffic - Is told how many there were, as far as they were read.
 * @returns `undefined` where there are more; the rest is not read.
 */
export async function readText(
  response: Response,
  most: number,
  traffic: Traffic,
): Promise<string | undefined> {
  // Some run-times and stand-ins have no streams.
  const reader = response.body?.getReader?.();
  if (reader === undefined) {
    const text = await response.text();
    traffic.receivedBytes = bytesOf(text);
    return text.length > most ? undefined : text;
  }
  const decoder = new TextDecoder();
  let bytes = 0;
  traffic.receivedBytes = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    traffic.receivedBytes = bytes;
    if (bytes > most) {
      // Whether that works is nobody's concern any more.
      reader.cancel().catch(() => {});
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** How many bytes a text takes, or has. */
export const bytesOf = (whole: string | Blob): number => new Blob([whole]).size;
