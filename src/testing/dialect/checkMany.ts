/** Several by their ids: how they are asked for, and whether the server gives them. */
import { withQuery } from '../../plan/map/address.ts';
import { idAt } from '../../plan/map/ids.ts';
import { addressOf } from './addressOf.ts';
import { readPage } from './checkPages.ts';
import type { Kit } from './Kit.ts';
import { queryProblem } from './queryProblem.ts';
import type { ReadPage } from './samples.ts';

const IDS: readonly (readonly string[])[] = [
  ['4711', '4712'],
  ['a b', 'c&d=e', 'f/g'],
  ['__proto__', "o'h"],
];

/** Checks what `many` gives; with a page and a map that says where, what the server makes of it. */
export async function checkMany(kit: Kit, first: ReadPage | undefined): Promise<void> {
  const { dialect } = kit;
  const { kind, map, endpoint } = kit.given;
  if (dialect.many === undefined) {
    kit.skip('`many`', 'the dialect has none: what is known by its id is asked for one by one');
    return;
  }
  const claim = 'many names each id';
  const asked = kit.asked('many', `${kit.given.endpoint}/made/up`);
  const queryOf = (ids: readonly string[]): unknown =>
    kit.call(claim, `many(${JSON.stringify(ids)})`, () =>
      dialect.many?.([...ids], kind ?? 'kind', asked),
    )?.gave;
  for (const ids of IDS) {
    const query = queryOf(ids);
    const where = `many(${JSON.stringify(ids)})`;
    if (query === undefined) continue;
    const problem = queryProblem(query);
    if (!kit.expect(claim, where, problem === undefined, () => `gives a query in which ${problem}`))
      continue;
    const values = (query as readonly (readonly [string, string])[])
      .map(([, value]) => value)
      .join('\n');
    const missing = ids.find(
      (id) => !values.includes(id.replaceAll("'", "''")) && !values.includes(id),
    );
    kit.expect(
      claim,
      where,
      missing === undefined,
      () => `gives a query without ${missing}: ${JSON.stringify(query)}`,
    );
  }
  const many = kind === undefined ? undefined : map.kinds[kind]?.many;
  const served = 'many gives what was asked';
  if (many === undefined || first === undefined || kind === undefined) {
    kit.skip(served, 'it takes the sample "page", and `many` of the kind in the map');
    return;
  }
  const addresses = first.page.items.flatMap((item) => addressOf(kit, item) ?? []);
  const [one, two] = addresses;
  if (one === undefined || two === undefined) return;
  const ids = [one, two].map((each) => idAt(map, endpoint, kind, each));
  const query = queryOf(ids);
  if (queryProblem(query) !== undefined) return;
  const path = `${endpoint}/${many.path}`;
  const address = withQuery(path, query as readonly (readonly [string, string])[]);
  const there = await kit.fetch(address, served);
  const page = there && readPage(kit, there, kit.asked('many', path));
  if (page === undefined) return;
  const came = page.items.map((item) => addressOf(kit, item));
  const isAll = came.includes(one) && came.includes(two) && came.length === 2;
  kit.expect(
    served,
    `page, of ${address}`,
    isAll,
    () => `gives ${JSON.stringify(came)}, and was asked for ${JSON.stringify([one, two])}`,
  );
}
