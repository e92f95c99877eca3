/** Every endpoint there is. Of two paths that fit a request, the one that stands first answers. */
import type { Endpoint } from './endpoint.ts';
import { addonEndpoints } from './routes/addon.ts';
import { capabilitiesEndpoints } from './routes/capabilities.ts';
import { emoticonEndpoints } from './routes/emoticon.ts';
import { extensionEndpoints } from './routes/extension.ts';
import { groupEndpoints } from './routes/group.ts';
import { oauthEndpoints } from './routes/oauth.ts';
import { pictureEndpoints } from './routes/pictures.ts';
import { roomEndpoints } from './routes/room.ts';
import { roomMessageEndpoints } from './routes/roomMessages.ts';
import { roomPeopleEndpoints } from './routes/roomPeople.ts';
import { shareEndpoints } from './routes/share.ts';
import { userEndpoints } from './routes/user.ts';
import { userMessageEndpoints } from './routes/userMessages.ts';
import { webhookEndpoints } from './routes/webhooks.ts';

export const endpoints: readonly Endpoint[] = [
  ...capabilitiesEndpoints,
  ...groupEndpoints,
  ...roomEndpoints,
  ...roomPeopleEndpoints,
  ...roomMessageEndpoints,
  ...userEndpoints,
  ...userMessageEndpoints,
  ...pictureEndpoints,
  ...shareEndpoints,
  ...webhookEndpoints,
  ...emoticonEndpoints,
  ...oauthEndpoints,
  ...extensionEndpoints,
  ...addonEndpoints,
];
