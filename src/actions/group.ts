/**
 * What can be done to a group and for it, as data.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/update_group_avatar
 */
export const groupActions = {
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
} as const;

/**
 * Invites somebody who has no account yet.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/invite_user
 */
export const inviteUser = {
  is: 'action',
  method: 'POST',
  path: 'invite/user',
  stays: true,
  parameters: {
    email: { type: 'string', required: true },
    name: { type: 'string', required: true, length: [1, 50] },
    title: { type: 'string', length: [0, 50] },
  },
  positional: ['email', 'name'],
  answers: { email: 'string', name: 'string', title: 'string' },
} as const;
