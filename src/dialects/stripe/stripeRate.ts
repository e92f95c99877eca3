/**
 * Stripe's limits: 429 for too many requests at once, or for something that another request holds locked. How long to wait is
 * said where `Retry-After` says it, and `Stripe-Should-Retry` whether that is of any use.
 *
 * @see https://docs.stripe.com/rate-limits
 * @see https://docs.stripe.com/error-low-level
 */
import type { RateRules } from '../RateRules.ts';
import { retryAfter } from '../serverTime.ts';
import { standardRate } from '../standardRate.ts';

/** How Stripe limits the rate of requests. */
export const stripeRate: RateRules = {
  ...standardRate,
  hold(response, counted) {
    const { headers, status } = response;
    const said = status < 400 ? null : headers.get('stripe-should-retry');
    if (said === 'false') return undefined;
    if (said !== 'true') return standardRate.hold(response, counted);
    const forMs = retryAfter(headers);
    return forMs === undefined ? {} : { forMs };
  },
};
