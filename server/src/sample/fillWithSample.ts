/**
 * Fills an empty database with the sample group: the same rooms, people and messages every time.
 *
 * Who and what there is stands in `people.ts`, `rooms.ts` and `lines.ts`.
 */
import type { NewMessage } from '../store/Messages.ts';
import type { Store } from '../store/Store.ts';
import { firstVersion } from '../store/version.ts';
import { notificationLines, privateLines, talkLines } from './lines.ts';
import { people } from './people.ts';
import { Random } from './random.ts';
import { rooms, type SampleRoom } from './rooms.ts';

type Draft = Omit<NewMessage, 'id' | 'conversationId' | 'sentAt'>;

/** Pairs of people who talk in private. */
const chats: readonly (readonly [number, number])[] = [
  [1, 2],
  [1, 5],
  [2, 3],
  [4, 7],
  [9, 10],
];

export function fillWithSample(store: Store): void {
  new Sample(store).fill();
}

class Sample {
  readonly #store: Store;
  readonly #random = new Random(2016);

  constructor(store: Store) {
    this.#store = store;
  }

  fill(): void {
    const { groups } = this.#store;
    groups.create({
      name: 'Example Works',
      domain: 'example.com',
      subdomain: 'example',
      created: seconds('2013-11-07T17:57:11Z'),
    });
    this.#addPeople();
    groups.setOwner(1);
    for (const room of rooms) this.#addRoom(room);
    for (const [one, other] of chats) this.#addChat(one, other);
  }

  #addPeople(): void {
    for (const person of people) {
      const { presence } = person;
      this.#store.users.create({
        id: person.id,
        name: person.name,
        mentionName: person.mention,
        email: `${person.mention.normalize('NFD').replace(/[^a-z.]/g, '')}@example.com`,
        title: person.title,
        timezone: person.timezone,
        isGroupAdmin: person.isAdmin ?? false,
        roles: [person.id === 1 ? 'owner' : person.isAdmin ? 'admin' : 'user'],
        created: seconds(person.created),
        // Every third was never changed.
        version: person.id % 3 === 0 ? firstVersion : this.#version(),
        passwordHash: null,
        presence: presence === undefined ? null : JSON.stringify({ ...presence, ...client }),
      });
    }
  }

  #addRoom(room: SampleRoom): void {
    const { rooms: table, people: inRooms } = this.#store;
    const fields = {
      name: room.name,
      topic: room.topic,
      privacy: room.isPrivate ? 'private' : 'public',
      isGuestAccessible: room.hasGuests ?? false,
      delegateAdminVisibility: null,
      ownerId: room.owner,
    } as const;
    const guestKey = `g${this.#random.text(9, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')}`;
    const created = seconds(room.created);
    table.create({ ...fields, id: room.id, created, version: this.#version(), guestKey });
    for (const id of room.people) {
      if (room.isPrivate) inRooms.addMember(room.id, id);
      const isOnline = people.find((person) => person.id === id)?.presence !== undefined;
      if (isOnline && !room.isArchived) inRooms.addParticipant(room.id, id);
      if (isOnline && id <= 5) table.addAutoJoin(id, room.id);
    }
    this.#fillRoom(room);
    if (room.isArchived) table.archive(room.id);
  }

  #fillRoom(room: SampleRoom): void {
    const { talk, notifier } = room;
    if (talk === undefined) return;
    const drafts: Draft[] = Array.from({ length: talk.messages }, () => this.#say(room.people));
    for (let index = 0; index < (notifier?.messages ?? 0); index += 1) {
      const at = this.#random.below(drafts.length + 1);
      drafts.splice(at, 0, this.#notify(notifier?.label ?? ''));
    }
    if (room.topic !== '') {
      drafts.splice(1, 0, { type: 'topic', message: room.topic, senderId: room.owner });
    }
    const times = this.#times(talk.from, talk.to, drafts.length);
    const conversation = this.#store.messages.conversationOfRoom(room.id);
    for (const [index, draft] of drafts.entries()) {
      this.#keep(conversation, draft, times[index] ?? 0);
      if (draft.type !== 'topic') {
        this.#store.rooms.countMessage(room.id, Math.floor((times[index] ?? 0) / 1_000_000));
      }
    }
  }

  #addChat(one: number, other: number): void {
    const conversation = this.#store.messages.openConversation(one, other);
    const length = 4 + this.#random.below(8);
    const times = this.#times('2016-09-01T08:00:00Z', '2017-06-30T14:00:00Z', length);
    for (const [index, time] of times.entries()) {
      const message = this.#line(this.#random.pick(privateLines));
      const senderId = index % 2 === 0 ? one : other;
      this.#keep(conversation, { type: 'message', message, senderId }, time);
    }
  }

  #say(who: readonly number[]): Draft {
    const senderId = this.#random.pick(who);
    const mentionedId = this.#random.pick(who);
    const mentioned = people.find(({ id }) => id === mentionedId);
    const line = this.#random.pick(talkLines);
    return {
      type: 'message',
      senderId,
      message: this.#line(line).replace('{who}', `@${mentioned?.mention}`),
      mentions: line.includes('{who}') && mentioned !== undefined ? [mentioned.id] : [],
      // Now and then somebody takes back what they said.
      isDeleted: this.#random.below(60) === 0,
    };
  }

  #notify(label: string): Draft {
    const { text, color } = this.#random.pick(notificationLines);
    const client = { client_id: 'b0ac1b2a-63a1-4d0f-9f0c-5d8e2f1a7c44', id: 'sample-addon' };
    return {
      type: 'notification',
      senderId: null,
      senderName: label,
      message: this.#line(text),
      messageFormat: 'html',
      color,
      notificationSender: JSON.stringify({ ...client, type: 'addon' }),
    };
  }

  #keep(conversationId: number, draft: Draft, sentAt: number): void {
    const { messages, users } = this.#store;
    messages.add({ ...draft, id: this.#random.uuid(), conversationId, sentAt });
    if (draft.senderId === null) return;
    const time = Math.floor(sentAt / 1_000_000);
    const before = users.find(draft.senderId)?.last_active ?? 0;
    if (time > before) users.setLastActive(draft.senderId, time);
  }

  /** Moments in order, in microseconds; the first and the last are the bounds themselves. */
  #times(from: string, to: string, count: number): number[] {
    const start = Date.parse(from) * 1000;
    const end = Date.parse(to) * 1000;
    const between = Array.from(
      { length: Math.max(0, count - 2) },
      () => start + 1 + this.#random.below(end - start - 1),
    );
    return [start, ...between.sort((a, b) => a - b), end].slice(-count);
  }

  #line(line: string): string {
    return line.replaceAll('{n}', String(2 + this.#random.below(998)));
  }

  #version(): string {
    return this.#random.text(8, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  }
}

const client = {
  client: { type: 'http://hipchat.com/client/mac', version: '4.30.3' },
  is_online: true,
};

const seconds = (iso: string): number => Date.parse(iso) / 1000;
