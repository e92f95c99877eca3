/** What a loop has learned of lists that its body reads: it stays at a few pages, however long the loop. */
import { describe, expect, it } from 'vitest';
import { Brought } from '../../src/plan/known/Brought.ts';
import { Knowledge } from '../../src/plan/known/known.ts';
import { newList } from '../../src/plan/known/lists.ts';
import { PageRecord } from '../../src/plan/known/PageRecord.ts';
import { ResourceRecord } from '../../src/plan/known/records.ts';

const SOURCE = 'https://api.test/authors';
const booksOf = (author: number): string => `${SOURCE}/${author}/books`;

/** What is known after so many batches, each of which brought the books of one author, which are read at each. */
function knownAfter(
  batches: number,
  read: (known: Knowledge) => unknown = () => undefined,
): Knowledge {
  const known = new Knowledge();
  known.keepList(SOURCE, newList('author'));
  for (let batch = 0; batch < batches; batch += 1) {
    const page = booksOf(batch);
    known.keepList(page, newList('book'));
    known.keepPage(
      page,
      new PageRecord(new ResourceRecord(page, undefined, 'whole'), new Brought([])),
    );
    read(known);
    known.forgetBefore(SOURCE, batch);
  }
  return known;
}

describe('a list that the body of a loop has read', () => {
  it('is forgotten with its page a few batches later', () => {
    const known = knownAfter(100);

    expect([...known.lists()].length).toBeLessThan(5);
    expect(known.hasList(booksOf(0))).toBe(false);
    expect(known.hasList(booksOf(99))).toBe(true);
    expect(known.hasList(SOURCE)).toBe(true);
  });

  it('stays where it is read again and again', () => {
    const known = knownAfter(100, (each) => each.page(booksOf(0)));

    expect(known.page(booksOf(0))).toBeDefined();
  });
});
