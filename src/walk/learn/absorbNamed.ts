/**
 * Takes in what a document names by ids alone: in fields of their own, or in the very place of what is meant.
 *
 * Where a whole thing stands there, because it was asked to be expanded, that says all, and nothing is done here.
 */
import { Doc, type Item } from '../../plan/known/document.ts';
import { type Known, type Reference, ResourceRecord } from '../../plan/known/records.ts';
import type { Wish } from '../../plan/known/wish.ts';
import { addressById, holesOf, idsIn, isPartOfId, unescaped } from '../../plan/map/ids.ts';
import { kindOf, memberOf } from '../../plan/map/members.ts';
import { kindTold } from '../../plan/map/oneOf.ts';
import { perKind } from '../../plan/map/perKind.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import { isNaming, type ListMember, type RefMember } from '../../types/readMember.ts';
import type { Codec } from '../../values/codec.ts';
import type { Json } from '../../values/json.ts';
import type { Intake } from './intake.ts';

/** A reference, or a list of them, by the fields with the ids. */
interface ById {
  readonly name: string;
  readonly read: RefMember | ListMember;
  readonly by: readonly string[];
}

/** Takes it in. @param wish - What was to be expanded in the document. */
export function learnNamed(intake: Intake, record: ResourceRecord, wish: Wish): void {
  const { known, map } = intake;
  for (const { name, read, by } of namedById(map, record.kind) ?? []) {
    const isInPlace = by.includes(name);
    if (!isInPlace && record.field(name) !== undefined) continue;
    // Which of several kinds it is, may stand in another field.
    const kind =
      read.is === 'ref' && read.kindBy !== undefined
        ? kindTold(map, record.field(read.kindBy))
        : undefined;
    const learned = (
      ids: readonly (Known | undefined)[],
      inPlace: unknown,
      at = '',
    ): Known | undefined => {
      if (ids.some((id) => id === null)) return null;
      const wire = { json: isInPlace ? (inPlace as Json) : undefined };
      const where = `${record.address}#${name}${at}`;
      const found = learnId(intake, kind ?? read.kind, ids, wire, where);
      if (found !== undefined && wish.refs.get(name)?.level === 'whole') {
        known.asked.keepExpansion(false);
        known.asked.keepUnexpanded(found.address);
      }
      return found;
    };
    const ids = by.map((each) => record.field(each));
    const [list] = ids;
    if (read.is === 'ref' || list === null) {
      const value = learned(ids, record.field(name));
      if (value !== undefined) record.learn(name, value);
    } else if (Array.isArray(list)) {
      const values = list.map((id: Known, at) => learned([id], id, `[${at}]`) ?? id);
      const isNews = !isInPlace || values.some((value, index) => value !== list[index]);
      if (isNews) record.learn(name, values);
    }
  }
}

/** What is known of a thing by its id: its address, and that id. @param where - What it is known by where no address can hold that. */
function learnId(
  { known, map, base }: Intake,
  kind: string,
  ids: readonly (Known | undefined)[],
  wire: { readonly json: Json | undefined },
  where: string,
): Reference | undefined {
  const address = addressById(map, base, kind, ids);
  const holes = holesOf(kindOf(map, kind)?.address ?? '');
  const isId = holes.length === ids.length && ids.every(isPartOfId);
  if (address === undefined && (holes.length === 0 || !isId)) return undefined;
  const fields = new Map<string, Item>();
  holes.forEach((hole, index) => {
    const id = ids[index] as string | number;
    const read = memberOf(map, kind, hole)?.read;
    const own = read?.is === 'field' ? idIn(read.codec, id) : undefined;
    if (read === undefined || own !== undefined) fields.set(hole, own ?? id);
  });
  const doc = new Doc(address, new Map(), fields);
  const record = new ResourceRecord(known.identity(address ?? where), kind, 'ref', doc);
  record.wire = wire;
  return known.keep(record);
}

/** Takes the id of a thing out of the address that names it, where its document does no more than that. */
export function learnIdInAddress(
  { map, base }: Intake,
  record: ResourceRecord,
  { address, level }: Doc,
): void {
  // Where there may be nothing, there is no id either.
  if (level !== 'ref' || address === undefined || record.mayBeNothing) return;
  const { form, ids } = inAddress(map, record.kind) ?? {};
  const found = form === undefined ? undefined : idsIn(form, base, address);
  for (const [name, codec] of ids ?? []) {
    const text = found?.get(name);
    const id = text === undefined ? undefined : idAs(codec, unescaped(text));
    if (id !== undefined && record.field(name) === undefined) record.learn(name, id);
  }
}

/** An id as the thing itself has it: a server may write as text elsewhere what is a number there. */
function idIn(codec: Codec, id: string | number): string | number | undefined {
  return typeof id === codec ? id : idAs(codec, String(id));
}

/** An id as the thing itself has it, by what the map says of that field; `undefined` where it is no such value. */
function idAs(codec: Codec, text: string): string | number | undefined {
  if (codec === 'string') return text;
  const isNumber = codec === 'number' && /^(?:0|-?[1-9]\d*)$/.test(text);
  if (!isNumber) return undefined;
  // Beyond 2^53 a number would be another one: there, as in answers, it is the text of its digits.
  return Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

/** The form of a kind's addresses, where parts of them are fields of the thing, and these. */
const inAddress = perKind(({ address: form = '', members }) => {
  const ids = holesOf(form).flatMap((hole) => {
    const read = Object.hasOwn(members, hole) ? members[hole]?.read : undefined;
    return read?.is === 'field' ? [[hole, read.codec] as const] : [];
  });
  return ids.length === 0 ? undefined : { form, ids };
});

/** What is named by ids in documents of a kind. */
export const namedById: (map: LinkMap, kind: string | undefined) => readonly ById[] | undefined =
  perKind(({ members }) =>
    Object.entries(members).flatMap(([name, { read }]) => {
      if (!isNaming(read) || read.by === undefined) return [];
      return [{ name, read, by: [read.by].flat() }];
    }),
  );
