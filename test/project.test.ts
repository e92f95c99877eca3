/** What the project says of itself to those who join it: it has to be true. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { releaseFaults } from '../scripts/releaseFaults.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Manifest {
  readonly license: string;
  readonly engines: { readonly node: string };
  readonly types: string;
  readonly keywords: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
}
const manifestOf = (path: string): Manifest => JSON.parse(read(path)) as Manifest;
const manifest = manifestOf('package.json');
const servers = manifestOf('server/package.json');

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'CODE_OF_CONDUCT.md',
  'SECURITY.md',
  'server/README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

/** The text without what is code. */
const prose = (text: string): string => text.replace(/```.*?```/gs, '').replace(/`[^`]*`/g, '');

/** The names by which the headings of a page are linked to. */
const anchorsOf = (page: string): readonly string[] =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('pages', () => {
  it.each(PAGES)('%s has no link within the project that leads nowhere', (page) => {
    const links = [...prose(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to);
    const dead = links
      .filter((to) => !/^[a-z]+:/.test(to))
      .filter((to) => {
        const [path = '', anchor] = to.split('#');
        const file = path === '' ? page : join(dirname(page), path);
        if (!existsSync(join(ROOT, file))) return true;
        return anchor !== undefined && !anchorsOf(file).includes(anchor);
      });

    expect(dead).toEqual([]);
  });

  it.each(['SECURITY.md', 'CONTRIBUTING.md'])('%s names files that there are', (page) => {
    const named = [...read(page).matchAll(/`((?:\w+\/|\.ci\/)[\w./-]*)`/g)].map(([, path]) => path);
    // In one sentence, the folder is written once.
    const places = ['', 'server/test'];

    expect(named.length).toBeGreaterThan(5);
    for (const path of named) {
      expect(
        places.some((place) => existsSync(join(ROOT, place, path ?? ''))),
        path,
      ).toBe(true);
    }
  });

  it.each(['README.md', 'CONTRIBUTING.md', 'SECURITY.md'])(
    '%s names commands that there are',
    (page) => {
      const named = [...read(page).matchAll(/npm run ([\w:-]+)(.*)/g)];

      for (const [, script = '', rest = ''] of named) {
        const { scripts } = rest.includes('--workspace server') ? servers : manifest;
        expect({ ...scripts, ...servers.scripts }, script).toHaveProperty([script]);
      }
    },
  );
});

describe('the README', () => {
  it('has badges that say what the package says', () => {
    const badges = [
      ...read('README.md').matchAll(/!\[[^\]]*\]\(https:\/\/img\.shields\.io\/badge\/([^)]+)\)/g),
    ];
    const said = badges.map(([, badge = '']) => decodeURIComponent(badge).split('-').slice(0, 2));

    expect(Object.fromEntries(said)).toEqual({
      license: manifest.license,
      node: manifest.engines.node,
      types: manifest.types === undefined ? '' : 'included',
    });
  });
});

describe('the packages', () => {
  it('are under one license, whose text is in both', () => {
    expect(read('server/LICENSE')).toBe(read('LICENSE'));
    expect(servers.license).toBe(manifest.license);
    expect(read('LICENSE')).toMatch(new RegExp(`^${manifest.license} License`));
  });

  it('say what they are about', () => {
    for (const { keywords } of [manifest, servers]) {
      expect(keywords.length).toBeGreaterThan(4);
      expect(new Set(keywords).size).toBe(keywords.length);
    }
  });

  it('have no script that an install would have to run', () => {
    for (const { scripts } of [manifest, servers]) {
      for (const name of ['preinstall', 'install', 'postinstall', 'prepare']) {
        expect(scripts).not.toHaveProperty(name);
      }
    }
  });
});

describe('a release', () => {
  const fine = {
    tag: 'v1.2.0',
    versions: { 'package.json': '1.2.0', 'server/package.json': '1.2.0' },
    changelog: '# Changelog\n\n## Unreleased\n\n## 1.2.0 (2026-01-01)\n',
  };

  it('has one version everywhere, with its tag and its heading', () => {
    expect(releaseFaults(fine)).toEqual([]);
    expect(releaseFaults({ ...fine, tag: undefined, changelog: '' })).toEqual([]);
  });

  it('is refused with the reason otherwise', () => {
    expect(releaseFaults({ ...fine, tag: 'v1.3.0' })).toEqual([
      'the tag is v1.3.0, and the version 1.2.0',
    ]);
    expect(releaseFaults({ ...fine, tag: '1.2.0' })).toHaveLength(1);
    expect(releaseFaults({ ...fine, changelog: '## Unreleased\n' })).toEqual([
      'CHANGELOG.md has no heading 1.2.0: it has Unreleased',
    ]);
    expect(releaseFaults({ ...fine, versions: { ...fine.versions, 'jsr.json': '1.1.0' } })).toEqual(
      ['jsr.json says version 1.1.0, and others 1.2.0'],
    );
    expect(releaseFaults({ ...fine, tag: undefined, versions: { a: 'next' } })).toHaveLength(1);
  });
});

describe('workflows', () => {
  const folder = '.github/workflows';
  const workflows = readdirSync(join(ROOT, folder)).map((file) => join(folder, file));

  it.each(workflows)('%s takes others by a commit, and may no more than it needs', (file) => {
    const text = read(file);
    const used = [...text.matchAll(/uses: (.+)$/gm)].map(([, what = '']) => what);
    const others = used.filter((what) => !what.startsWith('./'));

    expect(others.length).toBeGreaterThan(0);
    for (const what of others) expect(what).toMatch(/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    for (const what of used.filter((each) => each.startsWith('./'))) {
      expect(existsSync(resolve(ROOT, what))).toBe(true);
    }
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m);
    expect(text).not.toMatch(/secrets\.|write-all|pull_request_target/);
    // A tag's name is somebody's text: a shell gets it as a variable.
    expect(text).not.toMatch(/run:.*\$\{\{/);
    expect([...text.matchAll(/(\S+): write/g)].map(([, what]) => what)).toEqual(
      file.endsWith('release.yml') ? ['id-token'] : [],
    );
  });

  it('run all that is checked, and release only what passed it', () => {
    expect(read('.github/workflows/ci.yml')).toContain('- run: .ci/run\n');
    const release = read('.github/workflows/release.yml');
    expect(release).toContain('uses: ./.github/workflows/ci.yml');
    expect(release).toContain('needs: checks');
  });
});

describe('what is read by the repository', () => {
  const require = createRequire(new URL('runners/package.json', import.meta.url));
  const isHere = existsSync(join(ROOT, 'test/runners/node_modules/js-yaml'));
  const parse = (path: string): unknown =>
    (require('js-yaml') as { load(text: string): unknown }).load(read(path));
  const here = (name: string, test: () => void): void =>
    it(name, ({ skip }) => {
      if (!isHere && process.env.EVERY_RUNTIME !== '1') {
        skip('js-yaml is not installed: npm ci --prefix test/runners');
      }
      test();
    });

  interface Form {
    readonly name: string;
    readonly description: string;
    readonly body: readonly {
      readonly type: string;
      readonly id?: string;
      readonly attributes: Readonly<Record<string, unknown>>;
    }[];
  }

  here('forms ask for what has a name and a label', () => {
    const folder = '.github/ISSUE_TEMPLATE';
    const forms = readdirSync(join(ROOT, folder)).filter((file) => file !== 'config.yml');
    expect(forms.length).toBeGreaterThan(2);
    for (const file of forms) {
      const { name, description, body } = parse(join(folder, file)) as Form;
      expect([typeof name, typeof description], file).toEqual(['string', 'string']);
      const asked = body.filter(({ type }) => type !== 'markdown');
      expect(new Set(asked.map(({ id }) => id)).size, file).toBe(asked.length);
      for (const { type, id, attributes } of asked) {
        expect(['input', 'textarea', 'dropdown', 'checkboxes'], file).toContain(type);
        expect(id, file).toMatch(/^[a-z-]+$/);
        expect(typeof attributes.label, file).toBe('string');
      }
    }
  });

  here('workflows are what they look like', () => {
    const ci = parse('.github/workflows/ci.yml') as {
      readonly jobs: Readonly<
        Record<string, { readonly steps: readonly { readonly run?: string }[] }>
      >;
    };
    const release = parse('.github/workflows/release.yml') as {
      readonly jobs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    };

    expect(ci.jobs.checks?.steps.at(-1)?.run).toBe('.ci/run');
    expect(release.jobs.publish?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(release.jobs.publish?.needs).toBe('checks');
  });
});
