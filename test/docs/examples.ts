/**
 * Runs the examples of a page against the embedded server, and holds what they say of themselves.
 *
 * A comment behind a statement, or in the lines below it (of several that tell a number, the first), says what it gives (`//=> 'Ops'`), how
 * it fails (`// throws NotFoundError`), and what it sends: a number (`// 2 requests`), or each request (`// GET /v2/room`), with `{id}` for
 * any number. Comments below `// prints` are what the statement prints.
 */
import { format } from 'node:util';
import { transform } from 'esbuild';
import ts from 'typescript';
import { expect } from 'vitest';
import * as server from '../../server/src/index.ts';
import type { HypChat } from '../../src/index.ts';
import * as hypchat from '../../src/index.ts';
import * as rest from '../../src/rest.ts';
import * as stripe from '../../src/stripe.ts';
import * as testing from '../../src/testing.ts';
import * as webhooks from '../../src/webhooks.ts';
import { type Block, blocksOf } from './blocks.ts';

/** What a block is run against. */
export interface Against {
  readonly hc?: HypChat;
  readonly token: string;
  readonly url: string;
  /** All requests that it sent so far: `GET /v2/room`. */
  requests(): readonly string[];
}

/** One statement of a block, with what stands behind it. */
interface Statement {
  readonly isExpression: boolean;
  readonly code: string;
  readonly gives?: string;
  readonly throws?: string;
  readonly prints?: string;
  readonly count?: number;
  readonly sends: readonly string[];
}

/** The blocks of a page that are TypeScript. @param page - From the root of the project. */
export function examplesOf(page: string): readonly Block[] {
  return blocksOf(page).filter(({ language }) => language === 'ts');
}

function statementsOf(code: string): readonly Statement[] {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  const { statements } = source;
  const found = statements.map((node, index): Statement | undefined => {
    if (ts.isImportDeclaration(node)) return undefined;
    // Between two statements there is nothing but comments.
    const behind = code.slice(node.end, statements[index + 1]?.getStart() ?? code.length);
    const said = [...behind.matchAll(/\/\/(.*)$/gm)].map(([, text = '']) => text);
    const lines = said.map((text) => text.trim());
    const start = lines.indexOf('prints');
    const prints = start < 0 ? undefined : said.slice(start + 1).map((text) => text.slice(1));
    const claims = start < 0 ? lines : lines.slice(0, start);
    const gives = claims
      .find((line) => line.startsWith('=>'))
      ?.slice(2)
      .split(/\s{2,}\/\//)[0];
    const throws = claims.flatMap((line) => /^throws (\w+)/.exec(line)?.[1] ?? [])[0];
    const count = claims.flatMap((line) => /^(\d+) requests?\b/.exec(line)?.[1] ?? [])[0];
    return {
      isExpression: ts.isExpressionStatement(node),
      code: code.slice(node.getStart(), node.end),
      ...(gives !== undefined && { gives }),
      ...(throws !== undefined && { throws }),
      ...(prints !== undefined && { prints: prints.join('\n') }),
      ...(count !== undefined && { count: Number(count) }),
      sends: claims.filter((line) => /^(?:GET|POST|PUT|PATCH|DELETE) /.test(line)),
    };
  });
  return found.filter((each) => each !== undefined);
}

function programOf(statements: readonly Statement[]): string {
  return statements
    .map(({ isExpression, code, gives, throws }, index) => {
      const expected = gives === undefined ? '' : `, expected: (${gives})`;
      if (!isExpression) return `${code.replace(/^export /, '')}\nawait noted(${index}, {});`;
      const value = code.replace(/;$/, '');
      if (throws === undefined) return `await noted(${index}, { given: ${value}${expected} });`;
      const failed = `(error: unknown) => ({ error })`;
      return `await noted(${index}, { given: (async () => ${value})().then(() => ({}), ${failed}) });`;
    })
    .join('\n');
}

const AsyncFunction: new (...parts: string[]) => (...values: unknown[]) => Promise<void> =
  Object.getPrototypeOf(async () => {}).constructor;

/**
 * Runs a block. It has to say something of itself that can be held.
 *
 * @param more - What the page takes as given besides `hc`, `token`, `endpoint` and what the library exports.
 */
export async function runExample(
  { code }: Pick<Block, 'code'>,
  live: Against,
  more: object = {},
): Promise<void> {
  const statements = statementsOf(code);
  let before = 0;
  let checked = 0;
  let printed: string[] = [];
  const noted = async (
    index: number,
    result: { readonly given?: unknown; readonly expected?: unknown },
  ): Promise<void> => {
    const { code: statement, count, sends, throws, prints } = statements[index] as Statement;
    const given = await result.given;
    const sent = live.requests().slice(before);
    before = live.requests().length;
    const text = printed.join('\n');
    printed = [];
    if ('expected' in result) expect(given, statement).toEqual(result.expected);
    if (throws !== undefined) {
      const { error } = given as { readonly error?: unknown };
      expect(error instanceof Error ? error.constructor.name : error, statement).toBe(throws);
    }
    if (prints !== undefined) expect(text, statement).toBe(prints);
    if (count !== undefined) expect(sent, statement).toHaveLength(count);
    if (sends.length > 0) expect(sent.map(withoutIds(sends)), statement).toEqual(sends);
    const claims = [prints, throws, count, 'expected' in result || undefined];
    if (sends.length > 0 || claims.some((claim) => claim !== undefined)) checked += 1;
  };
  const log = (...values: readonly unknown[]): number => printed.push(format(...values));
  const names: Record<string, unknown> = {
    ...server,
    ...webhooks,
    ...rest,
    ...stripe,
    ...testing,
    ...hypchat,
    hc: live.hc,
    token: live.token,
    endpoint: live.url,
    console: { ...console, log },
    ...more,
    noted,
  };
  // In a block of its own, so that an example may make a client for itself.
  const typed = `async () => {\n${programOf(statements)}\n}`;
  const { code: program } = await transform(`run = ${typed}`, { loader: 'ts', target: 'esnext' });
  await new AsyncFunction(...Object.keys(names), `let run;\n${program}\nawait run();`)(
    ...Object.values(names),
  );
  expect(checked, 'what the example says of itself').toBeGreaterThan(0);
}

/** What was sent, with `{id}` for the numbers in whose place it stands in what should have been. */
export function withoutIds(sends: readonly string[]): (line: string, index: number) => string {
  return (line, index) => {
    const [start, end] = sends[index]?.split('{id}') ?? [];
    const isLike = start !== undefined && end !== undefined && line.startsWith(start);
    const id = isLike ? /^\d+/.exec(line.slice(start.length))?.[0] : undefined;
    return start === undefined || id === undefined
      ? line
      : `${start}{id}${line.slice(start.length + id.length)}`;
  };
}
