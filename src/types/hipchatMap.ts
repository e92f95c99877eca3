/** All that is known beforehand of HipChat's API. */
import { addon, addonLink, installable } from './addon.ts';
import { addonSchema, capabilities } from './capabilities.ts';
import { emoticon } from './emoticon.ts';
import { extensionAction, extensionGlance, extensionWebhook } from './extension.ts';
import { file } from './file.ts';
import { group } from './group.ts';
import type { LinkMap } from './linkMap.ts';
import { message } from './message.ts';
import { payload, payloadItem } from './payload.ts';
import { picture } from './picture.ts';
import { room } from './room.ts';
import { root } from './root.ts';
import { statistics } from './statistics.ts';
import { token } from './token.ts';
import { user } from './user.ts';
import { webhook } from './webhook.ts';

/** HipChat's link map. */
export const hipchatMap: LinkMap = {
  root: 'root',
  wraps: 'payload',
  kinds: {
    root,
    room,
    user,
    message,
    group,
    statistics,
    capabilities,
    emoticon,
    webhook,
    file,
    picture,
    token,
    addon,
    addonLink,
    addonSchema,
    installable,
    extensionAction,
    extensionGlance,
    extensionWebhook,
    payload,
    payloadItem,
  },
};
