/** Rooms, without the people in them (`RoomPeople.ts`) and what was said (`Messages.ts`). */
import { randomBytes } from 'node:crypto';
import type { Database } from '../database.ts';
import { fold } from './fold.ts';
import { newVersion } from './version.ts';

export type Privacy = 'public' | 'private';

export interface RoomRow {
  readonly id: number;
  readonly group_id: number;
  readonly name: string;
  readonly xmpp_name: string;
  readonly topic: string;
  readonly privacy: Privacy;
  readonly is_archived: number;
  /** What the address for guests ends in; null where guests have no access. */
  readonly guest_key: string | null;
  readonly avatar_url: string | null;
  /** Of the avatar's file. */
  readonly avatar_key: string | null;
  readonly delegate_admin_visibility: number | null;
  readonly owner_id: number;
  readonly created: number;
  readonly last_active: number | null;
  readonly messages_sent: number;
  readonly version: string;
}

/** What can be written of a room. */
export interface RoomFields {
  readonly name: string;
  readonly topic: string;
  readonly privacy: Privacy;
  readonly isGuestAccessible: boolean;
  readonly delegateAdminVisibility: boolean | null;
  readonly ownerId: number;
}

export class Rooms {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(id: number): RoomRow | undefined {
    return this.#database.get<RoomRow>('SELECT * FROM rooms WHERE id = :id', { id });
  }

  /**
   * The rooms of that name, the oldest first: at most one that is public, and any number of private
   * ones. Whoever makes a room is not told of those that they do not see.
   */
  listByName(name: string): RoomRow[] {
    return this.#database.all<RoomRow>(
      'SELECT * FROM rooms WHERE name_key = :key ORDER BY id LIMIT 1000',
      { key: fold(name) },
    );
  }

  /** The room whose avatar is this file. */
  findByAvatar(key: string): RoomRow | undefined {
    return this.#database.get<RoomRow>('SELECT * FROM rooms WHERE avatar_key = :key', { key });
  }

  /**
   * Rooms in the order of their ids, so that a page stays what it was when a room is made.
   *
   * @param memberId - Whose private rooms are listed beside the public ones; `null` lists all.
   */
  list(filter: {
    privateRooms: boolean;
    archived: boolean;
    memberId: number | null;
    limit: number;
    offset: number;
  }): RoomRow[] {
    return this.#database.all<RoomRow>(
      `SELECT * FROM rooms
       WHERE group_id = 1 AND (is_archived = 0 OR :archived)
         AND (privacy = 'public' OR (:privateRooms AND (:memberId IS NULL OR EXISTS (
           SELECT 1 FROM room_members WHERE room_id = rooms.id AND user_id = :memberId))))
       ORDER BY id LIMIT :limit OFFSET :offset`,
      { ...filter, privateRooms: Number(filter.privateRooms), archived: Number(filter.archived) },
    );
  }

  /**
   * The rooms that open by themselves when the user signs in.
   *
   * @param memberId - As in `list`: of whoever asks, who may be another.
   */
  listAutoJoin(filter: {
    userId: number;
    memberId: number | null;
    limit: number;
    offset: number;
  }): RoomRow[] {
    return this.#database.all<RoomRow>(
      `SELECT rooms.* FROM auto_joins JOIN rooms ON rooms.id = auto_joins.room_id
       WHERE auto_joins.user_id = :userId
         AND (privacy = 'public' OR :memberId IS NULL OR EXISTS (
           SELECT 1 FROM room_members WHERE room_id = rooms.id AND user_id = :memberId))
       ORDER BY auto_joins.room_id LIMIT :limit OFFSET :offset`,
      filter,
    );
  }

  /** Makes the room, its conversation, and the owner's membership. */
  create(
    room: RoomFields & {
      readonly id?: number;
      readonly created: number;
      readonly version?: string;
      readonly guestKey?: string;
    },
  ): number {
    return this.#database.transaction(() => {
      const id = this.#database.run(
        `INSERT INTO rooms (id, group_id, name, name_key, xmpp_name, topic, privacy, guest_key,
           delegate_admin_visibility, owner_id, created, version)
         VALUES (:id, 1, :name, :nameKey, :xmppName, :topic, :privacy, :guestKey,
           :delegateAdminVisibility, :ownerId, :created, :version)`,
        {
          ...written(room),
          id: room.id ?? null,
          xmppName: this.#xmppNameFor(room),
          guestKey: room.isGuestAccessible ? (room.guestKey ?? newGuestKey()) : null,
          created: room.created,
          version: room.version ?? newVersion(),
        },
      );
      this.#database.run('INSERT INTO conversations (room_id) VALUES (:id)', { id });
      this.#addOwner(id, room.ownerId);
      return id;
    });
  }

  /** Writes the room anew; its address for guests stays as long as they have access. */
  update(id: number, room: RoomFields & { readonly isArchived: boolean }): void {
    this.#database.transaction(() => {
      this.#database.run(
        `UPDATE rooms SET name = :name, name_key = :nameKey, topic = :topic, privacy = :privacy,
           is_archived = :isArchived, delegate_admin_visibility = :delegateAdminVisibility,
           guest_key = CASE WHEN :guestKey IS NULL THEN NULL ELSE coalesce(guest_key, :guestKey) END,
           owner_id = :ownerId, version = :version
         WHERE id = :id`,
        {
          ...written(room),
          id,
          isArchived: Number(room.isArchived),
          guestKey: room.isGuestAccessible ? newGuestKey() : null,
          version: newVersion(),
        },
      );
      this.#addOwner(id, room.ownerId);
      if (room.isArchived)
        this.#database.run('DELETE FROM room_participants WHERE room_id = :id', { id });
    });
  }

  archive(id: number): void {
    this.#database.run('UPDATE rooms SET is_archived = 1 WHERE id = :id', { id });
  }

  setTopic(id: number, topic: string): void {
    this.#database.run('UPDATE rooms SET topic = :topic, version = :version WHERE id = :id', {
      id,
      topic,
      version: newVersion(),
    });
  }

  setAvatar(id: number, key: string | null): void {
    this.#database.run('UPDATE rooms SET avatar_key = :key, version = :version WHERE id = :id', {
      id,
      key,
      version: newVersion(),
    });
  }

  /**
   * What all rooms have seen together.
   *
   * @param memberId - As in `list`: whose private rooms count beside the public ones.
   */
  totals(memberId: number | null): { messages: number; last_active: number | null } {
    const row = this.#database.get<{ messages: number; last_active: number | null }>(
      `SELECT coalesce(sum(messages_sent), 0) AS messages, max(last_active) AS last_active
       FROM rooms WHERE group_id = 1 AND (privacy = 'public' OR :memberId IS NULL OR EXISTS (
         SELECT 1 FROM room_members WHERE room_id = rooms.id AND user_id = :memberId))`,
      { memberId },
    );
    return row ?? { messages: 0, last_active: null };
  }

  /** Counts a message into the room's statistics. */
  countMessage(id: number, seconds: number): void {
    this.#database.run(
      `UPDATE rooms SET messages_sent = messages_sent + 1,
         last_active = max(coalesce(last_active, 0), :seconds) WHERE id = :id`,
      { id, seconds },
    );
  }

  /** Deletes the room with its history; whoever is in it is out. */
  delete(id: number): void {
    this.#database.run('DELETE FROM rooms WHERE id = :id', { id });
  }

  addAutoJoin(userId: number, roomId: number): void {
    this.#database.run('INSERT OR IGNORE INTO auto_joins VALUES (:userId, :roomId)', {
      userId,
      roomId,
    });
  }

  #addOwner(roomId: number, userId: number): void {
    this.#database.run(
      `INSERT INTO room_members VALUES (:roomId, :userId, 1)
       ON CONFLICT DO UPDATE SET is_admin = 1`,
      { roomId, userId },
    );
  }
  /**
   * The room's name on XMPP, which it keeps when it is renamed. It says of no private room that it
   * is there: those have something of their own in theirs, and are not looked at for others.
   */
  #xmppNameFor(room: { readonly name: string; readonly privacy: Privacy; readonly id?: number }) {
    const slug = slugOf(room.name);
    const isOwn = room.privacy === 'private' && room.id === undefined;
    return isOwn || this.#isXmppName(slug) ? `${slug}_${randomBytes(6).toString('hex')}` : slug;
  }

  #isXmppName(slug: string): boolean {
    const sql = "SELECT 1 FROM rooms WHERE xmpp_name = :slug AND privacy = 'public' LIMIT 1";
    return this.#database.get(sql, { slug }) !== undefined;
  }
}

/** The name without what cannot stand in an address. */
const slugOf = (name: string): string =>
  fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '') || 'room';

const newGuestKey = (): string => `g${randomBytes(9).toString('base64url')}`;

function written(room: RoomFields): Record<string, string | number | null> {
  const { delegateAdminVisibility } = room;
  return {
    name: room.name,
    nameKey: fold(room.name),
    topic: room.topic,
    privacy: room.privacy,
    delegateAdminVisibility:
      delegateAdminVisibility === null ? null : Number(delegateAdminVisibility),
    ownerId: room.ownerId,
  };
}
