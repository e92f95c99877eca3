import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const FIXTURE = fileURLToPath(new URL('fixtures/unsent.ts', import.meta.url));

/** What was told while each case ran, as the process ended, and on the console. */
interface Told {
  readonly during: Readonly<Record<string, readonly string[]>>;
  readonly atEnd: readonly string[];
  readonly console: string;
}

/** Runs cases in a process of their own: what is collected there is nobody else's. */
async function run(names: readonly string[]): Promise<Told> {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', FIXTURE, ...names],
    { env: { ...process.env, NODE_OPTIONS: '' } },
  );
  const during: Record<string, readonly string[]> = {};
  let lines: string[] = [];
  for (const line of stdout.split('\n').filter((each) => each !== '')) {
    if (line.startsWith('= ')) {
      during[line.slice(2)] = lines.sort();
      lines = [];
    } else lines.push(line);
  }
  return { during, atEnd: lines.sort(), console: stderr.trim() };
}

const MESSAGE = "hc.room(42).message('hi') · true";
const CREATE = "hc.rooms.create({ name: 'Nine' }) · true";

describe('an action that was never awaited', () => {
  it('is named once it is collected, with its chain but no secret, and where it was written', async () => {
    const expected = {
      byHand: ["hc.request('POST', '/odd', { body: { password: … }, headers: … }) · true"],
      forgotten: [MESSAGE],
      forgottenBehind: [CREATE, CREATE.replace(' · ', ".message('hi') · ")],
      parentOfForgotten: [MESSAGE],
      ofSnapshot: ["(room 9).message('hi') · true", 'GET /v2/room/42'],
      secret: ["hc.users.create({ name: 'N', email: 'n@example.com', password: … }) · true"],
      two: ["hc.room(1).topic('one') · true", "hc.user('@ann').delete() · true"],
    };

    expect(await run(Object.keys(expected))).toEqual({ during: expected, atEnd: [], console: '' });
  });

  it('is named where a lambda wrote it and did not return it', async () => {
    const expected = {
      inLambda: [
        "(room 9).message('from the row') · true",
        'GET /v2/room',
        "hc.room(42).message('from outside') · true",
      ],
      inAnInnerLambda: [
        "(user 9).message('hi') · true",
        'GET /v2/room',
        'GET /v2/room/9/participant',
      ],
      givenByAnInnerLambda: [
        'GET /v2/room',
        'GET /v2/room/9/participant',
        'POST /v2/room/9/message',
      ],
      besideInForEach: ['(room 9).delete() · true', 'GET /v2/room', 'POST /v2/room/9/message'],
      asArgumentInLambda: [
        "(room 9).message('hi') · true",
        'GET /v2/room',
        'POST /v2/room',
        'POST /v2/user',
      ],
      lambdaThatFails: ['GET /v2/room'],
      lambdaWithoutReturn: ['GET /v2/room'],
    };

    expect(await run(Object.keys(expected))).toEqual({ during: expected, atEnd: [], console: '' });
  });

  it('is named when the process ends, while any chain that goes on from it is held', async () => {
    const held = ['held', 'heldFurther', 'heldWithin', 'heldInBox'];

    const { during, atEnd } = await run(held);

    expect(during).toEqual(Object.fromEntries(held.map((name) => [name, []])));
    expect(atEnd).toEqual([MESSAGE, MESSAGE, MESSAGE, CREATE]);
  });

  it('is not what was awaited, explained or refused, nor a read', async () => {
    const expected = {
      awaited: ['POST /v2/room/42/message'],
      awaitedThenForgotten: ['POST /v2/room/42/message'],
      inTheMiddle: ['POST /v2/room', 'POST /v2/room/9/message'],
      asArgument: ['POST /v2/room', 'POST /v2/user'],
      refused: [],
      explained: [],
      reads: [],
    };

    expect(await run(Object.keys(expected))).toEqual({ during: expected, atEnd: [], console: '' });
  });

  it('is a line on the console by default that says where it was written, and one listener does for many clients', async () => {
    expect((await run(['byDefault', 'manyClients'])).console).toMatch(
      /^hypchat: hc\.room\(42\)\.message\('hi'\) was never awaited, so it was never sent \(file:.*unsent\.ts:\d+:\d+\)$/,
    );
  });
});
