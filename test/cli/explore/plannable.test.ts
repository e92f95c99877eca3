/** What is evaluated while it is typed: chains, and nothing that does anything. */
import { describe, expect, it } from 'vitest';
import { readPlannable } from '../../../src/cli/explore/plannable.ts';
import { Planner } from '../../../src/cli/explore/planners.ts';
import { planText } from '../../../src/cli/explore/planText.ts';

const NAMES = new Set([
  'hc',
  'rooms',
  'users',
  'room',
  'user',
  'within',
  'trace',
  'href',
  'at',
  'request',
]);
const planner = Planner.ofWalk('https://chat.example.com');
const steps = Planner.ofSteps('https://chat.example.com');

describe('a text that is planned while it is typed', () => {
  it.each([
    ['rooms.items[0].owner.name', 1],
    ['hc.rooms["items"][0]', 1],
    ['await room("Ops").owner', 1],
    [`room(\`O\${"p"}s\`).topic`, 1],
    ['rooms.items[0].owner.message("hi")', 1],
    [`rooms.map((room) => \`\${room.name}: \${room.owner.email}\`)`, 1],
    ['rooms.filter((room) => !room.is_archived && room.name !== "Ops").take(3)', 1],
    ['rooms.forEach((room) => { return room.owner.message("hi") })', 1],
    ['rooms.map((each) => ({ name: each.name, longest: Math.max(each.name.length, 3) }))', 1],
    ['const ops = room("Ops"); ops.topic; ops.owner', 2],
    ['within(rooms.items[0], { budget: 2 })', 1],
    ['room("Ops").invite(user("@ann"))', 1],
    ['request("GET", "room/42")', 1],
    ['at("room/42").owner', 1],
    ['1 + 1', 0],
  ])('has the chains of %s', (text, count) => {
    const read = readPlannable(text, NAMES);

    expect(read?.is).toBe('plannable');
    if (read?.is !== 'plannable') return;
    expect(planner.plans(read)).toHaveLength(count);
    expect(steps.plans(read)).toHaveLength(count);
  });

  it.each([
    // What sends.
    'rooms.then((page) => page)',
    'rooms["then"](String)',
    'trace(rooms)',
    'href(rooms.items[0])',
    '(await rooms).items[0].owner',
    'const page = await rooms; page.items',
    'for await (const room of rooms) room.name',
    'Promise.all([rooms, users])',
    '[...rooms]',
    // What gets at more than the client, or changes something here.
    'process.exit()',
    'globalThis.rooms = 1',
    'import("node:fs")',
    'fetch("https://example.com")',
    'new Function("return process")()',
    '"".constructor.constructor("return process")()',
    '""["constructor"]',
    'rooms[`constructor`]',
    'room[["constructor"]]',
    '(() => {}).constructor("return process")()',
    'rooms.map((room) => room.constructor("return process")())',
    'rooms.map((room) => process.exit())',
    'rooms.map(function () { return this })',
    'Math.max.call(rooms)',
    'Math.max = 1',
    'delete Math.max',
    '({ __proto__: rooms })',
    '({ get name() { return 1 } })',
    `String.raw\`\${rooms}\``,
    'eval("rooms")',
    'ǂvalues.push(rooms)',
    // What may never end.
    'while (true) {}',
    'rooms.map((room) => { for (;;) {} })',
    'const f = () => f(); f()',
    'const room = (id) => room(id); room(1)',
    '(() => 1)()',
  ])('does not run %s', (text) => {
    expect(readPlannable(text, NAMES)?.is).not.toBe('plannable');
  });

  it('says why it is not planned, in words', () => {
    const why = (text: string): unknown => readPlannable(text, NAMES);

    expect(why('(await rooms).items')).toEqual({
      is: 'unplannable',
      why: 'it goes on from what it awaits, which is there when it runs',
    });
    expect(why('trace(rooms)')).toMatchObject({ why: '`trace` sends when it is called' });
    expect(why('rooms.items[')).toBeUndefined();
  });
});

describe('planning', () => {
  it.each([
    'rooms.map((room) => /(a+)+$/.test("a".repeat(40) + room.name))',
    '/(a+)+b/.test("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac")',
  ])('is given up where it does not end, and says so: %s', (text) => {
    expect(planText(text, NAMES, { walk: planner, steps })).toEqual({
      is: 'unplanned',
      why: 'it takes too long to be evaluated while it is typed',
    });
  });
});
