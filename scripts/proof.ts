/**
 * Proves the planner over drawn worlds, in as many threads as the machine has processors: `npm run proof`.
 *
 * `--seeds 10` draws by the seeds 1 to 10, `--seeds 11-20` by those, `--fresh 1` by one that follows from the sources, new with each change of them, `--seed 7` by that one alone;
 * `--runs 2500` is the number of worlds of each seed, `--sort walks` leaves the other sorts out. What is wrong is printed with
 * the command that shows it again: `--seed 7 --world 123` makes one world as small as it goes, and `--keep 'It showed …'`
 * puts it into the file of those that are held from then on.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, glob, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { MOST_UNSEARCHED, type Tally, titleOf } from '../test/proof/sort.ts';
import { sorts } from '../test/proof/sorts.ts';

const KEPT = new URL('../test/proof/kept.jsonl', import.meta.url);
/** How many wrong worlds are shrunk and shown; of the others, only where they are. */
const SHOWN = 3;

const { values: given } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    fresh: { type: 'string', default: '0' },
    seed: { type: 'string' },
    runs: { type: 'string', default: '2500' },
    sort: { type: 'string' },
    world: { type: 'string' },
    keep: { type: 'string' },
  },
});

/** Some of the worlds of a seed. */
export interface Task {
  readonly sort: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Tells, also where the thread that checks them is no more, which one was checked last. */
  readonly at: SharedArrayBuffer;
}

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);
const commandOf = (sort: string, seed: number, world: number): string =>
  `npm run proof -- --sort ${sort} --seed ${seed} --world ${world}`;

const chosen = sorts.filter(({ name }) => given.sort === undefined || name === given.sort);
if (chosen.length === 0) {
  const names = sorts.map(({ name }) => name).join(', ');
  throw new RangeError(`there is no sort '${given.sort}': there are ${names}`);
}

if (given.world !== undefined) await replay(Number(given.seed ?? 1), Number(given.world));
else await prove();

async function replay(seed: number, index: number): Promise<void> {
  for (const sort of chosen) {
    const found = await sort.replay(seed, index);
    console.log(`${sort.name}, seed ${seed}, world ${index}: ${found?.text ?? 'nothing is wrong'}`);
    if (found === undefined) continue;
    process.exitCode = 1;
    if (given.keep === undefined) continue;
    const line = `{"sort":"${sort.name}","shows":${JSON.stringify(given.keep)},"world":${found.world}}`;
    await appendFile(KEPT, `${line}\n`);
  }
}

/** Seeds as they are written: how many, or from one to another. */
function readSeeds(text: string): readonly number[] {
  const [first = 1, last = first] = text.includes('-')
    ? text.split('-').map(Number)
    : [1, Number(text)];
  if (!Number.isInteger(first) || !Number.isInteger(last)) {
    throw new RangeError(`\`--seeds\` takes how many, or from-to, got '${text}'`);
  }
  return upTo(last - first + 1).map((at) => first + at);
}

/** Seeds that follow from what is proved and from what proves it. */
async function freshSeeds(count: number): Promise<readonly number[]> {
  if (count === 0) return [];
  const root = new URL('..', import.meta.url);
  const files: string[] = [];
  for await (const file of glob('{src,test/proof}/**/*.ts', { cwd: root })) files.push(file);
  const all = createHash('sha256');
  for (const file of files.sort()) all.update(await readFile(new URL(file, root)));
  const digest = all.digest();
  return upTo(count).map((at) => digest.readInt32BE(4 * at) >>> 1);
}

async function prove(): Promise<void> {
  const fixed = given.seed === undefined ? readSeeds(given.seeds) : [Number(given.seed)];
  const seeds = [...fixed, ...(await freshSeeds(Number(given.fresh)))];
  const runs = Number(given.runs);
  const threads = availableParallelism();
  // Few seeds are cut into parts, so that no thread waits for another for long.
  const parts = seeds.length < 2 * threads ? threads : 1;
  const tasks = chosen.flatMap(({ name }) =>
    seeds.flatMap((seed) =>
      upTo(parts).map((part): Task => {
        const border = (at: number): number => Math.round((at * runs) / parts);
        const at = new SharedArrayBuffer(4);
        return { sort: name, seed, from: border(part), to: border(part + 1), at };
      }),
    ),
  );
  console.log(
    `${runs} worlds of ${chosen.map(({ name }) => name).join(', ')} by each of the seeds ${seeds.join(', ')}, in ${threads} threads`,
  );
  const start = performance.now();
  const tallies = await inThreads(tasks, threads);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  for (const { name } of chosen) {
    const own = tasks.flatMap((task, at) => (task.sort === name ? (tallies[at] ?? []) : []));
    const sum = (count: (tally: Tally) => number): number =>
      own.reduce((all, tally) => all + count(tally), 0);
    const worlds = sum((tally) => tally.worlds);
    const unsearched = sum((tally) => tally.unsearched);
    const share = ((100 * unsearched) / worlds).toFixed(2);
    console.log(
      `${name}: ${worlds} worlds, ${sum(({ wrong }) => wrong.length)} wrong, ${unsearched} (${share} %) that the oracle cannot search`,
    );
    if (unsearched > MOST_UNSEARCHED * worlds) {
      console.error(`no more than ${100 * MOST_UNSEARCHED} % may be left unsearched`);
      process.exitCode = 1;
    }
  }
  console.log(`in ${seconds} s`);
  await showSome(
    tasks.flatMap(({ sort, seed }, at) =>
      (tallies[at]?.wrong ?? []).map((each) => ({ sort, seed, ...each })),
    ),
  );
}

/** What came of one task. It has a thread of its own, since one that goes on for hours runs out of memory. */
async function inThread(task: Task): Promise<Tally> {
  const worker = new Worker(new URL('proofWorker.ts', import.meta.url));
  try {
    worker.postMessage(task);
    // A worker that fails fails the wait, too.
    const [tally] = await once(worker, 'message');
    return tally;
  } catch (error) {
    const { sort, seed, from, to } = task;
    const [at = from] = new Int32Array(task.at);
    console.error(
      `the proof broke off, and leaves out the worlds ${at} to ${to}: ${commandOf(sort, seed, at)}\n${error}`,
    );
    process.exitCode = 1;
    return { worlds: at - from, unsearched: 0, wrong: [] };
  } finally {
    await worker.terminate();
  }
}

/** Says what is wrong as soon as it is found. */
function say(task: Task | undefined, { wrong }: Tally): void {
  for (const { index, what } of wrong) {
    if (task === undefined) continue;
    console.error(`${titleOf(what)}: ${commandOf(task.sort, task.seed, index)}`);
  }
}

/** Shows some of what is wrong, each world as small as it goes. */
async function showSome(
  wrong: readonly { readonly sort: string; readonly seed: number; readonly index: number }[],
): Promise<void> {
  if (wrong.length > 0) process.exitCode = 1;
  for (const { sort, seed, index } of wrong.slice(0, SHOWN)) {
    const found = await chosen.find(({ name }) => name === sort)?.replay(seed, index);
    console.error(`\n${commandOf(sort, seed, index)}\n${found?.text ?? ''}`);
  }
}

/** What came of each task. */
async function inThreads(tasks: readonly Task[], threads: number): Promise<readonly Tally[]> {
  const tallies: Tally[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < tasks.length) {
      const at = next;
      next += 1;
      const tally = await inThread(tasks[at] as Task);
      tallies[at] = tally;
      say(tasks[at], tally);
    }
  };
  await Promise.all(upTo(threads).map(work));
  return tallies;
}
