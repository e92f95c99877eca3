/**
 * What can be done to a room, as data: method, path below the room's address, parameters.
 *
 * Limits and defaults are the API's own.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/send_message
 */
export const roomActions = {
  message: {
    call: {
      is: 'action',
      method: 'POST',
      path: 'message',
      parameters: { message: { type: 'string', required: true, length: [1, 1000] } },
      positional: ['message'],
      answers: { id: 'string', timestamp: 'instant' },
    },
  },
  notification: {
    call: {
      is: 'action',
      method: 'POST',
      path: 'notification',
      parameters: {
        message: { type: 'string', required: true, length: [1, 10_000] },
        from: { type: 'string', length: [0, 64] },
        messageFormat: { wire: 'message_format', type: 'string', oneOf: ['html', 'text'] },
        color: {
          type: 'string',
          oneOf: ['yellow', 'green', 'red', 'purple', 'gray', 'random'],
        },
        notify: { type: 'boolean' },
        attachTo: { wire: 'attach_to', type: 'string', length: [0, 36] },
        card: { type: 'any' },
      },
      positional: ['message'],
    },
  },
  topic: {
    call: {
      is: 'action',
      method: 'PUT',
      path: 'topic',
      parameters: { topic: { type: 'string', required: true, length: [0, 250] } },
      positional: ['topic'],
    },
  },
  invite: {
    call: {
      is: 'action',
      method: 'POST',
      path: 'invite/{user}',
      parameters: {
        user: { type: 'any', kind: 'user', required: true },
        reason: { type: 'string', length: [1, 250] },
      },
      positional: ['user', 'reason'],
    },
  },
  delete: { call: { is: 'action', method: 'DELETE', path: '', parameters: {}, positional: [] } },
} as const;

/** What can be done to the collection of rooms. */
export const roomCollectionActions = {
  create: {
    is: 'action',
    method: 'POST',
    path: '',
    parameters: {
      name: { type: 'string', required: true, length: [1, 50] },
      privacy: { type: 'string', oneOf: ['public', 'private'] },
      topic: { type: 'string', length: [0, 250] },
      ownerUserId: { wire: 'owner_user_id', type: 'any', kind: 'user' },
      guestAccess: { wire: 'guest_access', type: 'boolean' },
      delegateAdminVisibility: { wire: 'delegate_admin_visibility', type: 'any' },
    },
    positional: [],
    creates: 'room',
  },
} as const;
