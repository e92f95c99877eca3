import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const FIXTURE = fileURLToPath(new URL('fixtures/givenUp.ts', import.meta.url));

/** What is not given up has no end. */
const LONGEST_MS = 60_000;

describe('an answer that has begun', () => {
  it('is given up, with its connection, also where all that nobody holds was collected meanwhile', async () => {
    // In a process of its own: what is collected there is nobody else's.
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', FIXTURE], {
      env: { ...process.env, NODE_OPTIONS: '' },
      timeout: LONGEST_MS,
    });

    expect(stdout.trim().split('\n')).toEqual([
      'download: AbortError',
      'read: AbortError',
      'time: NetworkError',
      'action: NetworkError',
    ]);
  });
});
