/**
 * What an add-on's descriptor may hold, as data: the limits of the API's own schema.
 *
 * @see https://developer.atlassian.com/server/hipchat/addon-descriptor/
 */
import type { Parameter, Parameters } from '../types/parameter.ts';
import { actionFields, glanceFields, key, name } from './extension.ts';
import { scopes } from './token.ts';
import { webhookFields } from './webhook.ts';

const text = (least: number, most: number): Parameter => ({
  type: 'string',
  length: [least, most],
});
const needed = (parameter: Parameter): Parameter => ({ ...parameter, required: true });
const object = (fields: Parameters): Parameter => ({ type: 'any', fields });
const list = (fields: Parameters): Parameter => ({ type: 'any', each: object(fields) });

const url: Parameter = { type: 'string' };
const flag: Parameter = { type: 'boolean' };
const signed: Parameter = { type: 'string', oneOf: ['none', 'jwt'] };
const page: Parameters = { key: needed(key), url: needed(url), authentication: signed };

const bothSizes: Parameter = object({ url: needed(url), 'url@2x': needed(url) });

/** What a descriptor holds. */
export const descriptorFields: Parameters = {
  name: needed(text(1, 100)),
  key: needed(key),
  description: needed(text(1, 300)),
  links: needed(object({ self: needed(url), homepage: url })),
  vendor: object({ name: needed(text(1, 100)), url: needed(url) }),
  apiVersion: { type: 'string', matches: '\\d+:\\d+' },
  capabilities: object({
    hipchatApiConsumer: object({
      scopes: needed({ type: 'any', each: { type: 'string', oneOf: scopes } }),
      avatar: { type: 'any' },
      fromName: text(1, 64),
    }),
    installable: object({
      allowGlobal: flag,
      allowRoom: flag,
      callbackUrl: url,
      installedUrl: url,
      uninstalledUrl: url,
      updateCallbackUrl: url,
      updatedUrl: url,
    }),
    configurable: object({
      url: needed(url),
      authentication: signed,
      allowAccessToRoomAdmins: flag,
    }),
    adminPage: object({ url: needed(url) }),
    webhook: list({ ...webhookFields, key, name: text(1, 100) }),
    glance: list({ ...glanceFields, icon: needed(bothSizes), key: needed(key) }),
    action: list({ ...actionFields, key: needed(key) }),
    webPanel: list({
      ...page,
      name: needed(name),
      location: needed({ type: 'string', oneOf: ['hipchat.sidebar.right'] }),
      icon: bothSizes,
      weight: { type: 'integer' },
      conditions: { type: 'any' },
    }),
    dialog: list({ ...page, title: needed(name), options: { type: 'any' } }),
    externalPage: list({ key: needed(key), url: needed(url), name }),
    oauth2Consumer: object({ redirectionUrls: needed({ type: 'any', each: { type: 'string' } }) }),
    oauth2Provider: object({ authorizationUrl: url, tokenUrl: url }),
  }),
};
