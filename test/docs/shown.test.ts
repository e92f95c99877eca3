/** What pages show of what the library writes, an error, a trace, a log, is what it writes. */
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/http/log.ts';
import { HypChat, type HypChatOptions, trace } from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';
import { shownBlock } from './blocks.ts';

/** What no run has again: how long something took, how many bytes it was, and where the server is. */
function comparable(text: string, url?: string): string {
  return text
    .replaceAll(url ?? '', url === undefined ? '' : 'https://chat.example.com')
    .replace(/[+ ]*\d+ ms/g, ' N ms')
    .replace(/\d+ bytes/g, 'N bytes')
    .replace(/#\d+/g, '#N')
    .replace(/\d+ of \d+:/g, 'N of N:')
    .replace(/\/user\/\d+/g, '/user/N')
    .trimEnd();
}

describe('on a page', () => {
  const live = liveServer();

  it('an error is as errors.md shows it', async () => {
    const { code } = shownBlock('docs/concepts/errors.md', 'HipChat answered 404 Not Found');
    const error = await live.hc.room('nope').owner.then(
      () => expect.unreachable(),
      (reason: unknown) => reason,
    );

    expect(error).toBeInstanceOf(Error);
    expect(comparable((error as Error).message, live.url)).toBe(comparable(code));
  });

  it('a trace is as requests.md shows it', async () => {
    const { code } = shownBlock('docs/concepts/requests.md', '1  round 1   +0 ms');
    const traced = await trace(live.hc.rooms.items[0].owner.message('hi'));

    expect(comparable(String(traced))).toContain(comparable(code));
  });

  it('a log is as connecting.md shows it', async () => {
    const { code } = shownBlock('docs/guides/connecting.md', 'hypchat: → GET');
    const lines: string[] = [];
    let answers = 0;
    // Refused once, for two seconds by the server's own clock, which stands still.
    const fetch: HypChatOptions['fetch'] = async () => {
      answers += 1;
      const date = new Date().toUTCString();
      const headers = { date, 'retry-after': '2' };
      return answers === 1
        ? Response.json({ error: { code: 429, message: 'Too many' } }, { status: 429, headers })
        : Response.json({ name: 'Ops', links: {} });
    };
    const on = createLog('hypchat', (line) => lines.push(line));
    await new HypChat('token', { endpoint: 'https://chat.example.com', fetch, on }).room('Ops')
      .name;
    // All but the answer to what was sent again.
    const shown = lines.slice(0, -1);
    lines.length = 0;
    const hc = new HypChat(live.token, { endpoint: live.url, on });
    await hc.rooms.filter(({ id }) => id === 42).forEach((room) => room.message('hi'));
    shown.push(...lines.filter((line) => /\d of \d/.test(line)));

    expect(comparable(shown.join('\n'))).toBe(comparable(code));
  });
});
