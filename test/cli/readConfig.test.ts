import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConfigPlaces, readConfig } from '../../src/cli/readConfig.ts';
import { buildCommand, environmentFor, run, temporaryFolder } from '../helpers/command.ts';
import { liveServer } from '../helpers/live.ts';

/** Writes a file that only its owner can read. */
function file(name: string, text: string, mode = 0o600): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

const ini = (token: string, endpoint?: string): string =>
  `; comment\n[HipChat]\ntoken = ${token}\n${endpoint === undefined ? '' : `endpoint = ${endpoint}\n`}`;

/** Reads a configuration, and what was warned of. */
async function read(places: Partial<ConfigPlaces>) {
  const warnings: string[] = [];
  const config = await readConfig({ files: [], environment: {}, ...places }, (text) => {
    warnings.push(text);
  });
  return { config, warnings };
}

const OURS = 'https://chat.example.com';
const OTHER = 'https://other.example.com';
const environment = { HIPCHAT_TOKEN: 'of the environment', HIPCHAT_ENDPOINT: OTHER };

describe('readConfig', () => {
  it('reads token and endpoint from the section [HipChat] of an INI file', async () => {
    const { config, warnings } = await read({ files: [file('.hypchat', ini('abc', OURS))] });

    expect(config).toEqual({ token: 'abc', endpoint: OURS });
    expect(warnings).toEqual([]);
  });

  it('takes flags first, then the files in their order, then the environment', async () => {
    const tokenFile = file('token', 'of-the-file\n');
    const files = [file('.hypchat', ini('of the home')), file('hypchat', ini('of the machine'))];

    const all = { tokenFile, endpoint: OURS, files, environment };
    expect((await read(all)).config).toEqual({ token: 'of-the-file', endpoint: OURS });
    expect((await read({ files, environment })).config.token).toBe('of the home');
    expect((await read({ files: files.slice(1), environment })).config.token).toBe(
      'of the machine',
    );
    expect((await read({ files: ['/nowhere/at/all'], environment })).config).toEqual({
      token: 'of the environment',
      endpoint: OTHER,
    });
  });

  it('never sends a token to the endpoint of another place', async () => {
    const files = [file('.hypchat', ini('of the home'))];
    const { config, warnings } = await read({ files, environment });

    expect(config).toEqual({ token: 'of the home', endpoint: undefined });
    expect(warnings).toEqual([
      `the endpoint of the environment is not used: the token is that of ${files[0]}`,
    ]);
  });

  it('does not take the endpoint of a file that has no token', async () => {
    const files = [file('hypchat', `[HipChat]\nendpoint = ${OURS}\n`)];
    const { config, warnings } = await read({ files, environment: { HIPCHAT_TOKEN: 'abc' } });

    expect(config).toEqual({ token: 'abc', endpoint: undefined });
    expect(warnings).toHaveLength(1);
  });

  it('refuses --endpoint without --token-file', async () => {
    const wrong = read({ endpoint: OURS, environment });

    await expect(wrong).rejects.toThrow('--endpoint needs --token-file');
  });

  it.each([0o640, 0o604, 0o644])('warns of a file that others can read (%o)', async (mode) => {
    const path = file('.hypchat', ini('abc'), mode);
    const { warnings } = await read({ files: [path] });
    const { warnings: ofToken } = await read({ tokenFile: file('token', 'abc', mode) });

    expect(warnings).toEqual([`${path} holds a token, and others can read it: chmod 600 ${path}`]);
    expect(ofToken).toHaveLength(1);
  });

  it('warns of a file without a token', async () => {
    const path = file('.hypchat', 'token = abc\n');
    const { warnings } = await read({ files: [path], environment });

    expect(warnings).toEqual([`${path} has no token in a section [HipChat]`]);
  });

  it('takes a section that is called like what every object has for no section', async () => {
    const path = file('.hypchat', '[__proto__]\ntoken = abc\n[constructor]\ntoken = abc\n');

    await expect(read({ files: [path] })).rejects.toThrow('there is no token');
  });

  it('refuses a token file that is empty, holds more than a token, or is not there', async () => {
    await expect(read({ tokenFile: file('token', '\n') })).rejects.toThrow('is empty');
    await expect(read({ tokenFile: file('token', ini('abc')) })).rejects.toThrow(
      'has to hold a token and nothing else',
    );
    await expect(read({ tokenFile: '/nowhere/token' })).rejects.toThrow('/nowhere/token');
  });

  it('names the three places when there is no token', async () => {
    const wrong = read({});

    for (const place of ['~/.hypchat', '/etc/hypchat', 'HIPCHAT_TOKEN']) {
      await expect(wrong).rejects.toThrow(place);
    }
  });
});

describe('the command', () => {
  buildCommand();
  const live = liveServer();

  it('reads ~/.hypchat', async () => {
    const env = environmentFor();
    writeFileSync(join(env.HOME, '.hypchat'), ini(live.token, live.url), { mode: 0o644 });
    const { out, err } = await run(['-q', 'room(42).name'], { env });

    expect(out).toBe('Ops\n');
    expect(err).toBe(
      `hypchat: ${env.HOME}/.hypchat holds a token, and others can read it: chmod 600 ${env.HOME}/.hypchat\n`,
    );
  });

  it('takes --token-file and --endpoint', async () => {
    const flags = ['--token-file', file('token', live.token), '--endpoint', live.url];

    expect((await run([...flags, 'room(42).name'])).out).toBe('Ops\n');
  });

  it('says the three places and ends with 2 when there is no token', async () => {
    const { code, err } = await run(['rooms']);

    expect(err).toContain('~/.hypchat, from /etc/hypchat, or from the environment');
    expect(code).toBe(2);
  });

  it('never prints the token', async () => {
    const env = environmentFor({ url: live.url, token: 'a-token-that-is-secret' });
    const { out, err } = await run(['--trace', 'rooms'], { env });

    expect(out + err).not.toContain('a-token-that-is-secret');
    expect(err).toContain('401');
  });
});
