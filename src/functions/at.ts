import { readPlace } from '../plan/place/placeAt.ts';
import { createChain } from '../proxy/chain.ts';
import { plain } from '../proxy/step.ts';
import { hideSecrets } from '../values/hideSecrets.ts';
import { readAny } from './readChained.ts';

/**
 * The chain that starts at an address of the API: a link out of a database, a webhook or a log.
 *
 * What lies there is found from the address by the link map. Nothing is sent before it is awaited, and then only to
 * the endpoint's origin: any other is refused with an `OriginError`. A wrong argument rejects at the await.
 *
 * @param root - Where every chain starts.
 * @param address - Absolute, or relative to the root's.
 * @param kind - What it has to be: `'room'`, or `'rooms'` for a collection of them.
 */
export function at(root: object, address: string, kind?: string): object {
  const { client, start, source } = readAny(root, 'at');
  const { map, base, rebase } = client.parts;
  const shown = typeof address === 'string' ? plain(hideSecrets(address)) : String(address);
  const like = { kind: 'resource', text: `${source.text}.at('${shown}')` } as const;
  try {
    // It may be out of a webhook or a log, in the server's own words.
    const isWhole = typeof address === 'string' && URL.canParse(address);
    const meant = rebase && isWhole ? rebase(new URL(address).href) : address;
    const place = readPlace(map, base, meant, kind);
    return createChain(client.source({ place, walk: undefined, limits: start.limits }, like));
  } catch (error) {
    return createChain({ ...like, secrets: source.secrets, want: () => Promise.reject(error) });
  }
}
