/** Whether the servers are there: they lie in a package of their own, which a plain install leaves out. */
import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Where every server has to be there, none may be skipped. */
const ALL = process.env.EVERY_RUNTIME === '1';

/** Whether a package of a server is installed. */
export function isInstalled(name: string): boolean {
  return ALL || existsSync(fileURLToPath(new URL(`node_modules/${name}`, import.meta.url)));
}
