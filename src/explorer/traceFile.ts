/**
 * Traces of one's own programs (`HYPCHAT_TRACE=file.json`), in the trace event format of Chrome: times in microseconds,
 * the method and path of a request in `name`, and what else is known of it in `args`. Each walk is a process there, and
 * a lane here.
 *
 * @see https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
import type { Bar, LaneState } from './lane.ts';

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly ts: number;
  readonly dur: number;
  readonly args: Readonly<Record<string, unknown>>;
}

/** The lanes of a trace. @throws {TypeError} With what is wrong, where it is none. */
export function readTrace(text: string): readonly LaneState[] {
  const events = eventsIn(text);
  // `X` has its answer. What was on its way when the program ended has only begun: `B`.
  const requests = events.filter(
    ({ ph, args }) => (ph === 'X' || ph === 'B') && typeof args.url === 'string',
  );
  if (requests.length === 0) throw new TypeError('there is no request in this trace');
  const titles = new Map(
    events.flatMap(({ ph, name, pid, args }) =>
      ph === 'M' && name === 'process_name' ? [[pid, String(args.name)] as const] : [],
    ),
  );
  const begin = Math.min(...requests.map(({ ts }) => ts));
  const end = Math.max(...requests.map(({ ts, dur }) => ts + dur));
  const lanes = new Map<number, Bar[]>();
  for (const event of requests.sort((one, other) => one.ts - other.ts)) {
    const bars = lanes.get(event.pid) ?? [];
    lanes.set(event.pid, bars);
    bars.push(barOf(event, { begin, end, id: bars.length + 1 }));
  }
  return [...lanes].map(([pid, bars]) => ({
    title: titles.get(pid) ?? `walk ${pid}`,
    bars,
    waits: [],
    ms: Math.max(...bars.map(({ until = 0 }) => until)) - Math.min(...bars.map(({ at }) => at)),
  }));
}

/** What is told of a request in the words of the page, and what of it says nothing to a person. */
const TOLD: ReadonlySet<string> = new Set(['url', 'status', 'failure', 'chains', 'began', 'walk']);

function barOf(
  { ph, name, ts, dur, args }: TraceEvent,
  { begin, end, id }: { readonly begin: number; readonly end: number; readonly id: number },
): Bar {
  const { url, status, failure, chains } = args;
  const of = Array.isArray(chains) ? chains.map((chain) => `for ${chain}`) : [];
  const more = Object.entries(args).filter(([key]) => !TOLD.has(key));
  return {
    id,
    method: /^[A-Z]+/.exec(name)?.[0] ?? 'GET',
    url: String(url),
    at: (ts - begin) / 1000,
    until: (ph === 'B' ? end - begin : ts - begin + dur) / 1000,
    ...(typeof status === 'number'
      ? { status }
      : { failure: typeof failure === 'string' ? failure : 'no answer until the program ended' }),
    facts: [...of, ...more.map(([key, value]) => `${key}: ${shown(value)}`)],
  };
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

/** The events: an array of them, which may lack its end, or an object that holds it. */
function eventsIn(text: string): readonly TraceEvent[] {
  const found = parsed(text);
  const events: unknown =
    typeof found === 'object' && found !== null && 'traceEvents' in found
      ? found.traceEvents
      : found;
  if (!Array.isArray(events)) {
    throw new TypeError('it is no trace: there are no `traceEvents` in it');
  }
  return events.flatMap((event: unknown) => {
    const { ph, name, pid = 0, ts = 0, dur = 0, args } = Object(event) as Partial<TraceEvent>;
    const isEvent = typeof ph === 'string' && typeof ts === 'number' && typeof dur === 'number';
    const known = Object(args) as TraceEvent['args'];
    return isEvent ? [{ ph, name: String(name), pid: Number(pid), ts, dur, args: known }] : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A program that was killed has not written the end: the format allows that.
    try {
      return JSON.parse(`${text.trimEnd().replace(/,$/, '')}]`);
    } catch {
      throw new TypeError('it is no trace: it cannot be read as JSON');
    }
  }
}
