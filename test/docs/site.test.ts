/** What the static site is gathered of, and what its check of links finds. The whole of it is built by `npm run docs`, in `.ci/run`. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, it } from 'vitest';
import { gather } from '../../site/gather.ts';
import { temporaryFolder } from '../helpers/command.ts';

const CHECK = new URL('../../site/checkLinks.ts', import.meta.url);
const isHere = existsSync(new URL('../../site/node_modules/parse5', import.meta.url));

describe('what the site is gathered of', () => {
  it('is every page, with links that lead to pages of the site', () => {
    const folder = temporaryFolder();
    gather(folder);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const pages = files.filter((file) => file.endsWith('.md'));
    const isThere = (address: string): boolean =>
      files.includes(address.replace(/^\.\//, '')) ||
      pages.includes(`${address.slice(1)}.md`) ||
      pages.includes(`${address.slice(1)}index.md`);

    expect(pages).toEqual(
      expect.arrayContaining(['index.md', 'start.md', 'concepts/chains.md', 'decisions/index.md']),
    );
    let count = 0;
    for (const page of pages.filter((each) => !each.startsWith('source/'))) {
      const prose = readFileSync(join(folder, page), 'utf8').replace(
        /^```.*?^```$|`[^`\n]*`/gms,
        '',
      );
      for (const [, to = ''] of prose.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)) {
        if (/^[a-z]+:/.test(to) || to.endsWith('.svg')) continue;
        count += 1;
        expect(isThere(to), `${page}: ${to}`).toBe(true);
      }
    }
    expect(count).toBeGreaterThan(100);
  });

  it('shows the pictures of a page as pictures', () => {
    const folder = temporaryFolder();
    gather(folder);
    const page = readFileSync(join(folder, 'performance.md'), 'utf8');
    const pictures = [...page.matchAll(/^!\[.*\]\((\S+)\)$/gm)].map(([, to = '']) => to);

    expect(pictures).toContain('./performance/requests.svg');
    for (const picture of pictures) {
      expect(readFileSync(join(folder, picture), 'utf8')).toMatch(/^<svg /);
    }
  });

  it('leaves out nothing that stands in docs', () => {
    const folder = temporaryFolder();
    gather(folder);
    const docs = readdirSync(new URL('../../docs', import.meta.url), {
      recursive: true,
      encoding: 'utf8',
    });

    for (const page of docs.filter((file) => file.endsWith('.md'))) {
      expect(existsSync(join(folder, page)), page).toBe(true);
    }
  });
});

describe('the check of links', () => {
  let deadLinks: (folder: string) => readonly string[];
  beforeAll(async () => {
    if (isHere) ({ deadLinks } = await import(/* @vite-ignore */ CHECK.href));
  });

  /** A site of these pages. */
  const site = (pages: Readonly<Record<string, string>>): string => {
    const folder = temporaryFolder();
    for (const [name, text] of Object.entries(pages)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return folder;
  };

  const here = (name: string, test: () => void): void =>
    it(name, ({ skip }) => {
      if (!isHere && process.env.EVERY_RUNTIME !== '1') skip('npm ci --prefix site');
      test();
    });

  here('finds a page, a place on a page and a file that are not there', () => {
    const folder = site({
      'index.html':
        '<a href="/gone">1</a><a href="/a/#none">2</a><img src="/none.png"><a href="#no">3</a>',
      'a/index.html': '<h2 id="here">A</h2><a href="../b">4</a>',
    });

    expect(deadLinks(folder)).toEqual([
      'a/index.html: ../b',
      'index.html: #no',
      'index.html: /a/#none',
      'index.html: /gone',
      'index.html: /none.png',
    ]);
  });

  here('takes what is there, and asks nothing of other sites', () => {
    const folder = site({
      'index.html':
        '<a href="/a#here">1</a><a href="/a/">2</a><img src="/x.png"><a href="https://example.com/none">3</a>',
      'a.html': '<h2 id="here">A</h2>',
      'a/index.html': '<p>A</p>',
      'x.png': '',
    });

    expect(deadLinks(folder)).toEqual([]);
  });
});
