/**
 * Takes an answer into what is known: a resource, several by their ids, or a page of a collection.
 */

import type { Asked } from '../../dialects/Asked.ts';
import type { Response as Answer } from '../../dialects/Response.ts';
import { answerError } from '../../errors/AnswerError.ts';
import { withoutNames } from '../../plan/ask/addressOf.ts';
import { holdsRefusal, type PageDoc } from '../../plan/known/document.ts';
import { kindOf } from '../../plan/map/members.ts';
import type { ListAsk, ManyAsk, ResourceAsk } from '../../plan/need/request.ts';
import { joinBeside } from '../../plan/place/beside.ts';
import { absorbResource } from '../learn/absorb.ts';
import { absorbKeyed } from '../learn/absorbKeyed.ts';
import { absorbMany } from '../learn/absorbMany.ts';
import { absorbNothing } from '../learn/absorbNothing.ts';
import { absorbFound, absorbPage } from '../learn/absorbPage.ts';
import type { Intake } from '../learn/intake.ts';
import type { Asking } from '../rounds/asksOf.ts';
import { type Learners, unchanged } from './learners.ts';
import type { Runner } from './Runner.ts';

/** An answer to something. */
export interface Came {
  readonly answer: Answer;
  /** What the dialect was told of its request. */
  readonly asked: Asked;
}

/**
 * Takes in what came.
 *
 * @returns `'refusals'` where errors stand in a page in the place of what was to be expanded. What the others brought is kept; that one is
 *   refused says nothing of where it stands.
 */
export function takeIn(
  came: Came,
  { ask, plain, url }: Asking,
  learners: Learners,
  runner: Runner,
): 'refusals' | undefined {
  const { dialect, api } = runner;
  const { known } = learners;
  const intake: Intake = { ...api, known };
  if (ask.of === 'resource') {
    takeInResource(came, { ask, plain, url }, learners, runner);
    return undefined;
  }
  const page = dialect.page(came.answer, came.asked) ?? lacking('page', plain);
  if (page.undecided !== undefined) throw answerError(page.undecided, plain);
  if (ask.of === 'many') {
    takeInMany(page, ask, intake, learners);
    return undefined;
  }
  const own = withoutAdded(page, ask);
  const isRefused =
    !ask.again && url !== plain && own.items.some((item) => holdsRefusal(item, true));
  if (isRefused) absorbPage(intake, { ...ask, again: true }, own, plain);
  else if (ask.keyed !== undefined && !ask.again) {
    absorbKeyed(intake, { ...ask, keyed: ask.keyed }, own, plain);
  } else {
    absorbPage(intake, ask, own, plain);
  }
  return isRefused ? 'refusals' : undefined;
}

/** Takes in a resource; where no map foresaw what lies there, it may be a page as well. */
function takeInResource(
  { answer, asked }: Came,
  { ask, plain, url }: Asking & { readonly ask: ResourceAsk },
  { known, also }: Learners,
  { dialect, api }: Runner,
): void {
  const intake: Intake = { ...api, known };
  const page = kindOf(api.map, ask.kind) === undefined ? dialect.page(answer, asked) : undefined;
  if (page !== undefined) absorbFound(intake, ask.address, page);
  const document = dialect.document(answer, asked);
  if (document === undefined && page !== undefined) return;
  if (document === undefined) lacking('resource', plain);
  // What was to be expanded is remembered as asked: no later round asks for it again.
  const { stood } =
    document === null
      ? absorbNothing(known, ask)
      : absorbResource(intake, ask, document, etagOf(answer, url === plain));
  for (const other of unchanged(also)) {
    if (document?.address !== undefined) {
      joinBeside(other, ask.address, document.address, ask.kind, api);
    }
    other.learnToo(stood);
  }
}

function takeInMany({ items }: PageDoc, ask: ManyAsk, intake: Intake, { also }: Learners): void {
  const came = absorbMany(intake, ask, items);
  for (const other of unchanged(also)) for (const stood of came) other.learnToo(stood);
}

/** The ETag of what lies at the plain address: with an expansion in the query it is that of something else. */
const etagOf = ({ headers }: Answer, isPlain: boolean): string | null | undefined =>
  isPlain ? headers.get('etag') : undefined;

/** The page, with the address of the next one as it is without what was added to this one's. */
function withoutAdded(page: PageDoc, { adds }: ListAsk): PageDoc {
  return page.next === undefined ? page : { ...page, next: withoutNames(page.next, adds) };
}

function lacking(what: string, plain: string): never {
  throw answerError(`the answer holds no ${what}`, plain);
}
