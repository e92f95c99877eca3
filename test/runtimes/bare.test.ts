/** Run-times that lack what most have: the library loads, and works or says what is missing. */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = join(ROOT, '.cache', `bare-${process.pid}`);
const LIBRARY = join(FOLDER, 'library.js');

/** Runs a program in a process that lacks these globals, and gives what it printed. */
async function without(missing: readonly string[], program: string): Promise<unknown> {
  const code = `
    const print = console.log;
    const real = { setTimeout };
    for (const name of ${JSON.stringify(missing)}) delete globalThis[name];
    const { HypChat } = await import(${JSON.stringify(pathToFileURL(LIBRARY).href)});
    const asked = [];
    const fetch = async (input) => {
      asked.push(new URL(input.url).pathname);
      return Response.json({ id: 1, name: 'Ops', topic: 'New', links: {} });
    };
    ${program}`;
  const args = ['--input-type=module', '--eval', code];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return JSON.parse(stdout);
}

/** Chains of one tick are one request, tick by tick, also where the program replaces its timers afterwards. */
const WALK = `
  globalThis.setTimeout = () => {};
  const hc = new HypChat('token', { fetch });
  const room = hc.room(1);
  const later = async () => { await null; return room.topic; };
  const first = await Promise.all([room.name, later()]);
  const second = await Promise.all([room.name, room.topic]);
  print(JSON.stringify({ first, second, asked }));`;

describe('a run-time', () => {
  beforeAll(async () => {
    await build({
      absWorkingDir: ROOT,
      entryPoints: ['src/index.ts'],
      outfile: LIBRARY,
      bundle: true,
      format: 'esm',
      logLevel: 'warning',
    });
  });
  afterAll(() => rm(FOLDER, { recursive: true, force: true }));

  it.for([
    { missing: ['setImmediate'] },
    { missing: ['MessageChannel'] },
    { missing: ['setImmediate', 'MessageChannel'] },
  ])('without $missing plans the chains of a tick together', async ({ missing }) => {
    expect(await without(missing, WALK)).toEqual({
      first: ['Ops', 'New'],
      second: ['Ops', 'New'],
      asked: ['/v2/room/1', '/v2/room/1'],
    });
  });

  it('without any of them loads, and says at the first await what is missing', async () => {
    const program = `
      const hc = new HypChat('token', { fetch });
      const error = await hc.room(1).name.then(() => undefined, (error) => error);
      print(JSON.stringify({ error: String(error), asked }));`;

    expect(await without(['setImmediate', 'MessageChannel', 'setTimeout'], program)).toEqual({
      error:
        'TypeError: this run-time has no setImmediate, MessageChannel or setTimeout: nothing tells when a tick ends',
      asked: [],
    });
  });
});
