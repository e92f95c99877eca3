/** The site: what it is called, what stands in its sidebar, and how its pages are written. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DefaultTheme, defineConfig, type UserConfig } from 'vitepress';

const PAGES = fileURLToPath(new URL('../.pages/', import.meta.url));

const titleOf = (path: string): string =>
  /^# (.*)$/m.exec(readFileSync(`${PAGES}${path}.md`, 'utf8'))?.[1] ?? path;

const slugOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** A group of the sidebar: the named pages first, and then whatever else is in the folder. */
function group(text: string, folder: string, first: readonly string[]): DefaultTheme.SidebarItem {
  const all = existsSync(`${PAGES}${folder}`)
    ? readdirSync(`${PAGES}${folder}`)
        .filter((file) => file.endsWith('.md') && file !== 'index.md')
        .map((file) => `${folder}/${file.replace('.md', '')}`)
        .sort()
    : [];
  const paths = [...first, ...all.filter((path) => !first.includes(path))];
  const items = paths
    .filter((path) => existsSync(`${PAGES}${path}.md`))
    .map((path) => ({ text: titleOf(path), link: `/${path}` }));
  return { text, items };
}

const concepts = ['when-things-run', 'chains', 'requests', 'lambdas', 'errors'];
const guides = [
  'lists',
  'paging',
  'limits',
  'failing',
  'aborting',
  'connecting',
  'oauth',
  'webhooks',
  'add-ons',
  'testing',
  'linting',
  'telemetry',
  'shell',
  'explorer',
  'run-times',
  'deno',
  'bun',
  'browsers-and-workers',
  'self-signed',
  'dialects',
];

const config: UserConfig<DefaultTheme.Config> = defineConfig({
  title: 'hypchat',
  description: 'Fluent navigation over linked JSON: one expression, the fewest requests.',
  lang: 'en',
  srcDir: '.pages',
  outDir: 'dist',
  cacheDir: '.cache',
  cleanUrls: true,
  // There is none, and a browser would ask for it.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // A link that leads nowhere ends the build; anchors and files are looked at by `checkLinks.ts`.
  ignoreDeadLinks: false,
  markdown: {
    // What looks like an element in these pages is text, such as a type's parameter.
    html: false,
    // As where the pages are read in the repository, and as TypeDoc writes its links.
    anchor: { slugify: slugOf },
    config(md) {
      const fence = md.renderer.rules.fence;
      md.renderer.rules.fence = (tokens, index, ...rest) => {
        const token = tokens[index];
        if (token?.info.trim() !== 'mermaid') return fence?.(tokens, index, ...rest) ?? '';
        return `<Mermaid code="${encodeURIComponent(token.content)}" />`;
      };
    },
  },
  themeConfig: {
    outline: [2, 3],
    search: { provider: 'local' },
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'API', link: '/api/' },
      { text: 'Compared', link: '/comparison' },
      { text: 'Changes', link: '/changelog' },
    ],
    sidebar: [
      {
        text: 'hypchat',
        items: [
          { text: 'What it is', link: '/' },
          { text: 'Start', link: '/start' },
        ],
      },
      group(
        'Concepts',
        'concepts',
        concepts.map((name) => `concepts/${name}`),
      ),
      group(
        'Guides',
        'guides',
        guides.map((name) => `guides/${name}`),
      ),
      {
        text: 'More',
        items: [
          'hypchat',
          'server',
          'comparison',
          'performance',
          'planning',
          'architecture',
          'contributing',
          'security',
        ]
          .filter((path) => existsSync(`${PAGES}${path}.md`))
          .map((path) => ({ text: titleOf(path), link: `/${path}` })),
      },
      {
        text: 'Reference',
        items: [
          { text: 'API', link: '/api/' },
          { text: 'Decisions', link: '/decisions/' },
        ],
      },
    ],
  },
});

export default config;
