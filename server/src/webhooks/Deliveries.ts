/**
 * Delivers events to webhooks: to the hosts that were allowed and no other, each webhook's one after
 * another, after the answer to whoever caused them.
 *
 * What waits is in memory: a server that is killed forgets it. How one delivery is sent is said in
 * `post.ts`; what its answer becomes, in `answer.ts`.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Call } from '../endpoint.ts';
import type { Events, RoomEvent } from '../events.ts';
import { toJson } from '../json.ts';
import { roomStub } from '../represent/room.ts';
import type { RoomRow } from '../store/Rooms.ts';
import type { WebhookRow } from '../store/Webhooks.ts';
import { postAnswer } from './answer.ts';
import { Hosts } from './hosts.ts';
import { signJwt } from './jwt.ts';
import { Lanes } from './Lanes.ts';
import { matches } from './patterns.ts';
import { type Outcome, post } from './post.ts';
import { mayBeTold, mayStillBeTold } from './standing.ts';

/** How webhooks are delivered. */
export interface WebhookOptions {
  /** Where to: `example.com` allows every port of it, `127.0.0.1:8000` only that one. */
  readonly hosts: readonly string[];
  /** How long to wait before each further try, in milliseconds. Default: 1 s, 5 s, 25 s. */
  readonly retryDelaysMs?: readonly number[];
  /** How long a receiver has to answer, in milliseconds. Default 10 s. */
  readonly timeoutMs?: number;
  /** Told of each delivery when it is settled. */
  readonly onDelivery?: (delivery: Delivery) => void;
}

/** What came of a delivery. */
export interface Delivery {
  /** The number of the webhook. */
  readonly webhook: number;
  /** What happened, such as `room_message`. */
  readonly event: string;
  /** Where it was posted to, with the port. */
  readonly host: string;
  /** Of the last answer; 0 where there was none. */
  readonly status: number;
  /** 0 where it was dropped: too much was waiting for the webhook already. */
  readonly tries: number;
}

/** Delivers. Where nothing may be delivered, `noEvents` stands in its place. */
export class Deliveries implements Events {
  readonly #hosts: Hosts;
  readonly #options: WebhookOptions;
  readonly #closing = new AbortController();
  readonly #lanes: Lanes;

  constructor(options: WebhookOptions, onError: (error: unknown) => void) {
    this.#hosts = new Hosts(options.hosts);
    this.#options = options;
    this.#lanes = new Lanes(onError);
  }

  prepare(call: Call, event: RoomEvent): () => void {
    const { store, home } = call;
    const judged = new Map<string, boolean>();
    // A room may have many webhooks of one maker: whether that one may be told is looked up once.
    const isOfTheTold = (webhook: WebhookRow): boolean => {
      const maker = `${webhook.user_id} ${webhook.client_id}`;
      const isTold = judged.get(maker) ?? mayBeTold(store, webhook);
      judged.set(maker, isTold);
      return isTold;
    };
    const webhooks = store.webhooks
      .listOf(event.room.id, event.name)
      .filter((webhook) => this.#hosts.allows(new URL(webhook.url)) && isOfTheTold(webhook));
    if (webhooks.length === 0) return () => undefined;
    let forAll: object | undefined;
    const items = new Map(
      webhooks.map((webhook) => {
        if (forAll !== undefined) return [webhook, forAll];
        const links = home.for(`w${webhook.id}`);
        const item = { ...event.fields(links), room: roomStub(event.room, links) };
        // Links to files are good for their receiver alone: what holds none is the same for all.
        if (!links.isPersonal) forAll = item;
        return [webhook, item];
      }),
    );
    return () => {
      for (const webhook of webhooks) {
        const deliver = () => this.#deliver(call, webhook, event, items.get(webhook) ?? {});
        if (this.#lanes.add(webhook.id, deliver)) continue;
        this.#options.onDelivery?.(deliveryOf(webhook, event, 0, 0));
      }
    };
  }

  /** Waits until nothing is under way any more. */
  settled(): Promise<void> {
    return this.#lanes.settled();
  }

  /** Ends the waiting between tries, and forgets what was not begun. */
  close(): void {
    this.#lanes.clear();
    this.#closing.abort();
  }

  async #deliver(call: Call, webhook: WebhookRow, event: RoomEvent, item: object): Promise<void> {
    // Each pattern has a turn of its own: however large, it holds nobody else up for long.
    await nextTurn();
    if (this.#closing.signal.aborted) return;
    if (event.text !== undefined && webhook.pattern !== null) {
      if (!matches(webhook.pattern, event.text)) return;
    }
    const isWanted = (): boolean => mayStillBeTold(call.store, webhook);
    if (!isWanted()) return;
    const url = new URL(webhook.url);
    const client =
      webhook.client_id === null ? undefined : call.store.clients.find(webhook.client_id);
    const body = toJson({
      event: event.name,
      item,
      webhook_id: webhook.id,
      ...(client === undefined ? {} : { oauth_client_id: client.oauth_id }),
    });
    const headers = (): Record<string, string> =>
      signature(call, webhook, event.room, client?.oauth_id, client?.oauth_secret ?? null);
    const { retryDelaysMs = [1000, 5000, 25_000], timeoutMs = 10_000 } = this.#options;
    const { signal } = this.#closing;
    const outcome = await post(
      { url, body, headers, isWanted },
      { retryDelaysMs, timeoutMs, signal },
    );
    await this.#settle(call, webhook, event, outcome);
  }

  async #settle(
    call: Call,
    webhook: WebhookRow,
    event: RoomEvent,
    outcome: Outcome,
  ): Promise<void> {
    const { status, tries, answer } = outcome;
    this.#options.onDelivery?.(deliveryOf(webhook, event, status, tries));
    if (!this.#closing.signal.aborted) await postAnswer(call, webhook, answer);
  }
}

function deliveryOf(
  webhook: WebhookRow,
  event: RoomEvent,
  status: number,
  tries: number,
): Delivery {
  const { host } = new URL(webhook.url);
  return { webhook: webhook.id, event: event.name, host, status, tries };
}

function signature(
  { caller, clock }: Call,
  webhook: WebhookRow,
  room: RoomRow,
  issuer: string | undefined,
  secret: string | null,
): Record<string, string> {
  if (webhook.authentication !== 'jwt' || issuer === undefined || secret === null) return {};
  const user = caller.owner === 'user' ? caller.user : undefined;
  const jwt = signJwt({
    issuer,
    secret,
    userId: user?.id,
    timezone: user?.timezone ?? 'UTC',
    roomId: room.id,
    now: clock.seconds(),
  });
  return { Authorization: `JWT ${jwt}` };
}
