/** What an editor shows of a chain: names, docstrings, and what to write in place of what does not compile. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { show } from './languageServer.ts';

const FILE = fileURLToPath(new URL('expressions.ts', import.meta.url));
const HEAD =
  "import { HypChat, explain, within } from '../../src/index.ts';\nconst hc = new HypChat('token');\n";

/** Each is hovered at the word behind the mark. */
const HOVERED: readonly string[] = [
  '|hc',
  'hc.|rooms',
  'hc.rooms.|items',
  'hc.rooms.items[0].|owner',
  "hc.room('Ops').owner.|email",
  "hc.room('Ops').|topic",
  "hc.room('Ops').topic.|length",
  "hc.room('Ops').|message('hi')",
  "hc.room('Ops').|notification",
  'hc.rooms({ |includeArchived: true })',
  "hc.rooms.|create({ name: 'New' })",
  'hc.room(42).|history',
  'hc.rooms.|map((room) => room.owner.email)',
  'hc.rooms.map((room) => room.|owner)',
  'const |stub = await hc.rooms.items[0]',
  'const |whole = await hc.room(42)',
  'const |email = await hc.room(42).owner.email',
  'const |emails = await hc.rooms.map((room) => room.owner.email)',
  'const |from = hc.room(42).history.items[0].from',
  'const |limited = within(hc.room(42), { budget: 1 })',
  '|explain(hc.rooms)',
];

/** Each is one mistake. */
const WRONG: readonly string[] = [
  'hc.room(42).ownr;',
  'hc.rooms.items[0].owner.emial;',
  'hc.room(42).owners;',
  'hc.roms;',
  'hc.rooms[0];',
  'hc.room();',
  'hc.room(42).message(42);',
  "hc.room(42).notification('hi', { color: 'blue' });",
  "hc.room(42).notification('hi', { colour: 'red' });",
  'hc.room(42).invite(hc.room(1));',
  "if (hc.room(42).name === 'Ops') hc;",
  'hc.rooms.map(async (room) => room.name);',
  '(await hc.rooms.items[0]).topic.length > 3;',
  'hc.rooms.items[Number(1)].owner;',
  'await hc.rooms({ includeArchive: true });',
  'hc.room(42).name();',
  "hc.rooms.create({ topic: 'x' });",
  'hc.rooms.map((room) => room.ownr);',
];

describe('an editor', () => {
  it('shows what each step gives, with its docstring', async () => {
    const lines = HOVERED.map((each) => `{ ${each.replace('|', '')}; }`);
    const text = `${HEAD}${lines.join('\n')}\n`;
    let offset = HEAD.length;
    const offsets = HOVERED.map((each, index) => {
      const at = offset + '{ '.length + each.indexOf('|');
      offset += (lines[index]?.length ?? 0) + 1;
      return at;
    });

    const { hovers } = await show(FILE, text, offsets);

    // A docstring stands below the code.
    expect(hovers[HOVERED.indexOf('hc.rooms.items[0].|owner')]).toMatch(/```\nWho owns the room\./);
    const shown = HOVERED.map((each, index) => `${each}\n\n${indented(hovers[index])}`);
    await expect(`${shown.join('\n\n')}\n`).toMatchFileSnapshot('hovers.txt');
  });

  it('says of each mistake what the resource is, and what was meant', async () => {
    const { errors } = await show(FILE, `${HEAD}${WRONG.join('\n')}\n`, []);

    const shown = WRONG.map((each) => {
      const messages = errors.filter(({ line }) => line === each).map(({ message }) => message);
      expect(messages, each).not.toEqual([]);
      return `${each}\n\n${indented(messages.join('\n'))}`;
    });
    // Whatever else is recorded: a misspelt name is told what was meant, and on which resource.
    const misspelt = shown.filter((each) => /ownr|owners|emial|roms/.test(each));
    for (const each of misspelt) {
      expect(each).toMatch(/type '(Room|User|HypChat)\w*(<\w+>)?'\. Did you mean '\w+'\?/);
    }
    await expect(`${shown.join('\n\n')}\n`).toMatchFileSnapshot('mistakes.txt');
  });
});

const indented = (text = 'nothing'): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
