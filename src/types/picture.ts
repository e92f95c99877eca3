/**
 * Pictures: of a room, a user, the group. They are no documents: `download` gives their bytes.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/get_room_avatar
 */
import type { ResourceChain } from './chain.ts';
import type { Kind } from './linkMap.ts';

/** A picture. `download(picture)` gives its bytes; to await it is an error, for it is no JSON. */
export interface PictureChain extends ResourceChain<'picture', never> {}

/** What the planner knows of pictures: there is nothing to be read of them. */
export const picture: Kind = { members: {} };
