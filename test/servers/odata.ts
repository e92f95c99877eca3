/** The sample of SAP CAP: a bookshop by OData v4, with at most three of anything on a page. */
import { type RunningServer, startServer } from './startServer.ts';

/** Starts it anew, with the sample's data. Whoever is asked for a name there is `alice`, without a password. */
export function startOData(): Promise<RunningServer> {
  return startServer('odata.js');
}
