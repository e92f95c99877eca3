/**
 * Where chains are awaited, for the stack of an error: from when `then` is read until it is called.
 */
import type { Site } from './site.ts';

const AWAITED = new WeakMap<object, Site[]>();

/** Takes note of where `then` was read. Who only looks whether there is one does not call it. */
export function noteSite(node: object, site: Site): void {
  const sites = AWAITED.get(node);
  if (sites === undefined) AWAITED.set(node, [site]);
  else sites.push(site);
  // `await` calls it by the next promise job, which is queued once it is read.
  void Promise.resolve()
    .then(() => {})
    .then(() => {
      const left = AWAITED.get(node)?.filter((each) => each !== site) ?? [];
      if (left.length === 0) AWAITED.delete(node);
      else AWAITED.set(node, left);
    });
}

/** Where the chain was awaited whose `then` is called. */
export function siteOf(node: object): Site | undefined {
  return AWAITED.get(node)?.shift();
}
