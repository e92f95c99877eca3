/** Whether the servers are there: they lie in a package of their own, which a plain install leaves out. */
import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { it, type TestContext } from 'vitest';

/** Where every server has to be there, none may be skipped. */
const ALL = process.env.EVERY_RUNTIME === '1';

/** Whether a package of a server is installed. */
export function isInstalled(name: string): boolean {
  return ALL || existsSync(fileURLToPath(new URL(`node_modules/${name}`, import.meta.url)));
}

/** A test of a server, which is skipped loudly where its package is not installed. */
export function itOn(
  name: string,
): (title: string, test: (context: TestContext) => Promise<void> | void) => void {
  const isThere = isInstalled(name);
  // A skipped test is easily overlooked.
  if (!isThere) console.warn(`SKIPPED: ${name} is not installed: npm ci --prefix test/servers`);
  return (title, test) =>
    it(title, async (context) => {
      if (!isThere) context.skip(`${name} is not installed: npm ci --prefix test/servers`);
      await test(context);
    });
}
