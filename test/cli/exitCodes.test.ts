import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/cli/exitCodes.ts';
import { bareServer } from '../helpers/bareServer.ts';
import { buildCommand, environmentFor, type RunOptions, run } from '../helpers/command.ts';
import { liveServer } from '../helpers/live.ts';

buildCommand();
const live = liveServer();

/** Runs an expression against a server that answers everything alike. */
async function against(status: number, body: string): Promise<RunOptions> {
  const url = await bareServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  return { env: environmentFor({ url, token: 'token' }) };
}

const error = (code: number, type: string): string =>
  JSON.stringify({ error: { code, type, message: 'because' } });

describe('the exit code', () => {
  it('is 0 when all went well', async () => {
    const { code } = await run(['room(42).name'], { env: environmentFor(live) });

    expect(code).toBe(0);
  });

  it.each([
    ['an option that there is not', ['--nope', 'rooms']],
    ['two expressions', ['rooms', 'users']],
    ['two formats', ['--json', '--table', 'rooms']],
    ['a budget that is no number', ['--budget', 'many', 'rooms']],
    ['an expression that cannot be read', ['rooms..items']],
    ['an empty expression', ['']],
    ['--explain of what is no chain', ['--explain', '1 + 1']],
    ['--endpoint alone', ['--endpoint', 'https://chat.example.com', 'rooms']],
  ])('is 2 for %s', async (_what, args) => {
    const { code, out, err } = await run(args, { env: environmentFor(live) });

    expect(code).toBe(exitCodes.usage);
    expect(out).toBe('');
    expect(err).toMatch(/^hypchat: /);
    expect(err).toMatch(/Try: hypchat --help\n$/);
    expect(live.requests()).toEqual([]);
  });

  it.each([
    ['3 for an error of the API', 500, error(500, 'Internal Server Error'), exitCodes.apiError],
    ['3 for an answer that is none of the API', 200, '<html>', exitCodes.apiError],
    ['4 for a 404', 404, error(404, 'Not Found'), exitCodes.notFound],
    ['5 for a 401', 401, error(401, 'Unauthorized'), exitCodes.refused],
    ['5 for a 403', 403, error(403, 'Forbidden'), exitCodes.refused],
  ])('is %s', async (_what, status, body, expected) => {
    const { code, out, err } = await run(['room(42).name'], await against(status, body));

    expect(code).toBe(expected);
    expect(out).toBe('');
    expect(err).toContain('hc.room(42).name\n     ^^^^^^^^\n');
  });

  it('is 4 for an item that there is not', async () => {
    const { code } = await run(['rooms.items[999].name'], { env: environmentFor(live) });

    expect(code).toBe(exitCodes.notFound);
  });

  it('is 6 for a 429', async () => {
    const refusing = await against(429, error(429, 'Too Many'));
    const { code } = await run(['--no-wait', 'room(42).name'], refusing);

    expect(code).toBe(exitCodes.rateLimited);
  });

  it('is that of the first failure where a forEach sends many actions', async () => {
    const url = await bareServer((request, response) => {
      const self = `${url}/v2/room/1`;
      const page = { items: [{ id: 1, name: 'One', links: { self } }], startIndex: 0, links: {} };
      response.writeHead(request.method === 'GET' ? 200 : 403);
      response.end(request.method === 'GET' ? JSON.stringify(page) : error(403, 'Forbidden'));
    });
    const { code, err } = await run(['rooms.forEach((room) => room.message("hi"))'], {
      env: environmentFor({ url, token: 'token' }),
    });

    expect(err).toContain('1 of the one action failed');
    expect(code).toBe(exitCodes.refused);
  });

  it('is 7 when no answer comes', async () => {
    const url = await bareServer((request) => request.socket.destroy());
    const { code, err } = await run(['room(42).name'], {
      env: environmentFor({ url, token: 'token' }),
    });

    expect(code).toBe(exitCodes.unreachable);
    expect(err).toContain('no answer');
  });

  it('is 1 when the expression itself fails', async () => {
    const { code, err } = await run(['nobody.knows'], { env: environmentFor(live) });

    expect(code).toBe(exitCodes.failed);
    expect(err).toMatch(/^ReferenceError: nobody is not defined; a text stands in quotes/);
  });

  it.each([
    ['', []],
    [', with a server of its own as well', ['--demo']],
  ])('is 1 when the expression waits for what cannot come any more%s', async (_, options) => {
    const expression = [...options, 'new Promise(() => {})'];
    const { code, err } = await run(expression, { env: environmentFor(live) });

    expect(code).toBe(exitCodes.failed);
    expect(err).toBe(
      'hypchat: the expression came to no end: it waits for what nothing can bring any more\n',
    );
  });

  it('is told by --help, each of them', async () => {
    const { code, out } = await run(['--help']);

    expect(code).toBe(0);
    for (const each of Object.values(exitCodes)) {
      expect(out).toMatch(new RegExp(`^ {2}${each} {2}\\w`, 'm'));
    }
  });
});

describe('--version', () => {
  it('prints the version of the package', async () => {
    const manifest = await import('../../package.json', { with: { type: 'json' } });

    expect((await run(['--version'])).out).toBe(`${manifest.default.version}\n`);
  });
});
