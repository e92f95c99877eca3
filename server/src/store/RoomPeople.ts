/** Who belongs to a room (its members), who is in it now (its participants), who was invited. */
import type { Database } from '../database.ts';
import type { UserStubRow } from './Users.ts';

/** A list of people shows no more of them. */
const stubColumns = 'users.id, users.name, users.mention_name, users.version';

export class RoomPeople {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  listMembers(filter: { roomId: number; limit: number; offset: number }): UserStubRow[] {
    return this.#database.all<UserStubRow>(
      `SELECT ${stubColumns} FROM room_members JOIN users ON users.id = room_members.user_id
       WHERE room_members.room_id = :roomId
       ORDER BY room_members.user_id LIMIT :limit OFFSET :offset`,
      filter,
    );
  }

  listParticipants(filter: { roomId: number; limit: number; offset: number }): UserStubRow[] {
    return this.#database.all<UserStubRow>(
      `SELECT ${stubColumns} FROM room_participants JOIN users ON users.id = room_participants.user_id
       WHERE room_participants.room_id = :roomId
       ORDER BY room_participants.user_id LIMIT :limit OFFSET :offset`,
      filter,
    );
  }

  isMember(roomId: number, userId: number): boolean {
    return this.#member(roomId, userId) !== undefined;
  }

  isAdmin(roomId: number, userId: number): boolean {
    return this.#member(roomId, userId)?.is_admin === 1;
  }

  addMember(roomId: number, userId: number): void {
    this.#database.run(
      'INSERT INTO room_members VALUES (:roomId, :userId, 0) ON CONFLICT DO NOTHING',
      { roomId, userId },
    );
  }

  /** Makes the user a member; `isAdmin` of the room, not, or as before. */
  setMember(roomId: number, userId: number, isAdmin: boolean | undefined): void {
    this.#database.run(
      `INSERT INTO room_members VALUES (:roomId, :userId, coalesce(:isAdmin, 0))
       ON CONFLICT DO UPDATE SET is_admin = coalesce(:isAdmin, is_admin)`,
      { roomId, userId, isAdmin: isAdmin === undefined ? null : Number(isAdmin) },
    );
  }

  removeMember(roomId: number, userId: number): void {
    this.#database.run('DELETE FROM room_members WHERE room_id = :roomId AND user_id = :userId', {
      roomId,
      userId,
    });
  }

  /** Whether the user was in the room. */
  removeParticipant(roomId: number, userId: number): boolean {
    const row = this.#database.get(
      'DELETE FROM room_participants WHERE room_id = :roomId AND user_id = :userId RETURNING 1',
      { roomId, userId },
    );
    return row !== undefined;
  }

  addParticipant(roomId: number, userId: number): void {
    this.#database.run(
      'INSERT INTO room_participants VALUES (:roomId, :userId) ON CONFLICT DO NOTHING',
      { roomId, userId },
    );
  }

  invite(invitation: {
    roomId: number;
    userId: number;
    senderId: number;
    reason: string | null;
    sentAt: number;
  }): void {
    this.#database.run(
      `INSERT INTO invitations (room_id, user_id, sender_id, reason, sent_at)
       VALUES (:roomId, :userId, :senderId, :reason, :sentAt)`,
      invitation,
    );
  }

  #member(roomId: number, userId: number): { is_admin: number } | undefined {
    return this.#database.get(
      'SELECT is_admin FROM room_members WHERE room_id = :roomId AND user_id = :userId',
      { roomId, userId },
    );
  }
}
