/** Expansions: how they are written, and whether the server does what the dialect says that it asks. */
import type { Asked } from '../../dialects/Asked.ts';
import { Doc, type Item, isRefusal, ListDoc } from '../../plan/known/document.ts';
import { withQuery } from '../../plan/map/address.ts';
import { type Spelled, toSpelled } from '../../plan/map/Spelled.ts';
import { addressOf } from './addressOf.ts';
import { readPage } from './checkPages.ts';
import type { Kit } from './Kit.ts';
import { queryProblem } from './queryProblem.ts';
import type { ReadDocument, ReadPage } from './samples.ts';

/** Checks what `expand` gives; with samples, what the server makes of it. */
export async function checkExpansions(
  kit: Kit,
  document: ReadDocument | undefined,
  page: ReadPage | undefined,
): Promise<void> {
  const { paths } = kit.given;
  const odd = ['__proto__.planted', 'constructor.prototype.planted'];
  for (const ofItems of [false, true]) {
    const wishes = [[], ...paths.map((path) => [path]), paths, ['made.up', 'made'], odd];
    for (const wish of ofItems ? [...wishes, [''], ['', ...paths]] : wishes) {
      checkWritten(kit, wish, ofItems);
    }
  }
  const what = 'what is asked comes expanded';
  if (paths.length === 0) {
    kit.skip(what, 'neither `expands` nor the map names anything of the kind that can be');
  }
  if (kit.dialect.limits.expandDepth === 0) {
    kit.skip(what, 'the limits of the dialect say that nothing can be (`expandDepth`)');
    return;
  }
  for (const path of paths) {
    if (document !== undefined) await checkServed(kit, path, document);
    if (page !== undefined) await checkServedItems(kit, path, page);
  }
  if (page !== undefined && document !== undefined) await checkWhole(kit, page, document);
}

const shown = (wish: readonly string[], ofItems: boolean): string =>
  `expand(${JSON.stringify(wish)}, ${ofItems})`;

/** What `expand` gives; `undefined`, and a finding, where it throws. */
function spelledOf(kit: Kit, wish: readonly string[], asked: Asked): Spelled | undefined {
  const ofItems = asked.of !== 'resource';
  const where = shown(wish, ofItems);
  const call = kit.call('expansions are written', where, () =>
    toSpelled(kit.dialect.expand([...wish], ofItems, asked)),
  );
  return call?.gave;
}

/** What is told of a request for the kind that the samples are of. */
function askedOf(kit: Kit, wish: readonly string[], ofItems: boolean): Asked {
  const sample = kit.sample(ofItems ? 'page' : 'document');
  const address = sample?.answer.url ?? `${kit.given.endpoint}/made/up`;
  return kit.asked(ofItems ? 'page' : 'resource', address, wish);
}

/** Checks how an expansion is written. */
function checkWritten(kit: Kit, wish: readonly string[], ofItems: boolean): void {
  const where = shown(wish, ofItems);
  const spelled = spelledOf(kit, wish, askedOf(kit, wish, ofItems));
  const isPolluted = Object.hasOwn(Object.prototype, 'planted');
  if (isPolluted) Reflect.deleteProperty(Object.prototype, 'planted');
  kit.expect('odd names are data', where, !isPolluted, () => 'changes every object there is');
  if (spelled === undefined) return;
  const { query, asked } = spelled;
  const claim = 'expansions are written';
  const problem = queryProblem(query);
  if (!kit.expect(claim, where, problem === undefined, () => `gives a query in which ${problem}`))
    return;
  const bad = query.find(([, value]) => value === '' || /(?:^|[.,])[.,]|[.,]$/.test(value));
  kit.expect(claim, where, bad === undefined, () => `asks for \`${bad?.join('=')}\``);
  kit.expect(claim, where, wish.length > 0 || query.length === 0, () => {
    return `asks for ${JSON.stringify(query)}`;
  });
  const honest = 'asked is what was wished';
  const more = asked?.find(
    (path) => !wish.some((each) => each === path || each.startsWith(`${path}.`)),
  );
  kit.expect(
    honest,
    where,
    more === undefined,
    () => `gives \`asked\` with ${JSON.stringify(more)}`,
  );
  // The items of a page may be whole by themselves, and then nothing is asked for them.
  const said = (asked ?? wish).filter((path) => path !== '');
  const isPossible = kit.dialect.limits.expandDepth !== 0;
  kit.expect(honest, where, said.length === 0 || query.length > 0 || !isPossible, () => {
    return `asks for nothing, and says ${asked === undefined ? 'by no `asked`' : 'by `asked`'} that it expands ${JSON.stringify(said)}`;
  });
}

/** Checks that a document comes with what is expanded of it. */
async function checkServed(kit: Kit, path: string, { sample, doc }: ReadDocument): Promise<void> {
  const spelled = spelledOf(kit, [path], kit.asked('resource', sample.answer.url, [path]));
  const paths = spelled?.asked ?? [path];
  if (spelled === undefined || queryProblem(spelled.query) !== undefined) return;
  if (spelled.query.length === 0) return;
  const address = withQuery(sample.answer.url, spelled.query);
  const there = await kit.fetch(address, `\`${path}\` comes expanded`);
  const read = there && kit.document(there, kit.asked('resource', sample.answer.url, paths));
  if (!read?.doc) return;
  for (const each of paths) hold(kit, each, `document, of ${address}`, doc, read.doc);
}

/** Checks that the items of a page do. */
async function checkServedItems(kit: Kit, path: string, { sample, page }: ReadPage): Promise<void> {
  const spelled = spelledOf(kit, [path], kit.asked('page', sample.answer.url, [path]));
  const paths = (spelled?.asked ?? [path]).filter((each) => each !== '');
  if (spelled === undefined || queryProblem(spelled.query) !== undefined) return;
  if (spelled.query.length === 0) return;
  const address = withQuery(sample.answer.url, spelled.query);
  const there = await kit.fetch(address, `\`${path}\` of items comes expanded`);
  const read = there && readPage(kit, there, kit.asked('page', sample.answer.url, paths));
  if (read === undefined) return;
  for (const each of paths) hold(kit, each, `page, of ${address}`, page.items, read.items);
}

/** Checks that items asked for by `''` are as whole as at their own addresses. */
async function checkWhole(
  kit: Kit,
  { sample, page }: ReadPage,
  { doc }: ReadDocument,
): Promise<void> {
  const what = "'' asks for the items themselves";
  const own = addressOf(kit, doc);
  const spelled = spelledOf(kit, [''], kit.asked('page', sample.answer.url, ['']));
  if (spelled === undefined || queryProblem(spelled.query) !== undefined) return;
  if (spelled.query.length === 0) return;
  const at = page.items.findIndex((item) => addressOf(kit, item) === own);
  if (at < 0) {
    kit.skip(what, 'the sample "document" is none of the items of the sample "page"');
    return;
  }
  const address = withQuery(sample.answer.url, spelled.query);
  const there = await kit.fetch(address, what);
  const read = there && readPage(kit, there, kit.asked('page', sample.answer.url, ['']));
  if (read === undefined) return;
  const came = read.items.find((item) => addressOf(kit, item) === own);
  const names = came instanceof Doc ? [...came.fields.keys()] : [];
  const missing = [...doc.fields.keys()].find((name) => !names.includes(name));
  kit.expect('what is asked comes expanded', `page, of ${address}`, missing === undefined, () => {
    return `an item has no "${missing}", as it has at its own address`;
  });
}

/** Holds that there is more at the end of a path than without the expansion. */
function hold(kit: Kit, path: string, where: string, before: Item, after: Item): void {
  const names = path.split('.');
  const plain = found(before, names);
  const came = found(after, names);
  if (came === null || (came !== undefined && isRefusal(came))) {
    kit.skip(
      `\`${path}\` comes expanded`,
      `${came === null ? 'it is `null`' : 'an error stands there'} in ${where}`,
    );
    return;
  }
  const list = came instanceof ListDoc ? came.items : came;
  if (Array.isArray(list) && list.length === 0) {
    kit.skip(`\`${path}\` comes expanded`, `the list is empty in ${where}`);
    return;
  }
  const problem = problemOf(plain, came);
  kit.expect('what is asked comes expanded', where, problem === undefined, () => {
    return `\`${path}\` ${problem}`;
  });
}

function problemOf(plain: Item | undefined, came: Item | undefined): string | undefined {
  const was = firstOf(plain);
  const is = firstOf(came);
  if (!(is instanceof Doc))
    return `is ${is === undefined ? 'not there' : typeof is}, and no \`Doc\``;
  if (is.level === 'whole') return undefined;
  if (is.level === 'ref') return 'is told to be only named (`level` is `ref`)';
  const had = was instanceof Doc ? was.fields.size : 0;
  return is.fields.size > had ? undefined : 'has no more than without it';
}

/** What stands there, or the first of a list. */
function firstOf(item: Item | undefined): Item | undefined {
  if (item instanceof ListDoc) return firstOf(item.items[0]);
  return Array.isArray(item)
    ? firstOf((item as readonly Item[]).find((each) => each !== null))
    : item;
}

/** What stands at the end of a path, through the first of each list on the way. */
function found(item: Item | undefined, names: readonly string[]): Item | undefined {
  let at = item;
  for (const name of names) {
    const doc = firstOf(at);
    at = doc instanceof Doc ? doc.field(name) : undefined;
  }
  return at;
}
