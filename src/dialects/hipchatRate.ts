/**
 * HipChat's limits: requests of a token in five minutes (`X-Ratelimit-*`), and messages that a room or person takes
 * in a minute (`X-FloodControl-*`), whoever sends them.
 *
 * @see https://developer.atlassian.com/server/hipchat/hipchat-rest-api-rate-limits/
 */
import type { Allowance, RateRules } from './RateRules.ts';
import { toNumber, untilReset } from './serverTime.ts';
import { standardRate } from './standardRate.ts';

/** What sends something into a room or to a person. A room by name and by number are two keys, which does no harm. */
const SENDS = /\/(room|user)\/([^/?#]+)\/(?:message|notification|reply|share\/[a-z]+)(?:[?#]|$)/;

export const hipchatRate: RateRules = {
  counts({ method, url }) {
    const [, kind, which] = (method === 'POST' && SENDS.exec(url)) || [];
    return kind === undefined || which === undefined ? undefined : `${kind} ${which}`;
  },
  allowances({ headers }, counted) {
    const whole = allowance(headers, 'ratelimit');
    const flood = counted === undefined ? undefined : allowance(headers, 'floodcontrol');
    return [...(whole ? [whole] : []), ...(flood && counted ? [{ ...flood, of: counted }] : [])];
  },
  hold(response, counted) {
    const { status, headers } = response;
    if (status !== 429) return standardRate.hold(response, counted);
    if (counted !== undefined && toNumber(headers.get('x-floodcontrol-remaining')) === 0) {
      return { of: counted, ...reset(headers, 'floodcontrol') };
    }
    return { ...standardRate.hold(response, counted), ...reset(headers, 'ratelimit') };
  },
};

function allowance(headers: Headers, name: string): Allowance | undefined {
  const left = toNumber(headers.get(`x-${name}-remaining`));
  const limit = toNumber(headers.get(`x-${name}-limit`));
  const { forMs } = reset(headers, name);
  if (left === undefined || forMs === undefined) return undefined;
  return { left, forMs, ...(limit !== undefined && { limit }) };
}

function reset(headers: Headers, name: string): { readonly forMs?: number } {
  const forMs = untilReset(headers.get(`x-${name}-reset`), headers);
  return forMs === undefined ? {} : { forMs };
}
