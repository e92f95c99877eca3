/** Something that a dialect does wrong. */
export interface DialectFinding {
  /** What every dialect has to keep, and this one does not: `a last page ends`. */
  readonly claim: string;
  /** How that is kept. */
  readonly right: string;
  /** What was called, and on which sample: `page, of the sample "last page"`. */
  readonly where: string;
  /** What it did: ``gives `next` https://…``. */
  readonly problem: string;
}

/** What `checkDialect` held, and what it could not. */
export interface DialectReport {
  /** The claims that were held: `a last page ends`. */
  readonly checked: readonly string[];
  /** What was not, and why: no sample was given for it, or the API has nothing of the kind. */
  readonly unchecked: readonly { readonly what: string; readonly why: string }[];
}

/** All that a dialect does wrong, told at once. */
export class DialectError extends Error {
  static override readonly name = 'DialectError';
  /** `'DialectError'`, by which it is told from other errors. */
  override get name(): 'DialectError' {
    return 'DialectError';
  }
  /** What it does wrong, in the order in which that was found. */
  readonly findings: readonly DialectFinding[];
  /** What was held, and what was not. */
  readonly report: DialectReport;

  /** @param api - What people call the API. */
  constructor(api: string, findings: readonly DialectFinding[], report: DialectReport) {
    const count = findings.length === 1 ? 'one finding' : `${findings.length} findings`;
    const claims = [...new Set(findings.map(({ claim }) => claim))];
    const texts = claims.map((claim) => textOf(findings.filter((each) => each.claim === claim)));
    super(`${count} in the dialect of ${api}\n\n${texts.join('\n\n')}\n`);
    this.findings = findings;
    this.report = report;
  }
}

/** How many findings of one claim are shown: the rest are mostly the same once more. */
const MOST_SHOWN = 5;

/** The findings of one claim. */
function textOf(findings: readonly DialectFinding[]): string {
  const shown = findings.slice(0, MOST_SHOWN).map(({ where, problem }) => `- ${where}: ${problem}`);
  const more = findings.length - shown.length;
  const rest = more > 0 ? [`- and ${more} more of the sort`] : [];
  const [{ claim = '', right = '' } = {}] = findings;
  return [claim, ...shown, ...rest, `right: ${right}`].join('\n');
}
