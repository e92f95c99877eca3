/** Every endpoint there is. Of two paths that fit a request, the one that stands first answers. */
import type { Endpoint } from './endpoint.ts';
import { capabilitiesEndpoints } from './routes/capabilities.ts';
import { groupEndpoints } from './routes/group.ts';
import { roomEndpoints } from './routes/room.ts';
import { roomMessageEndpoints } from './routes/roomMessages.ts';
import { roomPeopleEndpoints } from './routes/roomPeople.ts';
import { userEndpoints } from './routes/user.ts';
import { userMessageEndpoints } from './routes/userMessages.ts';

export const endpoints: readonly Endpoint[] = [
  ...capabilitiesEndpoints,
  ...groupEndpoints,
  ...roomEndpoints,
  ...roomPeopleEndpoints,
  ...roomMessageEndpoints,
  ...userEndpoints,
  ...userMessageEndpoints,
];
