/** Each block of code that readers are shown is run, or stands in a list with the reason why it cannot be. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Block,
  blocksOf,
  FOR_ONE,
  firstLine,
  HAVE_OWN_TEST,
  isRunWithPages,
  NOT_RUN,
  ONLY_COMPILED,
  PAGES,
  RUN_BY,
  SHOWN,
} from './blocks.ts';

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const all: readonly Block[] = PAGES.flatMap(blocksOf);

/** What Mermaid draws is a picture, and what is Python is what somebody comes from: neither is code of this library. */
const isOther = ({ page, language }: Block): boolean =>
  language === 'mermaid' || (page === 'docs/hypchat.md' && language === 'python');

/** What stands below a program, and is what it prints. */
function printedBy(block: Block): readonly string[] {
  const blocks = all.filter(({ page }) => page === block.page);
  const program = blocks[blocks.indexOf(block) - 1];
  if (!SHOWN.has(block.language) || program === undefined) return [];
  return [FOR_ONE[program.language] ?? HAVE_OWN_TEST[program.page]].filter(
    (by) => by !== undefined,
  );
}

/** What says of a block that it is run, or why not. */
function accountsOf(block: Block): readonly string[] {
  const line = firstLine(block);
  const own = HAVE_OWN_TEST[block.page];
  return [
    ...(isOther(block) ? ['is no code of this library'] : []),
    ...(isRunWithPages(block) ? ['test/docs/pages.test.ts'] : []),
    ...(/^ts\b/.test(block.language) && own !== undefined ? [own] : []),
    ...(block.language === 'ts'
      ? [ONLY_COMPILED[block.page]].filter((each) => each !== undefined)
      : []),
    ...[FOR_ONE[block.language]].filter((each) => each !== undefined),
    ...printedBy(block),
    ...[RUN_BY[line], NOT_RUN[line]].filter((each) => each !== undefined),
  ];
}

describe('every block of code', () => {
  it.each(PAGES)('of %s is run, or listed with the reason why not, and not twice', (page) => {
    const wrong = all
      .filter((block) => block.page === page)
      .filter((block) => accountsOf(block).length !== 1)
      .map((block) => [block.title, firstLine(block), accountsOf(block)]);

    expect(wrong).toEqual([]);
  });

  it('that a list names is there', () => {
    const lines = new Set(all.map(firstLine));

    for (const line of [...Object.keys(RUN_BY), ...Object.keys(NOT_RUN)]) {
      expect([...lines], 'first lines of blocks').toContain(line);
    }
  });

  it('that is said to be run by another file is on a page which that file reads', () => {
    for (const block of all) {
      const by = RUN_BY[firstLine(block)] ?? HAVE_OWN_TEST[block.page];
      if (by === undefined || isOther(block)) continue;
      const file = block.page.split('/').at(-1) ?? '';
      expect(read(by), `${by}, of ${block.page}`).toContain(file);
    }
  });

  it('that is not run has a reason', () => {
    for (const reason of Object.values({ ...NOT_RUN, ...ONLY_COMPILED }))
      expect(reason.length).toBeGreaterThan(20);
  });
});
