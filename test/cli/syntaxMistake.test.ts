import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { syntaxMistake } from '../../src/cli/syntaxMistake.ts';

/** How an expression goes into another: what opens and closes it, and the bracket that waits longest to be closed. */
const NESTS = [
  { opened: 'f(', closed: ')', bracket: '(', missing: ')' },
  { opened: '[1, ', closed: ']', bracket: '[', missing: ']' },
  { opened: '{ a: ', closed: '}', bracket: '{', missing: '}' },
  { opened: '`x\u0024{', closed: '}`', bracket: '\u0024{', missing: '}' },
] as const;
const nested = fc.array(fc.constantFrom(...NESTS), { minLength: 1, maxLength: 6 });

describe('syntaxMistake', () => {
  it('names the bracket that is missing, and marks the one that waits for it', () => {
    fc.assert(
      fc.property(nested, fc.nat(), (nests, drawn) => {
        const isClosed = nests.map((_, index) => index > drawn % nests.length);
        const closers = nests.map(({ closed }, index) => (isClosed[index] ? closed : '')).reverse();
        const text = `x = ${nests.map(({ opened }) => opened).join('')}f("(]")${closers.join('')}`;
        const [what, shown, mark = ''] = syntaxMistake(text).split('\n');

        const waiting = nests[isClosed.lastIndexOf(false)];
        expect(what).toBe(
          `a ${waiting?.missing} is missing: this ${waiting?.bracket} is not closed`,
        );
        expect(shown).toBe(`  ${text}`);
        expect(text.slice(mark.indexOf('^') - 2).startsWith(waiting?.bracket ?? '?')).toBe(true);
      }),
    );
  });

  it('has something to say of any text, under a mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'(){}[]`$\'"/;,.=>a1 \n') }), (text) => {
        expect(syntaxMistake(text)).toMatch(/^\S.*\n(?:.*\n)*? *\^(?:\n|$)/);
      }),
    );
  });
});
