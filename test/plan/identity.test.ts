/** Which addresses name one thing, whatever a server says of that. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Identity } from '../../src/plan/known/Identity.ts';

const API = 'https://api.test';

describe('addresses that a server joins', () => {
  it('are one where what lies below them leads from each to the other', () => {
    const identity = new Identity();
    identity.join(`${API}/room/1/owner`, `${API}/room/2/owner`);
    identity.join(`${API}/room/2`, `${API}/room/1`);

    expect(identity.of(`${API}/room/1/owner/group`)).toBe(identity.of(`${API}/room/2/owner/group`));
  });

  it('lead to one that leads nowhere else, and that soon', () => {
    const address = fc
      .tuple(
        fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', '', '', '/', '?v=1', '?v=1&w=2'),
      )
      .map(([path, end]) => `${API}/${path.join('/')}${end}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(address, address), { maxLength: 7 }), address, (said, any) => {
        const identity = new Identity();
        for (const [from, self] of said) identity.join(from, self);

        for (const each of [any, ...said.flat()]) {
          const one = identity.of(each);
          expect(identity.of(one)).toBe(one);
        }
      }),
      { numRuns: 500 },
    );
  });
});
