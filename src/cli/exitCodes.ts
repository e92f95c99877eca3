/** What the command ends with, so that a script can tell what happened. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  apiError: 3,
  notFound: 4,
  refused: 5,
  rateLimited: 6,
  unreachable: 7,
  overBudget: 8,
} as const;

/** One of the codes that the command ends with. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const MEANINGS: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: 'done',
  failed: 'the expression itself failed, came to no end, or wrote an action that nobody awaited',
  usage: 'wrong usage: options, configuration, or an expression that cannot be read',
  apiError: 'the API answered with an error, or with no answer of its own',
  notFound: 'not found: a 404, or no such item or link',
  refused: 'refused: a 401 or 403, or a link to another origin',
  rateLimited: 'rate limited: a 429',
  unreachable: 'unreachable: no answer, or none in time',
  overBudget: 'over the budget that --budget gave',
};

/** The lines of the help that tell of the exit codes. */
export function describeExitCodes(): string {
  return Object.entries(exitCodes)
    .map(([name, code]) => `  ${code}  ${MEANINGS[name as keyof typeof exitCodes]}`)
    .join('\n');
}
