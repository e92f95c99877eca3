/**
 * Opens a database, and puts into an empty one what there has to be: a group.
 *
 * The sample is the same every time, so a process makes it once: every further one in memory is a
 * copy. A test that wants a server of its own waits some milliseconds less for it.
 */
import { bootstrap } from './bootstrap.ts';
import type { Clock } from './clock.ts';
import { Database } from './database.ts';
import { fillWithSample } from './sample/fillWithSample.ts';
import { Store } from './store/Store.ts';

let sampleImage: Uint8Array | undefined;

/** @throws {Error} Where the file is no database, or one of a newer server. */
export function openStore(
  location: string,
  sample: boolean,
  clock: Clock,
): { readonly database: Database; readonly store: Store } {
  const isCopy = sample && location === ':memory:' && sampleImage !== undefined;
  const database = new Database(location, isCopy ? sampleImage : undefined);
  const store = new Store(database);
  if (isCopy) return { database, store };
  // In one step, so that of two servers that start on one file only one fills it.
  store.transaction(() => {
    if (store.groups.first() !== undefined) return;
    if (sample) fillWithSample(store);
    else bootstrap(store, clock);
  });
  if (sample && location === ':memory:') sampleImage = database.image();
  return { database, store };
}
