/**
 * Puts together what runs the wants of one client, out of what the client is made of.
 *
 * It owns what lives longer than one walk: requests in flight, and the actions that were sent.
 */
import { tell } from '../../http/events.ts';
import { createWrite } from '../../plan/ask/createWrite.ts';
import { createSpelling, type Describe } from '../../plan/ask/describe.ts';
import type { PlanContext } from '../../plan/pipeline/context.ts';
import { Actions } from './actions.ts';
import type { ClientParts } from './ClientParts.ts';
import { Flights } from './flights.ts';
import type { Runner } from './Runner.ts';
import type { Walks } from './Walks.ts';
import { Writing } from './Writing.ts';

/** What runs the wants of a client. @param shown - How its rows are read, and its snapshots made. */
export function runnerOf(
  { map, base, dialect, limits, send, listeners, shortcuts }: ClientParts,
  describe: Describe,
  walks: Walks,
  shown: Pick<Runner, 'show'> & Pick<PlanContext, 'rows'>,
): Runner {
  const flights = new Flights(send);
  const actions = new Actions({ dialect, describe, send, flights });
  return {
    dialect,
    spelling: createSpelling(dialect, describe),
    describe,
    api: { map, base, limits, expands: dialect.expands },
    context: {
      map,
      base,
      shortcuts: Object.keys(shortcuts ?? {}),
      templates: dialect.templates,
      write: createWrite(dialect, map, base),
      key: (identity) => actions.keyOf(identity),
      rows: shown.rows,
      acted: (identity) => actions.acted(identity),
    },
    flights,
    actions,
    writing: new Writing(),
    walks,
    listeners,
    show: shown.show,
    // To show an item is some work, for nobody where nobody listens.
    progress: listeners.some(({ progress }) => progress !== undefined)
      ? (event) => tell(listeners, 'progress', event)
      : undefined,
    fault: (message) => tell(listeners, 'fault', { message }),
  };
}
