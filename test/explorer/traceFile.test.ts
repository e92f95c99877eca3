import { describe, expect, it } from 'vitest';
import { readTrace } from '../../src/explorer/traceFile.ts';

const named = (pid: number, name: string) => ({
  ph: 'M',
  name: 'process_name',
  pid,
  args: { name },
});
const event = (ts: number, pid: number, more: object = {}) => ({
  ph: 'X',
  name: 'GET /v2/room',
  cat: 'http',
  pid,
  tid: 10_000,
  ts,
  dur: 2000,
  args: {
    url: `https://chat.example.com/${ts}`,
    began: '2026-01-01T00:00:00Z',
    chains: ['hc.rooms'],
    walk: pid,
    round: 1,
    status: 200,
    ...more,
  },
});

describe('a trace that is opened', () => {
  it('shows each walk as a lane, on the time of the whole', () => {
    const lanes = readTrace(
      JSON.stringify([
        named(2, 'walk 2: hc.users'),
        event(7000, 2),
        named(1, 'walk 1: hc.rooms'),
        event(5000, 1, { receivedBytes: 420 }),
        { ...event(9000, 1), name: 'POST /v2/user/1/message' },
      ]),
    );

    expect(lanes).toMatchObject([
      {
        title: 'walk 1: hc.rooms',
        ms: 6,
        bars: [
          {
            id: 1,
            method: 'GET',
            at: 0,
            until: 2,
            status: 200,
            facts: ['for hc.rooms', 'round: 1', 'receivedBytes: 420'],
          },
          { id: 2, method: 'POST', at: 4, until: 6 },
        ],
      },
      { title: 'walk 2: hc.users', ms: 2, bars: [{ id: 1, at: 2, until: 4 }] },
    ]);
  });

  it('may be an object of events, or an array without its end where the program was killed', () => {
    const whole = JSON.stringify([event(1, 1)]);

    expect(readTrace(JSON.stringify({ traceEvents: [event(1, 1)] }))).toHaveLength(1);
    expect(readTrace(whole)).toHaveLength(1);
    expect(readTrace(whole.slice(0, -1))).toHaveLength(1);
    expect(readTrace(`${whole.slice(0, -1)},\n`)).toHaveLength(1);
  });

  it('tells what got no answer, and what was on its way when the program ended', () => {
    const failed = event(1000, 1, { status: undefined, failure: 'the connection was refused' });
    const { dur: _dur, ...begun } = { ...event(2000, 1, { status: undefined }), ph: 'B' };
    const [lane] = readTrace(JSON.stringify([failed, begun]));

    expect(lane?.bars).toMatchObject([
      { failure: 'the connection was refused', at: 0, until: 2 },
      { failure: 'no answer until the program ended', at: 1, until: 2 },
    ]);
  });

  it.each([
    ['nothing', '', 'cannot be read as JSON'],
    ['another document', '{"a":1}', 'no `traceEvents`'],
    ['a trace of something else', '[{"ph":"X","ts":1,"dur":1,"args":{}}, 1, null]', 'no request'],
  ])('is refused with what is wrong where it is %s', (_title, text, words) => {
    expect(() => readTrace(text)).toThrow(words);
  });
});
