/**
 * Refuses an option that there is not. A misspelt one would count for nothing, and nothing is not always less: without
 * `scopes` a token may do everything.
 *
 * @param what - Whose options they are, as it is written.
 * @param known - Every name there is.
 * @throws {TypeError} For the first name that is none of them.
 */
export function checkNames<Options extends object>(
  what: string,
  given: Options,
  known: Readonly<Record<keyof Options, true>>,
): void {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  const names = Object.keys(known).join(', ');
  throw new TypeError(`\`${what}\` has no option \`${unknown}\`: it has ${names}`);
}
