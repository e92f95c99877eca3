import type { ListAsk } from '../../plan/need/request.ts';

/** Whether it is the page that awaiting a collection gives. */
export function isPlainPage({ window, href, keyed }: ListAsk): boolean {
  return (window ?? href ?? keyed) === undefined;
}
