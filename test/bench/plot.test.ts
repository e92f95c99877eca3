import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw, describe as inWords } from '../../bench/plot.ts';
import type { Bar, Plot } from '../../bench/result.ts';

const bar = (name: string, median: number, greatest = median): Bar => ({
  name,
  value: { median, least: median, greatest },
  text: `${median} (to ${greatest})`,
  isOurs: false,
});

const plotOf = (...bars: readonly Bar[]): Plot => ({
  name: 'plot',
  title: 'Reads',
  unit: 'as a ratio',
  bars,
});

/** How long each bar is drawn. */
const widths = (svg: string): readonly number[] =>
  [...svg.matchAll(/<rect class="bar[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width));

describe('a picture of bars', () => {
  it('says in words all that it shows', () => {
    const plot = plotOf(bar('ky', 1), bar('hypchat', 2, 3));

    expect(inWords(plot)).toBe('Reads (as a ratio): ky: 1 (to 1); hypchat: 2 (to 3).');
    expect(draw(plot)).toContain(`<desc id="desc">${inWords(plot)}</desc>`);
  });

  it('draws bars as long as what they stand for, whatever the spreads are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 100 })), {
          minLength: 2,
          maxLength: 8,
        }),
        (values) => {
          const bars = values.map(([median, factor]) => bar('a', median, median * factor));
          const drawn = widths(draw(plotOf(...bars)));
          const [first = 0] = drawn;
          const [[unit] = [1]] = values;
          expect(drawn).toHaveLength(values.length);
          values.forEach(([median], index) => {
            // Rounded to a tenth of a pixel, both of them.
            expect(Math.abs((drawn[index] ?? 0) * unit - first * median)).toBeLessThan(
              0.06 * (unit + median),
            );
          });
        },
      ),
    );
  });

  it('draws nothing beyond its edge', () => {
    const svg = draw(plotOf(bar('a', 1, 1000), bar('b', 1)));

    for (const [, x] of svg.matchAll(/[MH ]([\d.]+) [\d.]+[Hv]/g)) {
      expect(Number(x)).toBeLessThan(720);
    }
  });

  it('writes names as text, whatever they hold', () => {
    const svg = draw(plotOf(bar('a < b && "c" </svg>', 1)));

    expect(svg).toContain('a &lt; b &amp;&amp; "c" &lt;/svg&gt;');
    expect(svg.match(/<\/svg>/g)).toHaveLength(1);
  });

  it('has a ground and colours of its own for the light and for the dark', () => {
    const svg = draw(plotOf(bar('a', 1)));

    expect(svg).toContain('@media (prefers-color-scheme: dark)');
    expect(svg).toContain('<rect class="ground"');
  });
});
