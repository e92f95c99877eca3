/**
 * Takes in an error that a server put in the place of a thing. Whoever reads that one hears of it; what stands beside it is
 * read as ever.
 */

import { answerError } from '../../errors/AnswerError.ts';
import { type REFUSED, Refused } from '../../plan/known/document.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import { type Reference, ResourceRecord } from '../../plan/known/records.ts';
import { withoutFragment } from '../../plan/map/address.ts';
import { hideSecrets } from '../../values/hideSecrets.ts';

/** @param place - Where it stands: the address of the document, and what of it, as a fragment. */
export function absorbRefused(
  known: Knowledge,
  item: Refused | typeof REFUSED,
  place: string,
  kind: string | undefined,
): Reference {
  const said = item instanceof Refused ? `: ${hideSecrets(item.words)}` : '';
  const title = titleOf(place, kind);
  const reason = `an error came in the place of ${title}${said}`;
  const cause = answerError(reason, withoutFragment(place));
  const record = new ResourceRecord(known.identity(place), kind, 'ref');
  record.refused = { title, words: item instanceof Refused ? item.words : 'an error' };
  known.asked.keepFailure(record.address, cause);
  return known.keep(record);
}

/** What a person would call it: `post 1`, by its place in the list. */
function titleOf(place: string, kind: string | undefined): string {
  const [, name = '', index] = /#(.*?)\[?(\d*)\]?$/.exec(place) ?? [];
  return `${kind ?? (name === '' ? 'item' : name)} ${index ?? ''}`.trimEnd();
}
