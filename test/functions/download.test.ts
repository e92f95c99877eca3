/** What `download` fetches, whom it tells the token, and how it fails. */
import { Buffer } from 'node:buffer';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  AbortError,
  BudgetError,
  download,
  ForbiddenError,
  HypChat,
  NotFoundError,
  OriginError,
  StepError,
  TimeoutError,
  within,
} from '../../src/index.ts';
import { bareServer } from '../helpers/bareServer.ts';
import { liveServer } from '../helpers/live.ts';
import { userStub, wholeRoom } from '../helpers/mockApi.ts';

const PNG: string =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

interface Asked {
  readonly url: string;
  readonly token: string | null;
}

/** A made-up server, at its own address and any other. */
function world(
  answers: Readonly<Record<string, () => Response | Promise<Response>>>,
  endpoint?: string,
) {
  const asked: Asked[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    asked.push({ url: request.url, token: request.headers.get('authorization') });
    const answer = answers[request.url] ?? answers[new URL(request.url).pathname];
    if (answer === undefined) throw new Error(`nobody expected ${request.url}`);
    return answer();
  };
  const hc = new HypChat('secret-token', { fetch, retries: 0, ...(endpoint && { endpoint }) });
  return { hc, asked, urls: () => asked.map(({ url }) => url) };
}

const to = (location: string) => (): Response =>
  new Response(null, { status: 302, headers: { location } });
const file = (): Response => new Response('bytes');
const refusal = (status: number): Response =>
  Response.json({ error: { code: status, message: 'no', type: 'No' } }, { status });
const API = 'https://api.hipchat.com/v2';

describe('a download', () => {
  it('follows a redirect to elsewhere, and sends no token there', async () => {
    const { hc, asked } = world({
      '/v2/room/1/avatar': to('https://s3.example.com/a.png'),
      '/a.png': to('https://cdn.example.com/b.png'),
      '/b.png': file,
    });

    expect(await (await download(hc.room(1).avatar)).text()).toBe('bytes');
    expect(asked).toEqual([
      { url: `${API}/room/1/avatar`, token: 'Bearer secret-token' },
      { url: 'https://s3.example.com/a.png', token: null },
      { url: 'https://cdn.example.com/b.png', token: null },
    ]);
  });

  it('sends the token along a redirect at home', async () => {
    const { hc, asked } = world({
      '/v2/group/1/avatar': to('/v2/pictures/1'),
      '/v2/pictures/1': file,
    });

    await download(hc.group(1).avatar);

    expect(asked.map(({ token }) => token)).toEqual(['Bearer secret-token', 'Bearer secret-token']);
  });

  it('never leads from a secure address to one that is not, nor to what is no web address', async () => {
    for (const location of ['http://s3.example.com/a.png', 'file:///etc/passwd', 'data:,x']) {
      const { hc, asked } = world({ '/v2/room/1/avatar': to(location) });

      await expect(download(hc.room(1).avatar)).rejects.toBeInstanceOf(OriginError);
      expect(asked).toHaveLength(1);
    }
  });

  it('does not begin elsewhere: a link to another origin is an error as everywhere', async () => {
    const { hc, asked } = world({});

    await expect(download(hc.at('https://elsewhere.example.com/x'))).rejects.toBeInstanceOf(
      OriginError,
    );
    expect(asked).toEqual([]);
  });

  it('of a file asks where it is, and there without a token, also at home', async () => {
    const { hc, asked } = world({
      '/v2/file/7': () => Response.json({ id: 7, temp_url: `${API}/files/7?signature=abc` }),
      '/v2/files/7': file,
    });

    expect(await (await download(hc.file(7))).text()).toBe('bytes');
    expect(asked.map(({ token }) => token)).toEqual(['Bearer secret-token', null]);
  });

  it('of a text is of the address that it is', async () => {
    const { hc, asked, urls } = world({
      '/v2/user/7': () => Response.json({ ...userStub(7), photo_url: 'https://s3.example.com/7' }),
      '/7': file,
    });

    await download(hc.user(7).photo_url);

    expect(urls()).toEqual([`${API}/user/7`, 'https://s3.example.com/7']);
    expect(asked[1]?.token).toBeNull();
  });

  it('of what a snapshot holds asks for nothing but the bytes', async () => {
    const { hc, urls } = world({
      '/v2/room/1': () => Response.json({ ...wholeRoom(1), owner: userStub(7) }),
      '/v2/user/7/photo/big': file,
    });
    const room = await hc.room(1);

    await download(room.owner.photo('big'));

    expect(urls()).toEqual([`${API}/room/1`, `${API}/user/7/photo/big`]);
  });

  it('gives the answer before its body has come', async () => {
    let end: (() => void) | undefined;
    const url = await bareServer((_request, response) => {
      response.write('first');
      end = () => response.end(' last');
    });
    const response = await download(new HypChat('token', { endpoint: url }).room(1).avatar);

    end?.();
    expect(await response.text()).toBe('first last');
  });

  it('has no time limit once the answer has begun', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    let signal: AbortSignal | undefined;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      signal = new Request(input, init).signal;
      return new Response('bytes');
    };
    const hc = new HypChat('token', { fetch, timeoutMs: 1000 });

    await download(within(hc.room(1), { timeoutMs: 3_600_000 }).avatar);
    vi.advanceTimersByTime(3_600_000);

    expect(signal?.aborted).toBe(false);
  });

  it('is the error of whatever was refused, with the chain', async () => {
    const { hc } = world({
      '/v2/room/1/avatar': () => refusal(404),
      '/v2/room/2/avatar': to('https://s3.example.com/a.png'),
      '/a.png': () => new Response('<Error>Expired</Error>', { status: 403 }),
    });

    const missing = await download(hc.room(1).avatar).catch((error: unknown) => error);
    expect(missing).toBeInstanceOf(NotFoundError);
    expect(missing).toMatchObject({
      serverMessage: 'no',
      where: { chain: 'hc.room(1).avatar' },
      request: { method: 'GET', url: `${API}/room/1/avatar` },
    });
    await expect(download(hc.room(2).avatar)).rejects.toBeInstanceOf(ForbiddenError);
  });

  it.each([
    {
      name: 'the root',
      run: (hc: HypChat) => hc,
      message: '`download` takes a chain or a snapshot',
    },
    {
      name: 'a collection',
      run: (hc: HypChat) => hc.rooms,
      message: 'takes one picture or file: hc.rooms',
    },
    {
      name: 'a number',
      run: (hc: HypChat) => hc.room(1).id,
      message: 'hc.room(1).id gives no address',
    },
    {
      name: 'null',
      run: (hc: HypChat) => hc.room(1).avatar_url,
      message: 'avatar_url gives nothing',
    },
  ])('of $name is a TypeError', async ({ run, message }) => {
    const { hc } = world({
      '/v2/room/1': () => Response.json({ ...wholeRoom(1), avatar_url: null }),
    });

    const error = await download(run(hc)).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toContain(message);
  });

  it('past nothing is a StepError', async () => {
    const { hc } = world({
      '/v2/webhooks/1': () => Response.json({ id: 1, links: {}, owner: null }),
    });
    const chain = Reflect.get(Reflect.get(hc.at('webhooks/1'), 'owner'), 'photo')('big');

    await expect(download(chain)).rejects.toBeInstanceOf(StepError);
  });

  it('keeps to the budget, with what leads there and where it is led', async () => {
    const answers = {
      '/v2/file/7': () => Response.json({ id: 7, temp_url: 'https://s3.example.com/7' }),
      '/7': to('https://cdn.example.com/7b'),
      '/7b': file,
    };
    const { hc } = world(answers);

    await expect(download(within(hc, { budget: 1 }).file(7))).rejects.toBeInstanceOf(BudgetError);
    await expect(download(within(hc, { budget: 2 }).file(7))).rejects.toThrow('no further request');
    expect(await (await download(within(hc, { budget: 3 }).file(7))).text()).toBe('bytes');
  });

  it('ends with its signal, before and after the answer began', async () => {
    const url = await bareServer((request, response) => {
      if (request.url?.startsWith('/v2/room/1')) response.write('first');
    });
    const hc = new HypChat('token', { endpoint: url });
    const before = new AbortController();
    const waiting = download(within(hc.room(2), { signal: before.signal }).avatar);
    before.abort('enough');
    await expect(waiting).rejects.toBeInstanceOf(AbortError);

    const after = new AbortController();
    const response = await download(within(hc.room(1), { signal: after.signal }).avatar);
    after.abort('enough');
    await expect(response.text()).rejects.toBeDefined();
  });

  it('ends with its signal while the bytes are asked for, which it gives as the reason', async () => {
    const aborting = new AbortController();
    const fetch: typeof globalThis.fetch = (input, init) =>
      new Promise((_resolve, reject) => {
        const { signal } = new Request(input, init);
        signal.addEventListener('abort', () => reject(signal.reason));
        aborting.abort('enough');
      });
    const hc = new HypChat('token', { fetch });

    const downloading = download(within(hc.room(2), { signal: aborting.signal }).avatar);

    await expect(downloading).rejects.toMatchObject({
      name: 'AbortError',
      cause: 'enough',
      where: { chain: 'hc.room(2).avatar' },
    });
  });

  it('ends with its time, while there is no answer', async () => {
    const url = await bareServer(() => {});
    const hc = new HypChat('token', { endpoint: url });

    await expect(download(within(hc.room(2), { timeoutMs: 50 }).avatar)).rejects.toBeInstanceOf(
      TimeoutError,
    );
  });

  it('keeps no program going once it has failed, wherever that was', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { hc } = world({ '/v2/room/1': () => refusal(404), '/v2/file/7': () => refusal(403) });
    const quick = within(hc, { timeoutMs: 60_000 });

    await expect(download(quick.room(1).name)).rejects.toBeInstanceOf(NotFoundError);
    await expect(download(quick.file(7))).rejects.toBeInstanceOf(ForbiddenError);
    await expect(download(within(quick, { budget: 0 }).room(1).avatar)).rejects.toBeInstanceOf(
      BudgetError,
    );

    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('on a real server', () => {
  const live = liveServer();

  it('a picture is what was set, and a file what was shared', async () => {
    const { hc } = live;
    await hc.user('@chidi').setPhoto(PNG);
    await hc.room('Ops').shareFile(new Blob(['hello']), { name: 'hello.txt' });
    const [said] = (await hc.room('Ops').latest({ maxResults: 1 })).items;

    const photo = await download(hc.user('@chidi').photo('small'));
    const shared = await download(hc.file(said?.authenticated_file?.id ?? 0));

    expect(Buffer.from(await photo.arrayBuffer()).toString('base64')).toBe(PNG);
    expect(await shared.text()).toBe('hello');
  });
});
