/** Some fields alone: whether what is asked for so holds what is read, and says what it was asked for. */

import type { Doc } from '../../plan/known/document.ts';
import { withQuery } from '../../plan/map/address.ts';
import { toSpelled } from '../../plan/map/Spelled.ts';
import type { Claim } from './claims.ts';
import type { Kit } from './Kit.ts';
import { queryProblem } from './queryProblem.ts';
import type { ReadDocument } from './samples.ts';

const CLAIM: Claim = 'chosen fields come, and are told';
/** How many fields are asked for, each by itself: what holds of two holds of others. */
const TRIED = 2;

/** Checks what a dialect with `selects` makes of a document of which only a field is asked for. */
export async function checkFields(kit: Kit, document: ReadDocument | undefined): Promise<void> {
  if (kit.dialect.selects === undefined || document === undefined) return;
  const { kind, map } = kit.given;
  const { sample, doc } = document;
  kit.expect(CLAIM, `document, of ${sample.title}`, doc.selected === undefined, () => {
    return 'tells by `selected` that it was asked for some fields, where it was asked for all';
  });
  const members = kind === undefined ? {} : (map.kinds[kind]?.members ?? {});
  const names = Object.entries(members)
    .filter(([name, { read }]) => read?.is === 'field' && doc.field(name) !== undefined)
    .map(([name]) => name);
  if (names.length === 0) kit.skip(CLAIM, 'the map has no field that stands in the sample');
  for (const name of names.slice(0, TRIED)) await checkField(kit, name, document);
}

async function checkField(kit: Kit, name: string, { sample, doc }: ReadDocument): Promise<void> {
  const { kind = '' } = kit.given;
  const fields = new Map([[kind, new Set([name])]]);
  const asked = { ...kit.asked('resource', sample.answer.url), fields };
  const where = `expand([], false, { fields: ${kind} → ${name} })`;
  const spelled = kit.call(CLAIM, where, () =>
    toSpelled(kit.dialect.expand([], false, asked)),
  )?.gave;
  if (spelled === undefined) return;
  const problem = queryProblem(spelled.query);
  if (!kit.expect(CLAIM, where, problem === undefined, () => `gives a query in which ${problem}`))
    return;
  if (spelled.query.length === 0) {
    kit.skip(`\`${name}\` alone`, 'the dialect asks for all fields of such a kind');
    return;
  }
  const address = withQuery(sample.answer.url, spelled.query);
  const there = await kit.fetch(address, `\`${name}\` alone`);
  const came = there && kit.document(there, asked)?.doc;
  if (came) hold(kit, name, `document, of ${address}`, { all: doc, came });
}

/** Holds that a document has what was chosen, and tells it. */
function hold(
  kit: Kit,
  name: string,
  where: string,
  { all, came }: { readonly all: Doc; readonly came: Doc },
): void {
  kit.expect(CLAIM, where, came.field(name) !== undefined, () => {
    return `has no "${name}", of which it was asked, as it has where all is asked for`;
  });
  kit.expect(CLAIM, where, came.selected?.has(name) === true, () => {
    return `does not tell by \`selected\` that it was asked for "${name}" alone`;
  });
  kit.expect(CLAIM, where, came.address === all.address, () => {
    return `has the address ${came.address ?? 'undefined'}, and ${all.address} where all is asked for`;
  });
  kit.expect(CLAIM, where, came.level === all.level, () => {
    return `has the level ${came.level ?? 'undefined'}, and ${all.level ?? 'undefined'} where all is asked for`;
  });
}
