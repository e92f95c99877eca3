/**
 * Limits of the rate as many servers declare them, whatever their API: by `RateLimit`, or by `RateLimit-Remaining` and
 * `RateLimit-Reset` with or without `X-` before them. A server that declares nothing is held to what HTTP says itself.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers
 */
import type { Allowance, RateRules } from './RateRules.ts';
import { toNumber, untilReset } from './serverTime.ts';
import { standardRate } from './standardRate.ts';

export const declaredRate: RateRules = {
  ...standardRate,
  allowances({ headers }) {
    const declared = [...fields(headers), ...policies(headers)];
    // Of several limits, the one of which the least is left is the one to keep.
    const [least] = declared.sort((a, b) => a.left - b.left);
    return least === undefined ? [] : [least];
  },
};

/** `RateLimit-Remaining: 7` with `RateLimit-Reset: 30`. */
function fields(headers: Headers): readonly Allowance[] {
  return ['ratelimit', 'x-ratelimit', 'x-rate-limit'].flatMap((name) => {
    const left = toNumber(headers.get(`${name}-remaining`));
    const forMs = untilReset(headers.get(`${name}-reset`), headers);
    const limit = toNumber(headers.get(`${name}-limit`));
    if (left === undefined || forMs === undefined) return [];
    return [{ left, forMs, ...(limit !== undefined && { limit }) }];
  });
}

/** `RateLimit: "minute";r=7;t=30, "day";r=900;t=40000`. */
function policies(headers: Headers): readonly Allowance[] {
  return (headers.get('ratelimit') ?? '').split(',').flatMap((policy) => {
    const read = (name: string): string | null =>
      new RegExp(`;\\s*${name}=(\\d+)`).exec(policy)?.[1] ?? null;
    const left = toNumber(read('r'));
    const forMs = untilReset(read('t'), headers);
    return left === undefined || forMs === undefined ? [] : [{ left, forMs }];
  });
}
