import { rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Health } from '../src/Health.ts';
import { temporaryFile } from './helpers/temporaryFile.ts';
import { openApi } from './helpers/testApi.ts';

/** What SQLite throws. */
const sqliteError = (errcode: number): Error =>
  Object.assign(new Error('of SQLite'), { code: 'ERR_SQLITE_ERROR', errcode });

const well = {
  store: { isEmpty: () => false, tryWriting: () => undefined },
  files: { tryWriting: async () => undefined },
};

const failing = (error: Error) => ({
  ...well,
  store: {
    ...well.store,
    tryWriting: () => {
      throw error;
    },
  },
});

describe('the health of a server', () => {
  it.each([
    { name: 'with everything', places: well, condition: 'ok' },
    {
      name: 'without a group',
      places: { ...well, store: { ...well.store, isEmpty: () => true } },
      condition: 'empty',
    },
    {
      name: 'whose database cannot be read',
      places: {
        ...well,
        store: {
          ...well.store,
          isEmpty: () => {
            throw sqliteError(26);
          },
        },
      },
      condition: 'cannot read',
    },
    { name: 'on a full disk', places: failing(sqliteError(13)), condition: 'cannot write' },
    { name: 'on a failing disk', places: failing(sqliteError(778)), condition: 'cannot write' },
    { name: 'that became read-only', places: failing(sqliteError(8)), condition: 'cannot write' },
    {
      name: 'where no file can be kept',
      places: { ...well, files: { tryWriting: () => Promise.reject(new Error('ENOSPC')) } },
      condition: 'cannot write',
    },
    { name: 'beside one that writes', places: failing(sqliteError(5)), condition: 'ok' },
  ])('is $condition $name', async ({ places, condition }) => {
    expect(await new Health(places).condition()).toBe(condition);
  });

  it('is locked beside one that does not stop writing, and well again after it', async () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    onTestFinished(() => clock.mockRestore());
    let isBusy = true;
    const tryWriting = () => {
      if (isBusy) throw sqliteError(5);
    };
    const health = new Health({ ...well, store: { ...well.store, tryWriting } });
    const conditions = [];
    for (const ms of [0, 2000, 4999, 6000]) {
      clock.mockReturnValue(ms);
      conditions.push(await health.condition());
    }
    isBusy = false;
    clock.mockReturnValue(7000);
    conditions.push(await health.condition());

    expect(conditions).toEqual(['ok', 'ok', 'ok', 'locked', 'ok']);
  });

  it('is looked after once a second, however often it is asked', async () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    onTestFinished(() => clock.mockRestore());
    const tryWriting = vi.fn();
    const health = new Health({ ...well, store: { ...well.store, tryWriting } });
    for (const ms of [0, 1, 999, 1000, 1500]) {
      clock.mockReturnValue(ms);
      await health.condition();
    }

    expect(tryWriting).toHaveBeenCalledTimes(2);
  });
});

describe('/health', () => {
  const ask = async (server: { fetch(request: Request): Promise<Response> }) => {
    const response = await server.fetch(new Request('http://localhost/health'));
    return [response.status, (await response.json()).status];
  };

  it('answers beside another process that writes', async () => {
    const database = temporaryFile('chat.db');
    const { server } = openApi({ database });
    const other = new DatabaseSync(database);
    onTestFinished(() => {
      other.close();
      server.close();
    });
    other.exec('BEGIN IMMEDIATE');

    expect(await ask(server)).toEqual([200, 'ok']);
  });

  it('is a 503 where files cannot be kept', async () => {
    const database = temporaryFile('chat.db');
    const { server } = openApi({ database });
    onTestFinished(() => server.close());
    rmSync(`${database}-files`, { recursive: true, force: true });
    writeFileSync(`${database}-files`, '');

    // Files are waited for only so long; what comes later is told at a later asking.
    await vi.waitFor(async () => expect(await ask(server)).toEqual([503, 'cannot write']), 20_000);
  });

  it('leaves nothing behind', async () => {
    const database = temporaryFile('chat.db');
    const api = openApi({ database });
    onTestFinished(() => api.server.close());
    const before = (await api.get('/room')).body;
    expect(await ask(api.server)).toEqual([200, 'ok']);

    expect((await api.get('/room')).body).toEqual(before);
  });
});
