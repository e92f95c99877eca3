/**
 * Runs the examples of a page against the embedded server, and holds what they say of themselves.
 *
 * A comment behind a statement, or in the lines below it (of several that tell a number, the first), says what it gives (`//=> 'Ops'`) and what it sends: a number (`// 2
 * requests`), or each request (`// GET /v2/room`), with `{id}` for any number.
 */
import { readFileSync } from 'node:fs';
import { type Comment, type Node, parse } from 'acorn';
import { expect } from 'vitest';
import * as hypchat from '../../src/index.ts';
import type { Live } from '../helpers/live.ts';

/** One block of code on a page. */
export interface Example {
  /** The heading above it. */
  readonly title: string;
  readonly code: string;
}

/** One statement of a block, with what stands behind it. */
interface Statement {
  readonly type: string;
  readonly code: string;
  readonly gives?: string;
  readonly count?: number;
  readonly sends: readonly string[];
}

/** The blocks of a page that are meant to be run. @param path - From the root of the project. */
export function examplesOf(path: string): readonly Example[] {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  return text.split(/^#+ /m).flatMap((section) => {
    const title = section.split('\n', 1)[0] ?? '';
    return [...section.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ''], index) => ({
      title: index === 0 ? title : `${title}, ${index + 1}`,
      code,
    }));
  });
}

function statementsOf(code: string): readonly Statement[] {
  const comments: Comment[] = [];
  const { body } = parse(code, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    allowAwaitOutsideFunction: true,
    onComment: comments,
  });
  return body
    .filter(({ type }) => type !== 'ImportDeclaration')
    .map((node: Node, index, all): Statement => {
      const next = all[index + 1]?.start ?? code.length;
      const said = comments
        .filter(({ start }) => start >= node.end && start < next)
        .map(({ value }) => value.trim());
      const gives = said
        .find((line) => line.startsWith('=>'))
        ?.slice(2)
        .split(/\s{2,}\/\//)[0];
      const isPrinted = said.includes('prints');
      const count = said.flatMap((line) => /^(\d+) requests?\b/.exec(line)?.[1] ?? [])[0];
      return {
        type: node.type,
        code: code.slice(node.start, node.end),
        ...(gives !== undefined && { gives }),
        ...(count !== undefined && !isPrinted && { count: Number(count) }),
        sends: said.filter((line) => /^(?:GET|POST|PUT|DELETE) /.test(line)),
      };
    });
}

function programOf(statements: readonly Statement[]): string {
  return statements
    .map(({ type, code, gives }, index) => {
      const expected = gives === undefined ? '' : `, expected: ${gives}`;
      if (type !== 'ExpressionStatement') return `${code}\nawait noted(${index}, {});`;
      return `await noted(${index}, { given: ${code.replace(/;$/, '')}${expected} });`;
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
export async function runExample({ code }: Example, live: Live, more: object = {}): Promise<void> {
  const statements = statementsOf(code);
  let before = 0;
  let checked = 0;
  const noted = async (
    index: number,
    result: { readonly given?: unknown; readonly expected?: unknown },
  ): Promise<void> => {
    const { code: statement, count, sends } = statements[index] as Statement;
    const given = await result.given;
    const sent = live.requests().slice(before);
    before = live.requests().length;
    if ('expected' in result) expect(given, statement).toEqual(result.expected);
    if (count !== undefined) expect(sent, statement).toHaveLength(count);
    if (sends.length > 0) expect(sent.map(withoutIds(sends)), statement).toEqual(sends);
    if ('expected' in result || count !== undefined || sends.length > 0) checked += 1;
  };
  const names: Record<string, unknown> = {
    ...hypchat,
    hc: live.hc,
    token: live.token,
    endpoint: live.url,
    console: { log: () => {} },
    ...more,
    noted,
  };
  // In a block of its own, so that an example may make a client for itself.
  const program = `{\n${programOf(statements)}\n}`;
  await new AsyncFunction(...Object.keys(names), program)(...Object.values(names));
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
