/** Looks at every link of the built site: it leads to a page that there is, and to a place that there is on it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type DefaultTreeAdapterMap, parse } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];

interface Page {
  readonly ids: ReadonlySet<string>;
  readonly links: readonly string[];
}

function pageOf(file: string): Page {
  const ids = new Set<string>();
  const links: string[] = [];
  const visit = (node: Node): void => {
    for (const { name, value } of 'attrs' in node ? node.attrs : []) {
      if (name === 'id') ids.add(value);
      if (name === 'href' || name === 'src') links.push(value);
    }
    for (const child of 'childNodes' in node ? node.childNodes : []) visit(child);
  };
  visit(parse(readFileSync(file, 'utf8')));
  return { ids, links };
}

/**
 * The links that lead nowhere, each with the page it stands on. Addresses of other sites are not asked.
 *
 * @param folder - Of the built site.
 */
export function deadLinks(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const pages = new Map(
    files
      .filter((file) => file.endsWith('.html'))
      .map((file) => [`/${file}`, pageOf(join(folder, file))]),
  );
  const dead: string[] = [];
  for (const [page, { links }] of pages) {
    for (const link of links) {
      const url = new URL(link, `http://site.test${page}`);
      if (url.host !== 'site.test') continue;
      const path = decodeURIComponent(url.pathname);
      const target = [path, `${path}.html`, `${path.replace(/\/$/, '')}/index.html`].find((each) =>
        pages.has(each),
      );
      const id = decodeURIComponent(url.hash.slice(1));
      const isFile = target === undefined && existsSync(join(folder, path)) && !path.endsWith('/');
      const isThere =
        isFile || (target !== undefined && (id === '' || pages.get(target)?.ids.has(id)));
      if (!isThere) dead.push(`${relative('/', page)}: ${link}`);
    }
  }
  return dead.sort();
}
