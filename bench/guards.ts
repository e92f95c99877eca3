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
import { ENDPOINT, FIRST_PAGE, HISTORY, historyInMemory, usersInMemory } from './inMemory.ts';
import { compare, type Subject, spreadOf } from './ratio.ts';
import { withSampleServer } from './sampleServer.ts';
import { growth } from './selection.ts';
import { bareSteps, chainSteps, five } from './steps.ts';

const TRIES = 4;
const LIMITS = new URL('../limits.json', import.meta.url);
const { speed: limits } = JSON.parse(readFileSync(LIMITS, 'utf8')) as {
  speed: Readonly<Record<string, number>>;
};

interface Page {
  readonly items: readonly {
    readonly id: number | string;
    readonly name?: string;
    readonly date?: string;
  }[];
  readonly links: { readonly next?: string };
}

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

async function byHand(): Promise<void> {
  let count = 0;
  for (let at: string | undefined = FIRST_PAGE; at !== undefined; ) {
    const page = (await (await users(at)).json()) as Page;
    for (const { id } of page.items) if (id !== undefined) count += 1;
    at = page.links.next;
  }
  if (count !== ITEMS) throw new Error(`by hand: ${count} of ${ITEMS} items`);
}

async function byLoop(): Promise<void> {
  let count = 0;
  const hc = new HypChat('token', { endpoint: ENDPOINT, fetch: users });
  for await (const { id } of hc.users) if (id !== undefined) count += 1;
  if (count !== ITEMS) throw new Error(`the loop: ${count} of ${ITEMS} items`);
}

const messages = historyInMemory(ITEMS);

async function historyByHand(): Promise<void> {
  const seen = new Set<string | number>();
  for (let date: string | undefined = 'recent'; date !== undefined; ) {
    const url = `${HISTORY}?date=${date}&reverse=false&max-results=1000`;
    const page = (await (await messages(url)).json()) as Page;
    for (const { id } of page.items) seen.add(id);
    const isAll: boolean = page.links.next === undefined && date !== 'recent';
    date = isAll ? undefined : page.items.at(-1)?.date;
  }
  if (seen.size !== ITEMS) throw new Error(`by hand: ${seen.size} of ${ITEMS} messages`);
}

async function byHistory(): Promise<void> {
  let count = 0;
  const hc = new HypChat('token', { endpoint: ENDPOINT, fetch: messages });
  for await (const { id } of hc.room(42).history) if (id !== undefined) count += 1;
  if (count !== ITEMS) throw new Error(`the history: ${count} of ${ITEMS} messages`);
}

async function namesByHand(): Promise<void> {
  const names: (string | undefined)[] = [];
  for (let at: string | undefined = FIRST_PAGE; at !== undefined; ) {
    const page = (await (await users(at)).json()) as Page;
    for (const { name } of page.items) names.push(name);
    at = page.links.next;
  }
  if (names.length !== ITEMS) throw new Error(`by hand: ${names.length} of ${ITEMS} names`);
}

async function byLambda(): Promise<void> {
  const hc = new HypChat('token', { endpoint: ENDPOINT, fetch: users });
  const names = await hc.users.map(({ name }) => name);
  if (names.length !== ITEMS) throw new Error(`the lambda: ${names.length} of ${ITEMS} names`);
}

const GUARDS: Readonly<Record<string, Measure>> = {
  'a loop of 100,000 items, to one by hand': () =>
    ratioOf([repeat('by hand', byHand), repeat('for await', byLoop)], { times: 1, rounds: 9 }),
  'a history of 100,000 messages, to one by hand': () =>
    ratioOf([repeat('by hand', historyByHand), repeat('for await', byHistory)], {
      times: 1,
      rounds: 9,
    }),
  'a lambda on 100,000 items, to a loop by hand': () =>
    ratioOf([repeat('by hand', namesByHand), repeat('map', byLambda)], { times: 1, rounds: 9 }),
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
