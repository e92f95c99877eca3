/** What differs between the run-times: how each of them prints a value. */
import { format, inspect } from 'node:util';

export { explain, HypChat } from '../../src/index.ts';

interface Deno {
  inspect(value: unknown): string;
}
interface Bun {
  inspect(value: unknown): string;
}

/** How this run-time's consoles print a value: by `node:util`, and by its own inspector. */
export function readsAs(value: unknown): readonly string[] {
  const { Deno, Bun } = globalThis as { Deno?: Deno; Bun?: Bun };
  return [
    inspect(value),
    format('%O', value),
    format(value),
    ...(Deno ? [Deno.inspect(value)] : []),
    ...(Bun ? [Bun.inspect(value)] : []),
  ];
}

/** Bun's own console shows a Proxy by its target alone, and tells the target nothing: it cannot say which chain. */
export const CONSOLE_KNOWS_PROXIES: boolean = !('Bun' in globalThis);
