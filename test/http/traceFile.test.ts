/** `HYPCHAT_TRACE`: programs in processes of their own, and the files that they leave behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { HypChat, type RequestEvent } from '../../src/index.ts';
import { heldApi, quiet } from '../helpers/heldApi.ts';
import { liveServer } from '../helpers/live.ts';
import { settle } from '../helpers/settle.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), 'hypchat-trace-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

afterEach(() => {
  vi.doUnmock('../../src/http/traceFile.ts');
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const live = liveServer();

/** An event of the file. */
interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur: number;
  readonly args: Readonly<Record<string, unknown>>;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The file; empty where there is none. */
  readonly file: string;
}

/** What runs the program that it is handed on its standard input. */
const NODE: readonly string[] = [process.execPath, '--input-type=module', '-'];
const BUN: readonly string[] = [at('node_modules/.bin/bun'), 'run', '-'];
const DENO: readonly string[] = [
  at('node_modules/.bin/deno'),
  ...['run', '--allow-net', '--allow-env', '--allow-read'],
];

/** Runs a program that finds `hc`, and gives what it left behind. */
async function run(
  program: string,
  {
    path = join(FOLDER, `${crypto.randomUUID()}.json`),
    command = NODE,
  }: { readonly path?: string; readonly command?: readonly string[] } = {},
): Promise<Ended> {
  const code = `
    const { HypChat, trace } = await import(${JSON.stringify(at('src/index.ts'))});
    const hc = new HypChat(${JSON.stringify(live.token)}, { endpoint: ${JSON.stringify(live.url)} });
    ${program}`;
  const [first = '', ...args] = command;
  const { PATH = '' } = process.env;
  const child = spawn(first, args, {
    cwd: at('.'),
    env: { PATH, HOME: FOLDER, HYPCHAT_TRACE: path, DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.end(code);
  const [[code_], out, err] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ]);
  const file = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return { code: code_, out, err, file };
}

const eventsOf = ({ file }: Ended): readonly TraceEvent[] => JSON.parse(file);
const requestsOf = (ended: Ended): readonly TraceEvent[] =>
  eventsOf(ended).filter(({ ph }) => ph === 'X');

describe('the trace file', () => {
  it('holds a complete event for each request, with what is known of it', async () => {
    const ended = await run("await hc.rooms.items[0].owner.message('hi');");

    const requests = requestsOf(ended);
    expect(ended).toMatchObject({ code: 0, out: '', err: '' });
    expect(requests.map(({ args }) => String(args.url).slice(live.url.length))).toEqual(
      live.requests().map((line) => line.replace(/^\w+ /, '')),
    );
    const chains = ["hc.rooms.items[0].owner.message('hi')"];
    expect(requests).toMatchObject([
      { name: 'GET /v2/room', cat: 'http', args: { chains, round: 1, status: 200, tries: 1 } },
      {
        name: expect.stringMatching(/^POST \/v2\/user\/\d+\/message$/),
        args: { chains, round: 2, status: 204, sentBytes: '{"message":"hi"}'.length },
      },
    ]);
    expect(requests[0]?.args.receivedBytes).toBeGreaterThan(0);
  });

  it('places requests by whole microseconds: rounds one after the other, in rows that bear their names', async () => {
    const ended = await run(`
      await hc.rooms.items[0].owner.message('hi');
      await Promise.all([1, 2, 3].map((id) => hc.user('@nobody' + id).name.then(() => {}, () => {})));`);

    const requests = requestsOf(ended);
    expect(requests).toHaveLength(5);
    for (const { ts, dur } of requests) expect([ts, dur].every(Number.isSafeInteger)).toBe(true);
    const [first, second] = requests;
    expect((first?.ts ?? 0) + (first?.dur ?? 0)).toBeLessThanOrEqual(second?.ts ?? 0);
    // Nothing that a row holds lies over its neighbour.
    const rows = Map.groupBy(requests, ({ pid, tid }) => `${pid} ${tid}`);
    for (const row of rows.values()) {
      const sorted = row.toSorted((one, other) => one.ts - other.ts);
      for (const [index, { ts, dur }] of sorted.entries()) {
        expect(ts + dur).toBeLessThanOrEqual(sorted[index + 1]?.ts ?? Number.POSITIVE_INFINITY);
      }
    }
    const names = eventsOf(ended).filter(({ ph }) => ph === 'M');
    expect(names.filter(({ name }) => name === 'thread_name').map(({ args }) => args.name)).toEqual(
      [...['round 1', 'round 2'], ...['round 1', 'round 1 (2)', 'round 1 (3)']],
    );
    for (const { pid, tid } of requests) {
      expect(names).toContainEqual(expect.objectContaining({ name: 'process_name', pid }));
      expect(names).toContainEqual(expect.objectContaining({ name: 'thread_name', pid, tid }));
    }
  });

  it('says which walk is for which chains, and what no walk sent', async () => {
    const ended = await run(
      `
      const { download } = await import(${JSON.stringify(at('src/index.ts'))});
      await Promise.all([hc.room('Ops').name, hc.room('Ops').topic]);
      await download(hc.at(hc.endpoint + '/none', 'picture')).catch(() => {});`.replace(
        'hc.endpoint',
        JSON.stringify(`${live.url}/v2`),
      ),
    );

    const names = eventsOf(ended).filter(({ name }) => name === 'process_name');
    expect(names.map(({ args }) => args.name)).toEqual([
      expect.stringMatching(/^walk \d+: hc\.room\('Ops'\)\.name, hc\.room\('Ops'\)\.topic$/),
      'no walk',
    ]);
  });

  it('holds no token', async () => {
    const { file } = await run("await hc.room('Ops').name;");

    expect(file).toContain('/v2/room/Ops');
    expect(file).not.toContain(live.token);
  });

  it.each([
    ['an error that nobody catches', "throw new Error('x');", 1],
    ['a rejection that nobody catches', "await hc.room('Nowhere').name;", 1],
    ['`process.exit`', 'process.exit(3);', 3],
  ])('is whole where the program ends by %s', async (_what, last, code) => {
    const ended = await run(`await hc.room('Ops').name; ${last}`);

    expect(ended.code).toBe(code);
    expect(requestsOf(ended)[0]).toMatchObject({ args: { status: 200 } });
  });

  it('is open before anything is sent: a program may end with its first answer', async () => {
    const told: string[] = [];
    const opening = Promise.withResolvers<void>();
    vi.doMock('../../src/http/traceFile.ts', async () => {
      await opening.promise;
      return { openTrace: () => ({ request: ({ url }: RequestEvent) => told.push(url) }) };
    });
    vi.stubEnv('HYPCHAT_TRACE', 'trace-of-nobody.json');
    const api = heldApi();
    const name = settle(api.hc.room(1).name);
    await quiet();
    const before = [...api.asked];
    opening.resolve();
    await api.answer('GET /v2/room/1', { id: 1, name: 'Ops', links: {} });
    await name;

    expect(before).toEqual([]);
    expect(told).toEqual(['https://api.hipchat.com/v2/room/1']);
  });

  it('holds what had no answer when the program ended, as begun', async () => {
    const ended = await run(`
      await hc.room('Ops').name;
      const never = new HypChat('other', {
        endpoint: 'http://localhost',
        fetch: () => new Promise(() => process.exit(0)),
      });
      await never.room('Ops').name;`);

    const events = eventsOf(ended).filter(({ ph }) => ph === 'X' || ph === 'B');
    expect(events.map(({ ph, name }) => `${ph} ${name}`)).toEqual([
      'X GET /v2/room/Ops',
      'B GET /v2/room/Ops',
    ]);
  });

  it('of a program that is killed is an array without its end, as viewers take it', async () => {
    const { file } = await run("await hc.room('Ops').name; process.kill(process.pid, 'SIGKILL');");

    expect(() => JSON.parse(file)).toThrow(SyntaxError);
    expect(JSON.parse(`${file}]`)).toContainEqual(
      expect.objectContaining({ ph: 'X', name: 'GET /v2/room/Ops' }),
    );
  });

  it('can bear the number of its process in its name', async () => {
    const { out } = await run("await hc.room('Ops').name; console.log(process.pid);", {
      path: join(FOLDER, 'of-{pid}.json'),
    });

    const file = readFileSync(join(FOLDER, `of-${out.trim()}.json`), 'utf8');
    expect(JSON.parse(file)).not.toEqual([]);
  });

  it('that cannot be written is one sentence, and the walk goes on', async () => {
    const path = join(FOLDER, 'no', 'such', 'folder.json');
    const { code, out, err } = await run(
      "console.log(await hc.room('Ops').name, await hc.room('Lobby').name);",
      {
        path,
      },
    );

    expect({ code, out }).toEqual({ code: 0, out: 'Ops Lobby\n' });
    expect(err).toBe(
      `hypchat: HYPCHAT_TRACE names ${JSON.stringify(path)}, which cannot be written (ENOENT: no such file or directory): nothing is traced\n`,
    );
  });

  it('that can be written no more is one sentence, and the walk goes on', async () => {
    const path = join(FOLDER, 'gone.json');
    const { code, out, err } = await run(
      `const fs = await import('node:fs');
      await hc.room('Ops').name;
      fs.rmSync(${JSON.stringify(path)});
      fs.mkdirSync(${JSON.stringify(path)});
      console.log(await hc.room('Ops').name, await hc.room('Lobby').name);
      fs.rmdirSync(${JSON.stringify(path)});`,
      { path },
    );

    expect({ code, out }).toEqual({ code: 0, out: 'Ops Lobby\n' });
    expect(err.split('\n')).toEqual([
      expect.stringMatching(
        /^hypchat: HYPCHAT_TRACE names .+ \(EISDIR: .+\): nothing more is traced$/,
      ),
      '',
    ]);
  });
});

describe('in another run-time', () => {
  it.for([
    ['Bun', BUN],
    ['Deno', [...DENO, '--allow-write', '-']],
  ] as const)('%s writes the same file', async ([name, command], { skip }) => {
    if (!existsSync(command[0] ?? '')) skip(`${name} is not installed`);
    const ended = await run("console.log(await hc.room('Ops').name);", { command });

    expect(ended).toMatchObject({ code: 0, out: 'Ops\n', err: '' });
    expect(requestsOf(ended)).toMatchObject([{ name: 'GET /v2/room/Ops' }]);
  });

  it('Deno asks nobody whether it may write: it says what it was not told', async ({ skip }) => {
    if (!existsSync(DENO[0] ?? '')) skip('Deno is not installed');
    const ended = await run("console.log(await hc.room('Ops').name);", { command: [...DENO, '-'] });

    expect(ended).toMatchObject({ code: 0, out: 'Ops\n', file: '' });
    expect(ended.err).toContain('(Deno was not told --allow-write): nothing is traced\n');
  });
});

describe('a run-time without files', () => {
  it('says so in one sentence, and the walk goes on', async () => {
    vi.stubEnv('HYPCHAT_TRACE', 'trace-of-nobody.json');
    vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    const hc = new HypChat(live.token, { endpoint: live.url });

    expect(await hc.room('Ops').name).toBe('Ops');
    expect(said.mock.calls).toEqual([
      [
        'hypchat: HYPCHAT_TRACE names "trace-of-nobody.json", which cannot be written (this run-time has no files): nothing is traced',
      ],
    ]);
  });
});
