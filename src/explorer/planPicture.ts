/**
 * A plan as a picture of its own: the requests from left to right by their rounds, with a line from each
 * answer to what is filled in with it. Knows no page: its SVG is text, and needs nothing from elsewhere.
 */
import type { PlannedRequest } from '../walk/tell/planned.ts';
import type { PlanMessage } from './messages.ts';

const WIDTH = 380;
const HEIGHT = 92;
const GAP_X = 64;
const GAP_Y = 20;
const MARGIN = 24;
const TITLE = 44;
const FONT = 'ui-monospace, Menlo, Consolas, monospace';

interface Box {
  readonly request: PlannedRequest;
  readonly needs: readonly number[];
  readonly x: number;
  readonly y: number;
}

/** The picture of a plan. */
export function planPicture(plan: PlanMessage): string {
  const boxes = layOut(plan.requests);
  const right = Math.max(WIDTH, ...boxes.map(({ x }) => x + WIDTH)) + MARGIN;
  const bottom = Math.max(TITLE + MARGIN, ...boxes.map(({ y }) => y + HEIGHT)) + MARGIN + 20;
  const { least, most } = plan.bill;
  const number =
    most === null ? `${least} or more` : least === most ? `${least}` : `${least} to ${most}`;
  const total = `${number} ${least === 1 && most === 1 ? 'request' : 'requests'}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${right}" height="${bottom}" viewBox="0 0 ${right} ${bottom}" role="img" aria-label="${escaped(`The plan of ${plan.chain}: ${total}`)}">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    text(MARGIN, MARGIN + 12, plan.chain, { size: 15, weight: 600, most: right / 9.2 - 4 }),
    ...boxes.flatMap((box) => box.needs.map((need) => line(boxes[need - 1], box))),
    ...boxes.map(drawn),
    text(
      MARGIN,
      bottom - MARGIN + 4,
      plan.openEnd === undefined ? total : `${total}, and then: ${plan.openEnd}`,
      {
        size: 13,
        fill: '#586170',
      },
    ),
    '</svg>',
    '',
  ].join('\n');
}

/** The requests whose answers fill in a hole of a request: `{1.items[0].owner.id}` needs the first. */
export function needsOf({ url, body }: PlannedRequest): readonly number[] {
  const text = `${url} ${JSON.stringify(body) ?? ''}`;
  const found = [...text.matchAll(/\{(\d+)[.}]/g)].map((match) => Number(match[1]));
  return [...new Set(found)];
}

function layOut(requests: readonly PlannedRequest[]): readonly Box[] {
  const rows = new Map<number, number>();
  return requests.map((request, index) => {
    const round = request.round - 1;
    const row = rows.get(round) ?? 0;
    rows.set(round, row + 1);
    return {
      request,
      needs: needsOf(request).filter((number) => number <= index),
      x: MARGIN + round * (WIDTH + GAP_X),
      y: TITLE + MARGIN + row * (HEIGHT + GAP_Y),
    };
  });
}

function drawn({ request, x, y }: Box): string {
  const { number, method, url, body, reason, repeats } = request;
  const color = method === 'GET' ? '#2358c4' : '#a34a00';
  const path = url.replace(/^https?:\/\/[^/]+/, '');
  const more = body === undefined ? '' : ` ${JSON.stringify(body)}`;
  const lines = cut(wrapped(`${path}${more}`, 48), 2);
  return [
    `<rect x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}" rx="8" fill="#f7f9fc" stroke="#ccd4df"/>`,
    `<rect x="${x}" y="${y}" width="5" height="${HEIGHT}" rx="2" fill="${color}"/>`,
    text(
      x + 16,
      y + 22,
      `${number}  ${method}${repeats ? `  (once for each ${repeats.replace(/^an? /, '')})` : ''}`,
      {
        size: 12,
        weight: 700,
        fill: color,
      },
    ),
    ...lines.map((each, index) => text(x + 16, y + 42 + index * 16, each, { size: 12 })),
    text(x + 16, y + 80, reason, { size: 11, fill: '#586170', most: 54 }),
  ].join('\n');
}

function line(from: Box | undefined, to: Box): string {
  if (from === undefined) return '';
  const [x1, y1, x2, y2] = [from.x + WIDTH, from.y + HEIGHT / 2, to.x, to.y + HEIGHT / 2];
  const middle = (x1 + x2) / 2;
  return `<path d="M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2 - 7} ${y2}" fill="none" stroke="#8b97a8" stroke-width="1.5"/><path d="M${x2 - 8} ${y2 - 4} L${x2} ${y2} L${x2 - 8} ${y2 + 4} Z" fill="#8b97a8"/>`;
}

interface TextLook {
  readonly size: number;
  readonly weight?: number;
  readonly fill?: string;
  /** The greatest number of characters. */
  readonly most?: number;
}

function text(
  x: number,
  y: number,
  words: string,
  { size, weight, fill = '#1b2430', most }: TextLook,
): string {
  const shown =
    most !== undefined && words.length > most ? `${words.slice(0, Math.floor(most) - 1)}…` : words;
  const bold = weight === undefined ? '' : ` font-weight="${weight}"`;
  return `<text x="${x}" y="${y}" font-family="${FONT}" font-size="${size}"${bold} fill="${fill}" xml:space="preserve">${escaped(shown)}</text>`;
}

/** Lines of a width, broken behind what parts an address where there is such a place. */
function wrapped(words: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (let rest = words; rest !== ''; ) {
    const place = rest.slice(0, width).search(/[/?&=,. ][^/?&=,. ]*$/) + 1;
    const end = rest.length <= width || place < width / 2 ? width : place;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return lines;
}

/** The first lines; where there were more, the last of them says so. */
function cut(lines: readonly string[], most: number): readonly string[] {
  const last = lines[most - 1] ?? '';
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${last.slice(0, -1)}…`];
}

/** What XML takes for text. Names are a server's: what XML has no place for at all is shown as what it is not. */
function escaped(words: string): string {
  return words
    .replace(/[^\P{Cc}\n\t]|[\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
