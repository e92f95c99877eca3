/** The example of `jsonapi-server`: articles, comments, people, photos and tags by JSON:API 1.0. */
import { type RunningServer, startServer } from './startServer.ts';

/** How its own links name its root, wherever it is reached. */
export const LINK_BASE = 'http://localhost:16006/rest';

/** Starts it anew, with the example's data. */
export function startJsonApi(): Promise<RunningServer> {
  return startServer('jsonapi.js');
}
