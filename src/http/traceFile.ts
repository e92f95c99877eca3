/**
 * Writes the requests of a program into a file that Chrome's `chrome://tracing` and Perfetto (https://ui.perfetto.dev) open.
 *
 * Each walk is a process there, and each round of it a thread; requests of one round that are on their way together
 * take a row each. The file grows as requests end, and what has no answer when the process ends is written then: a
 * process that is killed leaves a file behind that both open as well.
 *
 * Nothing here names a module of a run-time: whatever bundles it finds nothing to look for.
 *
 * @see https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU (Trace Event Format)
 */
import type { HttpEvents, RequestEvent, ResponseEvent } from './events.ts';

/** What is used of a run-time that has files: Node's own, which Deno and Bun have as well. */
interface Host {
  readonly process?: {
    readonly pid: number;
    on(event: 'exit', listener: () => void): unknown;
    getBuiltinModule?(name: 'node:fs'): Files | undefined;
  };
  readonly Deno?: { permissions: { querySync(of: object): { state: string } } };
}

interface Files {
  writeFileSync(path: string, text: string): void;
  appendFileSync(path: string, text: string): void;
}

type Trace = Required<Pick<HttpEvents, 'request' | 'response' | 'walk'>>;

/** Of all clients: they write into one file. */
const TRACES = new Map<string, Trace>();

/** What writes into a file. @param path - `{pid}` in it stands for the number of the process. */
export function openTrace(path: string): Trace {
  const trace = TRACES.get(path) ?? createTrace(path);
  TRACES.set(path, trace);
  return trace;
}

function createTrace(given: string): Trace {
  const write = createFile(given);
  const rows = new Map<number, Row[]>();
  const open = new Map<string, { readonly event: RequestEvent; readonly row: Row }>();
  write.atEnd(() => {
    for (const { event, row } of open.values()) write({ ph: 'B', ...slice(event, row) });
  });
  /** The first row of its round that is free. What is new is named. */
  const rowOf = ({ walk = 0, round = 0, chains }: RequestEvent): Row => {
    const known = rows.get(walk) ?? [];
    if (known.length === 0) {
      const name = walk === 0 ? 'no walk' : `walk ${walk}: ${chains.join(', ')}`;
      write({ ph: 'M', name: 'process_name', pid: walk, args: { name } });
      rows.set(walk, known);
    }
    const free = known.find((row) => row.round === round && !row.isTaken);
    if (free !== undefined) return free;
    const lane = known.filter((row) => row.round === round).length;
    // Perfetto sorts rows by these, however they came about.
    const row = { round, pid: walk, tid: round * MOST_LANES + lane, isTaken: false };
    known.push(row);
    const name = lane === 0 ? `round ${round}` : `round ${round} (${lane + 1})`;
    write({ ph: 'M', name: 'thread_name', pid: walk, tid: row.tid, args: { name } });
    return row;
  };
  return {
    request(event) {
      const row = rowOf(event);
      row.isTaken = true;
      open.set(nameOf(event), { event, row });
    },
    response(event) {
      const { row } = open.get(nameOf(event)) ?? { row: rowOf(event) };
      open.delete(nameOf(event));
      row.isTaken = false;
      write({ ph: 'X', dur: Math.floor(event.ms * 1000), ...slice(event, row) });
    },
    walk: ({ walk }) => void rows.delete(walk),
  };
}

/** A line of the viewer. */
interface Row {
  readonly round: number;
  readonly pid: number;
  readonly tid: number;
  isTaken: boolean;
}

/** More requests of one round than a client may have on their way at once. */
const MOST_LANES = 10_000;

/** Tells one sending from all others. */
const nameOf = ({ id, tries }: RequestEvent): string => `${id}.${tries}`;

/** A request as the format wants it: times in microseconds. */
function slice(event: RequestEvent & Partial<ResponseEvent>, { pid, tid }: Row): object {
  const { method, url, began, ms: _ms, ...args } = event;
  return {
    name: `${method} ${new URL(url).pathname}`,
    cat: 'http',
    ts: Number(began.epochNanoseconds / 1000n),
    ...{ pid, tid },
    args: { url, began: began.toString(), ...args },
  };
}

interface Writer {
  (event: object): void;
  /** Runs something before the file is ended with the process. */
  atEnd(last: () => void): void;
}

/** A file that is a JSON array of events. What goes wrong with it is told once, and ends it. */
function createFile(given: string): Writer {
  const { process, Deno } = globalThis as Host;
  const path = given.replaceAll('{pid}', String(process?.pid));
  const files = process?.getBuiltinModule?.('node:fs');
  let isOver = false;
  let isFirst = true;
  const end = (why: string): void => {
    isOver = true;
    console.error(
      `hypchat: HYPCHAT_TRACE names ${JSON.stringify(path)}, which cannot be written (${why}): nothing ${isFirst ? '' : 'more '}is traced`,
    );
  };
  const put = (to: 'writeFileSync' | 'appendFileSync', text: string): void => {
    if (isOver) return;
    try {
      files?.[to](path, text);
    } catch (error) {
      // Node repeats the path behind a comma.
      end(String(error instanceof Error ? error.message : error).split(', ')[0] ?? '');
    }
  };
  // Deno asks the person at the keyboard before it lets a program write.
  const asks = Deno?.permissions.querySync({ name: 'write', path }).state;
  if (files === undefined) end('this run-time has no files');
  else if (asks !== undefined && asks !== 'granted') end('Deno was not told --allow-write');
  else put('writeFileSync', '[');
  const write = (event: object): void => {
    put('appendFileSync', `${isFirst ? '' : ','}\n${JSON.stringify(event)}`);
    isFirst = false;
  };
  const atEnd = (last: () => void): void => {
    process?.on('exit', () => {
      last();
      put('appendFileSync', '\n]\n');
    });
  };
  return Object.assign(write, { atEnd });
}
