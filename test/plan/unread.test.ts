/** Items that nobody has read yet: what is known takes them in wherever that could tell. */
import { describe, expect, it } from 'vitest';
import { Doc, JsonDoc } from '../../src/plan/known/document.ts';
import { Knowledge } from '../../src/plan/known/known.ts';
import { type Reference, ResourceRecord } from '../../src/plan/known/records.ts';
import { Untouched } from '../../src/plan/known/Untouched.ts';
import { UntouchedItem } from '../../src/plan/pipeline/UntouchedItem.ts';

const ADDRESS = 'https://api.test/v2/user/1';

/** What is known once a page with a user has come, whose items nobody has read. */
function withUnread() {
  const known = new Knowledge();
  const doc = new Doc(ADDRESS, new Map(), new Map([['name', 'Ann']]));
  const brought = known.keepUnread([doc], 'https://api.test/v2/user?start-index=10', () => [
    known.keep(new ResourceRecord(ADDRESS, 'user', 'whole', doc)),
  ]);
  return { known, brought };
}

/** An item of a list of users that nobody has read. */
function withUntouched() {
  const known = new Knowledge();
  const doc = new PlainDoc(ADDRESS, { name: 'Ann' }, undefined);
  const brought = known.keepUnread([doc], 'https://api.test/v2/user', () => [
    known.keep(new ResourceRecord(ADDRESS, 'user', 'stub', doc)),
  ]);
  const all = new Untouched(
    { list: 'https://api.test/v2/user', kind: 'user' },
    { start: 0, end: 1, brought, from: 0 },
  );
  return { known, item: new UntouchedItem(all, known) };
}

class PlainDoc extends JsonDoc {
  readonly rels = [];
  readonly links = new Map<string, string>();
}

describe('an item that nobody has read', () => {
  it('is known where the next requests are foretold', () => {
    const { known } = withUnread();

    expect(known.foretelling().record(ADDRESS)).toBeDefined();
  });

  it('is no longer known once an action has changed it, and was read as it stood before', () => {
    const { known, brought } = withUnread();
    known.forget([{ changes: ADDRESS, isCollection: false }], () => false, undefined);

    const [item] = brought.values;
    expect(known.record(ADDRESS)).toBeUndefined();
    expect(known.stood(item as Reference)).toBeUndefined();
  });

  it('is read where it stands, until an action has changed something', () => {
    const { known, item } = withUntouched();

    expect(item.value('name')).toBe('Ann');
    known.forget([{ changes: ADDRESS, isCollection: false }], () => false, undefined);
    expect(item.value('name')).toBeUndefined();
  });

  it('is read where it stands, until an address has said that there is nothing', () => {
    const { known, item } = withUntouched();
    const gone = new ResourceRecord(ADDRESS, 'user', 'whole');
    gone.isNothing = true;
    known.keep(gone);

    expect(item.value('name')).toBeUndefined();
  });
});
