import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A path in a directory of its own, which is gone when the test is over. */
export function temporaryFile(name: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'hypchat-server-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, name);
}
