import { CLAIMS, type Claim } from './claims.ts';

/** Something that a dialect does wrong. */
export interface DialectFinding {
  /** What every dialect has to do, and this one does not: `a last page ends`. */
  readonly claim: Claim;
  /** What was called, and on which sample: `page, of the sample "last page"`. */
  readonly where: string;
  /** What it did. */
  readonly problem: string;
}

/** What `checkDialect` held, and what it could not. */
export interface DialectReport {
  /** The claims that were held. */
  readonly checked: readonly Claim[];
  /** What was not, and why: no sample was given for it, or the API has nothing of the kind. */
  readonly unchecked: readonly { readonly what: string; readonly why: string }[];
}

/** All that a dialect does wrong, told at once. */
export class DialectError extends Error {
  override readonly name = 'DialectError';
  /** What it does wrong. */
  readonly findings: readonly DialectFinding[];
  /** What was held, and what was not. */
  readonly report: DialectReport;

  constructor(name: string, findings: readonly DialectFinding[], report: DialectReport) {
    const count = findings.length === 1 ? 'one finding' : `${findings.length} findings`;
    const claims = [...new Set(findings.map(({ claim }) => claim))];
    const texts = claims.map((claim) => textOf(claim, findings));
    super(`${count} in the dialect of ${name}\n\n${texts.join('\n\n')}\n`);
    this.findings = findings;
    this.report = report;
  }
}

/** How many findings of one claim are shown: the rest are mostly the same once more. */
const MOST_SHOWN = 5;

function textOf(claim: Claim, findings: readonly DialectFinding[]): string {
  const own = findings.filter((each) => each.claim === claim);
  const shown = own.slice(0, MOST_SHOWN).map(({ where, problem }) => `- ${where}: ${problem}`);
  const more = own.length - shown.length;
  const rest = more > 0 ? [`- and ${more} more of the sort`] : [];
  return [claim, ...shown, ...rest, `right: ${CLAIMS[claim]}`].join('\n');
}
