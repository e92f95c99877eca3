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
  return client.at({ start, source }, address, kind);
}
