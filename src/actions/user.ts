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
      stays: true,
      parameters: {
        message: { type: 'string', required: true, length: [1, 10_000] },
        notify: { type: 'boolean' },
        messageFormat: { wire: 'message_format', type: 'string', oneOf: ['html', 'text'] },
      },
      positional: ['message'],
    },
  },
  shareLink: {
    call: {
      is: 'action',
      method: 'POST',
      path: 'share/link',
      stays: true,
      parameters: {
        link: { type: 'string', required: true, length: [10, 1000] },
        message: { type: 'string', length: [0, 1000] },
      },
      positional: ['link', 'message'],
    },
  },
  setPhoto: {
    call: {
      is: 'action',
      method: 'PUT',
      path: 'photo',
      stays: true,
      parameters: { photo: { type: 'string', required: true } },
      positional: ['photo'],
    },
  },
  deletePhoto: {
    call: { is: 'action', method: 'DELETE', path: 'photo', parameters: {}, positional: [] },
  },
  update: {
    call: {
      is: 'action',
      method: 'PUT',
      path: '',
      // What is left out is reset, but for the password.
      parameters: {
        name: { type: 'string', required: true, length: [1, 50], keeps: 'name' },
        mentionName: {
          wire: 'mention_name',
          type: 'string',
          required: true,
          keeps: 'mention_name',
        },
        email: { type: 'string', required: true, keeps: 'email' },
        title: { type: 'string', keeps: 'title' },
        presence: {
          type: 'any',
          keeps: 'presence',
          fields: {
            status: { type: 'string', length: [0, 50] },
            show: { type: 'string', required: true, oneOf: ['away', 'chat', 'dnd', 'xa'] },
          },
        },
        isGroupAdmin: { wire: 'is_group_admin', type: 'boolean', keeps: 'is_group_admin' },
        timezone: { type: 'string', keeps: 'timezone' },
        roles: { type: 'any', keeps: 'roles' },
        password: { type: 'string' },
      },
      positional: [],
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
    stays: true,
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
