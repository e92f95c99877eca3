import { siteAbove } from '../proxy/site.ts';
import type { Chain } from '../types/chain.ts';
import { downloadFrom } from '../walk/client/download.ts';
import { readReached } from './readChained.ts';

/**
 * The bytes of a picture or a file, as the platform's own `Response`, whose body comes as it is read.
 *
 * @param reached - A chain to a picture (`hc.room(42).avatar`, `hc.user('@ann').photo('big')`), to a file
 *   (`hc.file(7)`), or to a text that is an address (`hc.user('@ann').photo_url`); or a snapshot of a resource.
 * @returns The answer, which is always a good one. Where it leads elsewhere it is followed, to any origin, but a token
 *   is sent to the endpoint's own origin alone, and none to an address that was read from a document. The limits of
 *   `within` hold, the time until the answer begins; `signal` ends its body, too.
 * @throws What awaiting the chain would reject with, and an `ApiError` where the bytes are refused.
 * @throws {TypeError} When what is reached is no such thing.
 *
 * @example
 * ```ts
 * const picture = await download(hc.user('@ann').photo('big'));
 * await writeFile('ann.png', picture.body);
 * // GET /v2/user/@ann/photo/big, and the address to which that leads
 * ```
 */
export async function download(reached: Chain<unknown> | object): Promise<Response> {
  const site = siteAbove(download);
  return downloadFrom(readReached(reached, 'download'), site);
}
