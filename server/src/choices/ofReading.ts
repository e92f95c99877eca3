/** Choices about reading, and about rooms. See `choices.ts`. */

export const reading = {
  nextCarries: {
    row: '2.2 what `next` repeats',
    sure: 'G',
    here: 'every query parameter but `auth_token`, `auth_test` and `expand`',
  },
  nextIsAbsolute: {
    row: '2.2 a relative `next`',
    sure: 'L',
    here: '`next` and `prev` are absolute',
  },
  order: {
    row: '2.2 the order of collections',
    sure: '-',
    here: 'by id, so that a page stays what it was when something is added',
  },
  lastActive: {
    row: '2.1 `last_active` of a user',
    sure: 'L',
    here: 'epoch seconds as text, `null` before the first message',
  },
  unknownExpansion: { row: '3 unknown expand identifiers', sure: 'G', here: 'are ignored' },
  expandByRule: {
    row: '3 `items.owner`, `owner`, `statistics`, `group`',
    sure: 'G',
    here: 'whatever holds a link to itself can be expanded',
  },
  expandDepth: { row: '3 depth limit', sure: 'G', here: 'none, unless `--expand-depth` sets one' },
  expandLimit: {
    row: '3 the size of an expansion',
    sure: '-',
    here: 'an answer takes 10,000 expanded resources (`--expand-limit`); beyond them stubs stay',
  },
  expandRights: {
    row: '3 expanding what the token may not read',
    sure: '-',
    here: 'the stub stays',
  },
  maxResults: {
    row: '4 `max-results` above 1000',
    sure: 'G',
    here: '400 that names the field `max-results`',
  },
  farOffsets: {
    row: '4 `start-index` above 20000 on history',
    sure: 'L',
    here: 'is served like any other',
  },
  timezoneAndEndDate: {
    row: '4 `timezone` together with `end-date`',
    sure: 'L',
    here: 'answers 200; dates without an offset are read in that zone',
  },
  latestOrder: { row: '4 the order of `/history/latest`', sure: 'G', here: 'oldest first' },
  recentWindow: {
    row: '4 `maxResults` of `date=recent`',
    sure: '-',
    here: '75, whatever was asked for',
  },
  privateRoom: {
    row: '4 a private room, asked for by a non-member',
    sure: 'G',
    here: '404, as if it was not there, and its name is free for others; administrators of the group and its add-ons see all',
  },
  topicItems: {
    row: '2.5 topic and guest_access items',
    sure: 'G',
    here: '`from` is the user who changed it, `message` the new topic or a sentence',
  },
} as const;

export const rooms = {
  ownerForAddons: {
    row: '1.9 `owner_user_id` with a group add-on’s token',
    sure: 'G',
    here: 'is required: an add-on cannot own a room',
  },
  roomAvatar: {
    row: '1.9 GET `/room/{r}/avatar`: 302 or 304, scope',
    sure: 'L',
    here: '302 to the picture, 404 where there is none; view_room or view_group',
  },
  roomAvatarScope: {
    row: '1.9 PUT and DELETE `/room/{r}/avatar`: scope',
    sure: 'G',
    here: 'admin_room',
  },
  memberOfPublic: { row: '1.9 PUT member of a public room', sure: '-', here: 'is accepted' },
  memberGone: {
    row: '1.9 DELETE member',
    sure: '-',
    here: 'puts a person out of a private room; 404 for who is none, 400 for the owner',
  },
  roomAdmin: {
    row: '1.9 who may use admin_room on a room',
    sure: '-',
    here: 'its owner, its administrators and those of the group; its topic may be set by whoever sees it',
  },
  archived: {
    row: '1.9 an archived room',
    sure: '-',
    here: 'takes no messages, and tells no members: 400',
  },
  replyShape: {
    row: '1.9 how a reply looks in the history',
    sure: '-',
    here: 'a message with `attach_to`, the id of the message it replies to',
  },
  randomColor: {
    row: '1.10 `random`',
    sure: 'G',
    here: 'is drawn when the notification comes, and kept',
  },
  notificationFrom: {
    row: '1.10 `from` of a notification without a label',
    sure: '-',
    here: "the sender's name",
  },
} as const;
