/** Tests that need a server. */
import { it, type TestContext } from 'vitest';
import { isInstalled } from './isInstalled.ts';

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
