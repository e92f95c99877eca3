/**
 * Holds how fast the library is: ratios of CPU time to what does the same without it, taken by turns in one run. The limits
 * stand in `limits.json`, at what was measured and room for noise: what gets slower by a third fails.
 *
 * `npm run check:speed`. Others' work on the machine may spoil a measure, and never makes it better: one that is over its
 * limit is taken anew, and only one that is over it each time has got slower.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import ky from 'ky';
import { HypChat } from '../src/index.ts';
import { countByHand, historyByHand, namesByHand, type Page, type ReadPage } from './byHand.ts';
import { ENDPOINT, FIRST_PAGE, HISTORY, historyInMemory, usersInMemory } from './inMemory.ts';
import { compare, type Subject, spreadOf } from './ratio.ts';
import { withSampleServer } from './sampleServer.ts';
import { growth } from './selection.ts';
import { bareSteps, chainSteps, five } from './steps.ts';

const TRIES = 8;
const LIMITS = new URL('../limits.json', import.meta.url);
const { speed: limits } = JSON.parse(readFileSync(LIMITS, 'utf8')) as {
  speed: Readonly<Record<string, number>>;
};

/** Times what it is given by turns. The last but one is the baseline of what is held, the last is what is held. */
type Measure = () => Promise<number>;

const repeat = (name: string, run: () => Promise<unknown>): Subject => ({
  name,
  async run(times) {
    for (let turn = 0; turn < times; turn += 1) await run();
  },
});

async function ratioOf(
  subjects: readonly Subject[],
  how: { readonly times: number; readonly rounds: number },
): Promise<number> {
  const measured = await compare(subjects, how);
  return measured.at(-1)?.cpu?.ratio.median ?? Number.NaN;
}

const ITEMS = 100_000;
const users = usersInMemory(ITEMS);

const messages = historyInMemory(ITEMS);

const readBy =
  (fetch: typeof globalThis.fetch): ReadPage =>
  async (url) =>
    (await (await fetch(url)).json()) as Page;
const clientBy = (fetch: typeof globalThis.fetch): HypChat =>
  new HypChat('token', { endpoint: ENDPOINT, fetch });

async function counted(all: AsyncIterable<{ readonly id: unknown }>): Promise<number> {
  let count = 0;
  for await (const { id } of all) if (id !== undefined) count += 1;
  return count;
}

/** What goes through all items here, to what does by hand. Both give how many there are. */
function ofAll(byHand: () => Promise<number>, here: () => Promise<number>): Promise<number> {
  const whole = (name: string, run: () => Promise<number>): Subject =>
    repeat(name, async () => {
      const count = await run();
      if (count !== ITEMS) throw new Error(`${name}: ${count} of ${ITEMS} items`);
    });
  return ratioOf([whole('by hand', byHand), whole('here', here)], { times: 1, rounds: 9 });
}

const GUARDS: Readonly<Record<string, Measure>> = {
  'a loop of 100,000 items, to one by hand': () =>
    ofAll(
      () => countByHand(FIRST_PAGE, readBy(users)),
      () => counted(clientBy(users).users),
    ),
  'a history of 100,000 messages, to one by hand': () =>
    ofAll(
      () => historyByHand(HISTORY, readBy(messages)),
      () => counted(clientBy(messages).room(42).history),
    ),
  'a lambda on 100,000 items, to a loop by hand': () =>
    ofAll(
      async () => (await namesByHand(FIRST_PAGE, readBy(users))).length,
      async () => (await clientBy(users).users.map(({ name }) => name)).length,
    ),
  'a read over loopback, to bare ky': () =>
    withSampleServer(0, (url, token) => {
      const hc = new HypChat(token, { endpoint: url });
      const client = ky.create({ headers: { authorization: `Bearer ${token}` }, retry: 0 });
      const reads = [
        repeat('ky', () => client.get(`${url}/v2/room/42`).json()),
        repeat('await hc.room(42)', async () => await hc.room(42)),
      ];
      return ratioOf(reads, { times: 100, rounds: 25 });
    }),
  'five steps of a chain, to a bare Proxy': () =>
    ratioOf([five('bare', bareSteps), five('chain', chainSteps)], { times: 50_000, rounds: 21 }),
  'planning 100 chains, each to one of 10': () =>
    ratioOf(growth([10, 100]), { times: 4, rounds: 25 }),
  'planning 1,000 chains, each to one of 10': () =>
    ratioOf(growth([10, 1000]), { times: 1, rounds: 15 }),
};

for (const [name, measure] of Object.entries(GUARDS)) {
  const limit = limits[name] ?? Number.NaN;
  const found: number[] = [];
  do found.push(await measure());
  while (!(spreadOf(found).least <= limit) && found.length < TRIES);
  const shown = found.map((each) => each.toFixed(2)).join(', ');
  console.log(`${name.padEnd(48)}${shown} of ${limit}`);
  if (spreadOf(found).least <= limit) continue;
  console.error(`${name}: over ${limit} each of ${TRIES} times`);
  process.exitCode = 1;
}
for (const name of Object.keys(limits)) {
  if (Object.hasOwn(GUARDS, name)) continue;
  console.error(`limits.json holds ${name}, which nothing measures`);
  process.exitCode = 1;
}
