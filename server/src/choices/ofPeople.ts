/** Choices about people, files and tokens. See `choices.ts`. */

export const users = {
  privateMessage: {
    row: '1.12 POST `/user/{u}/message`: 204 or 201',
    sure: 'L',
    here: '204 without a body',
  },
  autoJoin: {
    row: '1.12 `/user/{u}/preference/auto-join`: scope',
    sure: 'G',
    here: 'view_group; of another person those that the caller sees',
  },
  photoRights: {
    row: '1.12 PUT `/user/{u}/photo`: admin_room or admin_group',
    sure: 'L',
    here: "either; one's own photo, or with an administrator's rights anybody's but the owner's",
  },
  photoSizes: {
    row: '1.12 `small` and `big` photos',
    sure: '-',
    here: 'are the same picture; other sizes are a 400',
  },
  userNotFound: { row: '6 404 for a user', sure: 'G', here: '`User <which> not found`' },
  deletedUser: {
    row: '1.12 a deleted user',
    sure: '-',
    here: 'is found by id alone; its mention name and e-mail address are free again',
  },
  inviteUser: {
    row: '1.8 POST `/invite/user`: scope, body of the 200',
    sure: 'G',
    here: 'admin_group; answers the invitation, and sends no mail',
  },
} as const;

export const files = {
  fileEncoding: {
    row: '1.9 `share/file`: a part that does not say base64',
    sure: '-',
    here: 'is taken as it is',
  },
  fileLinks: {
    row: '2.5 `file.url`; 1.13 `temp_url`',
    sure: '-',
    here: 'signed for who reads it, good for one to two hours while that one may, needs no token',
  },
  thumbnails: {
    row: '2.5 `thumb_url`',
    sure: '-',
    here: 'the picture itself, for PNG, JPEG and GIF; no other file has one',
  },
  fileSize: { row: '1.9 the largest file', sure: '-', here: '20 MiB (`--file-limit`), 413 beyond' },
  sharedLink: {
    row: '1.9 how a shared link looks in the history',
    sure: '-',
    here: 'the caption and the link; the preview is made of the link alone, nothing is fetched',
  },
  emoticonShortcut: {
    row: '1.3 `{id_or_shortcut}` with parentheses',
    sure: '-',
    here: 'is found with and without; the stock comes first, then the group’s own',
  },
  groupStatistics: {
    row: '1.5 the shape of the statistics',
    sure: '-',
    here: 'that of a room’s, over all rooms that the caller sees',
  },
} as const;

export const oauth = {
  personalGrant: {
    row: '7.1 the fields of grant type personal',
    sure: 'G',
    here: 'a bearer token, or username (or user_id) and password; client_name and scope; no more than the bearer token could, and no longer',
  },
  roomNotificationGrant: {
    row: '7.1 the fields of grant type room_notification',
    sure: '-',
    here: 'as personal, with a `room_id` of our own, for administrators of the room',
  },
  roomNotificationScopes: {
    row: '7.1 view_room on room notification tokens',
    sure: 'L',
    here: 'where it is asked for',
  },
  refreshToken: {
    row: '7.1 refresh_token only with user tokens',
    sure: 'G',
    here: 'with those that an add-on gets; it can be used again and again, until it is ended like a token',
  },
  internalGrant: { row: '7.1 grant type internal', sure: '-', here: '400' },
  wrongScope: {
    row: '7.1 a scope outside the descriptor’s',
    sure: '-',
    here: '400 that names the field `scope`',
  },
  passwordTries: {
    row: '7.1 guessing passwords',
    sure: '-',
    here: '429 after ten tries a minute for one person, by whatever name',
  },
  sessionOfPerson: {
    row: '2.9 `client` of a token without an add-on',
    sure: '-',
    here: 'the token itself: its id, its scopes',
  },
  endlessSession: { row: '2.9 `expires_in` of a token without an end', sure: '-', here: 'a year' },
  addonSelf: {
    row: '2.9 `client.links.self`',
    sure: '-',
    here: '`/addon/{key}`, which tells the add-on’s name',
  },
  noRetryAfter: {
    row: '5 Retry-After, X-Backoff',
    sure: 'L',
    here: 'are not sent with a 429; a 503 has `Retry-After`',
  },
  resetWhileBlocked: {
    row: '5 `X-Ratelimit-Reset` while blocked',
    sure: 'L',
    here: 'the end of the window, as before',
  },
  unlimited: { row: '5 the headers where there is no limit', sure: '-', here: 'say a million' },
  withoutToken: {
    row: '5 requests without a good token',
    sure: '-',
    here: 'are told the limit, and counted for nobody',
  },
  floodControl: {
    row: '5 flood control',
    sure: '-',
    here: 'is counted for each room and person, whoever sends; 429 like the rate limit',
  },
  validationTexts: {
    row: '6 texts for missing, long and unlisted values',
    sure: 'G',
    here: 'those of validictory',
  },
  forbiddenTexts: {
    row: '6 texts of 403',
    sure: 'L',
    here: 'one English sentence that says who may',
  },
  tokenLength: {
    row: '1.1 the length of tokens other than personal',
    sure: '-',
    here: '43 letters and digits',
  },
} as const;
