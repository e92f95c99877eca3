/**
 * What can be done to a user, as data: method, path below the user's address, parameters.
 *
 * Limits and defaults are the API's own.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/private_message_user
 */
export const userActions = {
  message: {
    call: {
      is: 'action',
      method: 'POST',
      path: 'message',
      parameters: {
        message: { type: 'string', required: true, length: [1, 10_000] },
        notify: { type: 'boolean' },
        messageFormat: { wire: 'message_format', type: 'string', oneOf: ['html', 'text'] },
      },
      positional: ['message'],
    },
  },
  delete: { call: { is: 'action', method: 'DELETE', path: '', parameters: {}, positional: [] } },
} as const;

/** What can be done to the collection of users. */
export const userCollectionActions = {
  create: {
    is: 'action',
    method: 'POST',
    path: '',
    parameters: {
      name: { type: 'string', required: true, length: [1, 50] },
      email: { type: 'string', required: true },
      title: { type: 'string' },
      mentionName: { wire: 'mention_name', type: 'string' },
      isGroupAdmin: { wire: 'is_group_admin', type: 'boolean' },
      timezone: { type: 'string' },
      password: { type: 'string' },
      roles: { type: 'any' },
    },
    positional: [],
    creates: 'user',
  },
} as const;
