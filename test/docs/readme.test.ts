/** What the README says of itself in figures and names is what is measured and built. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const README = read('README.md');
const version = (path: string): string => (JSON.parse(read(path)) as { version: string }).version;

it('says as weight the limits that the size report is held to, in whole kilobytes', () => {
  const { size } = JSON.parse(read('limits.json')) as { size: Readonly<Record<string, number>> };
  const kilobytes = (name: string): string => `${Math.ceil((size[name] ?? 0) / 1000)} kB`;
  const [, withoutPolyfill, withPolyfill] =
    /weighs no more than (\d+ kB) .*? and (\d+ kB) with the\s+polyfill/s.exec(README) ?? [];

  expect(withoutPolyfill).toBe(kilobytes('hypchat/native, with ky'));
  expect(withPolyfill).toBe(kilobytes('hypchat, with ky and Temporal'));
});

it('names the files that are packed', () => {
  const named = new Set(README.match(/hypchat(?:-server)?-\d+\.\d+\.\d+\.tgz/g));

  expect([...named].sort()).toEqual([
    `hypchat-${version('package.json')}.tgz`,
    `hypchat-server-${version('server/package.json')}.tgz`,
  ]);
});

it('says in its first lines what it is for, now that HipChat is gone', () => {
  const first = README.split('```')[0] ?? '';

  expect(first).toMatch(/HipChat's own service ended in 2019/);
  for (const page of ['docs/hypchat.md', 'docs/server.md', 'docs/guides/dialects.md', '#install']) {
    expect(first).toContain(`(${page})`);
  }
});
