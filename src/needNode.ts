/**
 * Refuses, when the library is imported, a Node that is too old for it: what failed later would not say why.
 *
 * Other run-times also say which Node they are like, and are left alone.
 */
const LEAST = 22;

/** @throws {Error} In a Node before 22. */
export function needNode(): void {
  const { node, deno, bun } = globalThis.process?.versions ?? {};
  if (node === undefined || deno !== undefined || bun !== undefined) return;
  if (Number.parseInt(node, 10) < LEAST) {
    throw new Error(`hypchat needs Node ${LEAST} or later, and this is ${node}`);
  }
}
