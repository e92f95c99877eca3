/**
 * What was said, in rooms and in private: one table, in which a conversation says where.
 *
 * History is read by time, the order of sending deciding between equal times.
 */
import type { Database } from '../database.ts';

export type MessageType = 'message' | 'notification' | 'topic' | 'guest_access';

export interface MessageRow {
  readonly seq: number;
  readonly id: string;
  readonly conversation_id: number;
  /** Microseconds since 1970. */
  readonly sent_at: number;
  readonly type: MessageType;
  readonly is_deleted: number;
  readonly sender_id: number | null;
  /** The sender's name where it is not a person. */
  readonly sender_name: string | null;
  readonly message: string;
  readonly message_format: 'html' | 'text';
  /** A JSON array of user ids. */
  readonly mentions: string;
  readonly color: string | null;
  readonly attach_to: string | null;
  /** JSON, which goes out as the text it is. */
  readonly card: string | null;
  /** JSON. */
  readonly notification_sender: string | null;
  /** JSON of a `MessageFile`. */
  readonly file: string | null;
  /** JSON. */
  readonly message_links: string | null;
}

/** The file that came with a message. */
export interface MessageFile {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly isPicture: boolean;
}

/** A message to be kept. */
export interface NewMessage {
  readonly id: string;
  readonly conversationId: number;
  readonly sentAt: number;
  readonly type: MessageType;
  readonly isDeleted?: boolean;
  readonly senderId: number | null;
  readonly senderName?: string | null;
  readonly message: string;
  readonly messageFormat?: 'html' | 'text';
  readonly mentions?: readonly number[];
  readonly color?: string | null;
  readonly attachTo?: string | null;
  readonly card?: string | null;
  readonly notificationSender?: string | null;
  readonly file?: MessageFile | null;
  readonly messageLinks?: readonly unknown[] | null;
}

/** Which messages are wanted, the newest first. */
export interface HistoryFilter {
  readonly conversationId: number;
  /** The newest and the oldest moment wanted, in microseconds. */
  readonly newest: number;
  readonly oldest: number;
  readonly deleted: boolean;
  readonly limit: number;
  readonly offset: number;
}

export class Messages {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  conversationOfRoom(roomId: number): number {
    const row = this.#database.get<{ id: number }>(
      'SELECT id FROM conversations WHERE room_id = :roomId',
      { roomId },
    );
    if (row === undefined) throw new Error(`Room ${roomId} has no conversation`);
    return row.id;
  }

  /** Where a conversation is: in a room, or between two people. */
  place(
    id: number,
  ):
    | { room_id: number | null; low_user_id: number | null; high_user_id: number | null }
    | undefined {
    return this.#database.get('SELECT * FROM conversations WHERE id = :id', { id });
  }

  /** The private chat of two people, `undefined` while nothing was said in it. */
  conversationBetween(one: number, other: number): number | undefined {
    return this.#database.get<{ id: number }>(
      'SELECT id FROM conversations WHERE low_user_id = :low AND high_user_id = :high',
      { low: Math.min(one, other), high: Math.max(one, other) },
    )?.id;
  }

  /** The private chat of two people, made where there is none. */
  openConversation(one: number, other: number): number {
    return (
      this.conversationBetween(one, other) ??
      this.#database.run(
        'INSERT INTO conversations (low_user_id, high_user_id) VALUES (:low, :high)',
        { low: Math.min(one, other), high: Math.max(one, other) },
      )
    );
  }

  add(message: NewMessage): void {
    this.#database.run(
      `INSERT INTO messages (id, conversation_id, sent_at, type, is_deleted, sender_id, sender_name,
         message, message_format, mentions, color, attach_to, card, notification_sender,
         file, message_links)
       VALUES (:id, :conversationId, :sentAt, :type, :isDeleted, :senderId, :senderName,
         :message, :messageFormat, :mentions, :color, :attachTo, :card, :notificationSender,
         :file, :messageLinks)`,
      {
        id: message.id,
        conversationId: message.conversationId,
        sentAt: message.sentAt,
        type: message.type,
        isDeleted: Number(message.isDeleted ?? false),
        senderId: message.senderId,
        senderName: message.senderName ?? null,
        message: message.message,
        messageFormat: message.messageFormat ?? 'text',
        mentions: JSON.stringify(message.mentions ?? []),
        color: message.color ?? null,
        attachTo: message.attachTo ?? null,
        card: message.card ?? null,
        notificationSender: message.notificationSender ?? null,
        file: message.file ? JSON.stringify(message.file) : null,
        messageLinks: message.messageLinks ? JSON.stringify(message.messageLinks) : null,
      },
    );
  }

  /** When the newest message of the conversation was sent, in microseconds; 0 where there is none. */
  newestMoment(conversationId: number): number {
    const row = this.#database.get<{ moment: number | null }>(
      'SELECT max(sent_at) AS moment FROM messages WHERE conversation_id = :conversationId',
      { conversationId },
    );
    return row?.moment ?? 0;
  }

  find(conversationId: number, id: string): MessageRow | undefined {
    return this.#database.get<MessageRow>(
      'SELECT * FROM messages WHERE id = :id AND conversation_id = :conversationId',
      { id, conversationId },
    );
  }

  /** The newest first. */
  list(filter: HistoryFilter): MessageRow[] {
    return this.#database.all<MessageRow>(
      `SELECT * FROM messages
       WHERE conversation_id = :conversationId AND sent_at BETWEEN :oldest AND :newest
         AND (is_deleted = 0 OR :deleted)
       ORDER BY sent_at DESC, seq DESC LIMIT :limit OFFSET :offset`,
      { ...filter, deleted: Number(filter.deleted) },
    );
  }
}
