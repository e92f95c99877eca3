/**
 * Runs the examples of `docs/hypchat.md` against the embedded server.
 *
 * `//=>` behind a statement is what it gives; lines like `// GET /v2/room` below it are all that it sends, with
 * `{id}` for any number.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import * as hypchat from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';
import { show } from '../types/languageServer.ts';
import { withoutIds } from './examples.ts';

const TEXT = readFileSync(new URL('../../docs/hypchat.md', import.meta.url), 'utf8');

const HERE = fileURLToPath(new URL('examples.ts', import.meta.url));
const HEAD = `import { download, NotFoundError, field, HypChat, href, parent } from '../../src/index.ts';
import { Temporal } from 'temporal-polyfill';
declare const hc: HypChat;
declare const token: string;
declare const endpoint: string;
declare const addon: HypChat;
declare const oauthId: string;
declare const oauthSecret: string;
declare const installableUrl: string;
`;

interface Example {
  readonly title: string;
  readonly code: string;
}

/** One statement of an example, on one line. */
interface Statement {
  readonly code: string;
  /** What stands behind `//=>`. */
  readonly gives?: string;
  readonly sends: readonly string[];
}

const examples: readonly Example[] = TEXT.split(/^## /m)
  .slice(1)
  .flatMap((section) => {
    const title = section.split('\n', 1)[0] ?? '';
    return [...section.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ''], index) => ({
      title: index === 0 ? title : `${title}, ${index + 1}`,
      code,
    }));
  });

function statementsOf(code: string): readonly Statement[] {
  const statements: Statement[] = [];
  for (const line of code.split('\n').filter((each) => each.trim() !== '')) {
    const last = statements.at(-1);
    const sent = /^\/\/ ((?:GET|POST|PUT|DELETE) .*)$/.exec(line)?.[1];
    if (sent !== undefined && last !== undefined) {
      statements[statements.length - 1] = { ...last, sends: [...last.sends, sent] };
      continue;
    }
    const [statement = '', gives] = line.split(/\s*\/\/=> /);
    statements.push({ code: statement, ...(gives !== undefined && { gives }), sends: [] });
  }
  return statements;
}

/** The example as a program: each statement, and what it gave and sent. */
function programOf(statements: readonly Statement[]): string {
  return statements
    .map(({ code, gives }, index) => {
      const expected = gives === undefined ? '' : `, expected: ${gives}`;
      if (code.startsWith('for ')) return `${code}\nawait noted(${index}, {});`;
      if (code.startsWith('const ')) {
        // What types there are in them is no JavaScript.
        const bare = code
          .replace(/: (?:unknown|string\[\]|\{[^}]*\})(?=\)| =)/g, '')
          .replace(/ as const(?=;)/, '');
        return `${bare}\nawait noted(${index}, {});`;
      }
      return `await noted(${index}, { given: ${code.replace(/;$/, '')}${expected} });`;
    })
    .join('\n');
}

const AsyncFunction: new (...parts: string[]) => (...values: unknown[]) => Promise<void> =
  Object.getPrototypeOf(async () => {}).constructor;

describe('the guide for those who come from HypChat', () => {
  it('has an example for each row of its table', () => {
    const anchors = [...TEXT.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor);
    const titles = examples.map(({ title }) => title.toLowerCase().replaceAll(' ', '-'));

    expect(new Set(anchors)).toEqual(new Set(titles.filter((title) => !title.includes(','))));
  });

  it('has examples that compile', async () => {
    const { errors } = await show(HERE, `${HEAD}${examples.map(functionOf).join('\n')}`, []);

    expect(errors).toEqual([]);
  });
});

describe.each(examples)('in that guide, “$title”', ({ code }) => {
  const live = liveServer();

  it('gives and sends what it says', async () => {
    const statements = statementsOf(code);
    const { installablePath, oauthId, oauthSecret } = live.installAddon({ key: 'example' });
    const grant = { grantType: 'client_credentials', oauthId, oauthSecret } as const;
    const { access_token: text } = await live.hc.createToken(grant);
    let before = live.requests().length;
    let checked = 0;
    const noted = async (
      index: number,
      result: { readonly given?: unknown; readonly expected?: unknown },
    ): Promise<void> => {
      const { code: statement, sends } = statements[index] as Statement;
      const given = await result.given;
      const sent = live.requests().slice(before);
      if ('expected' in result) expect(given, statement).toEqual(result.expected);
      if (sends.length > 0) expect(sent.map(withoutIds(sends)), statement).toEqual(sends);
      if ('expected' in result || sends.length > 0) checked += 1;
      before = live.requests().length;
    };
    const names = {
      ...hypchat,
      Temporal,
      hc: live.hc,
      token: live.token,
      endpoint: live.url,
      addon: new hypchat.HypChat(text, { endpoint: live.url }),
      oauthId,
      oauthSecret,
      installableUrl: `${live.url}${installablePath}`,
      noted,
    };

    await new AsyncFunction(...Object.keys(names), programOf(statements))(...Object.values(names));

    expect(checked).toBeGreaterThan(0);
  });
});

function functionOf({ code }: Example, index: number): string {
  return `export async function example${index}(): Promise<void> {\n${code}}`;
}
