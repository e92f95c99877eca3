/**
 * Gathers what the site is made of into `.pages`: the pages of `docs`, those that stand at the root of the project, and a page for
 * each file of the project that they link to, so that no link leads out of the site. Links are rewritten to where their target is then.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT: string = fileURLToPath(new URL('../', import.meta.url));

/** Pages that stand at the root of the project, and their names on the site. */
const AT_ROOT: Readonly<Record<string, string>> = {
  'README.md': 'index.md',
  'CHANGELOG.md': 'changelog.md',
  'CONTRIBUTING.md': 'contributing.md',
  'SECURITY.md': 'security.md',
  'CODE_OF_CONDUCT.md': 'code-of-conduct.md',
};

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Every page, by its path in the project: where it stands on the site. */
function pagesOf(): Map<string, string> {
  const pages = new Map(Object.entries(AT_ROOT));
  for (const file of readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.md')) pages.set(join('docs', file), file);
  }
  return pages;
}

/** What has an address on the site but is no page of its own: a file of the project, or a folder. */
class Sources {
  readonly #folder: string;
  readonly #pages: ReadonlyMap<string, string>;
  readonly #written = new Set<string>();

  constructor(folder: string, pages: ReadonlyMap<string, string>) {
    this.#folder = folder;
    this.#pages = pages;
  }

  /** The address of a file or folder of the project; makes a page of it where there is none. */
  addressOf(path: string): string {
    const page = this.#pages.get(path);
    if (page !== undefined) return `/${page.replace(/(?:index)?\.md$/, '')}`;
    const name = path === 'docs/decisions' ? 'decisions/index.md' : `source/${path}.md`;
    if (!this.#written.has(path)) {
      this.#written.add(path);
      const isFolder = statSync(join(ROOT, path)).isDirectory();
      write(join(this.#folder, name), isFolder ? this.#listOf(path) : sourceOf(path));
    }
    return `/${name.replace(/(?:index)?\.md$/, '')}`;
  }

  #listOf(folder: string): string {
    const rows = readdirSync(join(ROOT, folder))
      .filter((file) => extname(file) !== '')
      .map((file) => {
        const path = `${folder}/${file}`;
        const title = file.endsWith('.md') ? (/^# (.*)$/m.exec(read(path))?.[1] ?? file) : file;
        const number = /^\d{4}/.exec(file)?.[0];
        return `- [${number === undefined ? '' : `${number} `}${title}](${this.addressOf(path)})`;
      });
    const title = folder === 'docs/decisions' ? 'Decisions' : `\`${folder}\``;
    return `# ${title}\n\n${rows.join('\n')}\n`;
  }
}

function sourceOf(path: string): string {
  const language = extname(path).slice(1) || 'text';
  return `# \`${path}\`\n\n\`\`\`\`${language}\n${read(path)}\n\`\`\`\`\n`;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const isPicture = (path: string): boolean => path.startsWith('docs/') && path.endsWith('.svg');

/** The text of a page whose links lead to addresses of the site. Code is left as it is. */
function rewritten(path: string, name: string, sources: Sources): string {
  return read(path)
    .split(/(^```.*?^```$|`[^`\n]*`)/gms)
    .map((part, index) => {
      if (index % 2 === 1) return part;
      return part.replace(/\]\(([^)\s]+)\)/g, (whole, to: string) => {
        if (/^(?:[a-z]+:|#)/.test(to)) return whole;
        const [file = '', anchor] = to.split('#');
        const target = normalize(join(dirname(path), file)).replace(/\/$/, '');
        // What leads nowhere is left for the check of links to find.
        if (!existsSync(join(ROOT, target))) return whole;
        // What is copied beside the pages is found from the page.
        if (isPicture(target)) {
          return `](./${relative(dirname(name), target.replace(/^docs\//, ''))})`;
        }
        return `](${sources.addressOf(target)}${anchor === undefined ? '' : `#${anchor}`})`;
      });
    })
    .join('');
}

/**
 * Gathers everything but the reference of the API, which TypeDoc writes beside it.
 *
 * @param folder - Where to; what is in it is taken away.
 */
export function gather(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const file of readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })) {
    if (isPicture(`docs/${file}`)) write(join(folder, file), read(`docs/${file}`));
  }
  const pages = pagesOf();
  const sources = new Sources(folder, pages);
  for (const [path, name] of pages) {
    // Badges are pictures from another server, and say what the page says.
    write(
      join(folder, name),
      rewritten(path, name, sources).replace(/^!?\[!\[.*\n|^!\[[^\]]*\]\(https:\/\/img.*\n/gm, ''),
    );
  }
}
