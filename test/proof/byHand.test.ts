/**
 * The judge is judged: the plain walk against what somebody writes by hand, request by request.
 *
 * Each walk below is written once as a chain and once as requests to the same server. It has to give the same, and to take
 * the same number of requests, since neither expands anything.
 */
import { describe, expect, it } from 'vitest';
import { Answers, type Json } from './answer.ts';
import { steps, world } from './ants.ts';
import { walkPlainly } from './plain.ts';
import type { Read, Stage, Step, Steps } from './world.ts';

/** A document, as somebody reads it who knows what is in it. */
interface Doc {
  readonly [name: string]: Doc & string & readonly (Doc & string)[];
}

/** What somebody writes by hand has: a request by its path, and one that changes something. */
interface Hand {
  get(path: string): Doc;
  post(path: string): Doc;
}

class Refused extends Error {}

const pathOf = (doc: Doc): string => new URL(String(doc.links?.self)).pathname;
const linkOf = (doc: Doc, rel: string): string => new URL(String(doc.links?.[rel])).pathname;

// What a chain gives that ends at a thing: of a bee or an ant in a stub, and of whole ones.
const bee = (doc: Doc | null): Json => doc && { id: String(doc.id), s: String(doc.s) };
const wholeBee = (doc: Doc): Json => ({
  id: String(doc.id),
  s: String(doc.s),
  w: String(doc.w),
  ant: ant(doc.ant as Doc),
});
function ant(doc: Doc | null): Json {
  return doc && { id: String(doc.id), s: String(doc.s), near: bee(doc.near as Doc) };
}
const wholeAnt = (doc: Doc): Json => ({
  id: String(doc.id),
  s: String(doc.s),
  w: String(doc.w),
  next: ant(doc.next as Doc),
  bee: bee(doc.bee as Doc),
  near: bee(doc.near as Doc),
  own: bee(doc.own as Doc),
});
const itemsOf = (doc: Doc): readonly Doc[] => doc.items as unknown as readonly Doc[];

const read = (text: string, ...of: readonly number[]): Read => ({
  steps: steps(text),
  ...(of.length > 0 && { of: of.map((id) => `/ant/${id}`) }),
});
const piped = (...stages: readonly Stage[]): Steps => [...steps('ants'), { is: 'pipe', stages }];
const map = (...reads: readonly string[]): Stage => ({
  is: 'map',
  reads: reads.map((each) => read(each)),
});
const test = (
  is: 'filter' | 'find' | 'some' | 'every',
  ids: readonly number[],
  ...reads: readonly string[]
): Stage => ({
  is,
  holds: ids.map((id) => `/ant/${id}`),
  reads: reads.map((each) => read(each)),
});
const act = (argument?: Steps): Step => ({
  is: 'act',
  name: 'act0',
  ...(argument && { argument }),
});

/** All ants, page by page. */
function* allAnts({ get }: Hand): Generator<Doc> {
  for (let path: string | undefined = '/ants'; path !== undefined; ) {
    const page: Doc = get(path);
    yield* itemsOf(page);
    const next: string | undefined = page.next === undefined ? undefined : String(page.next);
    path = next?.slice('https://world.test'.length);
  }
}
const whole = ({ get }: Hand, doc: Doc): Doc => get(pathOf(doc));

type Walk = readonly [what: string, chain: Steps, byHand: (hand: Hand) => Json];

const walks: readonly Walk[] = [
  ['ant(1).w', steps('ant(1).w'), ({ get }) => String(get('/ant/1').w)],
  ['ant(2).id', steps('ant(2).id'), ({ get }) => String(get('/ant/2').id)],
  ['ant(1)', steps('ant(1)'), ({ get }) => wholeAnt(get('/ant/1'))],
  ['ant(n1).w', steps('ant(n1).w'), ({ get }) => String(get('/ant/n1').w)],
  ['ant(9).w', steps('ant(9).w'), ({ get }) => String(get('/ant/9').w)],
  ['ant(1).self', steps('ant(1).self'), ({ get }) => wholeAnt(get('/ant/1'))],
  ['ant(1).next', steps('ant(1).next'), ({ get }) => ant(get('/ant/1').next as Doc)],
  ['ant(1).next.s', steps('ant(1).next.s'), ({ get }) => String(get('/ant/1').next?.s)],
  [
    'ant(1).next.w',
    steps('ant(1).next.w'),
    (hand) => String(whole(hand, hand.get('/ant/1').next as Doc).w),
  ],
  [
    'ant(1).next.self',
    steps('ant(1).next.self'),
    (hand) => wholeAnt(whole(hand, hand.get('/ant/1').next as Doc)),
  ],
  [
    'ant(1).next.next.next.w',
    steps('ant(1).next.next.next.w'),
    (hand) => {
      const second = whole(hand, hand.get('/ant/1').next as Doc);
      const third = whole(hand, second.next as Doc);
      return String(whole(hand, third.next as Doc).w);
    },
  ],
  ['ant(1).bee.s', steps('ant(1).bee.s'), ({ get }) => String(get('/ant/1').bee?.s)],
  ['ant(3).bee', steps('ant(3).bee'), ({ get }) => bee(get('/ant/3').bee as Doc)],
  ['ant(3).bee.w', steps('ant(3).bee.w'), ({ get }) => bee(get('/ant/3').bee as Doc)],
  [
    'ant(1).bee.ant.w',
    steps('ant(1).bee.ant.w'),
    (hand) => String(whole(hand, whole(hand, hand.get('/ant/1').bee as Doc).ant as Doc).w),
  ],
  ['ant(1).near.s', steps('ant(1).near.s'), ({ get }) => String(get('/ant/1').near?.s)],
  [
    'ant(1).next.near.s',
    steps('ant(1).next.near.s'),
    ({ get }) => String((get('/ant/1').next?.near as Doc | undefined)?.s),
  ],
  [
    'ant(1).own.w',
    steps('ant(1).own.w'),
    (hand) => String(whole(hand, hand.get('/ant/1').own as Doc).w),
  ],
  [
    'ant(2).own.self',
    steps('ant(2).own.self'),
    (hand) => wholeBee(whole(hand, hand.get('/ant/2').own as Doc)),
  ],
  ['ants', steps('ants'), ({ get }) => itemsOf(get('/ants')).map(ant)],
  ['ants.items', steps('ants.items'), ({ get }) => itemsOf(get('/ants')).map(ant)],
  ['ants.0', steps('ants.0'), ({ get }) => ant(itemsOf(get('/ants?from=0&count=1'))[0] as Doc)],
  ['ants.2.s', steps('ants.2.s'), ({ get }) => String(itemsOf(get('/ants?from=2&count=1'))[0]?.s)],
  [
    'ants.3.w',
    steps('ants.3.w'),
    (hand) => String(whole(hand, itemsOf(hand.get('/ants?from=3&count=1'))[0] as Doc).w),
  ],
  [
    'ants.0.near.w',
    steps('ants.0.near.w'),
    (hand) => {
      const [first] = itemsOf(hand.get('/ants?from=0&count=1'));
      return String(whole(hand, first?.near as Doc).w);
    },
  ],
  [
    'ant(1).c.1.w',
    steps('ant(1).c.1.w'),
    (hand) => {
      const list = linkOf(hand.get('/ant/1'), 'c');
      return String(whole(hand, itemsOf(hand.get(`${list}?from=1&count=1`))[0] as Doc).w);
    },
  ],
  ['ant(1).d', steps('ant(1).d'), ({ get }) => itemsOf(get(linkOf(get('/ant/1'), 'd'))).map(ant)],
  [
    'ants.map(w)',
    piped(map('w')),
    (hand) => [...allAnts(hand)].map((each) => [String(whole(hand, each).w)]),
  ],
  [
    'ants.map(s, bee.s)',
    piped(map('s', 'bee.s')),
    (hand) =>
      [...allAnts(hand)].map((each) => {
        const found = whole(hand, each).bee as Doc | null;
        return [String(each.s), found && String(found.s)];
      }),
  ],
  [
    'ants.map(w of ant 2)',
    piped({ is: 'map', reads: [read('w', 2)] }),
    (hand) =>
      [...allAnts(hand)].map((each) =>
        String(each.id) === 'id of /ant/2' ? [String(whole(hand, each).w)] : [],
      ),
  ],
  [
    'ants.filter(2, 4).map(w)',
    piped(test('filter', [2, 4]), map('w')),
    (hand) =>
      [...allAnts(hand)]
        .filter(({ id }) => /[24]$/.test(String(id)))
        .map((each) => [String(whole(hand, each).w)]),
  ],
  [
    'ants.take(2).map(w)',
    piped({ is: 'take', count: 2 }, map('w')),
    (hand) =>
      itemsOf(hand.get('/ants'))
        .slice(0, 2)
        .map((each) => [String(whole(hand, each).w)]),
  ],
  [
    'ants.drop(3).map(s)',
    piped({ is: 'drop', count: 3 }, map('s')),
    (hand) => [...allAnts(hand)].slice(3).map((each) => [String(each.s)]),
  ],
  [
    'ants.flatMap(twice).map(s)',
    piped({ is: 'twice' }, map('s')),
    (hand) => [...allAnts(hand)].flatMap((each) => [[String(each.s)], [String(each.s)]]),
  ],
  [
    'ants.find(3).w',
    [...piped(test('find', [3])), { is: 'field', name: 'w' }],
    (hand) => {
      for (const each of allAnts(hand)) {
        if (String(each.id) === 'id of /ant/3') return String(whole(hand, each).w);
      }
      return null;
    },
  ],
  [
    'ants.some(1), which reads w',
    piped(test('some', [1], 'w')),
    (hand) => {
      for (const each of allAnts(hand)) {
        whole(hand, each);
        if (String(each.id) === 'id of /ant/1') return true;
      }
      return false;
    },
  ],
  [
    'ants.every(1, 2)',
    piped(test('every', [1, 2])),
    (hand) => {
      for (const each of allAnts(hand)) if (!/[12]$/.test(String(each.id))) return false;
      return true;
    },
  ],
  [
    'ants.map(next).map(w)',
    piped({ is: 'follow', name: 'next' }, map('w')),
    (hand) => {
      const known = new Map<string, Doc>();
      const once = (doc: Doc): Doc => {
        const found = known.get(pathOf(doc)) ?? whole(hand, doc);
        known.set(pathOf(doc), found);
        return found;
      };
      return [...allAnts(hand)].map((each) => [String(once(once(each).next as Doc).w)]);
    },
  ],
  [
    'a loop that awaits w',
    [...steps('ants'), { is: 'loop', reads: [read('w')] }],
    (hand) => {
      const all: Json[] = [];
      for (const each of allAnts(hand)) all.push(String(whole(hand, each).w));
      return all;
    },
  ],
  ['ant(1).act0()', [...steps('ant(1)'), act()], ({ post }) => ({ ...post('/ant/1/act0') })],
  [
    'ant(1).next.act0()',
    [...steps('ant(1).next'), act()],
    ({ get, post }) => ({ ...post(`${pathOf(get('/ant/1').next as Doc)}/act0`) }),
  ],
  [
    'ant(3).bee.act0(), which is nothing',
    [...steps('ant(3).bee'), act()],
    ({ get }) => {
      if (get('/ant/3').bee === null) throw new Refused('StepError pastNothing');
      return null;
    },
  ],
];

describe('the plain walk', () => {
  it('is held against forty walks and more', () => {
    expect(walks.length).toBeGreaterThanOrEqual(40);
  });

  it.each(walks)('gives for %s what the requests written by hand give', (_what, chain, byHand) => {
    const ants = { ...world([], { pageSize: 3 }), chains: [chain] };
    const server = new Answers(ants);
    const sent: string[] = [];
    const ask = (path: string): Doc => {
      sent.push(path);
      const { status, json } = server.get(`https://world.test${path}`, null);
      if (status >= 400) throw new Refused(`ApiError ${status}`);
      return json as Doc;
    };
    let outcome: unknown;
    try {
      outcome = { value: byHand({ get: ask, post: ask }) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      outcome = { error: error.message };
    }

    const plain = walkPlainly(ants, ants.chains, (url, given) => server.get(url, given));
    expect(plain.outcomes).toEqual([outcome]);
    expect(plain.requests).toBe(sent.length);
  });
});
