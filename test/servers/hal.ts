/** `a12n-server`: users, groups and apps by HAL, with forms. */
import { type RunningServer, startServer } from './startServer.ts';

/** Starts it anew, with the people of its own seed. What it says is a token of its administrator. */
export function startHal(): Promise<RunningServer> {
  return startServer('hal.js');
}
