/** What a dialect is by itself: what it says of itself, that it remembers and changes nothing, its rate rules. */

import type { Response as Answer } from '../../dialects/Response.ts';
import { isRecord } from '../../plan/map/given.ts';
import { cut } from '../../values/cut.ts';
import { explore, explorePage } from './explore.ts';
import { type Kit, written } from './Kit.ts';
import { copied, type Sample } from './Sample.ts';

/** Checks what the dialect says of itself. */
export function checkAbout(kit: Kit): void {
  const claim = 'a dialect says what it is';
  const { name, expands, limits } = kit.dialect;
  kit.expect(
    claim,
    'name',
    typeof name === 'string' && name !== '',
    () => `is ${JSON.stringify(name)}`,
  );
  kit.expect(
    claim,
    'expands',
    expands === 'whole' || expands === 'partial',
    () => `is ${JSON.stringify(expands)}`,
  );
  const { pageSize, defaultPageSize } = isRecord(limits) ? limits : {};
  const isSize = (size: unknown): size is number => Number.isInteger(size) && Number(size) > 0;
  const isRight = isSize(pageSize) && isSize(defaultPageSize) && defaultPageSize <= pageSize;
  kit.expect(claim, 'limits', isRight, () => `is ${JSON.stringify(limits)}`);
}

/** Checks that the dialect has no state, and changes nothing that it is given. */
export function checkState(kit: Kit): void {
  const { dialect, given } = kit;
  const { samples, paths, kind = '' } = given;
  const url = `${given.endpoint}/made/up`;
  const says: Readonly<Record<string, () => unknown>> = {
    expand: () =>
      [false, true].map((each) =>
        dialect.expand(paths, each, kit.asked(each ? 'page' : 'resource', url, paths)),
      ),
    window: () => [dialect.window(0, 1), dialect.window(7, 3)],
    many: () => dialect.many?.(['4711', '4712'], kind, kit.asked('many', url)),
    headers: () => dialect.headers?.({ method: 'GET', url }),
    credentials: () => dialect.credentials('made-up-token'),
  };
  for (const { title, answer } of samples.values()) {
    Object.assign(says, {
      [`document, of ${title}`]: () => pictureOf(kit, 'document', answer),
      [`page, of ${title}`]: () => pictureOf(kit, 'page', answer),
      [`refusal, of ${title}`]: () =>
        dialect.refusal(copied(answer), kit.asked('resource', answer.url)),
    });
  }
  const first = Object.entries(says).map(([name, say]) => [name, textOf(say)] as const);
  for (const [name, before] of first) {
    const after = textOf(says[name] ?? (() => undefined));
    kit.expect('nothing is remembered', name, before === after, () => {
      return `gives ${short(before)} at first, and ${short(after)} after other calls`;
    });
  }
  for (const sample of samples.values()) checkUnchanged(kit, sample);
  const wish = [...paths, 'made.up'];
  const before = JSON.stringify(wish);
  kit.call('what is given stays as it was', 'expand', () =>
    dialect.expand(wish, true, kit.asked('page', url, paths)),
  );
  kit.expect(
    'what is given stays as it was',
    'expand',
    before === JSON.stringify(wish),
    () => 'changes the paths',
  );
}

const short = (text: string): string => cut(text, 200);

/** What is given, as text. What is thrown is found elsewhere. */
function textOf(say: () => unknown): string {
  try {
    return JSON.stringify(say()) ?? 'undefined';
  } catch (error) {
    return `throws ${String(error)}`;
  }
}

function pictureOf(kit: Kit, name: 'document' | 'page', answer: Answer): string | undefined {
  if (name === 'document') {
    const doc = kit.dialect.document(copied(answer), kit.asked('resource', answer.url));
    return explore(doc).picture;
  }
  const page = kit.dialect.page(copied(answer), kit.asked('page', answer.url));
  return page && explorePage(page).picture;
}

/** Checks that an answer is after it was read what it was before, and can be read where nothing in it can be changed. */
function checkUnchanged(kit: Kit, { title, answer }: Sample): void {
  const claim = 'what is given stays as it was';
  const reads = {
    document: (each: Answer) =>
      explore(kit.dialect.document(each, kit.asked('resource', each.url))),
    page: (each: Answer) => {
      const page = kit.dialect.page(each, kit.asked('page', each.url));
      return page && explorePage(page);
    },
    refusal: (each: Answer) => kit.dialect.refusal(each, kit.asked('resource', each.url)),
  };
  for (const [name, read] of Object.entries(reads)) {
    const where = `${name}, of ${title}`;
    const copy = copied(answer);
    const before = written(copy);
    textOf(() => read(copy));
    const isSame = before === written(copy);
    kit.expect(claim, where, isSame, () => 'changes the answer that it reads');
    if (isSame) kit.call(claim, `${where}, frozen`, () => read(frozen(copied(answer))));
  }
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Headers) return value;
  for (const each of Object.values(value)) frozen(each);
  return Object.freeze(value);
}

/** Checks the rules of the rate, where the dialect has its own. */
export function checkRate(kit: Kit): void {
  const claim = 'rate rules give times';
  const { rate } = kit.dialect;
  if (rate === undefined) {
    kit.skip(
      '`rate`',
      'the dialect has none: 429, and 503 with `Retry-After`, hold the client back',
    );
    return;
  }
  const url = `${kit.given.endpoint}/made/up`;
  const refused = (headers: Record<string, string>): Answer => ({
    status: 429,
    headers: new Headers(headers),
    url,
    json: undefined,
  });
  const answers = [
    ...[...kit.given.samples.values()].map(({ title, answer }) => [title, answer] as const),
    ['a 429', refused({})] as const,
    ['a 429 with `Retry-After: 2`', refused({ 'retry-after': '2' })] as const,
    ['a 429 with `Retry-After: soon`', refused({ 'retry-after': 'soon' })] as const,
  ];
  for (const [title, answer] of answers) {
    const counted = kit.call(claim, `counts, of ${title}`, () =>
      rate.counts({ method: 'GET', url: answer.url }),
    )?.gave;
    const left =
      kit.call(claim, `allowances, of ${title}`, () => rate.allowances(answer, counted))?.gave ??
      [];
    const hold = kit.call(claim, `hold, of ${title}`, () => rate.hold(answer, counted))?.gave;
    const times = [
      ...left.flatMap((each) => [each.left, each.forMs, each.limit ?? 0]),
      hold?.forMs ?? 0,
    ];
    const isRight = times.every((each) => Number.isFinite(each) && each >= 0);
    kit.expect(
      claim,
      title,
      isRight,
      () => `is told ${JSON.stringify({ allowances: left, hold })}`,
    );
    const { status } = answer;
    kit.expect(
      claim,
      `hold, of ${title}`,
      status !== 429 || hold !== undefined,
      () => 'gives undefined',
    );
    kit.expect(
      claim,
      `hold, of ${title}`,
      status >= 400 || hold === undefined,
      () => `gives ${JSON.stringify(hold)}`,
    );
  }
}
