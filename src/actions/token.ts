/**
 * How tokens are made and ended, as data.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/generate_token
 */

/** What a token may be allowed. */
export const scopes = [
  'admin_group',
  'admin_room',
  'import_data',
  'manage_rooms',
  'send_message',
  'send_notification',
  'view_group',
  'view_messages',
  'view_room',
] as const;

/** What can be done to a token. */
export const tokenActions = {
  delete: { call: { is: 'action', method: 'DELETE', path: '', parameters: {}, positional: [] } },
} as const;

/** Exchanges what somebody has for a token. */
export const createToken = {
  is: 'action',
  method: 'POST',
  path: 'oauth/token',
  stays: true,
  form: 'form',
  basic: ['oauthId', 'oauthSecret'],
  parameters: {
    grantType: {
      wire: 'grant_type',
      type: 'string',
      required: true,
      oneOf: [
        'client_credentials',
        'authorization_code',
        'refresh_token',
        'password',
        'personal',
        'room_notification',
      ],
    },
    oauthId: { type: 'string' },
    oauthSecret: { type: 'string' },
    code: { type: 'string' },
    redirectUrl: { wire: 'redirect_url', type: 'string' },
    refreshToken: { wire: 'refresh_token', type: 'string' },
    username: { type: 'string' },
    userId: { wire: 'user_id', type: 'any', kind: 'user' },
    password: { type: 'string' },
    groupId: { wire: 'group_id', type: 'integer' },
    clientName: { wire: 'client_name', type: 'string', length: [0, 100] },
    room: { wire: 'room_id', type: 'any', kind: 'room' },
    scopes: {
      wire: 'scope',
      type: 'any',
      each: { type: 'string', oneOf: scopes as readonly string[] },
      joined: ' ',
    },
  },
  positional: [],
  answers: {
    access_token: 'string',
    expires_in: 'number',
    group_id: 'number',
    group_name: 'string',
    scope: 'string',
    token_type: 'string',
    refresh_token: 'string',
  },
} as const;
