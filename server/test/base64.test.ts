import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64 } from '../src/files/FileStore.ts';

describe('base64', () => {
  it('is read where it is some, with line breaks or without, and nothing else is', () => {
    const piece = fc.constantFrom(
      'A',
      'z',
      '0',
      '+',
      '/',
      '=',
      '-',
      '_',
      '!',
      'é',
      '\n',
      ' ',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        const bare = text.replace(/[\r\n\t ]/g, '');
        const isSome =
          /^[A-Za-z0-9+/]*={0,2}$/.test(bare) && bare.replace(/=+$/, '').length % 4 !== 1;

        expect(fromBase64(text) !== undefined, JSON.stringify(text)).toBe(isSome);
      }),
      { numRuns: 5000 },
    );
  });

  it('gives the bytes that were written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        for (const written of [text, text.replace(/=+$/, ''), text.replace(/(.{4})/g, '$1\r\n')]) {
          expect(fromBase64(written)).toEqual(Buffer.from(bytes));
        }
      }),
    );
  });
});
