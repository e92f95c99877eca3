/**
 * The statistics of a room, with an address of their own and a place in their room; a group has them, too.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/get_room_statistics
 */
import type { Temporal } from 'temporal-polyfill';
import type { ResourceChain } from './chain.ts';
import type { KindFor } from './keepInStep.ts';
import { field, link } from './members.ts';
import type { NoNameOfTheApi } from './noFieldOfTheApi.ts';
import type { Forms, Ref, Representation, Whole } from './representation.ts';
import type { Row } from './sequence.ts';

/** How much was said in a room or a group. */
export interface StatisticsIn<R extends Representation> {
  /** The addresses that the server gave along, by relation; `self` is its own. */
  readonly links: Ref<R, { readonly self: string }>;
  /** How many messages were sent in it, of all time. */
  readonly messages_sent: Whole<R, number>;
  /** When somebody last said something; `null` when nobody ever did. */
  readonly last_active: Whole<R, Temporal.Instant | null>;
  /** The whole statistics. */
  readonly self: StatisticsSelf;
}

/** The statistics as a room names them: only their address. */
export interface StatisticsStub extends StatisticsIn<'stub'> {}
/** A room's whole statistics. */
export interface Statistics extends StatisticsIn<'whole'> {}
/** Statistics as a lambda reads them. */
export interface StatisticsRow
  extends StatisticsIn<'row'>,
    Row<StatisticsStub, StatisticsChain<StatisticsStub | undefined>> {}
/** Statistics that nobody fetched yet. */
export interface StatisticsChain<T = StatisticsStub>
  extends StatisticsIn<'chain'>,
    ResourceChain<'statistics', T> {}
/** The whole statistics; `self()` is the same. */
export interface StatisticsSelf extends StatisticsChain<Statistics>, NoNameOfTheApi {
  (): StatisticsChain<Statistics>;
}
/** Statistics that may turn out to be `null`. */
export interface MaybeStatisticsChain
  extends StatisticsIn<'maybe'>,
    ResourceChain<'statistics', StatisticsStub | null> {}

/** The forms in which statistics are met. */
export interface StatisticsForms extends Forms {
  readonly kind: 'statistics';
  readonly stub: StatisticsStub;
  readonly row: StatisticsRow;
  readonly chain: StatisticsChain;
  readonly maybe: MaybeStatisticsChain;
  readonly whole: Statistics;
  readonly walk: StatisticsIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: StatisticsChain<StatisticsStub | undefined>;
}

/** What the planner knows of statistics. */
export const statistics: KindFor<
  StatisticsIn<'chain'>,
  StatisticsIn<'stub'>,
  StatisticsIn<'ref'>
> = {
  members: {
    links: field('json', 'ref'),
    messages_sent: field('number', 'whole'),
    last_active: field('instant', 'whole'),
    self: link('statistics', { rel: 'self', path: '' }),
  },
};
