/**
 * The lines that pages show for a shell are run by one: those of README.md, docs/start.md, docs/guides/shell.md, docs/server.md and server/README.md.
 *
 * `hypchat` and `hypchat-server` are those of the sources, `npx` runs them, and where there is no `jq`, something that does what it is asked
 * here stands in for it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer } from '../../server/src/index.ts';
import { cli } from '../../server/test/proofs/child.ts';
import { buildCommand, command, environmentFor, temporaryFolder } from '../helpers/command.ts';
import { liveServer } from '../helpers/live.ts';
import { keys, PATIENCE_MS, Terminal, wrapper } from '../helpers/terminal.ts';
import { shownBlock } from './blocks.ts';

const hasJq = spawnSync('jq', ['--version']).status === 0;
const JQ =
  'let all = "";\nprocess.stdin.on("data", (text) => { all += text; }).on("end", () => console.log(JSON.stringify(JSON.parse(all).topic)));';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A shell in a folder of its own, which finds the commands. */
function shell(env: Readonly<Record<string, string>>): (line: string) => Promise<Ended> {
  const folder = temporaryFolder();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const install = (name: string, run: string): void =>
    writeFileSync(join(bin, name), `#!/bin/sh\nexec ${run}\n`, { mode: 0o755 });
  install('npx', '"$@"');
  install('hypchat', `"${command[0]}" "${command[1]}" "$@"`);
  install('hypchat-server', `"${command[0]}" "${cli}" "$@"`);
  if (!hasJq) install('jq', `"${command[0]}" -e '${JQ}'`);
  return async (line) => {
    const child = spawn('sh', ['-c', line], {
      cwd: folder,
      env: { ...env, PATH: `${bin}:${process.env.PATH}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const [[code], out, err] = await Promise.all([
      once(child, 'close'),
      text(child.stdout),
      text(child.stderr),
    ]);
    return { code, out, err };
  };
}

const linesOf = ({ code }: { readonly code: string }): readonly string[] =>
  code.split('\n').filter((line) => line !== '');

/** What each line gives, and sends. */
const START: Readonly<Record<string, readonly [RegExp, readonly string[]]>> = {
  "npx hypchat --demo 'rooms": [/^Ann Okafor\n$/, []],
  'npx hypchat --demo --explain': [/^1 {2}round 1 {2}GET /, []],
};
const README: Readonly<Record<string, readonly [RegExp, readonly string[]]>> = {
  "npx hypchat 'rooms": [
    /^Ann Okafor\n$/,
    ['GET /v2/room?start-index=0&max-results=1&expand=items'],
  ],
  'npx hypchat --explain': [
    /POST {2}\/v2\/user\/\{1\.owner\.id\}\/message {2}\{"message":"hi"\}/,
    [],
  ],
};
const GUIDE: Readonly<Record<string, readonly [RegExp, readonly string[]]>> = {
  "hypchat 'rooms.items": [
    /^Ann Okafor\n$/,
    ['GET /v2/room?start-index=0&max-results=1&expand=items'],
  ],
  'hypchat --table': [/Ops/, ['GET /v2/room?start-index=0&max-results=1000&expand=items']],
  'hypchat --ndjson': [/^(?:\{.*\}\n){3}$/, []],
  'hypchat --json': [/^".*"\n$/, ['GET /v2/room/Ops']],
  'hypchat --explain': [/^\d+ +round 1 +GET +\/v2\/room\?/, []],
  "echo 'room": [/^$/, ['PUT /v2/room/Ops/topic']],
  'hypchat \'room("Ops").message': [
    /id/,
    ['POST /v2/room/Ops/message', 'POST /v2/room/Lobby/message'],
  ],
  "hypchat 'for": [/^/, ['POST /v2/room/Ops/message', 'POST /v2/room/Lobby/message']],
};

describe('a line for the shell', () => {
  buildCommand();
  const live = liveServer();
  const known = { ...START, ...README, ...GUIDE };
  const lines = [
    ...linesOf(shownBlock('docs/start.md', 'npx hypchat --demo')),
    // The console and the explorer stay until they are ended: the one is below, the other in test/explorer.
    ...linesOf(shownBlock('README.md', 'npx hypchat --demo')).filter(
      (line) => !/^npx hypchat (?:explore )?--demo +#/.test(line),
    ),
    ...linesOf(shownBlock('docs/guides/shell.md', "hypchat 'rooms.items")),
    ...linesOf(shownBlock('docs/guides/shell.md', 'hypchat \'room("Ops").message')),
  ];

  it.each(lines)('%s: does what it says', async (line) => {
    const start = Object.keys(known).find((each) => line.startsWith(each)) ?? '';
    const [gives, sends] = known[start] ?? [/what the test expects of this line/, []];
    const { code, out, err } = await shell(environmentFor(live))(line);

    expect(out, err).toMatch(gives);
    expect(code, err).toBe(0);
    if (sends.length > 0) expect(live.requests()).toEqual(sends);
    else if (line.includes('--explain')) expect(live.requests()).toEqual([]);
  });

  it('finds the token and the endpoint in ~/.hypchat, as shell.md shows that file', async () => {
    const { code: file } = shownBlock('docs/guides/shell.md', '[HipChat]');
    const env = environmentFor();
    const text = file.replace('…', live.token).replace('https://chat.example.com', live.url);
    writeFileSync(join(env.HOME, '.hypchat'), text, { mode: 0o600 });

    expect(await shell(env)(`hypchat 'room("Ops").name'`)).toMatchObject({ code: 0, out: 'Ops\n' });
  });
});

describe.skipIf(wrapper === undefined)('the console, as shell.md shows it', () => {
  buildCommand();

  it('answers what it says', { timeout: 4 * PATIENCE_MS }, async () => {
    const [first = '', ...shown] = linesOf(
      shownBlock('docs/guides/shell.md', '$ npx hypchat --demo'),
    );
    const args = first.replace('$ npx hypchat ', '').split(' ');
    const terminal = new Terminal([...command, ...args], environmentFor());
    await terminal.shows(/demo>$/);
    for (const line of shown.filter((each) => each.startsWith('demo> '))) {
      const typed = line.slice('demo> '.length);
      terminal.type(typed);
      await terminal.endsWith(typed);
      terminal.type(keys.enter);
      await terminal.shows(/demo>$/);
    }
    const comparable = (screen: string): string => screen.replace(/\d+ ms/g, 'N ms');

    expect(comparable(terminal.screen())).toContain(comparable(shown.join('\n')));
  });
});

describe('the command of the server', () => {
  it.each(['docs/server.md', 'server/README.md'])(
    'starts and answers as %s shows it',
    async (page) => {
      const [start = '', said = '', asked = ''] = linesOf(shownBlock(page, 'npx hypchat-server'));
      const [, ...args] = start.replace('npx ', '').split(' ');
      // Any port that is free, where the page has that of a plain start.
      const child = spawn(command[0], [cli, ...args], {
        env: { ...process.env, HYPCHAT_SERVER_PORT: '0' },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      onTestFinished(() => {
        child.kill('SIGKILL');
      });
      const [line] = await once(child.stdout, 'data');
      const told = JSON.parse(String(line)) as { readonly url: string; readonly token: string };
      const [, name = '', value = '', url = ''] =
        /^curl -H "(.+?): (.+?)" (\S+)$/.exec(asked) ?? [];
      const here = url.replace(new URL(url).origin, told.url);
      const headers = { [name]: value.replace('…', told.token) };
      const answer = (await (await fetch(here, { headers })).json()) as { readonly owner: object };

      expect(Object.keys(told)).toEqual(Object.keys(JSON.parse(said)));
      expect(answer).toMatchObject({ name: 'Ops', owner: { email: 'bo@example.com' } });
    },
  );

  it('makes, lists and ends tokens, and installs, as server.md shows it', async () => {
    const [make = '', list = '', revoke = '', install = ''] = linesOf(
      shownBlock('docs/server.md', 'hypchat-server token --data'),
    );
    const env = environmentFor();
    const run = shell(env);
    const where = join(temporaryFolder(), 'chat.db');
    createServer({ database: where, sample: true }).close();
    const at = (line: string): string => line.replace('chat.db', where);

    const made = await run(at(make));
    expect(made.out, made.err).toMatch(/^\w{40,}\n$/);
    const rows = (await run(at(list))).out.trim().split('\n');
    const ids = rows.map((row) => (JSON.parse(row) as { readonly id: number }).id);
    expect(ids).toHaveLength(1);
    const ended = await run(at(revoke.replace('--id 17', `--id ${ids[0]}`)));
    expect(ended.code, ended.err).toBe(0);
    expect((await run(at(list))).out).toBe('');
    const installed = await run(at(install));
    expect(JSON.parse(installed.out), installed.err).toMatchObject({ oauthId: expect.any(String) });
  });
});
