/** Checks the source maps of a packed package: each file that names one has it, with its sources in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
  readonly mappings: string;
}

/**
 * @param folder - The installed package.
 * @throws {Error} When a map is missing, or one of its sources.
 */
export function checkSourceMaps(folder: string): void {
  const files = readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' });
  const named = files
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => {
      const text = readFileSync(join(folder, 'dist', file), 'utf8');
      const [, map] = /^\/\/# sourceMappingURL=(\S+)$/m.exec(text) ?? [];
      return map === undefined ? [] : [join(dirname(file), map)];
    });
  for (const file of named) {
    const { sources, sourcesContent = [], mappings } = read(join(folder, 'dist', file));
    const without = sources.filter((_source, index) => !sourcesContent[index]);
    if (without.length > 0) throw new Error(`${file} holds no source of ${without.join(', ')}`);
    const foreign = sources.filter((source) => source.includes('node_modules'));
    if (foreign.length > 0)
      throw new Error(`${file} holds what is not ours: ${foreign.join(', ')}`);
    if (mappings === '' && sources.length > 0) throw new Error(`${file} maps nothing`);
  }
  const unnamed = files.filter((file) => file.endsWith('.map') && !named.includes(file));
  if (unnamed.length > 0) throw new Error(`no file names the maps ${unnamed.join(', ')}`);
  if (named.length === 0) throw new Error(`${folder} has no source maps`);
}

const read = (path: string): SourceMap => JSON.parse(readFileSync(path, 'utf8')) as SourceMap;
