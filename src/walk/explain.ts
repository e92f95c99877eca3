/**
 * Plans: what a chain would send, as data, and what it really sent.
 *
 * `explain` runs the very loop that the walk runs, on answers that are foretold by the map.
 */

import { hideInBody, hideSecrets } from '../http/hideSecrets.ts';
import { addressOf, plainAddressOf } from '../plan/addressOf.ts';
import type { Acted, PlanContext } from '../plan/context.ts';
import { foretellPage, foretellResource } from '../plan/foretell.ts';
import type { Act, Ask, Failure, Place } from '../plan/place.ts';
import type { Action, Chain } from '../types/chain.ts';
import { absorbForetold, absorbResource } from './absorb.ts';
import { clientOf, type SentRequest } from './client.ts';
import { type Errand, rounds } from './loop.ts';

/** One request of a plan. */
export interface PlannedRequest {
  /** From 1. Holes of later requests name it: `{1.items[0].owner.id}`. */
  readonly number: number;
  readonly method: string;
  /** Absolute, with holes for what earlier answers fill in. */
  readonly url: string;
  readonly body?: unknown;
  /** Why it is needed. */
  readonly reason: string;
  /** Set where this request is sent more than once: once for each further page, or for each item. */
  readonly repeats?: 'a page' | 'an item';
}

/** How many requests a plan sends. */
export interface Bill {
  readonly least: number;
  /** `null` when only the answers can tell. */
  readonly most: number | null;
}

/** What a chain would send. Plain data but for its `toString`. */
export interface Plan {
  /** The chain as it was written. */
  readonly chain: string;
  readonly requests: readonly PlannedRequest[];
  readonly bill: Bill;
  /** What the plan cannot tell: the chain goes on from here by what the answers declare. */
  readonly openEnd?: string;
  /** The plan as a table. */
  toString(): string;
}

/**
 * The plan of a chain: the requests that awaiting it would send, as far as can be told beforehand.
 *
 * Sends nothing. A chain taken from a snapshot is planned with what its walk knows.
 *
 * @throws {TypeError} When the value is no chain, or holds an argument that is wrong.
 */
export function explain(chain: Chain<unknown> | Action<unknown>): Plan {
  const client = clientOf(chain);
  const { want, known, chain: written } = client.compiled(chain);
  const { parts, api, context } = client;
  const { map, base, dialect } = parts;
  const foretold = known.foretelling();
  const acted = new Map<object, Acted>();
  const requests: PlannedRequest[] = [];
  let failure: Failure | undefined;
  const errand: Errand = {
    want,
    known: foretold,
    done: () => {},
    failed: (reason) => {
      failure = reason;
    },
  };
  const planning: PlanContext = {
    ...context,
    acted: (identity) => context.acted(identity) ?? acted.get(identity),
  };
  for (const round of rounds([errand], planning, dialect.limits, dialect)) {
    for (const { ask } of round.asks) {
      const number = requests.length + 1;
      requests.push(plannedAsk(ask, number, addressOf(ask, dialect)));
      if (ask.of === 'resource') {
        absorbResource(foretold, ask, foretellResource(ask, number, map, base), api);
      } else {
        const page = foretellPage(ask, number, map, base);
        absorbForetold(foretold, ask, page, plainAddressOf(ask, dialect), api);
      }
    }
    for (const { act } of round.acts) {
      const number = requests.length + 1;
      const { method, address: url, body, reason } = act;
      const shown = body === undefined ? {} : { body: hideInBody(body) };
      requests.push({ number, method, url: hideSecrets(url), reason, ...shown });
      const place = placeAfter(act, number, map.kinds[act.creates ?? '']?.address, base);
      acted.set(act.identity, { place });
      errand.known = errand.known.without(act.changes, act.isCollection);
      if (place.at === 'resource') errand.known.ensure(place.address, place.kind);
    }
  }
  const openEnd = failure?.code === 'unforeseen' ? failure.message : undefined;
  const isOpen = openEnd !== undefined || requests.some((request) => request.repeats !== undefined);
  const bill = { least: requests.length, most: isOpen ? null : requests.length };
  return withText({
    chain: written.text,
    requests,
    bill,
    ...(openEnd !== undefined && { openEnd }),
  });
}

function plannedAsk(ask: Ask, number: number, url: string): PlannedRequest {
  const reason = ask.reasons.join('; ');
  const isWalkThrough = ask.of === 'list' && ask.indices.length === 0 && ask.window !== undefined;
  const repeats = url.includes('[*]') ? 'an item' : isWalkThrough ? 'a page' : undefined;
  return { number, method: 'GET', url: hideSecrets(url), reason, ...(repeats && { repeats }) };
}

function placeAfter(act: Act, number: number, template: string | undefined, base: string): Place {
  if (act.creates === undefined) {
    return { at: 'value', value: undefined, codec: 'json', of: 'the answer' };
  }
  const hole =
    template === undefined
      ? `{${number}.links.self}`
      : `${base}/${template.replace('{id}', `{${number}.id}`)}`;
  return { at: 'resource', address: hole, kind: act.creates, shows: 'ref' };
}

function withText(plan: Omit<Plan, 'toString'>): Plan {
  const text = (): string => {
    const { least } = plan.bill;
    const rows = plan.requests.map(({ number, method, url, body, reason }) => [
      String(number),
      method,
      withoutOrigin(url),
      [
        ...(body === undefined ? [] : [JSON.stringify(body)]),
        ...(reason === '' ? [] : [reason]),
      ].join(' · '),
    ]);
    const total = `${least} request${least === 1 ? '' : 's'}`;
    const repeats = [...new Set(plan.requests.flatMap((request) => request.repeats ?? []))];
    const more = [
      ...repeats.map((what) => `one for each further ${what.replace(/^an? /, '')}`),
      ...(plan.openEnd === undefined ? [] : [`what follows: ${plan.openEnd}`]),
    ];
    return [...table(rows), [total, ...more].join(', and ')].join('\n');
  };
  return Object.defineProperty({ ...plan }, 'toString', { value: text, enumerable: false }) as Plan;
}

/** What a chain gave, and the requests that were really sent for it. */
export interface Trace<T> {
  readonly value: T;
  readonly requests: readonly SentRequest[];
  /** The requests as a table. */
  toString(): string;
}

/**
 * Sends a chain like `await` does, and gives what it gave with the requests that were really sent for it.
 *
 * A request that other chains of the same tick shared is listed for each of them.
 */
export async function trace<T>(chain: Chain<T> | Action<T>): Promise<Trace<T>> {
  const requests: SentRequest[] = [];
  const value = (await clientOf(chain).trace(chain, requests)) as T;
  const text = (): string =>
    table(
      requests.map(({ method, url, body, status, reason }, index) => [
        String(index + 1),
        method,
        withoutOrigin(url),
        [
          String(status ?? 'no answer'),
          ...(body === undefined ? [] : [JSON.stringify(body)]),
          ...(reason === '' ? [] : [reason]),
        ].join(' · '),
      ]),
    ).join('\n');
  return Object.defineProperty({ value, requests }, 'toString', { value: text, enumerable: false });
}

/** Columns side by side. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1, 2].map((column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function withoutOrigin(url: string): string {
  return url.replace(/^\w+:\/\/[^/]+/, '');
}
