import type { RateRules } from './RateRules.ts';
import { retryAfter } from './serverTime.ts';

/**
 * What HTTP itself says of limits, for a dialect that says nothing: 429, and 503 with `Retry-After`, hold the
 * client back as a whole.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6585#section-4
 */
export const standardRate: RateRules = {
  counts: () => undefined,
  allowances: () => [],
  hold({ status, headers }) {
    const forMs = retryAfter(headers);
    if (status !== 429 && !(status === 503 && forMs !== undefined)) return undefined;
    return forMs === undefined ? {} : { forMs };
  },
};
