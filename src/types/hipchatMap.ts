/** All that is known beforehand of HipChat's API. */
import { capabilities } from './capabilities.ts';
import { emoticon } from './emoticon.ts';
import { file } from './file.ts';
import { group } from './group.ts';
import type { LinkMap } from './linkMap.ts';
import { message } from './message.ts';
import { payload, payloadItem } from './payload.ts';
import { room } from './room.ts';
import { root } from './root.ts';
import { statistics } from './statistics.ts';
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
    payload,
    payloadItem,
  },
};
