/**
 * Fetches what is no document: the bytes that lie at a place, or at the address that stands there.
 *
 * The walk to the place is as any other; then one more request is sent, whose answer is handed on unread.
 */
import { AbortError } from '../../errors/AbortError.ts';
import { BudgetError } from '../../errors/BudgetError.ts';
import { HypchatError, type Where } from '../../errors/HypchatError.ts';
import { TimeoutError } from '../../errors/TimeoutError.ts';
import { anyOf } from '../../http/aborted.ts';
import { createDeadline } from '../../http/deadline.ts';
import { kindOf } from '../../plan/map/members.ts';
import type { Place } from '../../plan/place/place.ts';
import type { Site } from '../../proxy/site.ts';
import { writeChain } from '../../proxy/step.ts';
import type { ClientParts } from '../run/ClientParts.ts';
import type { SentRequest } from '../run/sentRequest.ts';
import { bearing } from './bearing.ts';
import type { Started } from './client.ts';

/** The answer that holds the bytes of what a chain leads to. @param site - Where it is asked for. */
export async function downloadFrom(read: Started, site: Site | undefined): Promise<Response> {
  try {
    return await downloadInTime(read);
  } catch (error) {
    throw bearing(error, site);
  }
}

/** One time is for all of it: for the walks to the place, and for the bytes. */
async function downloadInTime(read: Started): Promise<Response> {
  const { start, source, steps } = read;
  const { text, spans } = writeChain(source.text, steps);
  const where: Where = { chain: text, step: spans.at(-1) ?? [0, text.length] };
  const { timeoutMs } = start.limits;
  if (timeoutMs === undefined) return downloadWithin(read, where, start.limits.signal);
  const timeout = createDeadline(timeoutMs);
  try {
    return await downloadWithin(read, where, anyOf(start.limits.signal, timeout.signal));
  } catch (error) {
    throw timeout.signal.aborted ? new TimeoutError(timeoutMs, where) : error;
  } finally {
    timeout.clear();
  }
}

/** @param signal - Ends all of it, the body as well. */
async function downloadWithin(
  read: Started,
  where: Where,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const { client, start } = read;
  const { budget = Number.POSITIVE_INFINITY } = start.limits;
  const sent: SentRequest[] = [];
  const limits = { ...start.limits, signal };
  const found = await target({ ...read, start: { ...start, limits } }, where.chain, sent);
  let more = 0;
  const mayGoOn = (): boolean => sent.length + more < budget;
  if (!mayGoOn()) {
    throw new BudgetError({ budget, sent: sent.length, needed: sent.length + 1 }, where);
  }
  let taken: Response | undefined;
  try {
    await client.parts.send({
      method: 'GET',
      url: found.address,
      asked: client.describe({ of: 'resource', kind: undefined, address: found.address }),
      purpose: { chains: [where.chain] },
      isAnonymous: found.isRead,
      mayGoOn,
      sent: () => {
        more += 1;
      },
      take: (response) => {
        taken = response;
      },
      signal,
    });
  } catch (error) {
    if (signal?.aborted) throw new AbortError(signal.reason, where);
    throw error instanceof HypchatError ? error.at(where) : error;
  }
  // A good answer is always taken, and any other is an error.
  return taken as Response;
}

/** Where the bytes lie, and whether that was read from a document. */
interface Target {
  readonly address: string;
  readonly isRead: boolean;
}

async function target(read: Started, text: string, sent: SentRequest[]): Promise<Target> {
  const { client } = read;
  const place = (await client.want(read, sent, 'address')) as Place;
  if (place.at === 'resource') {
    const { bytes } = kindOf(client.parts.map, place.kind) ?? {};
    if (bytes === undefined) return { address: place.address, isRead: false };
    const steps = [...read.steps, { is: 'name', name: bytes, verbatim: true } as const];
    return toTarget(await client.want({ ...read, steps }, sent), text, client.parts);
  }
  if (place.at !== 'value') {
    throw new TypeError(`\`download\` takes one picture or file: ${text} gives many`);
  }
  return toTarget(place.value, text, client.parts);
}

function toTarget(value: unknown, text: string, { base, rebase }: ClientParts): Target {
  if (typeof value === 'string' && URL.canParse(value, `${base}/`)) {
    const { href } = new URL(value, `${base}/`);
    return { address: rebase?.(href) ?? href, isRead: true };
  }
  const what = value === null || value === undefined ? 'nothing' : 'no address';
  throw new TypeError(`there are no bytes to download: ${text} gives ${what}`);
}
