/** The guides to JSON:API, OData and HAL (`json-api.md`, `odata.md`, `hal.md`): their blocks compile, and run on servers that nobody here wrote. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hal } from '../../src/hal.ts';
import { HypChat } from '../../src/index.ts';
import { jsonApi } from '../../src/jsonApi.ts';
import { odata } from '../../src/odata.ts';
import { isInstalled } from '../servers/isInstalled.ts';
import { itOn } from '../servers/itOn.ts';
import { LINK_BASE } from '../servers/jsonapi.ts';
import type { RunningServer } from '../servers/startServer.ts';
import { halSuite } from '../servers/walks/hal.ts';
import { jsonApiSuite } from '../servers/walks/jsonapi.ts';
import { odataSuite } from '../servers/walks/odata.ts';
import { show } from '../types/languageServer.ts';
import { examplesOf, runExample } from './examples.ts';

const HERE = fileURLToPath(import.meta.url);
const GUIDES = [
  {
    page: 'docs/guides/json-api.md',
    suite: jsonApiSuite,
    /** Where the page says that the server is, and how this one is reached. */
    swap: [
      "{ endpoint: 'https://blog.example.com/rest' }",
      `{ endpoint: ORIGIN + '/rest', linkBase: '${LINK_BASE}' }`,
    ],
  },
  {
    page: 'docs/guides/odata.md',
    suite: odataSuite,
    swap: ["'https://shop.example.com/odata/v4/admin'", "ORIGIN + '/odata/v4/admin'"],
  },
  {
    page: 'docs/guides/hal.md',
    suite: halSuite,
    swap: [
      "{ endpoint: 'https://accounts.example.com', token: 'TOKEN' }",
      '{ endpoint: ORIGIN, token: TOKEN }',
    ],
  },
] as const;

describe.each(GUIDES)('$page', ({ page, suite, swap: [from, to] }) => {
  const examples = examplesOf(page);
  const [first] = examples;
  let server: RunningServer;
  beforeAll(async () => {
    if (isInstalled(suite.needs)) server = await suite.start();
  });
  afterAll(() => server?.close());

  for (const example of examples) {
    itOn(suite.needs)(`gives and sends what it says: ${example.title}`, async () => {
      // Later blocks go on with what the first one made.
      const before = first === undefined || first === example ? '' : first.code;
      const code = `${before}\n${example.code}`.replaceAll(from, to);
      expect(code, 'the address of the page').toContain(to);
      server.forget();
      const live = {
        hc: new HypChat('token'),
        url: server.origin,
        token: server.said,
        installAddon: () => {
          throw new Error('there are no add-ons');
        },
        delivered: async () => {},
        requests: () => server.requests,
      };
      const more = { hal, jsonApi, odata, ORIGIN: server.origin, TOKEN: server.said };
      await runExample({ ...example, code }, live, more);
    });
  }

  it('compiles', async () => {
    const code = examples.map((each) => each.code).join('\n');
    const program = code
      .replace("from 'hypchat'", "from '../../src/index.ts'")
      .replace(
        /from 'hypchat\/([a-z-]+)'/,
        (_, name: string) => `from '../../src/${name === 'json-api' ? 'jsonApi' : name}.ts'`,
      );
    const { errors } = await show(HERE, program, []);

    expect(errors).toEqual([]);
  });

  it('names the options that there are, and no others', () => {
    const source = { 'json-api': 'jsonApi', odata: 'odata', hal: 'hal' }[
      page.replace(/.*\/|\.md$/g, '') as 'hal'
    ];
    const read = (path: string): string =>
      readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    const [, declared = ''] =
      /export interface \w+Options \{\n(.*?)^\}/ms.exec(read(`src/dialects/${source}.ts`)) ?? [];
    const options = [...declared.matchAll(/^ {2}readonly (\w+)\?/gm)].map(([, name]) => name);
    const [, table = ''] = /^## Options\n\n(.*?)\n\n/ms.exec(read(page)) ?? [];
    const named = [...table.matchAll(/^\| (`\w+`(?:, `\w+`)*) \|/gm)].flatMap(([, names = '']) =>
      names.replaceAll('`', '').split(', '),
    );

    expect(named.toSorted()).toEqual(options.toSorted());
  });
});
