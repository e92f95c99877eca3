/** Lanes of requests on one time axis, so that their lengths can be compared. */
import { type Child, count, duration, h, length, pathOf } from './element.ts';
import { type Bar, endOf, type LaneState, type Wait } from './lane.ts';
import { methodChip } from './planView.ts';

/** The lanes, one under another. */
export function waterfall(lanes: readonly LaneState[]): HTMLElement {
  const shown = lanes.filter(({ bars, waits, note }) => bars.length + waits.length > 0 || note);
  const end = Math.max(1, ...shown.map(endOf));
  // The last bar does not touch the edge, where its time stands.
  const scale = end * 1.12;
  return h(
    'div',
    { class: 'waterfall' },
    shown.length > 0 && axis(scale),
    ...shown.map((lane) => laneView(lane, scale)),
  );
}

function axis(scale: number): HTMLElement {
  const step = stepOf(scale);
  const ticks: HTMLElement[] = [];
  for (let at = 0; at < scale * 0.94; at += step) {
    const tick = h('span', { class: 'tick' }, at === 0 ? '0' : duration(at));
    tick.style.left = `${(at / scale) * 100}%`;
    ticks.push(tick);
  }
  return h('div', { class: 'axis', 'aria-hidden': 'true' }, h('div', { class: 'ticks' }, ...ticks));
}

/** A round distance between ticks, of which there are at most six. */
function stepOf(scale: number): number {
  const rough = scale / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
}

function laneView({ title, bars, waits, ms, note }: LaneState, scale: number): HTMLElement {
  const isPlanned = bars.some((bar) => bar.isPlanned);
  const length = ms === undefined || isPlanned ? '' : ` · ${duration(ms)}`;
  return h(
    'section',
    { class: `lane${isPlanned ? ' planned' : ''}`, 'aria-label': title },
    h(
      'h3',
      {},
      title,
      h('small', {}, `${isPlanned ? 'not sent: ' : ''}${count(bars.length, 'request')}${length}`),
    ),
    note !== undefined && h('p', { class: 'muted note' }, note),
    h(
      'ol',
      { class: 'bars' },
      ...bars.map((bar) => barView(bar, scale)),
      ...waits.map((wait) => waitView(wait, scale)),
    ),
  );
}

function barView(bar: Bar, scale: number): HTMLElement {
  const { id, method, url, at, until, status, failure, reason, isPlanned } = bar;
  const took = until === undefined ? 'on its way' : duration(until - at);
  const shape = h('span', { class: `bar ${stateOf(bar)}` });
  shape.style.left = `${(at / scale) * 100}%`;
  shape.style.width = `${(((until ?? scale / 1.12) - at) / scale) * 100}%`;
  const time = h('span', { class: 'took' }, isPlanned ? '' : took);
  time.style.left = `${((until ?? at) / scale) * 100}%`;
  const isBad = failure !== undefined || (status ?? 0) >= 400;
  return h(
    'li',
    {},
    h(
      'details',
      {},
      h(
        'summary',
        {},
        h('span', { class: 'number' }, String(id)),
        h(
          'span',
          { class: 'what' },
          methodChip(method),
          h('code', { class: 'path' }, pathOf(url)),
          isBad &&
            h('span', { class: 'badge bad' }, failure === undefined ? String(status) : 'no answer'),
          reason !== undefined && reason !== '' && h('span', { class: 'reason' }, reason),
        ),
        h('span', { class: 'track' }, shape, time),
      ),
      facts(bar),
    ),
  );
}

function stateOf({ method, until, status, failure, isPlanned }: Bar): string {
  if (isPlanned) return 'planned';
  if (until === undefined) return 'pending';
  if (failure !== undefined || (status ?? 0) >= 400) return 'bad';
  return method === 'GET' ? 'reads' : 'acts';
}

function facts({
  url,
  at,
  until,
  status,
  failure,
  bytes,
  facts: more,
  isPlanned,
}: Bar): HTMLElement {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['address', url],
    ['status', failure ?? status?.toString()],
    ['length', bytes === undefined ? undefined : length(bytes)],
    [
      'sent',
      isPlanned ? 'not sent: drawn at the mean time of the walk above' : `after ${duration(at)}`,
    ],
    ['answered', isPlanned || until === undefined ? undefined : `after ${duration(until)}`],
  ];
  return h(
    'dl',
    { class: 'facts' },
    ...rows.flatMap(([name, value]): readonly Child[] =>
      value === undefined ? [] : [h('dt', {}, name), h('dd', {}, value)],
    ),
    ...(more ?? []).map((each) => h('dd', { class: 'wide' }, each)),
  );
}

const WHY: Readonly<Record<string, string>> = {
  spent: 'for the rate limit',
  refused: 'for the rate limit, which refused a request',
  failed: 'to send again what failed',
};

function waitView({ at, ms, why }: Wait, scale: number): HTMLElement {
  const shape = h('span', { class: 'bar waits' });
  shape.style.left = `${(at / scale) * 100}%`;
  shape.style.width = `${(Math.min(ms, scale - at) / scale) * 100}%`;
  return h(
    'li',
    { class: 'wait' },
    h('span', { class: 'number' }, '·'),
    h('span', { class: 'what' }, `waits ${duration(ms)} ${WHY[why] ?? why}`),
    h('span', { class: 'track' }, shape),
  );
}
