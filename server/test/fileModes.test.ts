import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keepToOwner } from '../src/files/keepToOwner.ts';
import { png } from './helpers/pictures.ts';
import { temporaryFile } from './helpers/temporaryFile.ts';
import { openApi } from './helpers/testApi.ts';

/** The modes of everything in a directory and below: `{ 'chat.db': '600' }`. */
const modesIn = (directory: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => [
      // Files that were uploaded are named by chance.
      name.replace(/[0-9a-f]{40}/, 'file'),
      (statSync(join(directory, name)).mode & 0o777).toString(8),
    ]),
  );

/** A server on the file, and what it warned of. */
function opened(file: string) {
  const warnings: string[] = [];
  const api = openApi({ database: file, onWarning: (warning) => warnings.push(warning) });
  onTestFinished(() => api.server.close());
  return { ...api, warnings };
}

// Modes mean something where there are some.
describe.runIf(process.platform !== 'win32')('what is on the disk', () => {
  it("is its owner's alone from the first moment", async () => {
    const file = temporaryFile('chat.db');
    const { put, warnings } = opened(file);
    await put('/user/2/photo', { photo: png.toString('base64') });

    expect(modesIn(dirname(file))).toEqual({
      'chat.db': '600',
      'chat.db-files': '700',
      'chat.db-files/file': '600',
      'chat.db-shm': '600',
      'chat.db-wal': '600',
    });
    expect(warnings).toEqual([]);
  });

  it('is closed at start where it was open, with a word for each', () => {
    const file = temporaryFile('chat.db');
    openApi({ database: file }).server.close();
    const old = new DatabaseSync(file);
    onTestFinished(() => old.close());
    // Another process has it open, so that its log is there.
    old.exec('PRAGMA user_version = 1');
    mkdirSync(`${file}-files`);
    writeFileSync(join(`${file}-files`, 'a'.repeat(40)), 'x');
    chmodSync(join(`${file}-files`, 'a'.repeat(40)), 0o644);
    chmodSync(`${file}-files`, 0o755);
    for (const end of ['', '-wal', '-shm']) chmodSync(file + end, 0o640);
    const { warnings } = opened(file);

    expect(new Set(Object.values(modesIn(dirname(file))))).toEqual(new Set(['600', '700']));
    expect(warnings).toEqual([
      `${file} was open to others (mode 0640), and is its owner's alone now (0600)`,
      `${file}-wal was open to others (mode 0640), and is its owner's alone now (0600)`,
      `${file}-shm was open to others (mode 0640), and is its owner's alone now (0600)`,
      `${file}-files was open to others (mode 0755), and is its owner's alone now (0700)`,
    ]);
  });

  it('is left alone where it is closed, and where it is nothing of the kind', () => {
    const file = temporaryFile('chat.db');
    const notes = join(dirname(file), 'notes.txt');
    writeFileSync(file, '', { mode: 0o400 });
    writeFileSync(notes, 'No database. '.repeat(100));
    chmodSync(notes, 0o644);
    const warnings: string[] = [];
    for (const place of [file, notes, ':memory:', '']) {
      keepToOwner(place, (warning) => warnings.push(warning));
    }

    expect(warnings).toEqual([]);
    expect(modesIn(dirname(file))).toEqual({ 'chat.db': '400', 'notes.txt': '644' });
  });
});
