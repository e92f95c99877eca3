/** Where the links of documents lead: absolute addresses, relative to their document, and nothing that a name could change. */
import type { Json } from '../../values/json.ts';
import type { Found } from './explore.ts';
import type { Kit } from './Kit.ts';
import { copied, type Sample } from './Sample.ts';
import { mapped } from './shapes.ts';

/** Where nobody is: the same documents as if they were answered there. */
const ELSEWHERE = 'https://elsewhere.invalid';

/** Checks the links of the samples that hold some. */
export function checkLinks(kit: Kit): void {
  for (const [name, of] of [
    ['document', 'resource'],
    ['page', 'page'],
  ] as const) {
    const sample = kit.sample(name);
    const found = sample && read(kit, of, sample);
    if (sample === undefined || found === undefined) continue;
    checkAbsolute(kit, of, found, sample.title);
    checkMoved(kit, of, sample, found);
    checkRelative(kit, of, sample);
    checkNames(kit, of, sample, found);
  }
}

type Of = 'resource' | 'page';

/** What a sample holds, read as what it is. */
function read(kit: Kit, of: Of, sample: Sample, endpoint?: string): Found | undefined {
  const asked = kit.asked(of, sample.answer.url, [], endpoint);
  return of === 'page' ? kit.page(sample, asked)?.found : kit.document(sample, asked)?.found;
}

const whereOf = (of: Of, title: string): string =>
  `${of === 'page' ? 'page' : 'document'}, of ${title}`;

/** Checks that all addresses are absolute. */
function checkAbsolute(kit: Kit, of: Of, { addresses }: Found, title: string): void {
  for (const { at, is } of addresses) {
    const problem = problemOf(is);
    // What an API declares for others than its clients is data, and is read as that.
    const isElsewhere = typeof is === 'string' && /^(?!https?:)[a-z][a-z\d+.-]*:/i.test(is);
    kit.expect(
      'addresses are absolute',
      whereOf(of, title),
      problem === undefined || (isElsewhere && at.includes('link ')),
      () => `\`${at}\` is ${JSON.stringify(is)}, which ${problem}`,
    );
  }
}

function problemOf(address: unknown): string | undefined {
  if (typeof address !== 'string') return 'is no text';
  const fixed = address.replace(/\{[^{}]*\}/g, '');
  if (!/^https?:\/\//.test(fixed) || !URL.canParse(fixed)) return 'is not absolute';
  const { username, password } = new URL(fixed);
  if (username !== '' || password !== '') return 'holds a password';
  return fixed.includes('#') ? 'has a fragment' : undefined;
}

/** Checks that a document has its links where it is: read at another place, they lead there, or are written in it. */
function checkMoved(kit: Kit, of: Of, sample: Sample, found: Found): void {
  const { origin } = new URL(kit.given.endpoint);
  const moved = movedSample(sample, origin);
  const there = read(kit, of, moved, kit.given.endpoint.replace(origin, ELSEWHERE));
  if (there === undefined) return;
  const text = JSON.stringify([sample.answer.json, [...sample.answer.headers]]);
  const isWritten = text.includes(origin);
  for (const { at, is } of there.addresses) {
    const isLeft = typeof is === 'string' && is.startsWith(origin) && !isWritten;
    kit.expect('links follow their document', whereOf(of, sample.title), !isLeft, () => {
      return `\`${at}\` is ${JSON.stringify(is)} of the same document at ${ELSEWHERE} too, and ${origin} stands nowhere in it`;
    });
  }
  kit.expect(
    'links follow their document',
    whereOf(of, sample.title),
    there.addresses.length === found.addresses.length,
    () =>
      `gives ${there.addresses.length} addresses of the same document at ${ELSEWHERE}, and ${found.addresses.length} where it lies`,
  );
}

/** The sample, answered elsewhere. */
function movedSample(sample: Sample, origin: string): Sample {
  const { answer, title } = sample;
  const url = answer.url.startsWith(origin)
    ? ELSEWHERE + answer.url.slice(origin.length)
    : answer.url;
  return { title, answer: copied(answer, { url }) };
}

/** Checks that what is relative is so to the document: the same, with the origin taken out of all that is written in it. */
function checkRelative(kit: Kit, of: Of, sample: Sample): void {
  const { origin } = new URL(kit.given.endpoint);
  const relative = (text: string): string => text.replaceAll(`${origin}/`, '/');
  const { json } = sample.answer;
  const body =
    json === undefined
      ? json
      : mapped(json, (value) => (typeof value === 'string' ? relative(value) : undefined));
  const headers = new Headers(
    [...sample.answer.headers].map(([name, value]) => [name, relative(value)]),
  );
  const moved = movedSample(sample, origin);
  const answer = copied(moved.answer, { headers, ...(body !== undefined && { json: body }) });
  const title = `${sample.title}, with relative links`;
  const endpoint = kit.given.endpoint.replace(origin, ELSEWHERE);
  const there = read(kit, of, { title, answer }, endpoint);
  if (there === undefined) return;
  checkAbsolute(kit, of, there, title);
  for (const { at, is } of there.addresses) {
    const isLeft = typeof is === 'string' && is.startsWith(origin);
    kit.expect('links follow their document', whereOf(of, title), !isLeft, () => {
      return `\`${at}\` is ${JSON.stringify(is)} of the document at ${ELSEWHERE}`;
    });
  }
}

const NAMES = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__'];
const PLANTED = 'plantedByCheckDialect';

/** Checks that documents have no names of all objects, and that such names in an answer are data. */
function checkNames(kit: Kit, of: Of, sample: Sample, found: Found): void {
  const where = whereOf(of, sample.title);
  for (const { at, is: doc } of found.docs) {
    for (const name of NAMES) {
      const value = doc.field(name) ?? doc.links.get(name);
      kit.expect('names are the documents own', where, value === undefined, () => {
        return `\`${[at, name].filter(Boolean).join('.')}\` is ${typeof value}, and stands nowhere in it`;
      });
    }
  }
  const { json } = sample.answer;
  if (json === undefined) return;
  const title = `${sample.title}, with odd names in it`;
  const planted = copied(sample.answer, { json: withOddNames(json) });
  const there = kit.call('odd names are data', whereOf(of, title), () => {
    const found = read(kit, of, { title, answer: planted });
    // What stands under such a name may well be a document, and holds what was planted.
    const others = found?.docs.filter(({ at }) => !NAMES.some((name) => at.includes(name)));
    return { found, fields: others?.map(({ is }) => is.field(PLANTED)) };
  })?.gave;
  const isPolluted = Object.hasOwn(Object.prototype, PLANTED);
  if (isPolluted) Reflect.deleteProperty(Object.prototype, PLANTED);
  kit.expect(
    'odd names are data',
    whereOf(of, title),
    !isPolluted,
    () => 'changes every object there is',
  );
  if (there?.found === undefined) return;
  const isFound = there.fields?.some((each) => each !== undefined) === true;
  kit.expect('odd names are data', whereOf(of, title), !isFound, () => {
    return '`__proto__` in the answer becomes the prototype of a document: its names are read as if they stood there';
  });
  const own = (each: Found): readonly unknown[] =>
    each.addresses
      .filter(({ at }) => at.endsWith('address') && !NAMES.some((name) => at.includes(name)))
      .map(({ is }) => is);
  const [before, after] = [found, there.found].map((each) => JSON.stringify(own(each)));
  kit.expect('odd names are data', whereOf(of, title), before === after, () => {
    return `the addresses of its documents are ${after}, and were ${before}`;
  });
}

/** The same, with odd names in every object. */
function withOddNames(json: Json): Json {
  const odd = (value: Json): Json => {
    if (Array.isArray(value)) return value.map((each: Json) => odd(each));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, each]) => [name, odd(each)] as const);
    const all = [...entries, ...NAMES.map((name) => [name, { [PLANTED]: true }] as const)];
    return Object.fromEntries(all);
  };
  return odd(json);
}
