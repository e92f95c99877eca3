import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const at = (path: string): string => fileURLToPath(new URL(path, ROOT));
const CASES = at('test/runtimes/cases.ts');

const RUNTIMES = [
  { name: 'Node', command: process.execPath, args: [CASES] },
  { name: 'Deno', command: at('node_modules/.bin/deno'), args: ['run', '--allow-all', CASES] },
  { name: 'Bun', command: at('node_modules/.bin/bun'), args: ['run', CASES] },
];

interface Outcome {
  readonly ran: readonly string[];
  readonly failed: Readonly<Record<string, string>>;
}

describe('a chain that its host looks over', () => {
  it.for(RUNTIMES)(
    'sends nothing, throws nothing and says what it is under $name',
    async ({ name, command, args }, { skip }) => {
      if (!existsSync(command)) skip(`${name} is not installed`);

      const { stdout } = await promisify(execFile)(command, args, {
        cwd: at('.'),
        env: { ...process.env, NODE_OPTIONS: '', DENO_NO_UPDATE_CHECK: '1' },
      });

      const { ran, failed } = JSON.parse(stdout) as Outcome;
      expect(failed).toEqual({});
      expect(ran.length).toBeGreaterThan(20);
    },
  );
});
