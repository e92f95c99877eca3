/** A walk as it goes on: its requests on a time axis. Knows no page. */
import type { PlanMessage, RunLine } from './messages.ts';

/** One request. Times are in milliseconds since the lane began. */
export interface Bar {
  readonly id: number;
  readonly method: string;
  readonly url: string;
  readonly at: number;
  /** When its answer was there; `undefined` while it is on its way. */
  readonly until?: number;
  readonly status?: number;
  /** Why no answer came. */
  readonly failure?: string;
  /** How long the body of its answer was. */
  readonly bytes?: number;
  /** Why it was sent. */
  readonly reason?: string;
  /** What else is known of it, a line each. */
  readonly facts?: readonly string[];
  /** It was not sent: it stands for what would be. */
  readonly isPlanned?: true;
}

/** A time in which nothing was sent, because the server wanted to be left alone. */
export interface Wait {
  readonly at: number;
  readonly ms: number;
  readonly why: string;
}

export interface LaneState {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly waits: readonly Wait[];
  /** How long it took, once it is over. */
  readonly ms?: number;
  /** How many round trips it took, one after another. */
  readonly rounds?: number;
  /** How long the bodies of its answers were. */
  readonly bytes?: number;
  /** What is to be said of the lane. */
  readonly note?: string;
}

/** A lane in which nothing was sent yet. */
export function emptyLane(title: string): LaneState {
  return { title, bars: [], waits: [] };
}

/** The lane after a line of its run. */
export function laneAfter(lane: LaneState, line: RunLine): LaneState {
  switch (line.is) {
    case 'request': {
      const { id, method, url, at, round } = line;
      const facts = round === undefined ? {} : { facts: [`round ${round}`] };
      return { ...lane, bars: [...lane.bars, { id, method, url, at, ...facts }] };
    }
    case 'response': {
      const { id, at, status, failure, bytes } = line;
      const end = {
        until: at,
        ...(status !== undefined && { status }),
        ...(failure && { failure }),
        ...(bytes !== undefined && { bytes }),
      };
      return changed(lane, id, end);
    }
    case 'reason':
      return changed(lane, line.id, { reason: line.reason });
    case 'wait':
      return { ...lane, waits: [...lane.waits, line] };
    case 'ended':
      return { ...lane, ms: line.ms, rounds: line.rounds, bytes: line.bytes };
    default:
      return lane;
  }
}

function changed(lane: LaneState, id: number, change: Partial<Bar>): LaneState {
  return { ...lane, bars: lane.bars.map((bar) => (bar.id === id ? { ...bar, ...change } : bar)) };
}

/** The lane with what was answered alone. */
export function answeredOf(lane: LaneState): LaneState {
  return { ...lane, bars: lane.bars.filter(({ until }) => until !== undefined) };
}

/**
 * What was planned and not sent, drawn at the mean time of the requests of another lane, one round after another: an
 * estimate, and said to be one.
 */
export function plannedLane(
  title: string,
  plans: readonly PlanMessage[],
  like: LaneState,
): LaneState {
  const times = like.bars.flatMap(({ at, until }) => (until === undefined ? [] : [until - at]));
  const mean = times.length === 0 ? 1 : times.reduce((sum, each) => sum + each, 0) / times.length;
  const bars: Bar[] = [];
  let begun = 0;
  for (const { requests } of plans) {
    for (const { round, method, url, reason, repeats } of requests) {
      const at = (begun + round - 1) * mean;
      const times = repeats === undefined ? '' : ` (once for each ${repeats.replace(/^an? /, '')})`;
      const id = bars.length + 1;
      bars.push({
        id,
        method,
        url,
        at,
        until: at + mean,
        reason: `${reason}${times}`,
        isPlanned: true,
      });
    }
    begun += Math.max(0, ...requests.map(({ round }) => round));
  }
  return { title, bars, waits: [] };
}

/** When the last of it was over, as far as it is known. */
export function endOf({ bars, waits, ms }: LaneState): number {
  const ends = bars.map(({ at, until }) => until ?? at);
  return Math.max(0, ms ?? 0, ...ends, ...waits.map((wait) => wait.at));
}
