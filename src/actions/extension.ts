/**
 * What an add-on can do to what it puts into the clients' windows, and to its webhooks by their keys, as data.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/create_action
 */
import type { ActionMember, ActionWith } from '../types/callMember.ts';
import type { Parameter } from '../types/parameter.ts';
import { webhookFields } from './webhook.ts';

/** What can be done to something by its key. */
interface KeyedActions<Names extends string> {
  readonly put: { readonly call: ActionWith<Names> };
  readonly delete: { readonly call: ActionMember };
}

const remove = {
  call: { is: 'action', method: 'DELETE', path: '', parameters: {}, positional: [] },
} as const;

/** The keys of add-ons and of what they bring. */
export const key = { type: 'string', length: [1, 40], matches: '[a-zA-Z0-9_\\-.]+' } as const;

/** A name as it is shown. */
export const name = {
  type: 'any',
  fields: {
    value: { type: 'string', required: true, length: [1, 100] },
    i18n: { type: 'string', length: [1, 40] },
  },
} as const;

/** An icon. */
export const icon = {
  type: 'any',
  fields: { url: { type: 'string', required: true }, 'url@2x': { type: 'string' } },
} as const;

/** What an action of a message or of the input is. */
export const actionFields: Readonly<
  Record<'name' | 'target' | 'location' | 'weight' | 'conditions', Parameter>
> = {
  name: { ...name, required: true },
  target: { type: 'any', required: true },
  location: {
    type: 'string',
    required: true,
    oneOf: ['hipchat.message.action', 'hipchat.input.action'],
  },
  weight: { type: 'integer' },
  conditions: { type: 'any' },
};

/** What a glance is. */
export const glanceFields: Readonly<
  Record<'name' | 'icon' | 'queryUrl' | 'target' | 'weight' | 'conditions', Parameter>
> = {
  name: { ...name, required: true },
  icon: { ...icon, required: true },
  queryUrl: { type: 'string' },
  target: { type: 'any' },
  weight: { type: 'integer' },
  conditions: { type: 'any' },
};

/** What can be done to an action. */
export const extensionActionActions: KeyedActions<keyof typeof actionFields | 'key'> = {
  put: {
    call: {
      is: 'action',
      method: 'PUT',
      path: '',
      parameters: { ...actionFields, key: { ...key, isAddressed: true } },
      positional: [],
    },
  },
  delete: remove,
};

/** What can be done to a glance. */
export const extensionGlanceActions: KeyedActions<keyof typeof glanceFields | 'key'> = {
  put: {
    call: {
      is: 'action',
      method: 'PUT',
      path: '',
      parameters: { ...glanceFields, key: { ...key, isAddressed: true } },
      positional: [],
    },
  },
  delete: remove,
};

/** What can be done to a webhook by its key. */
export const extensionWebhookActions: KeyedActions<keyof typeof webhookFields> = {
  put: {
    call: {
      is: 'action',
      method: 'PUT',
      path: '',
      parameters: webhookFields,
      positional: [],
      creates: 'webhook',
    },
  },
  delete: remove,
};
