/** Choices about add-ons and webhooks. See `choices.ts`. */

export const addons = {
  extensionTwins: {
    row: '1.4 webPanel, dialog, externalPage and group-wide twins',
    sure: 'G',
    here: 'as actions: GET 200, PUT 201, DELETE 204, each add-on for itself',
  },
  extensionWebhookScope: {
    row: '1.4 `extension/webhook`: scope',
    sure: '-',
    here: 'admin_room, as for webhooks by id',
  },
  addonScopes: {
    row: '1.4, 1.7 scopes of extensions and add-on UI',
    sure: '-',
    here: 'none: any token of an add-on',
  },
  addonLink: {
    row: '1.7 the answer of POST `/addon/link`',
    sure: '-',
    here: '`{token, links}`; nothing opens such a link here',
  },
  glances: {
    row: '1.7 where glances are shown',
    sure: '-',
    here: 'in GET of the glance extension, as `content`',
  },
  webhookKey: {
    row: '1.9 a webhook without a key',
    sure: '-',
    here: 'gets one; keys are unique for an add-on in a room',
  },
  webhookJwt: {
    row: '1.9 authentication jwt for a person’s webhook',
    sure: '-',
    here: '400: there is no secret to sign with',
  },
  webhookMost: { row: '1.9 how many webhooks a room has', sure: '-', here: 'a hundred' },
  webhookPattern: {
    row: '7.5 the dialect of patterns',
    sure: '-',
    here: 'RE2, found anywhere in the text; no look-around or back-references, at most 1000 characters: 400 beyond',
  },
  webhookFile: {
    row: '7.5 item of room_file_upload',
    sure: 'G',
    here: '`{file, room, sender}`; room_message is told as well',
  },
  webhookArchive: {
    row: '7.5 items of room_archived, room_unarchived, room_created, room_deleted',
    sure: 'G',
    here: '`{room, sender}`; room_created finds no webhook yet, and is never delivered',
  },
  webhookPresence: {
    row: '7.5 room_enter and room_exit',
    sure: '-',
    here: 'nobody enters over this API; room_exit when a person is put out of a private room',
  },
  webhookAnswer: {
    row: '7.5 an answer shaped like a notification',
    sure: '-',
    here: 'is posted for whoever made the webhook, and told to no webhook',
  },
  webhookRetries: {
    row: '7.5 failed deliveries',
    sure: '-',
    here: 'are tried again after 1, 5 and 25 seconds where there was no answer, a 429 or a 5xx; redirects are not followed',
  },
} as const;
