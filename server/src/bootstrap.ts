/** The first of everything in an empty database: a group, and an administrator who can be its token's owner. */
import type { Clock } from './clock.ts';
import type { Store } from './store/Store.ts';
import { firstVersion } from './store/version.ts';

export function bootstrap(store: Store, clock: Clock): void {
  const created = clock.seconds();
  store.groups.create({ name: 'HypChat', domain: null, subdomain: 'hypchat', created });
  const owner = store.users.create({
    name: 'Administrator',
    mentionName: 'admin',
    email: 'admin@example.com',
    title: '',
    timezone: 'UTC',
    isGroupAdmin: true,
    roles: ['owner'],
    created,
    version: firstVersion,
    passwordHash: null,
  });
  store.groups.setOwner(owner);
}
