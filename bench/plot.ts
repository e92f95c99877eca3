/**
 * Draws bars as SVG, by hand: so that a picture says the same on every machine, and needs no library to be made.
 *
 * It brings its own ground, light or dark as the reader's system is, and can be read on any page.
 */
import type { Bar, Plot } from './result.ts';

const WIDTH = 720;
const MARGIN = 20;
/** From one bar to the next, with its name above it. */
const ROW = 42;
const HEAD = 62;
/** Left of the bars' greatest length for what is written behind them. */
const TEXT = 190;
/** How much further than the longest bar a whisker is drawn, as a factor. */
const MOST_WHISKER = 1.6;

const STYLE = `
  svg { color-scheme: light dark; font-family: system-ui, -apple-system, 'Segoe UI', sans-serif; font-size: 13px }
  .ground { fill: #ffffff; stroke: #d0d7de } text { fill: #1f2328 } .soft { fill: #59636e }
  .title { font-size: 15px; font-weight: 600 } .name { font-family: ui-monospace, monospace; font-size: 12px }
  .ours { font-weight: 700 } rect.bar { fill: #8c959f } rect.bar.ours { fill: #0969da }
  .line { stroke: #59636e; stroke-dasharray: 3 3 } .whisker { stroke: #1f2328; stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; stroke: #3d444d } text { fill: #f0f6fc } .soft { fill: #9198a1 }
    rect.bar { fill: #656c76 } rect.bar.ours { fill: #4493f8 }
    .line { stroke: #9198a1 } .whisker { stroke: #f0f6fc }
  }`;

/** The picture. */
export function draw({ title, unit, bars, baseline }: Plot): string {
  const longest = Math.max(...bars.map(({ value }) => value.median), baseline ?? 0);
  const greatest = Math.max(...bars.map(({ value }) => value.greatest));
  const most = Math.min(greatest, longest * MOST_WHISKER) || 1;
  const toX = (value: number): string =>
    (MARGIN + (Math.min(value, most) / most) * (WIDTH - 2 * MARGIN - TEXT)).toFixed(1);
  const height = HEAD + bars.length * ROW + 14;
  // Beside the bars alone, so that it runs through no name.
  const line =
    baseline === undefined
      ? ''
      : `<path class="line" d="${bars.map((_, index) => `M${toX(baseline)} ${HEAD + index * ROW + 16}v18`).join('')}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">${toXml(title)}</title>
<desc id="desc">${toXml(describe({ title, unit, bars }))}</desc>
<style>${STYLE}
</style>
<rect class="ground" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>
<text class="title" x="${MARGIN}" y="28">${toXml(title)}</text>
<text class="soft" x="${MARGIN}" y="47">${toXml(unit)}</text>
${line}
${bars.map((bar, index) => drawBar(bar, HEAD + index * ROW, toX)).join('\n')}
</svg>
`;
}

/** What the picture shows, in words: for whoever does not see it. */
export function describe({ title, unit, bars }: Omit<Plot, 'name'>): string {
  return `${title} (${unit}): ${bars.map(({ name, text }) => `${name}: ${text}`).join('; ')}.`;
}

function drawBar(
  { name, value, text, isOurs }: Bar,
  top: number,
  toX: (value: number) => string,
): string {
  const ours = isOurs ? ' ours' : '';
  const [from, to] = [toX(value.least), toX(value.greatest)];
  const end = toX(Math.max(value.greatest, value.median));
  const middle = top + 25;
  const width = (Number(toX(value.median)) - MARGIN).toFixed(1);
  const whisker =
    value.least === value.greatest
      ? ''
      : `<path class="whisker" fill="none" d="M${from} ${middle}H${to}M${from} ${middle - 4}v8M${to} ${middle - 4}v8"/>`;
  return `<text class="name${ours}" x="${MARGIN}" y="${top + 12}">${toXml(name)}</text>
<rect class="bar${ours}" x="${MARGIN}" y="${top + 18}" width="${width}" height="14" rx="2"/>
${whisker}<text class="soft" x="${(Number(end) + 8).toFixed(1)}" y="${middle + 4}">${toXml(text)}</text>`;
}

function toXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
