/** A message as it stands in a history. */
import type { Document } from '../json.ts';
import type { Links } from '../links.ts';
import type { MessageRow } from '../store/Messages.ts';
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
  };
}

function notificationFields(message: MessageRow): Document {
  return {
    color: message.color,
    message_format: message.message_format,
    ...(message.notification_sender === null
      ? {}
      : { notification_sender: JSON.parse(message.notification_sender) }),
    ...(message.attach_to === null ? {} : { attach_to: message.attach_to }),
    ...(message.card === null ? {} : { card: message.card }),
  };
}
