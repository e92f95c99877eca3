/** What is wrong with a query that a dialect gives; `undefined` where nothing is. */
export function queryProblem(query: unknown): string | undefined {
  if (!Array.isArray(query)) return `there is no list of pairs: ${String(query)}`;
  for (const pair of query as readonly unknown[]) {
    if (!Array.isArray(pair) || pair.length !== 2) return `${JSON.stringify(pair)} is no pair`;
    const [name, value] = pair as readonly unknown[];
    if (typeof name !== 'string' || name === '') return `${JSON.stringify(name)} is no name`;
    if (typeof value !== 'string') return `\`${name}\` is ${JSON.stringify(value)}, and no text`;
    if (/^(?:undefined|null|NaN|\[object Object\])$/.test(value))
      return `\`${name}\` is "${value}"`;
  }
  return undefined;
}
