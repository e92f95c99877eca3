/**
 * Traverson for HipChat's documents, which are plain JSON: its links are found by JSONPath.
 */
import { createRequire } from 'node:module';

/** What is used of it: it brings no types. */
interface Builder {
  json(): Builder;
  from(url: string): Builder;
  follow(...links: string[]): Builder;
  withRequestOptions(options: { readonly headers: Readonly<Record<string, string>> }): Builder;
  getResource(callback: (error: Error | null, resource: unknown) => void): void;
}

const traverson = createRequire(import.meta.url)('traverson') as { from(url: string): Builder };

/** Follows links from an address, and gives the document that they lead to. */
export function traverse<T>(url: string, token: string, ...links: string[]): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  traverson
    .from(url)
    .json()
    .withRequestOptions({ headers: { authorization: `Bearer ${token}` } })
    .follow(...links)
    .getResource((error, resource) => {
      if (error) reject(error);
      else resolve(resource as T);
    });
  return promise;
}
