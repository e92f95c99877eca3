import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awaitStatements } from '../../src/cli/awaitStatements.ts';
import { evaluate } from '../../src/cli/evaluate.ts';

/** The code, with the call that takes a value shortened. */
const shown = (text: string, last: 'returned' | 'left' = 'left'): string | undefined =>
  awaitStatements(text, last)?.replaceAll('globalThis[Symbol.for("hypchat.statement")]', 'take');

describe('awaitStatements', () => {
  it.each([
    ['a(); b', 'await take({ chain: (a()) }); b'],
    ['a()\nb', 'await take({ chain: (a()) });\nb'],
    ['(a)\n;(b); c', '(await take({ chain: (a) }))\n;(await take({ chain: (b) })); c'],
    [
      'if (x) a()\nelse b()',
      'if (x) await take({ chain: (a()) });\nelse await take({ chain: (b()) });',
    ],
    ['for (const a of b) a.c', 'for (const a of b) await take({ chain: (a.c) });'],
    ['a, b; c', 'await take({ chain: (a, b) }); c'],
    ['const x = 1\na(/* ) */)\nx', 'const x = 1\nawait take({ chain: (a(/* ) */)) });\nx'],
  ])('hands over the values of %j', (text, code) => {
    expect(shown(text)).toBe(code);
  });

  it.each([
    'a()',
    'const a = b()',
    'const f = () => { a() }; f',
    'function f() { a() } f()',
    'class A { static { a() } } new A()',
    'a = b(); c += 1; i++; "x"; void d(); await e(); f',
    'a(',
    '',
  ])('leaves %j as it is', (text) => {
    expect(shown(text)).toBeUndefined();
  });

  it('returns the last value in a box where it is asked to', () => {
    expect(shown('a(); b // it', 'returned')).toBe(
      'await take({ chain: (a()) }); return { chain: (b) }; // it',
    );
    expect(shown('a = b', 'returned')).toBe('return { chain: (a = b) };');
    expect(shown('const a = 1', 'returned')).toBeUndefined();
  });

  it('hands over each value once, in the order in which statements run, the last as what the text gives', async () => {
    const forms: readonly ((n: number) => string)[] = [
      (n) => `v(${n});`,
      (n) => `v(${n})\n`,
      (n) => `;(v(${n}))\n`,
      (n) => `{ v(${n}) }`,
      (n) => `if (true) v(${n})\nelse v(-1);`,
      (n) => `for (const i of [${n}]) v(i)\n`,
      (n) => `do v(${n}); while (false)\n`,
      (n) => `try { throw 0 } catch { v(${n}) } finally { const k = v(${n}) }`,
      (n) => `label: { v(${n}); break label; v(-1) }`,
      (n) => `switch (1) { case 1: v(${n}) }`,
      (n) => `;[${n}].forEach((i) => { v(i); void v(-1) }), v(${n})\n`,
      (n) => `let c${n} = 0; c${n} = v(-1); c${n}++; const d${n} = 1\n`,
    ];
    Reflect.set(globalThis, 'v', (n: number) => n);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...forms), { minLength: 2 }), async (drawn) => {
        const taken: unknown[] = [];
        const { chain } = await evaluate(
          drawn.map((form, index) => form(index)).join(''),
          async (each) => {
            await null;
            taken.push(each.chain);
          },
        );
        const numbered = drawn.flatMap((form, index) => (form === forms.at(-1) ? [] : [index]));
        const ended = taken.length < numbered.length ? [...taken, chain] : taken;
        expect(ended).toEqual(numbered);
      }),
    );
    Reflect.deleteProperty(globalThis, 'v');
  });
});
