import { readdirSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { png } from './helpers/pictures.ts';
import { temporaryFile } from './helpers/temporaryFile.ts';
import { type Json, openApi, type Reply, type TestApi, testApi } from './helpers/testApi.ts';

/** A body as HipChat's own clients wrote it. */
function related(file: Uint8Array, { message = 'look', name = 'photo.png', end = '\r\n' } = {}) {
  const lines = [
    '--hipfileboundary',
    'Content-Type: application/json; charset=UTF-8',
    'Content-Disposition: attachment; name="metadata"',
    '',
    JSON.stringify({ message }),
    '--hipfileboundary',
    'Content-Type: image/png',
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; name="file"; filename="${name}"`,
    '',
    Buffer.from(file).toString('base64'),
    // A widely used client ends with a backspace where it meant a backslash.
    '--hipfileboundary--\b',
  ];
  return lines.join(end);
}

const share = (
  api: TestApi,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  token?: string,
) =>
  api.call('POST', path, {
    ...(token === undefined ? {} : { token }),
    headers: { 'content-type': 'multipart/related; boundary=hipfileboundary' },
    body,
  });

const download = (api: TestApi, url: string) => api.server.fetch(new Request(url));

const latest = async (api: TestApi, path = '/room/42'): Promise<Json> =>
  (await api.get(`${path}/history/latest?max-results=1`)).body.items[0];

describe('a shared file', () => {
  it.each(['\r\n', '\n'])(
    'comes as a message, and is fetched without a token (lines end in %j)',
    async (end) => {
      const api = testApi();
      const sent = await share(
        api,
        '/room/42/share/file',
        related(png, { end, message: 'hi @ann' }),
      );
      expect(sent.status).toBe(204);
      expect(sent.headers.get('x-floodcontrol-limit')).not.toBeNull();

      const message = await latest(api);
      expect(message).toMatchObject({
        authenticated_file: { name: 'photo.png', size: png.length },
        file: { name: 'photo.png', size: png.length },
        mentions: [{ mention_name: 'ann' }],
        message: 'hi @ann',
        type: 'message',
      });
      const { body } = await api.get(`/file/${message.authenticated_file.id}?thumbnail=true`);
      expect(body).toMatchObject({ id: message.authenticated_file.id, name: 'photo.png' });
      expect(body.temp_url).toBe(message.file.url);
      expect(body.thumb_url).toBe(message.file.thumb_url);

      const got = await download(api, body.temp_url);
      expect(Buffer.from(await got.arrayBuffer())).toEqual(png);
      expect(got.headers.get('content-type')).toBe('image/png');
      expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    },
  );

  it('is bytes as they are where the part does not say base64', async () => {
    const api = testApi();
    const bytes = Buffer.from([0, 255, 10, 13, 45, 45, 98, 10]);
    const head =
      '--b\nContent-Disposition: attachment; name="file"; filename="C:\\\\dir\\\\a\'b.bin"\n\n';
    const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\n--b--\n')]);
    await api.call('POST', '/room/42/share/file', {
      headers: { 'content-type': 'multipart/related; boundary="b"' },
      body,
    });

    const { file } = await latest(api);
    expect(file).toMatchObject({ name: "a'b.bin", size: bytes.length });
    expect(file).not.toHaveProperty('thumb_url');
    const got = await download(api, file.url);
    expect(Buffer.from(await got.arrayBuffer())).toEqual(bytes);
    expect(got.headers.get('content-type')).toBe('application/octet-stream');
    expect(got.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''a%27b.bin");
  });

  it('is seen by those who see where it was shared', async () => {
    const api = testApi();
    const [dana, carol, bo] = ['@dana', 4, '@bo'].map((user) => api.server.mintToken({ user }));
    await share(api, '/room/45/share/file', related(png));
    const inPrivateRoom = (await latest(api, '/room/45')).authenticated_file.id;
    expect((await api.get(`/file/${inPrivateRoom}`, dana)).status).toBe(404);
    expect((await api.get(`/file/${inPrivateRoom}`)).status).toBe(200);

    expect((await share(api, '/user/4/share/file', related(png), bo)).status).toBe(204);
    const told = await api.get('/user/3/history/latest?max-results=1', carol);
    const { id } = told.body.items[0].authenticated_file;
    expect((await api.get(`/file/${id}`, bo)).status).toBe(200);
    expect((await api.get(`/file/${id}`, carol)).status).toBe(200);
    for (const other of [dana, api.server.mintToken(), api.server.mintToken({ kind: 'client' })]) {
      expect((await api.get(`/file/${id}`, other)).status).toBe(404);
    }
    const ops = api.server.mintToken({ kind: 'client', room: 'Ops' });
    expect((await api.get(`/file/${inPrivateRoom}`, ops)).status).toBe(404);
  });

  it('goes with its room', async () => {
    const database = temporaryFile('chat.db');
    const api = openApi({ database });
    onTestFinished(() => api.server.close());
    await share(api, '/room/42/share/file', related(png));
    const { url } = (await latest(api)).file;
    expect(readdirSync(`${database}-files`)).toHaveLength(1);

    await api.delete('/room/42');
    expect(readdirSync(`${database}-files`)).toEqual([]);
    expect((await download(api, url)).status).toBe(404);
  });

  it('outlives a restart, and so does its link', async () => {
    const database = temporaryFile('chat.db');
    const first = openApi({ database });
    await share(first, '/room/42/share/file', related(png));
    const { url } = (await latest(first)).file;
    first.server.close();

    const second = openApi({ database });
    onTestFinished(() => second.server.close());
    expect((await download(second, url)).status).toBe(200);
  });

  it.each([
    { body: 'nothing', says: 'The multipart body has no file in it' },
    { body: '--hipfileboundary\nno end', says: 'The multipart body has no file in it' },
    { body: '--hipfileboundary\nx\n--hipfileboundary--', says: 'no end of its headers' },
    { body: related(png).replace(/iVBOR/, '*'), says: 'The file is not valid base64' },
    { body: related(png).replace('"message"', 'message'), says: 'The metadata of the file' },
  ])('is refused where the body is not what it says: $says', async ({ body, says }) => {
    const reply = await share(testApi(), '/room/42/share/file', body);

    expect(reply.status).toBe(400);
    expect(reply.body.error.message).toContain(says);
  });

  it('is refused without a boundary, with a caption that is too long, and with another type', async () => {
    const api = testApi();
    const send = (type: string, body: string): Promise<Reply> =>
      api.call('POST', '/room/42/share/file', { headers: { 'content-type': type }, body });

    expect((await send('multipart/related', related(png))).body.error.message).toContain(
      'boundary',
    );
    expect((await send('text/plain', 'x')).body.error.message).toBe(
      'Invalid content type: text/plain',
    );
    const long = related(png, { message: 'x'.repeat(1001) });
    expect((await share(api, '/room/42/share/file', long)).body.error).toMatchObject({
      field: 'message',
      validation: 'maxLength',
    });
  });

  it('is as large as the option lets it be', async () => {
    const api = testApi({ fileLimit: 1000 });

    expect((await share(api, '/room/42/share/file', related(Buffer.alloc(1000)))).status).toBe(204);
    expect((await share(api, '/room/42/share/file', related(Buffer.alloc(1001)))).status).toBe(413);
    const far = related(Buffer.alloc(200_000));
    expect((await share(api, '/room/42/share/file', far)).status).toBe(413);
    const photo = Buffer.concat([png, Buffer.alloc(1000)]).toString('base64');
    expect((await api.put('/user/2/photo', { photo })).status).toBe(413);
  });
});

describe('a link to a file', () => {
  it('is the same for an hour, and good for two at most', async () => {
    let now = Date.parse('2018-01-01T00:10:00Z');
    const api = testApi({ now: () => now });
    await share(api, '/room/42/share/file', related(png));
    const { url } = (await latest(api)).file;
    now += 40 * 60_000;
    expect((await latest(api)).file.url).toBe(url);
    now += 40 * 60_000;
    expect((await latest(api)).file.url).not.toBe(url);
    expect((await download(api, url)).status).toBe(200);
    now += 40 * 60_000;
    expect((await download(api, url)).status).toBe(403);
  });

  it('cannot be made up', async () => {
    const api = testApi();
    await share(api, '/room/42/share/file', related(png));
    const { url } = (await latest(api)).file;

    const wrong = [
      url.replace(
        /expires=(\d)/,
        (_all: string, first: string) => `expires=${first === '9' ? '8' : '9'}`,
      ),
      // Whatever it begins with, it begins with something else.
      url.replace(
        /signature=(.)/,
        (_all: string, first: string) => `signature=${first === '_' ? '-' : '_'}`,
      ),
      url.replace(/&signature=.*/, ''),
      url.replace(/files\/./, 'files/_'),
      `${url}x`,
    ];
    for (const other of wrong) expect((await download(api, other)).status, other).toBe(403);
    expect((await api.server.fetch(new Request(url, { method: 'POST' }))).status).toBe(405);
  });

  it('is written down without its signature', async () => {
    const lines: string[] = [];
    const api = testApi({ onRequest: ({ path }) => lines.push(path) });
    await share(api, '/room/42/share/file', related(png));
    await download(api, (await latest(api)).file.url);

    expect(lines.at(-1)).toMatch(/^\/files\/[0-9a-f]{40}\?expires=\d+&for=t1$/);
  });
});

describe('a shared link', () => {
  it('is a message with a preview', async () => {
    const api = testApi();
    const link = 'https://example.com/a?b=c';
    expect((await api.post('/room/42/share/link', { link, message: 'see' })).status).toBe(204);
    expect(await latest(api)).toMatchObject({
      message: `see ${link}`,
      message_links: [{ link: { fullUrl: link }, type: 'link', url: link }],
    });
    expect((await api.post('/user/2/share/link', { link })).status).toBe(204);
    const told = (await api.get('/user/2/history/latest?max-results=1')).body.items[0];
    expect(told.message).toBe(link);
  });

  it.each([
    { body: { message: 'x' }, validation: 'required' },
    { body: { link: 'short.com' }, validation: 'minLength' },
    { body: { link: 'x'.repeat(1001) }, validation: 'maxLength' },
    { body: { link: 'https://example.com', message: 'x'.repeat(1001) }, validation: 'maxLength' },
  ])('is refused where it does not fit: $validation', async ({ body, validation }) => {
    const api = testApi();

    expect((await api.post('/room/42/share/link', body)).body.error.validation).toBe(validation);
    expect((await api.post('/user/2/share/link', body)).body.error.validation).toBe(validation);
  });
});
