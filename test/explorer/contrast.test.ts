/** What is written on the page can be read, in light and in dark: WCAG 2.2 asks for 4.5 to 1. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../src/explorer/style.css', import.meta.url), 'utf8');
/** The colors by name: those of light, then those that dark changes. */
const [light = {}, dark = {}] = css
  .split('@media (prefers-color-scheme: dark)')
  .map((part) =>
    Object.fromEntries(
      [...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1], match[2]]),
    ),
  ) as Readonly<Record<string, string>>[];

const PAIRS: readonly (readonly [text: string, ground: string])[] = [
  ...['ink', 'muted', 'reads', 'acts', 'good', 'chain', 'absent', 'text', 'number', 'accent'].map(
    (text) => [text, 'card'] as const,
  ),
  ...['ink', 'muted', 'accent', 'text', 'number', 'chain'].map((text) => [text, 'back'] as const),
  ['on-accent', 'accent'],
  ['muted', 'soft'],
  ['ink', 'soft'],
  ['bad', 'bad-soft'],
  ['ink', 'bad-soft'],
  ['good', 'good-soft'],
  ['chain', 'chain-soft'],
  ['absent', 'absent-soft'],
  ['ink', 'selected'],
];

describe.each([
  ['light', light],
  ['dark', { ...light, ...dark }],
])('in %s', (_name, colors) => {
  it.each(PAIRS)('%s on %s', (text, ground) => {
    const [lighter = 0, darker = 0] = [text, ground]
      .map((name) => luminance(colors[name] ?? ''))
      .sort((one, other) => other - one);

    expect((lighter + 0.05) / (darker + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  const [red = Number.NaN, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
