import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { png } from './helpers/pictures.ts';
import { temporaryFile } from './helpers/temporaryFile.ts';
import { openApi } from './helpers/testApi.ts';

/** What a server leaves that is killed while it keeps a file: its beginning, or a file without a row. */
const [unfinished, unknown] = [`${'a'.repeat(40)}.part`, 'b'.repeat(40)];

function leave(database: string): string {
  const directory = `${database}-files`;
  mkdirSync(directory, { recursive: true });
  for (const name of [unfinished, unknown]) writeFileSync(join(directory, name), 'left');
  return directory;
}

describe('what an interrupted upload left', () => {
  it('is gone at the next start, and what was kept is there', async () => {
    const database = temporaryFile('chat.db');
    const first = openApi({ database });
    await first.put('/user/2/photo', { photo: png.toString('base64') });
    const kept = readdirSync(`${database}-files`);
    first.server.close();
    const directory = leave(database);
    writeFileSync(join(directory, 'README'), 'Somebody put this here');
    openApi({ database }).server.close();

    expect(kept).toHaveLength(1);
    expect(readdirSync(directory).sort()).toEqual(['README', ...kept].sort());
  });

  it('may be another server’s, and stays while that is there, until it is old', async () => {
    const database = temporaryFile('chat.db');
    const first = openApi({ database });
    onTestFinished(() => first.server.close());
    const directory = leave(database);
    openApi({ database }).server.close();
    expect(readdirSync(directory).sort()).toEqual([unfinished, unknown]);

    const longAgo = new Date(Date.now() - 7_200_000);
    for (const name of [unfinished, unknown]) utimesSync(join(directory, name), longAgo, longAgo);
    const second = openApi({ database });
    onTestFinished(() => second.server.close());
    await vi.waitFor(() => expect(readdirSync(directory)).toEqual([]), 20_000);
  });

  it('is nothing where there was no server before', () => {
    const database = temporaryFile('chat.db');
    const directory = leave(database);
    openApi({ database }).server.close();

    expect(readdirSync(directory).sort()).toEqual([unfinished, unknown]);
  });
});
