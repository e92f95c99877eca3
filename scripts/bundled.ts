/**
 * Bundles a program as a page would load it: by esbuild, minified.
 */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuildResult, build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What came of it. */
export type Bundle = BuildResult<{ write: false; metafile: true }> & {
  readonly outputFiles: readonly [{ readonly contents: Uint8Array }];
};

/**
 * Bundles the text of a module.
 *
 * @param external - What stays out of it.
 * @param from - The directory that its imports are looked for from; the project's by default.
 */
export async function bundled(
  program: string,
  external: string[],
  from: string = ROOT,
): Promise<Bundle> {
  const result = await build({
    stdin: { contents: program, resolveDir: from },
    absWorkingDir: from,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    external,
    write: false,
    metafile: true,
    // That a chunk without side effects is left out is what is meant. In a page's own build nobody is told of it.
    logOverride: { 'ignored-bare-import': 'silent' },
  });
  return result as Bundle;
}

/** What a program weighs, minified and gzipped, in bytes. */
export async function weigh(program: string, external: string[], from?: string): Promise<number> {
  const [file] = (await bundled(program, external, from)).outputFiles;
  return gzipSync(file.contents, { level: 9 }).length;
}
