import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cut } from '../../src/values/cut.ts';

it('leaves a text that is short enough as it is, and cuts another between two characters', () => {
  expect(cut('abc', 3)).toBe('abc');
  expect(cut('abcd', 3)).toBe('ab…');
  expect(cut('a😀😀', 3)).toBe('a…');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 2, max: 20 }), (text, most) => {
      const short = cut(text, most);
      expect(short.length).toBeLessThanOrEqual(most);
      expect(short.isWellFormed()).toBe(true);
      expect(text.startsWith(short.replace(/…$/, ''))).toBe(true);
    }),
  );
});
