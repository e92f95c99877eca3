/** A message as it stands in a history. */
import type { Document } from '../json.ts';
import type { Links } from '../links.ts';
import type { MessageFile, MessageRow } from '../store/Messages.ts';
import type { UserRow } from '../store/Users.ts';
import { formatMicros } from '../time.ts';
import { userStub } from './user.ts';

/**
 * @param findUser - For the sender and those mentioned; deleted people are found as well.
 * @param timezone - In which the date is written.
 */
export function messageItem(
  message: MessageRow,
  findUser: (id: number) => UserRow | undefined,
  links: Links,
  timezone: string,
): Document {
  const stub = (id: number): Document[] => {
    const user = findUser(id);
    return user === undefined ? [] : [userStub(user, links)];
  };
  const sender = message.sender_id === null ? undefined : stub(message.sender_id)[0];
  const isNotification = message.type === 'notification';
  const mentions: number[] = JSON.parse(message.mentions);
  return {
    date: formatMicros(message.sent_at, timezone),
    // Notifications come from a label, even where a person's token sent them.
    from: isNotification ? message.sender_name : (sender ?? message.sender_name),
    id: message.id,
    mentions: mentions.flatMap(stub),
    message: message.is_deleted === 1 ? null : message.message,
    type: message.type,
    ...(isNotification ? notificationFields(message) : {}),
    // A reply names what it replies to.
    ...(message.attach_to === null ? {} : { attach_to: message.attach_to }),
    ...(message.is_deleted === 1 ? {} : sharedFields(message, links)),
  };
}

function sharedFields(message: MessageRow, links: Links): Document {
  if (message.message_links !== null) return { message_links: JSON.parse(message.message_links) };
  if (message.file === null) return {};
  const file: MessageFile = JSON.parse(message.file);
  return {
    authenticated_file: { id: file.id, name: file.name, size: file.size },
    file: fileOf(file, links),
  };
}

/** A file as messages and events tell of it. */
export function fileOf({ key, name, size, isPicture }: MessageFile, links: Links): Document {
  const url = links.toFile(key);
  return { name, size, url, ...(isPicture ? { thumb_url: url } : {}) };
}

function notificationFields(message: MessageRow): Document {
  return {
    color: message.color,
    message_format: message.message_format,
    ...(message.notification_sender === null
      ? {}
      : { notification_sender: JSON.parse(message.notification_sender) }),
    ...(message.card === null ? {} : { card: message.card }),
  };
}
