import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markIn } from '../../../src/cli/explore/markIn.ts';
import { explain, HypChat, StepError } from '../../../src/index.ts';

/** The text that is marked. */
const marked = (text: string, error: unknown): string | undefined => {
  const mark = markIn(text, error);
  return mark && text.slice(...mark);
};
const stepError = (chain: string, step: string): StepError => {
  const start = chain.lastIndexOf(step);
  return new StepError('noSuchLink', 'no such link', { chain, step: [start, start + step.length] });
};
/** What planning a chain throws. */
const thrown = (chain: object): unknown => {
  try {
    return explain(chain as never);
  } catch (error) {
    return error;
  }
};

describe('the mark of an error in the editor', () => {
  it.each([
    ['rooms.items[0].ownr.name', 'hc.rooms.items[0].ownr.name', 'ownr', 'ownr'],
    ['hc . rooms\n  .items[ 0 ]\n  .ownr', 'hc.rooms.items[0].ownr', 'ownr', 'ownr'],
    ['room("Ops").topik', "hc.room('Ops').topik", 'topik', 'topik'],
    ['await room(`Ops`).owner', "hc.room('Ops').owner", "room('Ops')", 'room(`Ops`)'],
    ['rooms.items[7].name', 'hc.rooms.items[7].name', '[7]', '[7]'],
    ['[users, rooms.items[7].name]', 'hc.rooms.items[7].name', '[7]', '[7]'],
    ['(await room(41)).ownr.name', '(room 41).ownr.name', 'ownr', 'ownr'],
    ['room("Ops").owner; room("Ops").ownr', "hc.room('Ops').ownr", 'ownr', 'ownr'],
    ['const all = rooms; all.items[0].ownr', 'hc.rooms.items[0].ownr', 'ownr', 'ownr'],
    ['[rooms.items[0].ownr, rooms.items[0].ownr]', 'hc.rooms.items[0].ownr', 'ownr', 'ownr'],
  ])('in %j stands under the step', (text, chain, step, expected) => {
    expect(marked(text, stepError(chain, step))).toBe(expected);
  });

  it('is read out of the words of what JavaScript itself throws', () => {
    const hc = new HypChat('none', { endpoint: 'https://chat.example.com' });
    const unknown = { x: new ReferenceError('roms is not defined') };

    expect(marked('room("Ops").message()', thrown(hc.room('Ops').message as never))).toBe(
      undefined,
    );
    expect(marked('rooms({ maxResults: -1 })', thrown(hc.rooms({ maxResults: -1 })))).toBe(
      'rooms({ maxResults: -1 })',
    );
    expect(marked('1 + roms.items', unknown.x)).toBe('roms');
  });

  it('is left out where the step is in no chain of the text', () => {
    const isAnywhere = 'rooms.map((room) => room.name + room.owner.name)';

    expect(marked('rooms.items[0].ownr', stepError('hc.users.name', 'name'))).toBe(undefined);
    expect(marked(isAnywhere, stepError('hc.users.name', 'name'))).toBe(undefined);
    expect(marked('rooms', new Error('whatever'))).toBe(undefined);
  });

  it('is under the same step, however the chain is written', () => {
    const name = fc.constantFrom('rooms', 'items', 'owner', 'a1', '$');
    const step = fc.oneof(
      name.map((word) => ({ error: `.${word}`, spaced: ` . ${word}`, plain: `.${word}` })),
      fc.nat(20).map((at) => ({ error: `[${at}]`, spaced: `[ ${at} ]`, plain: `[${at}]` })),
      name.map((word) => ({
        error: `.${word}('x')`,
        spaced: `\n.${word}( "x" )`,
        plain: `.${word}("x")`,
      })),
    );
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 7 }),
        fc.nat(6),
        fc.boolean(),
        (steps, at, isSpaced) => {
          const failing = at % steps.length;
          const write = (many: typeof steps, how: 'error' | 'spaced' | 'plain'): string =>
            many.map((each) => each[how]).join('');
          const chain = `hc${write(steps, 'error')}`;
          const before = `hc${write(steps.slice(0, failing), 'error')}`.length;
          const own = steps[failing]?.error ?? '';
          const start = before + (own.startsWith('.') ? 1 : 0);
          const error = new StepError('noSuchLink', 'none', {
            chain,
            step: [start, before + own.length],
          });
          const how = isSpaced ? 'spaced' : 'plain';
          const text = `hc${write(steps, how)}`;
          const mark = markIn(text, error);
          const end = `hc${write(steps.slice(0, failing + 1), how)}`.length;

          // What stands before the step is the way to it.
          expect(mark?.[1]).toBe(end);
          expect(text.slice(...(mark ?? [0, 0])).replace(/[\s.]/g, '')).toBe(
            (steps[failing]?.[how] ?? '').replace(/[\s.]/g, ''),
          );
        },
      ),
    );
  });
});
