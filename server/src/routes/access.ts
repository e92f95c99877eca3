/** Who may call what, by the words of the reference: one name for each row that recurs. */
import type { Owner } from '../auth.ts';
import type { Access } from '../endpoint.ts';
import type { Scope } from '../scopes.ts';

const everyOwner: readonly Owner[] = ['user', 'group client', 'room client'];
const notRoomClients: readonly Owner[] = ['user', 'group client'];
const peopleOnly: readonly Owner[] = ['user'];

/** Any token with one of the scopes. */
export const anyToken = (...scopes: Scope[]): Access => ({ scopes, owners: everyOwner });

/** A person's token, or that of an add-on installed in the whole group. */
export const groupToken = (...scopes: Scope[]): Access => ({ scopes, owners: notRoomClients });

/** A person's token only. */
export const personToken = (...scopes: Scope[]): Access => ({ scopes, owners: peopleOnly });

/** An add-on's token, of the whole group or of a room. */
export const clientToken = (...scopes: Scope[]): Access => ({
  scopes,
  owners: ['group client', 'room client'],
});
