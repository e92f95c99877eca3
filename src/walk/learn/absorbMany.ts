/**
 * Takes the answer to a request for several of one kind, by their ids, into what is known.
 *
 * Each is told by its address, or by its id where it says itself that it lies at another: they may come in any order, more than
 * once, and with others among them. What is not there is remembered: it comes from its own address, which also says why.
 */
import { AnswerError } from '../../errors/AnswerError.ts';
import { ApiError } from '../../errors/ApiError.ts';
import type { Doc, Item } from '../../plan/known/document.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import type { ResourceRecord } from '../../plan/known/records.ts';
import { expansionsOf } from '../../plan/known/wish.ts';
import { kindTold } from '../../plan/map/oneOf.ts';
import { perKind } from '../../plan/map/perKind.ts';
import type { ManyAsk } from '../../plan/need/request.ts';
import { joinBeside } from '../../plan/place/beside.ts';
import { addressByItsId, learn, toDoc } from './absorb.ts';
import type { Intake } from './intake.ts';
import { isOfAnyRequest } from './refusals.ts';

/** Takes in those that came. @returns How each of them stands in the answer. */
export function absorbMany(
  intake: Intake,
  ask: ManyAsk,
  items: readonly Item[],
): readonly ResourceRecord[] {
  const { known } = intake;
  const paths = ['', ...expansionsOf(ask.wish)];
  for (const address of ask.members.keys()) {
    for (const path of paths) known.asked.keepAmong(address, path);
  }
  const missing = new Set(ask.members.keys());
  const docs = items.map(toDoc);
  const usual = isOfStubs(docs, ask, intake) ? 'stub' : 'whole';
  const came = docs.flatMap((doc, index) => {
    if (doc === undefined) return [];
    const asked = askedAs(doc, ask, intake);
    if (asked !== undefined && doc.address !== undefined && missing.has(asked)) {
      joinBeside(known, asked, doc.address, ask.kind, intake);
      missing.delete(asked);
    }
    const found = learn(intake, doc, `${ask.address}#${index}`, ask, doc.level ?? usual);
    missing.delete(known.identity(found.address));
    // What stands here in part comes whole from its own address.
    if (found.stood.level !== 'whole') known.asked.keepLeftOut(found.address, 'some');
    return [found.stood];
  });
  for (const address of missing) known.asked.keepLeftOut(address, 'all');
  // One that gives others, whatever it is asked for, does not look at ids.
  if (missing.size === ask.members.size && came.length > 0) known.asked.keepRefusedMany(ask.kind);
  return came;
}

/** Whether they came as their pages have them, whatever the map says: no field is there of any that only the whole of one has. */
function isOfStubs(
  docs: readonly (Doc | undefined)[],
  { kind }: ManyAsk,
  { map }: Intake,
): boolean {
  const own = wholeFields(map, kind) ?? [];
  const isPart = (doc: Doc | undefined): boolean =>
    doc?.selected === undefined && own.every((name) => doc?.field(name) === undefined);
  return own.length > 0 && docs.every(isPart);
}

const wholeFields = perKind(({ members }) =>
  Object.entries(members).flatMap(([name, { read }]) =>
    read?.is === 'field' && read.in === 'whole' ? [name] : [],
  ),
);

/** The address that one was asked for by, as its id says; `undefined` where it is of another kind, or says no id. */
function askedAs(doc: Doc, { kind }: ManyAsk, intake: Intake): string | undefined {
  const told = kindTold(intake.map, doc.kind) ?? kind;
  return told === kind ? addressByItsId(doc, kind, intake) : undefined;
}

/** Takes in that none came: each is asked for by itself, unless what went wrong is no matter of this request. */
export function absorbNoneOfMany(
  known: Knowledge,
  ask: ManyAsk,
  error: unknown,
  isOfLoop: boolean,
): void {
  const isRefused = error instanceof ApiError && !isOfAnyRequest(error.status);
  const isOfRequest = isRefused || error instanceof AnswerError;
  if (isOfRequest) known.asked.keepRefusedMany(ask.kind);
  for (const address of ask.members.keys()) {
    if (isOfRequest) known.asked.keepLeftOut(address, 'all');
    else known.asked.keepFailure(address, error, isOfLoop);
  }
}
