import { readAny } from './readChained.ts';

/**
 * Makes a snapshot of JSON that came another way: the payload of a webhook, a line of an archive.
 *
 * It is read like an answer: each resource in it, however deep, is a snapshot to walk on from, which knows what the
 * JSON says of it and asks for the rest. Sends nothing.
 *
 * @param root - Where every chain starts.
 * @param json - An object, or its text.
 * @param kind - What it is, where it has no address that says so: `'message'`. Default: what the link map wraps.
 * @throws {TypeError} When it is no object, or known to be of another kind.
 */
export function wrap(root: object, json: unknown, kind?: string): object {
  const { client } = readAny(root, 'wrap');
  return client.wrap(json, kind);
}
