/** What the explorer's page is told: plans, runs, and never a token. */
import { describe, expect, it } from 'vitest';
import type { PlanAnswer, RunLine } from '../../../src/explorer/messages.ts';
import { environmentFor } from '../../helpers/command.ts';
import { buildExplorer, type OpenExplorer, openExplorer } from '../../helpers/explorer.ts';
import { liveServer } from '../../helpers/live.ts';

buildExplorer();
const live = liveServer();
const open = (...args: string[]): Promise<OpenExplorer> => openExplorer(args, environmentFor(live));
const planOf = async (explorer: OpenExplorer, text: string): Promise<PlanAnswer> =>
  (await (await explorer.post('plan', { text })).json()) as PlanAnswer;

type Line<Is extends RunLine['is']> = Extract<RunLine, { readonly is: Is }>;
const linesOf = <Is extends RunLine['is']>(
  lines: readonly RunLine[],
  is: Is,
): readonly Line<Is>[] => lines.filter((line): line is Line<Is> => line.is === is);

const FLAGSHIP = 'rooms.items[0].owner.name';
const FIRST = 'GET /v2/room?start-index=0&max-results=1&expand=items';

describe('a plan while one types', () => {
  it('is told with the same step by step, and sends nothing', async () => {
    const explorer = await open();
    const answer = await planOf(explorer, 'rooms.items[0].owner.email');
    for (let end = 1; end < FLAGSHIP.length; end += 1) {
      await planOf(explorer, FLAGSHIP.slice(0, end));
    }
    await planOf(explorer, 'await rooms; await room("Ops").message("hi"); process.exit()');
    await planOf(explorer, 'rooms.then(String)');

    expect(answer).toMatchObject({
      is: 'planned',
      plans: [{ bill: { least: 1, most: 1 } }],
      steps: [{ bill: { least: 3, most: 3 } }],
      actions: [],
    });
    expect(live.requests()).toEqual([]);
  });

  it('says what would be changed', async () => {
    const answer = await planOf(await open(), 'rooms.items[0].owner.message("hi")');

    expect(answer).toMatchObject({ actions: [{ method: 'POST', body: { message: 'hi' } }] });
  });

  it('marks what cannot be, and tells what is only not finished', async () => {
    const explorer = await open();

    expect(await planOf(explorer, ' ')).toEqual({ is: 'empty' });
    expect(await planOf(explorer, 'rooms.items[')).toMatchObject({
      is: 'mistaken',
      isUnfinished: true,
    });
    expect(await planOf(explorer, 'rooms)]')).toMatchObject({
      is: 'mistaken',
      isUnfinished: false,
      mark: [5, 6],
    });
    expect(await planOf(explorer, 'rooms({ maxResults: -1 })')).toMatchObject({
      is: 'mistaken',
      mark: [0, 25],
    });
    expect(await planOf(explorer, 'for (const a of []) a')).toMatchObject({ is: 'unplanned' });
  });

  it('is completed from the link map, with what each name is', async () => {
    const explorer = await open();
    const complete = async (text: string): Promise<unknown> =>
      (await explorer.post('complete', { text })).json();

    expect(await complete('rooms.items[0].own')).toEqual({ candidates: ['owner'], partial: 'own' });
    expect(await complete('roo')).toMatchObject({ candidates: expect.arrayContaining(['rooms']) });
    expect(await complete('1 + 1')).toEqual({ candidates: [], partial: '' });
    const help = await explorer.post('help', { text: 'rooms.items[0].topic' });
    expect(await help.json()).toMatchObject({ text: expect.stringContaining('250 characters') });
    expect(live.requests()).toEqual([]);
  });
});

describe('a run', () => {
  it('tells of each request when it was sent, why, and what came', async () => {
    const lines = await (await open()).run({ text: FLAGSHIP });
    const [request] = linesOf(lines, 'request');
    const [response] = linesOf(lines, 'response');

    expect(live.requests()).toEqual([FIRST]);
    expect(request).toMatchObject({ lane: 'walk', id: 1, method: 'GET' });
    expect(response).toMatchObject({ lane: 'walk', id: 1, status: 200, bytes: expect.any(Number) });
    expect(response?.at).toBeGreaterThanOrEqual(request?.at ?? Number.POSITIVE_INFINITY);
    expect(linesOf(lines, 'reason')).toEqual([
      { is: 'reason', lane: 'walk', id: 1, reason: "the owner is not in a room's stub" },
    ]);
    expect(linesOf(lines, 'ended')).toMatchObject([{ lane: 'walk', requests: 1 }]);
    expect(linesOf(lines, 'value')).toMatchObject([
      { tree: { name: FLAGSHIP, is: 'value', shown: '"Ann Okafor"' } },
    ]);
  });

  it('walks the same step by step, where that is asked for', async () => {
    const lines = await (await open()).run({
      text: 'rooms.items[0].owner.email',
      isCompared: true,
    });

    expect(live.requests().map((line) => line.split('?')[0])).toEqual([
      'GET /v2/room',
      'GET /v2/room',
      'GET /v2/room/41',
      'GET /v2/user/2',
    ]);
    expect(linesOf(lines, 'ended')).toMatchObject([
      { lane: 'walk', requests: 1, rounds: 1 },
      { lane: 'steps', requests: 3, rounds: 3 },
    ]);
  });

  it('changes nothing unless that was allowed, however it is written', async () => {
    const explorer = await open();
    const texts = [
      'rooms.items[0].owner.message("hi")',
      'const ops = await room("Ops"); await ops.self.topic("Changed")',
      'await Promise.all([1].map(() => room("Ops").message("hi")))',
      'request("DELETE", "room/42")',
    ];
    for (const text of texts) {
      const lines = await explorer.run({ text });
      expect(linesOf(lines, 'refused')).toMatchObject([{ url: expect.stringContaining('/v2/') }]);
      expect(linesOf(lines, 'ended').map(({ requests }) => requests)).toEqual(
        text.startsWith('const') ? [1] : text.startsWith('await') ? [0] : [],
      );
      expect(linesOf(lines, 'value')).toEqual([]);
    }

    expect(live.requests()).toEqual(['GET /v2/room/Ops']);
  });

  it('sends an action once where it is allowed, and never step by step', async () => {
    const text = 'room("Ops").topic("Deploying")';
    const lines = await (await open()).run({ text, mayAct: true, isCompared: true });

    expect(live.requests()).toEqual(['PUT /v2/room/Ops/topic']);
    expect(linesOf(lines, 'uncompared')).toMatchObject([{ why: 'An action is sent once.' }]);
  });

  it('runs programs, which are told of without a plan', async () => {
    const text =
      'const names = []; for await (const { name } of rooms.take(2)) names.push(name); names';
    const lines = await (await open()).run({ text, isCompared: true });

    expect(linesOf(lines, 'value')).toMatchObject([
      { tree: { children: [{ shown: '"Lobby"' }, { shown: '"Ops"' }] } },
    ]);
    expect(linesOf(lines, 'uncompared')).toMatchObject([
      { why: expect.stringContaining('program') },
    ]);
  });

  it('marks the step that failed, and keeps to its budget', async () => {
    const explorer = await open('--budget', '1');
    const lost = await explorer.run({ text: 'rooms.items[0].ownr.name' });
    const dear = await explorer.run({ text: 'room("Ops").owner.message("hi")', mayAct: true });
    const broken = await explorer.run({ text: 'rooms.items[0' });

    expect(linesOf(lost, 'failed')).toMatchObject([
      { mark: [15, 19], text: expect.stringContaining('did you mean "owner"?') },
    ]);
    expect(linesOf(dear, 'failed')).toMatchObject([
      { text: expect.stringContaining('BudgetError') },
    ]);
    expect(linesOf(broken, 'failed')).toMatchObject([{ mark: [11, 12] }]);
    expect(live.requests()).toHaveLength(1);
  });

  it('ends what is on its way when nobody listens any more, and is the only one until then', async () => {
    const explorer = await open();
    const gone = new AbortController();
    const text = 'await new Promise((resolve) => setTimeout(resolve, 1e9))';
    const running = await fetch(`${explorer.origin}/api/run`, {
      method: 'POST',
      headers: { authorization: `Bearer ${explorer.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: `await rooms.items[0]; ${text}` }),
      signal: gone.signal,
    });
    const reader = running.body?.getReader();
    await reader?.read();

    expect((await explorer.post('run', { text: 'rooms' })).status).toBe(409);
    gone.abort();
    await reader?.read().catch(() => {});
    // Once it is over, there can be another.
    for (;;) {
      const { status } = await explorer.post('run', { text: FLAGSHIP });
      if (status === 200) break;
    }
  });

  it('ends by Ctrl-C also where it never comes to an end', async () => {
    const explorer = await open();
    const begun = await explorer.post('run', { text: 'await rooms; while (true);' });
    // The request of `rooms` is told before the rest of the text runs.
    await begun.body?.getReader().read();

    expect(await explorer.end()).toBeNull();
  });

  it('ends in its turn by Ctrl-C, also after it was asked to run what is no text', async () => {
    const explorer = await open();

    await expect(explorer.post('run', {})).rejects.toThrow();
    expect(await explorer.end()).toBe(0);
  });

  it('never tells the token of the API', async () => {
    const explorer = await open();
    const texts = [
      FLAGSHIP,
      'hc',
      'room(1e9).name',
      'user("nobody")',
      `throw new Error("it is ${live.token}")`,
      'hc.token(process.env.HIPCHAT_TOKEN)',
      'encodeURIComponent(process.env.HIPCHAT_TOKEN)',
      '({ mine: process.env.HIPCHAT_TOKEN })',
    ];
    const told: string[] = [];
    for (const text of texts) {
      for (const name of ['plan', 'run', 'complete', 'help']) {
        told.push(await (await explorer.post(name, { text, isCompared: true })).text());
      }
    }
    told.push(await (await explorer.post('session', {})).text(), explorer.said());

    expect(told.filter((each) => each.includes(live.token))).toEqual([]);
  });
});
