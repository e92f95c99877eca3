/**
 * Writes down the licenses of the packages that a bundle holds: each asks for its text wherever its code goes.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Options } from 'tsup';
import type { Rolldown } from 'vite';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** An esbuild plugin. Fails the build for a package without a license text. @param file - What is written. */
export function bundledLicenses(file: string): Plugin {
  return {
    name: 'licenses',
    setup(build) {
      build.initialOptions.metafile = true;
      build.onEnd(({ metafile }) => {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, licensesOf(Object.keys(metafile?.inputs ?? {})));
      });
    },
  };
}

/** The same as a plugin of Vite. @param fileName - What is written, in the folder of the build. */
export function licensesOfPage(fileName: string): Rolldown.Plugin {
  return {
    name: 'licenses',
    generateBundle(_options, bundle): void {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const source = licensesOf(chunks.flatMap(({ moduleIds }) => moduleIds));
      this.emitFile({ type: 'asset', fileName, source });
    },
  };
}

function licensesOf(paths: readonly string[]): string {
  const folders = new Set(paths.flatMap((path) => packageOf(path) ?? []));
  const texts = [...folders].sort().map((folder) => licenseOf(folder));
  return `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function packageOf(path: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const text = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (text === undefined) throw new Error(`${basename(folder)} has no license text to ship`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, text), 'utf8').trim()}`;
}
