/**
 * GitHub's limits: requests in an hour, counted for searches by themselves (`x-ratelimit-*`), and secondary ones, against too
 * much at once, which are told in words.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
import { isJsonObject } from '../../values/json.ts';
import type { RateRules } from '../RateRules.ts';
import { retryAfter, toNumber, untilReset } from '../serverTime.ts';
import { standardRate } from '../standardRate.ts';

/** How long GitHub wants to be left alone where it does not say. */
const SECONDARY_MS = 60_000;

/** What a request counts for, by its path: GitHub says it in the answer only (`x-ratelimit-resource`). */
const SEARCH = /\/search\/(code)?/;

/** How GitHub limits the rate of requests. */
export const githubRate: RateRules = {
  counts({ url }) {
    const [isSearch, code] = SEARCH.exec(new URL(url).pathname) ?? [];
    if (isSearch === undefined) return 'core';
    return code === undefined ? 'search' : 'code_search';
  },
  allowances({ headers }, counted) {
    const left = toNumber(headers.get('x-ratelimit-remaining'));
    const limit = toNumber(headers.get('x-ratelimit-limit'));
    const forMs = untilReset(headers.get('x-ratelimit-reset'), headers);
    if (left === undefined || forMs === undefined || counted === undefined) return [];
    return [{ of: counted, left, forMs, ...(limit !== undefined && { limit }) }];
  },
  hold(response, counted) {
    const { status, headers, json } = response;
    if (status !== 403 && status !== 429) return standardRate.hold(response, counted);
    const forMs = retryAfter(headers);
    if (forMs !== undefined) return { forMs };
    if (toNumber(headers.get('x-ratelimit-remaining')) === 0) {
      const untilMs = untilReset(headers.get('x-ratelimit-reset'), headers);
      const held = untilMs === undefined ? {} : { forMs: untilMs };
      return counted === undefined ? held : { of: counted, ...held };
    }
    const message = isJsonObject(json) ? json.message : undefined;
    const isSecondary = typeof message === 'string' && /secondary rate limit|abuse/i.test(message);
    // Any other 403 says that this is not allowed, however long one waits.
    return isSecondary || status === 429 ? { forMs: SECONDARY_MS } : undefined;
  },
};
