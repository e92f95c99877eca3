/**
 * The programs of docs/guides/deno.md, bun.md and browsers-and-workers.md, as they stand there: each prints, or answers, what the page shows
 * below it. What is here of the run-times is run; where all have to be here, none may be missing.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../docs/blocks.ts';
import { temporaryFolder } from '../helpers/command.ts';
import { liveServer } from '../helpers/live.ts';

const ROOT = new URL('../../', import.meta.url);
const at = (path: string): string => fileURLToPath(new URL(path, ROOT));

const RUNTIMES = [
  {
    page: 'docs/guides/deno.md',
    language: 'ts deno',
    command: at('node_modules/.bin/deno'),
    args: (code: string) => ['eval', '--ext=ts', code],
  },
  {
    page: 'docs/guides/bun.md',
    language: 'ts bun',
    command: at('node_modules/.bin/bun'),
    args: (code: string) => ['-e', code],
  },
];

/** Each program of a page, and what is shown below it. */
function programsOf(page: string, language: string) {
  const blocks = blocksOf(page);
  return blocks.flatMap(({ title, code, language: own }, index) =>
    own === language ? [{ title, code, shown: blocks[index + 1]?.code ?? '' }] : [],
  );
}

describe.each(RUNTIMES)('$page', ({ page, language, command, args }) => {
  const live = liveServer();

  it.for(programsOf(page, language))('“$title” prints what it shows', async (program, { skip }) => {
    if (!existsSync(command) && process.env.EVERY_RUNTIME !== '1') skip(`${command} is not here`);
    const code = program.code.replace("'hypchat'", JSON.stringify(new URL('src/index.ts', ROOT)));
    const { stdout } = await promisify(execFile)(command, args(code), {
      cwd: at('.'),
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        DENO_NO_UPDATE_CHECK: '1',
        HIPCHAT_TOKEN: live.token,
        HIPCHAT_ENDPOINT: live.url,
      },
    });

    expect(program.shown).not.toBe('');
    expect(stdout).toBe(program.shown);
  });
});

describe('docs/guides/browsers-and-workers.md', () => {
  const live = liveServer();

  it('has a worker that answers what it shows', async () => {
    const [worker] = programsOf('docs/guides/browsers-and-workers.md', 'ts worker');
    const file = join(temporaryFolder(), 'worker.mjs');
    await build({
      stdin: { contents: worker?.code ?? '', loader: 'ts', resolveDir: at('.') },
      alias: { hypchat: at('src/index.ts') },
      outfile: file,
      bundle: true,
      format: 'esm',
      logLevel: 'warning',
    });
    const module = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
      readonly default: { fetch(request: Request, env: object): Promise<Response> };
    };
    const env = { HIPCHAT_TOKEN: live.token, HIPCHAT_ENDPOINT: live.url };
    const answer = await module.default.fetch(new Request('https://worker.test/Ops'), env);

    expect(`${await answer.text()}\n`).toBe(worker?.shown);
    expect(live.requests()).toEqual(['GET /v2/room/Ops']);
  });
});
