/** Half of a character, as what cuts an emoji in two leaves it: no address can hold it, and none is made up for it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain, type HypChat } from '../../src/index.ts';
import { failure, fake } from './helpers.ts';

const HALF = '\ud83e';
const WORDS = 'holds half of a character (a lone surrogate), which no address can hold';

/** Texts of any UTF-16 units, many of them halves of characters. */
const TEXT = fc
  .array(
    fc.oneof(
      fc.constantFrom('a', '/', '?', '%', ' '),
      fc.integer({ min: 0xd7ff, max: 0xe000 }).map((unit) => String.fromCharCode(unit)),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((units) => units.join(''));

/** Chains that would put a text into an address, by the step that has to be marked. */
const CHAINS: Readonly<Record<string, (hc: HypChat, text: string) => PromiseLike<unknown>>> = {
  room: (hc, text) => hc.room(text).name,
  user: (hc, text) => hc.user(text).self.email,
  'room of an action': (hc, text) => hc.room(text).message('hi'),
  invite: (hc, text) => hc.room(1).invite(text),
  history: (hc, text) => hc.room(1).history({ timezone: text }),
  rooms: (hc, text) => hc.rooms({ [`x${text}`]: 'y' } as object),
  'rooms, loop': (hc, text) => hc.rooms({ x: text } as object).toArray(),
  at: (hc, text) => hc.at(`room/${text}`, 'room').name,
};

describe('a lone surrogate', () => {
  it.each(Object.entries(CHAINS))(
    'is an error with its step, and nothing is sent: %s',
    async (_where, chain) => {
      const { hc, lines } = fake();
      const error = await failure(chain(hc, `Ops ${HALF}`));

      expect(error).toBeInstanceOf(RangeError);
      expect(error.message).toContain(WORDS);
      expect(error.message).toContain('\\ud83e"');
      expect(lines()).toEqual([]);
    },
  );

  it('is marked in the chain, with the stack of the call', async () => {
    const error = await failure(fake().hc.room(`Ops ${HALF}`).owner.name);

    expect(error.message.split('\n')).toEqual([
      `\`room\`: "Ops \\ud83e" ${WORDS}`,
      `  hc.room('Ops \\ud83e').owner.name`,
      '     ^^^^^^^^^^^^^^^^^^',
    ]);
    expect(error.stack).toContain('surrogates.test.ts');
  });

  it('is refused by `explain` in the same words', () => {
    expect(() => explain(fake().hc.room(HALF).name)).toThrow(WORDS);
  });

  it('is the only text that a name cannot be', async () => {
    await fc.assert(
      fc.asyncProperty(TEXT, async (text) => {
        fc.pre(!/^\.\.?$/.test(text));
        const { hc, asked } = fake();
        const found = await hc.room(text).name.then(
          () => undefined,
          (error: unknown) => error,
        );

        expect(found instanceof RangeError).toBe(!text.isWellFormed());
        const path = asked.map(({ url }) => new URL(url).pathname.split('/').at(-1) ?? '');
        expect(path.map(decodeURIComponent)).toEqual(text.isWellFormed() ? [text] : []);
      }),
    );
  });
});
