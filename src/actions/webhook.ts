/**
 * What can be done to webhooks, as data.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/create_webhook
 */

import type { ActionWith } from '../types/callMember.ts';

/** What a webhook is, but for its key. */
export const webhookFields = {
  url: { type: 'string', required: true },
  event: {
    type: 'string',
    required: true,
    oneOf: [
      'room_message',
      'room_notification',
      'room_topic_change',
      'room_enter',
      'room_exit',
      'room_file_upload',
      'room_archived',
      'room_unarchived',
      'room_created',
      'room_deleted',
    ],
  },
  pattern: { type: 'string' },
  name: { type: 'string' },
  authentication: { type: 'string', oneOf: ['none', 'jwt'] },
} as const;

/** What can be done to one webhook. */
export const webhookActions = {
  delete: { call: { is: 'action', method: 'DELETE', path: '', parameters: {}, positional: [] } },
} as const;

/** What can be done to the webhooks of a room. */
export const webhookCollectionActions: {
  readonly create: ActionWith<keyof typeof webhookFields | 'key'>;
} = {
  create: {
    is: 'action',
    method: 'POST',
    path: '',
    stays: true,
    parameters: {
      ...webhookFields,
      key: { type: 'string' },
    },
    positional: [],
    creates: 'webhook',
  },
};
