/**
 * What going through a long collection costs, against a hand-written loop over the same pages.
 *
 * Run by `npm run bench:pages`, with an own process for the server, whose CPU time is not counted. Only the ratios mean
 * something, and only within one run. `--items` says how many items there are (default 100,000), `--long` how many for the memory
 * (default 1,000,000).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { HypChat } from '../src/index.ts';
import { countByHand, historyByHand, listByHand, namesByHand, type Page } from './byHand.ts';
import { compare, type Measured } from './ratio.ts';
import { ratioOf, repeat, report, timedTable } from './section.ts';

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '100000' },
    long: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '9' },
    write: { type: 'boolean' },
  },
});
const items = Number(values.items);
const rounds = Number(values.rounds);

async function withServer(
  count: number,
  latency: number,
  run: (url: string) => Promise<void>,
): Promise<void> {
  const script = new URL('pagesServer.ts', import.meta.url).pathname;
  const child: ChildProcess = spawn(process.execPath, [script, String(count), String(latency)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(child.stdout as NodeJS.ReadableStream, 'data');
    await run(`http://127.0.0.1:${String(line).trim()}`);
  } finally {
    child.kill();
  }
}

const headers = { authorization: 'Bearer token' };
const read = async (url: string): Promise<Page> =>
  (await (await fetch(url, { headers })).json()) as Page;

const firstPage = (url: string): string => `${url}/v2/user?start-index=0&max-results=1000`;

async function listed(all: PromiseLike<{ readonly length: number }>): Promise<void> {
  const { length } = await all;
  if (length !== items) throw new Error(`a list: ${length} of ${items} items`);
}

async function counted(name: string, all: AsyncIterable<{ readonly id: unknown }>): Promise<void> {
  let count = 0;
  for await (const item of all) if (item.id !== undefined) count += 1;
  if (count !== items) throw new Error(`${name}: ${count} of ${items} items`);
}

const isOurs = (name: string): boolean => name.includes('hc.');
const SHORT = 'for await (const user of hc.users)';
const FOUR = 'for await … of hc.users.contents({ concurrency: 4 })';
const HISTORY = 'for await (const message of hc.room(42).history)';
const LIST = 'await hc.users.toArray()';
const MAP = 'await hc.users.map((user) => user.name)';
const FILTER = 'await hc.users.filter((user) => user.id % 2 === 0).map((user) => user.name)';
const shown = items.toLocaleString('en');

let users: readonly Measured[] = [];
let lists: readonly Measured[] = [];
let lambdas: readonly Measured[] = [];
let history: readonly Measured[] = [];
let slow: readonly Measured[] = [];

await withServer(items, 0, async (url) => {
  const hc = new HypChat('token', { endpoint: url });
  users = await compare(
    [
      { name: 'fetch, page by page', run: repeat(() => countByHand(firstPage(url), read)) },
      { name: SHORT, run: repeat(() => counted('users', hc.users)) },
    ],
    { times: 1, rounds },
  );
  lists = await compare(
    [
      {
        name: 'fetch, page by page, into a list',
        run: repeat(() => listed(listByHand(firstPage(url), read))),
      },
      { name: LIST, run: repeat(() => listed(hc.users.toArray())) },
    ],
    { times: 1, rounds },
  );
  lambdas = await compare(
    [
      {
        name: 'fetch, page by page, and the name of each',
        run: repeat(() => listed(namesByHand(firstPage(url), read))),
      },
      { name: MAP, run: repeat(() => listed(hc.users.map((user) => user.name))) },
      {
        name: FILTER,
        run: repeat(async () => {
          await hc.users.filter((user) => user.id % 2 === 0).map((user) => user.name);
        }),
      },
    ],
    { times: 1, rounds },
  );
  history = await compare(
    [
      {
        name: 'fetch, page by page, by date',
        run: repeat(() => historyByHand(`${url}/v2/room/42/history`, read)),
      },
      {
        name: HISTORY,
        run: repeat(() => counted('history', hc.room(42).history)),
      },
    ],
    { times: 1, rounds },
  );
});

await withServer(items, 20, async (url) => {
  const hc = new HypChat('token', { endpoint: url });
  slow = await compare(
    [
      { name: 'fetch, page by page', run: repeat(() => countByHand(firstPage(url), read)) },
      { name: SHORT, run: repeat(() => counted('users', hc.users)) },
      {
        name: FOUR,
        run: repeat(() => counted('four', hc.users.contents({ concurrency: 4 }))),
      },
    ],
    { times: 1, rounds },
  );
});

const long = Number(values.long);
const tenths: number[] = [];
await withServer(long, 0, async (url) => {
  const hc = new HypChat('token', { endpoint: url });
  let count = 0;
  globalThis.gc?.();
  for await (const user of hc.users) {
    count += Number(user.id >= 0);
    if (count % (long / 10) === 0) {
      globalThis.gc?.();
      tenths.push(process.memoryUsage().heapUsed / 2 ** 20);
    }
  }
  if (count !== long) throw new Error(`${count} of ${long} items`);
});
const peak = process.resourceUsage().maxRSS / 1024;
const heap = tenths.map((each) => each.toFixed(1)).join(', ');

report('loops', {
  tables: [
    timedTable(users, { title: `${shown} items, no latency`, plot: 'loops', isOurs }),
    timedTable(lists, { title: `${shown} items in one list, no latency`, plot: 'lists', isOurs }),
    timedTable(lambdas, {
      title: `A lambda on each of ${shown} items, no latency`,
      plot: 'lambdas',
      isOurs,
    }),
    timedTable(history, {
      title: `A history of ${shown} messages, no latency`,
      plot: 'loops-history',
      isOurs,
    }),
    timedTable(slow, {
      title: `${shown} items, 20 ms of latency a page`,
      plot: 'loops-latency',
      isOurs,
      drawn: 'wall',
    }),
  ],
  figures: {
    loop: ratioOf(users, SHORT),
    loopWall: ratioOf(users, SHORT, 'wall'),
    history: ratioOf(history, HISTORY),
    slowLoop: ratioOf(slow, SHORT, 'wall'),
    fourAtOnce: ratioOf(slow, FOUR, 'wall'),
    memory: (tenths.at(-1) ?? Number.NaN) / (tenths[1] ?? Number.NaN),
  },
  notes: [
    `${long.toLocaleString('en')} items by \`for await\`: the heap after each tenth, in MiB, is ${heap}; the greatest resident size of the whole run is ${peak.toFixed(0)} MiB.`,
  ],
});
