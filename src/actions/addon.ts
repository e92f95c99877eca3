/**
 * What an add-on can do for itself, as data: links to it, and what its glances show.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/addon_ui_update
 */
import type { ActionWith } from '../types/callMember.ts';
import type { Parameters } from '../types/parameter.ts';
import { icon, key } from './extension.ts';

/** What can be done to a link of an add-on. */
export const addonLinkActions = {
  delete: { call: { is: 'action', method: 'DELETE', path: '', parameters: {}, positional: [] } },
} as const;

/** Makes a link to an add-on. */
export const createAddonLink = {
  is: 'action',
  method: 'POST',
  path: 'addon/link',
  stays: true,
  parameters: {
    target: { type: 'any', required: true },
    ttlSeconds: { wire: 'ttl', type: 'integer', required: true, range: [1, 31_536_000] },
  },
  positional: ['target', 'ttlSeconds'],
  creates: 'addonLink',
} as const;

/** What a glance shows. */
const glanceContent: Parameters = {
  label: {
    type: 'any',
    required: true,
    fields: {
      type: { type: 'string', required: true, oneOf: ['html'] },
      value: { type: 'string', required: true },
    },
  },
  status: {
    type: 'any',
    fields: {
      type: { type: 'string', required: true, oneOf: ['lozenge', 'icon'] },
      value: {
        type: 'any',
        required: true,
        fields: {
          // Of a lozenge.
          type: {
            type: 'string',
            oneOf: ['default', 'success', 'error', 'current', 'new', 'complete', 'moved'],
          },
          label: { type: 'string', length: [1, 20] },
          // Of an icon.
          ...icon.fields,
          url: { type: 'string' },
        },
      },
    },
  },
  metadata: { type: 'any' },
};

/** Says what glances show: to everybody, in a room, to a user, or to a user in a room. */
export const updateGlances: ActionWith<'glances' | 'room' | 'user'> = {
  is: 'action',
  method: 'POST',
  path: 'addon/ui[/room/{room}][/user/{user}]',
  stays: true,
  parameters: {
    glances: {
      wire: 'glance',
      type: 'any',
      required: true,
      each: {
        type: 'any',
        fields: {
          key: { ...key, required: true },
          content: { type: 'any', required: true, fields: glanceContent },
        },
      },
    },
    room: { type: 'any', kind: 'room' },
    user: { type: 'any', kind: 'user' },
  },
  positional: ['glances'],
};
