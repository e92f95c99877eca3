/** What whoever makes a dialect is told: without a compiler, nobody would notice what is misspelt. */
import type { Paging } from './pageWindows.ts';

/**
 * @param maker - What makes the dialect: `rest`.
 * @param known - Every option that there is.
 * @throws {TypeError} For one that does not exist.
 */
export function checkOptions<Options extends object>(
  maker: string,
  options: Options,
  known: Readonly<Record<keyof Options, true>>,
): void {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  throw new TypeError(
    `\`${maker}\` has no option \`${unknown}\`: it has ${Object.keys(known).join(', ')}`,
  );
}

/** @throws {TypeError} For what says nothing of pages. */
export function checkPaging(what: string, paging: Partial<Paging> | undefined): void {
  const { by, start, first = 1 } = paging ?? {};
  const isPaging = (by === 'page' || by === 'offset') && typeof start === 'string';
  if (paging === undefined || (isPaging && (first === 0 || first === 1))) return;
  throw new TypeError(
    `${what} has to be like { by: 'page', start: 'page', size: 'per_page' }, with 'page' or 'offset', and \`first\` 0 where the first page has that number`,
  );
}
