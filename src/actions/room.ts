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
      stays: true,
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
      stays: true,
      parameters: {
        message: { type: 'string', required: true, length: [1, 10_000] },
        from: { type: 'string', length: [0, 64] },
        messageFormat: {
          wire: 'message_format',
          type: 'string',
          oneOf: ['html', 'text'],
          // HTML notifies nobody whom it mentions.
          implied: { by: 'message', matches: '(?:^|[^\\w@])@\\w+', value: 'text' },
        },
        color: {
          type: 'string',
          oneOf: ['yellow', 'green', 'red', 'purple', 'gray', 'random'],
        },
        notify: { type: 'boolean' },
        attachTo: { wire: 'attach_to', type: 'string', length: [0, 36] },
        // What is not named here is sent as it is.
        card: {
          type: 'any',
          fields: {
            style: { type: 'string', oneOf: ['file', 'image', 'application', 'link', 'media'] },
            // A number is refused by the server.
            id: { type: 'string' },
            title: { type: 'string', length: [1, 500] },
            format: { type: 'string', length: [1, 25] },
            url: { type: 'string' },
            thumbnail: { type: 'any', fields: { url: { type: 'string', required: true } } },
            activity: { type: 'any', fields: { html: { type: 'string', length: [1, 1e6] } } },
            attributes: {
              type: 'any',
              each: {
                type: 'any',
                fields: {
                  value: {
                    type: 'any',
                    required: true,
                    fields: {
                      label: { type: 'string', required: true },
                      style: {
                        type: 'string',
                        oneOf: [
                          'lozenge',
                          'lozenge-success',
                          'lozenge-error',
                          'lozenge-current',
                          'lozenge-complete',
                          'lozenge-moved',
                        ],
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
      positional: ['message'],
    },
  },
  topic: {
    call: {
      is: 'action',
      method: 'PUT',
      path: 'topic',
      stays: true,
      parameters: { topic: { type: 'string', required: true, length: [0, 250] } },
      positional: ['topic'],
    },
  },
  invite: {
    call: {
      is: 'action',
      method: 'POST',
      path: 'invite/{user}',
      stays: true,
      parameters: {
        user: { type: 'any', kind: 'user', required: true },
        reason: { type: 'string', length: [1, 250] },
      },
      positional: ['user', 'reason'],
    },
  },
  reply: {
    call: {
      is: 'action',
      method: 'POST',
      path: 'reply',
      stays: true,
      parameters: {
        message: { type: 'string', required: true, length: [1, 1000] },
        parentMessageId: { type: 'string', required: true, length: [1, 100] },
      },
      positional: ['message', 'parentMessageId'],
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
  setAvatar: {
    call: {
      is: 'action',
      method: 'PUT',
      path: 'avatar',
      stays: true,
      parameters: { avatar: { type: 'string', required: true } },
      positional: ['avatar'],
    },
  },
  deleteAvatar: {
    call: { is: 'action', method: 'DELETE', path: 'avatar', parameters: {}, positional: [] },
  },
  update: {
    call: {
      is: 'action',
      method: 'PUT',
      path: '',
      // The server refuses a body that lacks one of these.
      parameters: {
        name: { type: 'string', required: true, length: [1, 50], keeps: 'name' },
        privacy: {
          type: 'string',
          required: true,
          oneOf: ['public', 'private'],
          keeps: 'privacy',
        },
        isArchived: {
          wire: 'is_archived',
          type: 'boolean',
          required: true,
          keeps: 'is_archived',
        },
        isGuestAccessible: {
          wire: 'is_guest_accessible',
          type: 'boolean',
          required: true,
          keeps: 'is_guest_accessible',
        },
        topic: { type: 'string', required: true, length: [0, 250], keeps: 'topic' },
        owner: { type: 'any', kind: 'user', required: true, inside: 'id', keeps: 'owner' },
        delegateAdminVisibility: {
          wire: 'delegate_admin_visibility',
          type: 'boolean',
          keeps: 'delegate_admin_visibility',
        },
      },
      positional: [],
    },
  },
  delete: { call: { is: 'action', method: 'DELETE', path: '', parameters: {}, positional: [] } },
} as const;

/** What can be done to the members of a room. */
export const memberCollectionActions = {
  add: {
    is: 'action',
    method: 'PUT',
    path: '{user}',
    stays: true,
    parameters: {
      user: { type: 'any', kind: 'user', required: true },
      roomRoles: {
        wire: 'room_roles',
        type: 'any',
        each: { type: 'string', oneOf: ['room_admin', 'room_member'] },
      },
    },
    positional: ['user'],
  },
  remove: {
    is: 'action',
    method: 'DELETE',
    path: '{user}',
    parameters: { user: { type: 'any', kind: 'user', required: true } },
    positional: ['user'],
  },
} as const;

/** What can be done to the collection of rooms. */
export const roomCollectionActions = {
  create: {
    is: 'action',
    method: 'POST',
    path: '',
    stays: true,
    parameters: {
      name: { type: 'string', required: true, length: [1, 50] },
      privacy: { type: 'string', oneOf: ['public', 'private'] },
      topic: { type: 'string', length: [0, 250] },
      owner: { wire: 'owner_user_id', type: 'any', kind: 'user' },
      guestAccess: { wire: 'guest_access', type: 'boolean' },
      delegateAdminVisibility: { wire: 'delegate_admin_visibility', type: 'boolean' },
    },
    positional: [],
    creates: 'room',
  },
} as const;
