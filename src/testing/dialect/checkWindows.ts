/** Windows: the parts of a collection that can be picked, and whether the server gives these. */
import { withQuery } from '../../plan/map/address.ts';
import { toSpelled } from '../../plan/map/Spelled.ts';
import { addressOf } from './addressOf.ts';
import { readPage } from './checkPages.ts';
import type { Kit } from './Kit.ts';
import { queryProblem } from './queryProblem.ts';
import type { ReadPage } from './samples.ts';

/** Windows of all sorts: at the start, of one item, within a page, over the edge of one. */
const WINDOWS = [
  [0, 10],
  [0, 1],
  [1, 1],
  [7, 3],
  [95, 10],
  [150, 50],
] as const;

/** Checks what `window` gives; with a page, what the server makes of it. */
export async function checkWindows(kit: Kit, first: ReadPage | undefined): Promise<void> {
  const { dialect } = kit;
  const claim = 'windows hold their first item';
  for (const [start, wished] of WINDOWS) {
    const size = Math.min(wished, dialect.limits.pageSize);
    const where = `window(${start}, ${size})`;
    const spelled = kit.call(claim, where, () => toSpelled(dialect.window(start, size)))?.gave;
    if (spelled === undefined) continue;
    const problem = queryProblem(spelled.query);
    kit.expect(claim, where, problem === undefined, () => `gives a query in which ${problem}`);
    const { covers } = spelled;
    if (covers === undefined) continue;
    const { start: from, size: count } = covers;
    const isNatural = Number.isInteger(from) && Number.isInteger(count) && from >= 0 && count > 0;
    const holds = isNatural && from <= start && start < from + count;
    kit.expect(claim, where, holds, () => `gives \`covers\` ${JSON.stringify(covers)}`);
  }
  if (first === undefined) return;
  for (const start of [0, 1]) await checkServed(kit, first, start);
}

/** Checks that the server gives one item where it is asked for it. */
async function checkServed(kit: Kit, { sample, page }: ReadPage, start: number): Promise<void> {
  const claim = 'a window gives its items';
  const spelled = toSpelled(kit.dialect.window(start, 1));
  const { query, covers = { start, size: 1 } } = spelled;
  if (queryProblem(query) !== undefined) return;
  if (query.length === 0 && covers.start === start && start > 0) {
    kit.skip(`${claim}, from ${start} on`, '`window` asks for nothing there');
    return;
  }
  if (query.length === 0) return;
  const address = withQuery(sample.answer.url, query);
  const there = await kit.fetch(address, `${claim}, from ${start} on`);
  const found = there && readPage(kit, there, kit.asked('page', sample.answer.url));
  if (found === undefined) return;
  const where = `window(${start}, 1), of ${address}`;
  const { start: from = covers.start, items } = found;
  kit.expect(claim, where, from === covers.start, () => {
    return `\`start\` of that page is ${from}, and should be ${covers.start}`;
  });
  kit.expect(claim, where, items.length <= covers.size, () => {
    return `has ${items.length} items, and was asked for ${covers.size}`;
  });
  const wished = addressOf(kit, page.items[start]);
  const came = addressOf(kit, items[start - covers.start]);
  kit.expect(claim, where, wished === came, () => `gives ${came}, and should give ${wished}`);
}
