import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIni } from '../../src/cli/parseIni.ts';
import { type ConfigPlaces, readConfig } from '../../src/cli/readConfig.ts';
import { whyDistrusted } from '../../src/cli/whyDistrusted.ts';
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
  const config = readConfig({ files: [], environment: {}, ...places }, (text) => {
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

  it.each([0o620, 0o602, 0o666, 0o660])(
    'refuses a file that others can write (%o), whatever it holds',
    async (mode) => {
      for (const text of [ini('abc'), '']) {
        const path = file('.hypchat', text, mode);
        await expect(read({ files: [path], environment })).rejects.toThrow(
          `${path} can be written by others`,
        );
      }
      const tokenFile = file('token', 'abc', mode);
      await expect(read({ tokenFile })).rejects.toThrow(`${tokenFile} can be written by others`);
    },
  );

  it('refuses a file of another user, and takes one of the administrator', () => {
    const of = (uid: number) => ({ mode: 0o100600, uid, isFile: () => true });

    expect(whyDistrusted(of(1000), 1001)).toBe('belongs to another user');
    expect(whyDistrusted(of(1000), 1000)).toBeUndefined();
    expect(whyDistrusted(of(0), 1000)).toBeUndefined();
    expect(whyDistrusted({ ...of(1000), isFile: () => false }, 1001)).toBeUndefined();
  });

  it.each([
    ['token: abc', 'a colon'],
    ['TOKEN = abc', 'capitals'],
    ['Token:abc', 'both'],
    ['token=abc', 'no blanks'],
    ['  token = abc', 'an indent'],
    ['token = abc ; the bot of operations', 'a comment behind it'],
    ['token = "abc"', 'quotes'],
    ['token = first\ntoken = abc', 'an earlier value'],
    ['token = abc\r\n# comment\r\n', 'line ends of Windows'],
  ])('reads `%s` as HypChat did: with %s', async (line) => {
    const { config } = await read({
      files: [file('.hypchat', `\uFEFF[HipChat]\n${line}\nEndPoint : ${OURS}\n`)],
    });

    expect(config).toEqual({ token: 'abc', endpoint: OURS });
  });

  it('takes from [DEFAULT] what the section does not say, and nothing from another section', async () => {
    const text = `[DEFAULT]\nendpoint: ${OURS}\ntoken = no\n[HipChat]\ntoken: abc\n[Other]\ntoken: other\n`;

    expect((await read({ files: [file('.hypchat', text)] })).config).toEqual({
      token: 'abc',
      endpoint: OURS,
    });
  });

  it('reads back what is written in any of these ways', async () => {
    const word = fc.stringMatching(/^[A-Za-z0-9+/_.~-]{1,40}$/);
    const style = fc.record({
      name: fc.constantFrom('token', 'TOKEN', 'Token'),
      delimiter: fc.constantFrom(':', '=', ' = ', ' : ', ':\t', '='),
      lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
      mark: fc.constantFrom('', '\uFEFF'),
      before: fc.constantFrom('', '; token = no', '# [HipChat]', '[Other]'),
    });
    fc.assert(
      fc.property(word, style, (token, { name, delimiter, lineEnd, mark, before }) => {
        const text = mark + [before, '[HipChat]', name + delimiter + token, ''].join(lineEnd);
        expect(parseIni(text, 'HipChat').get('token')).toBe(token);
      }),
    );
  });

  it.each([
    ['chat.example.com', ': write https://chat.example.com'],
    ['localhost:8080/chat', ': write https://localhost:8080/chat'],
    ['ftp://chat.example.com', 'and is ftp://chat.example.com'],
  ])('says what is wrong with the endpoint %s, and where it stands', async (endpoint, mend) => {
    const path = file('.hypchat', ini('abc', endpoint));
    const tokenFile = file('token', 'abc');
    const inEnvironment = { HIPCHAT_TOKEN: 'abc', HIPCHAT_ENDPOINT: endpoint };

    for (const [places, name] of [
      [{ files: [path] }, `the endpoint of ${path}`],
      [{ tokenFile, endpoint }, '--endpoint'],
      [{ environment: inEnvironment }, 'the endpoint of the environment'],
    ] as const) {
      const wrong = read(places);
      await expect(wrong).rejects.toThrow(`${name} has to be an address that begins with https://`);
      await expect(wrong).rejects.toThrow(mend);
    }
  });

  it('warns of a name that it does not look at, unless it holds for every section', async () => {
    const more = `[DEFAULT]\nhome = /\n[Other]\nendpont = x\n${ini('abc')}endpont = ${OURS}\n`;
    const name = file('.hypchat', more);

    expect((await read({ files: [name] })).warnings).toEqual([
      `${name} says \`endpont\` in [HipChat], where only \`token\` and \`endpoint\` are looked at`,
    ]);
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

  it.each([
    ['endpoint = chat.example.com', 'write https://chat.example.com'],
    ['endpoint = me:secret@chat.example.com', 'has to be an address that begins with https://'],
    ['endpoint = https://', '`endpoint` has to be an http: or https: address'],
    ['endpoint = https://me:secret@chat.example.com', '`endpoint` must not hold a name'],
    ['token = a\u0100b', '`token` holds a character that cannot be sent'],
  ])('ends with 2 and a sentence for %s', async (line, sentence) => {
    const env = environmentFor();
    writeFileSync(join(env.HOME, '.hypchat'), `${ini('abc')}${line}\n`, { mode: 0o600 });
    const { code, out, err } = await run(['rooms'], { env });

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err).not.toContain('    at ');
    expect(err).not.toContain('secret');
  });

  it('ends with 2 for a ~/.hypchat that others can write', async () => {
    const env = environmentFor();
    writeFileSync(join(env.HOME, '.hypchat'), ini(live.token, live.url));
    chmodSync(join(env.HOME, '.hypchat'), 0o622);
    const { code, err } = await run(['room(42).name'], { env });

    expect(code).toBe(2);
    expect(err).toContain('.hypchat can be written by others');
    expect(live.requests()).toEqual([]);
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
