/**
 * What planning costs by itself: compile, advance and unite, for the flagship and for a selection of a hundred chains.
 *
 * `npm run bench:planning` prints it and writes `docs/planning.md`. Times depend on the machine: what means something
 * are the ratios to parsing one room's JSON, taken round by round in one run.
 */
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { hipchat } from '../src/dialects/hipchat.ts';
import type { Chain, HypChat } from '../src/index.ts';
import { advance } from '../src/plan/advance.ts';
import type { PlanContext } from '../src/plan/context.ts';
import { Knowledge } from '../src/plan/known.ts';
import type { Limits } from '../src/plan/limits.ts';
import type { Need, Place } from '../src/plan/place.ts';
import type { Rows } from '../src/plan/rows.ts';
import { unite } from '../src/plan/unite.ts';
import { compile, type Want } from '../src/plan/want.ts';
import { createChain, readChain } from '../src/proxy/chain.ts';
import { hipchatMap } from '../src/types/hipchatMap.ts';
import { toWritten, type WrittenChain } from '../src/walk/written.ts';
import { compare, type Measured } from './ratio.ts';

const PAGE = new URL('../docs/planning.md', import.meta.url);
const BASE = 'https://chat.example.com/v2';
const START: Place = { at: 'resource', address: BASE, kind: 'root', shows: 'whole' };
/** A document of the size of a room. */
const ROOM = JSON.stringify({
  id: 42,
  name: 'Ops',
  topic: 'x'.repeat(250),
  links: { self: `${BASE}/room/42` },
  owner: { id: 7, name: 'Bo', links: { self: `${BASE}/user/7` } },
});
/** No chain here has a lambda. */
const ROWS = {} as Rows;
const CONTEXT: PlanContext = {
  map: hipchatMap,
  base: BASE,
  shortcuts: [],
  rows: ROWS,
  memory: new Map(),
  acted: () => undefined,
};

const hc = createChain({ kind: 'root', text: 'hc', want: async () => undefined }) as HypChat;

function written(chain: unknown): WrittenChain {
  return toWritten('hc', readChain(chain)?.steps ?? [], () => {
    throw new Error('no chain here has an argument');
  });
}

const toWant = ({ steps }: WrittenChain): Want => compile(START, steps, hipchatMap, ROWS);

function needsOf(wants: readonly Want[], known: Knowledge): readonly Need[] {
  return wants.flatMap((want) => {
    const outcome = advance(want, known, CONTEXT);
    return outcome.is === 'need' ? outcome.needs : [];
  });
}

const flagship = [written(hc.rooms.items[0].owner.message('hi'))];
const hundred = Array.from({ length: 25 }, (_, index): readonly Chain<unknown>[] => [
  hc.room(index).owner.email,
  hc.rooms.items[index as 0].topic,
  hc.user(index).group.name,
  hc.room(index).statistics.messages_sent,
])
  .flat()
  .map(written);

/** The three steps of planning a selection, against parsing a room. */
async function measure(
  chains: readonly WrittenChain[],
  limits: Limits,
): Promise<readonly Measured[]> {
  const known = new Knowledge();
  const wants = chains.map(toWant);
  const needs = needsOf(wants, known);
  const repeat = (run: () => unknown) => (times: number) => {
    for (let turn = 0; turn < times; turn += 1) run();
  };
  return compare(
    [
      { name: 'JSON.parse of a room', run: repeat(() => JSON.parse(ROOM)) },
      { name: 'compile', run: repeat(() => chains.map(toWant)) },
      { name: 'advance', run: repeat(() => needsOf(wants, known)) },
      { name: 'unite', run: repeat(() => unite(needs, known, limits)) },
    ],
    { times: chains.length > 1 ? 100 : 3000, rounds: 21 },
  );
}

const NONE: Limits = hipchat.limits;
const BOTH: Limits = { ...NONE, expandDepth: 1, expandPaths: 1 };
const subjects = [
  ['the flagship', flagship, NONE],
  ['the flagship, a server that expands one path, one name deep', flagship, BOTH],
  ['100 chains', hundred, NONE],
  ['100 chains, a server that expands one path, one name deep', hundred, BOTH],
] as const;

const rows: string[] = [];
for (const [name, chains, limits] of subjects) {
  for (const { name: step, microseconds, ratio } of await measure(chains, limits)) {
    const [middle, least, greatest] = [ratio.median, ratio.least, ratio.greatest].map((each) =>
      each.toFixed(1),
    );
    rows.push(
      `| ${name} | ${step} | ${microseconds.toFixed(1)} | ${middle} | ${least} to ${greatest} |`,
    );
  }
}
const text = `# What planning costs

Written by \`npm run bench:planning\` (Node ${process.versions.node}). Medians of 21 rounds in one run; the ratio is to
parsing the JSON of one room, round by round, with the least and the greatest. Of a walk, this is the first round, which
has all of the chains in it. A request over a network takes some ten thousand microseconds.

| selection | step | µs | ratio | spread |
|---|---|--:|--:|--:|
${rows.join('\n')}
`;
writeFileSync(PAGE, text);
console.log(text);
