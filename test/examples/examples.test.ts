/** Every example, run as its reader runs it, against the embedded server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { liveServer } from '../helpers/live.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const names = readdirSync(join(root, 'examples'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'));
const folder = join(
  root,
  '.cache',
  `examples-${process.pid}-${Math.random().toString(36).slice(2)}`,
);

// What `hypchat` is to an example is the source here, and not what was built before.
beforeAll(async () => {
  await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => `examples/${name}.ts`),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    alias: { 'hypchat/webhooks': './src/webhooks.ts', hypchat: './src/index.ts' },
    external: ['jose', 'ky', 'temporal-polyfill'],
    logLevel: 'warning',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const live = liveServer({ webhooks: { hosts: ['127.0.0.1'] } });
const ran = new Set<string>();

/** Runs an example, and gives what it printed. */
async function example(name: string, ...args: string[]): Promise<string> {
  ran.add(name);
  const child = spawn(process.execPath, [join(folder, `${name}.js`), ...args], {
    env: { ...process.env, HIPCHAT_TOKEN: live.token, HIPCHAT_ENDPOINT: live.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [[code], out, err] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ]);
  expect(err).toBe('');
  expect(code).toBe(0);
  return out;
}

/** What the server has now, read without the library. */
async function read(path: string): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${live.token}` };
  return (await fetch(`${live.url}/v2/${path}`, { headers })).json() as never;
}

describe('the example', () => {
  it('deadRooms tells the owner of each dead room, with one request for all rooms', async () => {
    const out = await example('deadRooms', '2016-12-01');

    expect(live.requests()).toEqual([
      'GET /v2/room?start-index=0&max-results=1000&expand=items',
      ...[5, 3, 9].map((owner) => `POST /v2/user/${owner}/message`),
    ]);
    expect(out.match(/is dead; maybe archive it/g)).toHaveLength(3);
    const { items } = await read('user/3/history/latest');
    expect(items).toContainEqual(
      expect.objectContaining({ message: 'Old Website is dead; maybe archive it' }),
    );
  });

  it('history downloads every message of a room, the newest first', async () => {
    const out = await example('history', 'Ops');
    const dates = out
      .trimEnd()
      .split('\n')
      .map((line) => Date.parse(JSON.parse(line).date));
    const { messages_sent: sent } = await read('room/Ops/statistics');

    expect(dates).toEqual([...dates].sort((a, b) => b - a));
    // A change of the topic is in the history, and counts for no message.
    expect(dates).toHaveLength(Number(sent) + 1);
  });

  it('emoticons makes a page of every emoticon, each with its picture', async () => {
    const out = await example('emoticons');
    const { items } = await read('emoticon?max-results=1000');
    const all = items as { shortcut: string; url: string }[];

    expect(all.length).toBeGreaterThan(100);
    expect(out.match(/<figure>/g)).toHaveLength(all.length);
    for (const { url } of all) expect(out).toContain(`<img src="${url}"`);
  });

  it('ownersOfRooms lists all rooms, archived ones too, with one request', async () => {
    const out = await example('ownersOfRooms');

    expect(live.requests()).toHaveLength(1);
    expect(out.trimEnd().split('\n')).toHaveLength(14);
    expect(out).toContain(
      '"Ops","Pager: @bo until Friday","Bo Lindqvist","bo@example.com","false"\n',
    );
    expect(out).toContain('"Migration 2015"');
  });

  it('welcome invites and greets without fetching anything', async () => {
    const out = await example('welcome', '@milo', 'Lobby', 'Release Train');

    expect(live.requests().toSorted()).toEqual([
      'POST /v2/room/Lobby/invite/@milo',
      'POST /v2/room/Release Train/invite/@milo',
      'POST /v2/user/@milo/message',
    ]);
    expect(out.match(/^204 POST /gm)).toHaveLength(3);
  });

  it('deployed notifies the room and sets its topic', async () => {
    await example('deployed', 'Release Train', 'website', '2.8.1');

    const { topic } = await read('room/Release%20Train');
    const { items } = await read('room/Release%20Train/history/latest');
    expect(topic).toBe('Now live: website 2.8.1');
    expect(items).toContainEqual(
      expect.objectContaining({ message: 'website 2.8.1 is deployed', color: 'green' }),
    );
  });

  it('whoTalks counts one page of the history, with one request', async () => {
    const out = await example('whoTalks', 'Support / Tier 2');

    expect(live.requests()).toHaveLength(1);
    expect(out).toMatch(/^Said most\n +\d+ {2}\S/);
    expect(out).toMatch(/^Asked most\n +\d+ {2}\S/m);
  });

  it('leaving names the rooms of who leaves, and who else is there', async () => {
    const out = await example('leaving', 'bo');

    expect(out).toBe('Ops: Ann Okafor, Chidi Eze, Goran Petrović\nOld Website: Chidi Eze\n');
    expect(live.requests()).toHaveLength(3);
  });

  it('addon installs itself, hears a message and answers with a card', async () => {
    ran.add('addon');
    const { installablePath } = live.installAddon({
      key: 'example.builds',
      name: 'Builds',
      room: 'Ops',
      scopes: ['admin_room', 'send_notification', 'view_room'],
    });
    const address = `${live.url}${installablePath}`;
    const child = spawn(process.execPath, [join(folder, 'addon.js'), address], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const errors = text(child.stderr);
    const failed = once(child, 'close').then(async () => [`it ended: ${await errors}`]);
    const [line] = await Promise.race([once(child.stdout, 'data'), failed]);
    const here = /^Builds listens in Ops, at (\S+)\n$/.exec(String(line))?.[1];
    expect(here).toBeDefined();
    expect(await (await fetch(`${here}/descriptor`)).json()).toMatchObject({
      key: 'example.builds',
    });
    // Nobody else is heard.
    const forged = { method: 'POST', body: '{"event":"room_message"}' };
    expect((await fetch(`${here}/heard`, forged)).status).toBe(401);

    await live.hc.room('Ops').message('what was that?');
    await live.hc.room('Ops').message('/build website');
    await live.delivered();

    const { items } = await live.hc.room('Ops').latest({ maxResults: 3 });
    const answers = items.filter(({ type }) => type === 'notification');
    expect(answers.map(({ message, from }) => [message, from])).toEqual([
      ['website was built', 'Builds'],
    ]);
    expect(JSON.parse(answers[0]?.card ?? '')).toMatchObject({
      id: 'build-website',
      style: 'application',
      title: 'website was built',
    });

    child.kill('SIGTERM');
    const [code] = await once(child, 'close');
    expect([code, await errors]).toEqual([0, '']);
    expect((await live.hc.room('Ops').webhooks).items).toEqual([]);
  });

  it('is run here, whichever it is', () => {
    expect([...ran].sort()).toEqual([...names].sort());
  });
});
