/**
 * Planning by itself: the first round of a tick of chains, which has all of them in it.
 */
import { hipchat } from '../src/dialects/hipchat.ts';
import type { Chain, HypChat } from '../src/index.ts';
import { createWrite } from '../src/plan/ask/createWrite.ts';
import { createDescribe, createSpelling } from '../src/plan/ask/describe.ts';
import type { Limits } from '../src/plan/ask/limits.ts';
import { unite } from '../src/plan/ask/unite.ts';
import { Knowledge } from '../src/plan/known/known.ts';
import type { Need } from '../src/plan/need/need.ts';
import type { PlanContext } from '../src/plan/pipeline/context.ts';
import { Memory } from '../src/plan/pipeline/Memory.ts';
import type { Place } from '../src/plan/place/place.ts';
import type { Want } from '../src/plan/program/program.ts';
import type { Rows } from '../src/plan/program/rows.ts';
import { compile } from '../src/plan/program/want.ts';
import { advance } from '../src/plan/step/advance.ts';
import { createChain, readChain } from '../src/proxy/chain.ts';
import { hipchatMap } from '../src/types/hipchatMap.ts';
import { asksOf } from '../src/walk/rounds/asksOf.ts';
import type { WrittenChain } from '../src/walk/rows/WrittenChain.ts';
import { toWritten } from '../src/walk/rows/written.ts';
import type { Subject } from './ratio.ts';

const BASE = 'https://chat.example.com/v2';
const START: Place = { at: 'resource', address: BASE, kind: 'root', shows: 'whole' };
/** No chain here has a lambda. */
const SPELLING = createSpelling(hipchat, createDescribe(hipchatMap, BASE));

const ROWS = {} as Rows;
const CONTEXT: PlanContext = {
  map: hipchatMap,
  base: BASE,
  shortcuts: [],
  rows: ROWS,
  write: createWrite(hipchat, hipchatMap, BASE),
  key: () => '',
  memory: new Memory(),
  acted: () => undefined,
};

/** A document of the size of a room: what planning is held against. */
export const ROOM: string = JSON.stringify({
  id: 42,
  name: 'Ops',
  topic: 'x'.repeat(250),
  links: { self: `${BASE}/room/42` },
  owner: { id: 7, name: 'Bo', links: { self: `${BASE}/user/7` } },
});

const hc = createChain({ kind: 'root', text: 'hc', want: async () => undefined }) as HypChat;

function written(chain: unknown): WrittenChain {
  return toWritten('hc', readChain(chain)?.steps ?? [], () => {
    throw new Error('no chain here has an argument');
  });
}

/** The chain of the README. */
export const flagship: readonly WrittenChain[] = [written(hc.rooms.items[0].owner.message('hi'))];

/** So many chains of four sorts, each of another room, user or index. */
export function selectionOf(count: number): readonly WrittenChain[] {
  const sorts: readonly ((index: number) => Chain<unknown>)[] = [
    (index) => hc.room(index).owner.email,
    (index) => hc.rooms.items[index as 0].topic,
    (index) => hc.user(index).group.name,
    (index) => hc.room(index).statistics.messages_sent,
  ];
  return Array.from({ length: count }, (_, index) =>
    written(sorts[index % sorts.length]?.(Math.floor(index / sorts.length))),
  );
}

/** What a written chain wants. */
export const toWant = ({ steps }: WrittenChain): Want => compile(START, steps, hipchatMap, ROWS);

/** What wants need first. */
export function needsOf(wants: readonly Want[], known: Knowledge): readonly Need[] {
  return wants.flatMap((want) => {
    const outcome = advance(want, known, CONTEXT);
    return outcome.is === 'need' ? outcome.needs : [];
  });
}

/** The steps of planning one selection, each by itself. */
export function stepsOf(chains: readonly WrittenChain[], limits: Limits): readonly Subject[] {
  const known = new Knowledge();
  const wants = chains.map(toWant);
  const needs = needsOf(wants, known);
  return [
    subject('JSON.parse of a room', () => JSON.parse(ROOM)),
    subject('compile', () => chains.map(toWant)),
    subject('advance', () => needsOf(wants, known)),
    subject('unite', () => unite(needs, known, limits)),
  ];
}

/** All of the first round, for selections of several sizes: as often for each as makes it the same number of chains. */
export function growth(counts: readonly number[]): readonly Subject[] {
  const most = Math.max(...counts);
  return counts.map((count) => {
    const chains = selectionOf(count);
    return subject(`${count} chains`, () => {
      for (let done = 0; done < most; done += count) {
        const known = new Knowledge();
        const needs = needsOf(chains.map(toWant), known);
        asksOf(needs, known, new Set(), hipchat.limits, SPELLING);
      }
    });
  });
}

function subject(name: string, run: () => unknown): Subject {
  return {
    name,
    run(times) {
      for (let turn = 0; turn < times; turn += 1) run();
    },
  };
}
