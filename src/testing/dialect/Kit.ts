import type { Asked } from '../../dialects/Asked.ts';
import type { Response as Answer, Dialect, Refusal } from '../../dialects/Dialect.ts';
import { createDescribe, type Describe } from '../../plan/ask/describe.ts';
import type { Doc, PageDoc } from '../../plan/known/document.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import { CLAIMS, type Claim } from './claims.ts';
import type { DialectFinding, DialectReport } from './DialectError.ts';
import { explore, explorePage, type Found } from './explore.ts';
import { copied, type FetchSample, type Sample, type SampleName, toSample } from './Sample.ts';

/** What the checks are told besides the dialect and its samples. */
export interface Given {
  readonly map: LinkMap;
  readonly kind: string | undefined;
  /** The root's address, without a slash at the end. */
  readonly endpoint: string;
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly samples: ReadonlyMap<SampleName, Sample>;
}

/** What all checks share: what is checked, on which samples, and what was found. */
export class Kit {
  readonly dialect: Dialect;
  readonly given: Given;
  readonly findings: DialectFinding[] = [];
  readonly #fetchSample: FetchSample;
  readonly #checked = new Set<Claim>();
  readonly #unchecked = new Map<string, string>();

  constructor(dialect: Dialect, fetchSample: FetchSample, given: Given) {
    this.dialect = dialect;
    this.#fetchSample = fetchSample;
    this.given = given;
  }

  /** What was held, and what was not. */
  get report(): DialectReport {
    const unchecked = [...this.#unchecked].map(([what, why]) => ({ what, why }));
    return { checked: [...this.#checked], unchecked };
  }

  /** A claim is held now. What is found from here on to break it is found by the same check. */
  hold(claim: Claim): void {
    this.#checked.add(claim);
  }

  /** Something breaks a claim. The same is told once. */
  find(claim: Claim, where: string, problem: string): void {
    this.hold(claim);
    const isKnown = this.findings.some(
      (each) => each.claim === claim && each.where === where && each.problem === problem,
    );
    if (!isKnown) this.findings.push({ claim, right: CLAIMS[claim], where, problem });
  }

  /** Holds that something is so. */
  expect(claim: Claim, where: string, isSo: boolean, problem: () => string): boolean {
    this.hold(claim);
    if (!isSo) this.find(claim, where, problem());
    return isSo;
  }

  /** Something cannot be checked. */
  skip(what: string, why: string): void {
    this.#unchecked.set(what, why);
  }

  /** What a call gives; `undefined`, and a finding, where it throws. */
  call<T>(claim: Claim, where: string, make: () => T): { readonly gave: T } | undefined {
    this.hold(claim);
    try {
      return { gave: make() };
    } catch (error) {
      this.find(
        claim,
        where,
        `throws ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
      );
      return undefined;
    }
  }

  /** A sample of a sort, where there is one. */
  sample(name: SampleName): Sample | undefined {
    return this.given.samples.get(name);
  }

  /** What the author gives for an address to which the dialect led; `undefined`, and unchecked, where that is nothing. */
  async fetch(address: string, what: string): Promise<Sample | undefined> {
    const { headers } = this.given;
    const given = await this.#fetchSample(address, { headers });
    if (given !== undefined) return toSample(address, given);
    this.skip(what, `no sample was given for ${address}`);
    return undefined;
  }

  /** What a dialect is told of a request. */
  asked(of: Asked['of'], address: string, paths: readonly string[] = [], endpoint?: string): Asked {
    const { map, kind, endpoint: own } = this.given;
    const describe: Describe = createDescribe(map, endpoint ?? own);
    return describe({ of, kind, address, paths });
  }

  /** Reads the document in an answer; `undefined`, and a finding, where that throws. */
  document(
    { title, answer }: Sample,
    asked: Asked = this.asked('resource', answer.url),
  ): { readonly doc: Doc | null | undefined; readonly found: Found } | undefined {
    const read = this.call('a document is read', `document, of ${title}`, () => {
      const doc = this.dialect.document(copied(answer), asked);
      return { doc, found: explore(doc) };
    });
    return read?.gave;
  }

  /** Reads the page in an answer; `undefined`, and a finding, where that throws. */
  page(
    { title, answer }: Sample,
    asked: Asked = this.asked('page', answer.url),
  ): { readonly page: PageDoc | undefined; readonly found: Found | undefined } | undefined {
    const read = this.call('a page has its items', `page, of ${title}`, () => {
      const page = this.dialect.page(copied(answer), asked);
      return { page, found: page && explorePage(page) };
    });
    return read?.gave;
  }

  /** Reads the refusal in an answer; `undefined`, and a finding, where that throws. */
  refusal(
    { title, answer }: Sample,
    asked: Asked = this.asked('resource', answer.url),
  ): { readonly refusal: Refusal | undefined } | undefined {
    const read = this.call('a refusal is told', `refusal, of ${title}`, () => ({
      refusal: this.dialect.refusal(copied(answer), asked),
    }));
    return read?.gave;
  }
}

/** An answer as JSON text, to see whether somebody changed it. */
export const written = ({ status, headers, url, json }: Answer): string =>
  JSON.stringify([status, [...headers], url, json]);
