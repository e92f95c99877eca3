/** Errors, and answers of other shapes than any that were meant. */
import type { Asked } from '../../dialects/Asked.ts';
import type { Response as Answer, Refusal } from '../../dialects/Dialect.ts';
import { isRecord } from '../../plan/map/given.ts';
import type { Json } from '../../values/json.ts';
import { explore, explorePage } from './explore.ts';
import type { Kit } from './Kit.ts';
import { copied, type SampleName } from './Sample.ts';
import { replaced, trimmed, waysIn, wayText } from './shapes.ts';

/** Checks refusals, and that whatever an answer holds, nothing is thrown. */
export function checkErrors(kit: Kit): void {
  for (const name of ['refusal', 'refusal in a success'] as const) checkRefusal(kit, name);
  checkFailures(kit);
  checkOddBodies(kit);
  checkOddPlaces(kit);
}

function checkRefusal(kit: Kit, name: SampleName): void {
  const sample = kit.sample(name);
  const read = sample && kit.refusal(sample);
  if (read === undefined || sample === undefined) return;
  const where = `refusal, of ${sample.title}`;
  const problem =
    refusalProblem(read.refusal) ?? (read.refusal?.message === '' ? 'has no words' : undefined);
  kit.expect('a refusal is told', where, problem === undefined, () => `what it gives ${problem}`);
}

/** What is wrong with a refusal; `undefined` where nothing is. */
function refusalProblem(refusal: Refusal | undefined): string | undefined {
  if (refusal === undefined) return 'is undefined';
  const {
    message,
    type = '',
    field = '',
    details = {},
  } = refusal as { readonly [N in keyof Refusal]?: unknown };
  const texts = Object.entries({ message, type, field });
  const odd = texts.find(([, value]) => typeof value !== 'string');
  if (odd !== undefined) return `has a \`${odd[0]}\` that is no text: ${JSON.stringify(odd[1])}`;
  return isRecord(details) ? undefined : 'has `details` that are no plain object';
}

const BODIES: readonly (Json | undefined)[] = [
  undefined,
  null,
  '',
  'Bad gateway',
  7,
  true,
  [],
  {},
  [null],
  [[]],
  [7, 'x', {}],
  { error: null },
  { errors: [null] },
  { data: 7, items: {}, value: null, links: 7, _links: [], _embedded: 7 },
];

const STATUSES = [400, 401, 404, 409, 422, 429, 500, 502, 503] as const;

const shown = (body: Json | undefined): string =>
  body === undefined ? 'no body' : JSON.stringify(body);

/** An answer that nobody gave. */
function madeUp(kit: Kit, status: number, json: Json | undefined): Answer {
  const url =
    (kit.sample('document') ?? kit.sample('page'))?.answer.url ?? `${kit.given.endpoint}/made/up`;
  const type = typeof json === 'string' || json === undefined ? 'text/html' : 'application/json';
  return { status, headers: new Headers({ 'content-type': type }), url, json };
}

/** Checks that a failing status is a refusal, whatever the body is. */
function checkFailures(kit: Kit): void {
  for (const status of STATUSES) {
    for (const body of BODIES) {
      const title = `an answer ${status} with ${shown(body)}`;
      const read = kit.call('odd answers throw nothing', `refusal, of ${title}`, () =>
        kit.dialect.refusal(
          madeUp(kit, status, body),
          kit.asked('resource', madeUp(kit, status, body).url),
        ),
      );
      const problem = read && refusalProblem(read.gave);
      const isKnown = kit.findings.some(({ claim }) => claim === 'a failure is a refusal');
      if (read === undefined || isKnown) continue;
      kit.expect(
        'a failure is a refusal',
        `refusal, of ${title}`,
        problem === undefined,
        () => `what it gives ${problem}`,
      );
    }
  }
}

/** Reads an answer in every way, and all that came of it. */
function readAll(kit: Kit, title: string, answer: Answer, all: readonly Asked['of'][]): void {
  const claim = 'odd answers throw nothing';
  const seen = kit.findings.filter((each) => each.claim === claim).map(({ problem }) => problem);
  const call = (name: string, make: () => unknown): void => {
    const before = kit.findings.length;
    kit.call(claim, `${name}, of ${title}`, make);
    const found = kit.findings[before];
    // The same mistake shows in many answers: one of them says what it is.
    if (found !== undefined && seen.includes(found.problem)) kit.findings.length = before;
  };
  for (const of of all) {
    const asked = kit.asked(of, answer.url);
    call('document', () => {
      const doc = kit.dialect.document(answer, asked);
      return explore(doc);
    });
    call('page', () => {
      const page = kit.dialect.page(answer, asked);
      return page && explorePage(page);
    });
    call('refusal', () => kit.dialect.refusal(answer, asked));
  }
}

/** Checks bodies that are nothing that was meant. */
function checkOddBodies(kit: Kit): void {
  for (const status of [200, 204]) {
    for (const body of BODIES) {
      const answer = madeUp(kit, status, body);
      readAll(kit, `an answer ${status} with ${shown(body)}`, answer, [
        'resource',
        'page',
        'many',
        'action',
      ]);
    }
  }
  const read = kit.call('what is no page is none', 'page, of an answer 200 with no body', () =>
    kit.dialect.page(
      madeUp(kit, 200, undefined),
      kit.asked('page', madeUp(kit, 200, undefined).url),
    ),
  );
  kit.expect(
    'what is no page is none',
    'page, of an answer 200 with no body',
    read?.gave === undefined,
    () => {
      return 'gives a page';
    },
  );
}

/** What stands in the place of something else. */
const ODD: readonly Json[] = [null, 7, 'text', [], {}, true, [null], 'http://['];
/** In how many places of a sample: the largest hold thousands. */
const MOST_PLACES = 150;

/** Checks the samples with one value in them changed. */
function checkOddPlaces(kit: Kit): void {
  for (const { title, answer } of kit.given.samples.values()) {
    if (answer.json === undefined) continue;
    const json = trimmed(answer.json);
    for (const way of waysIn(json, MOST_PLACES)) {
      for (const odd of ODD) {
        const changed = copied(answer, { json: replaced(json, way, odd) });
        readAll(kit, `${title}, with ${JSON.stringify(odd)} in ${wayText(way)}`, changed, [
          'resource',
          'page',
        ]);
      }
    }
  }
}
