/**
 * Checks a dialect on samples of its API: a kit for the tests of whoever writes one. It knows no test runner.
 *
 * What it holds stands in `dialect/claims.ts`; each check is a file beside that.
 */
import type { Dialect } from '../dialects/Dialect.ts';
import type { Kind, LinkMap } from '../types/linkMap.ts';
import { checkErrors } from './dialect/checkErrors.ts';
import { checkExpansions } from './dialect/checkExpansions.ts';
import { checkFields } from './dialect/checkFields.ts';
import { checkLinks } from './dialect/checkLinks.ts';
import { checkMany } from './dialect/checkMany.ts';
import { checkPages } from './dialect/checkPages.ts';
import { checkRequests } from './dialect/checkRequests.ts';
import { checkAbout, checkRate, checkState } from './dialect/checkSelf.ts';
import { checkWindows } from './dialect/checkWindows.ts';
import { DialectError, type DialectReport } from './dialect/DialectError.ts';
import { Kit } from './dialect/Kit.ts';
import {
  type FetchSample,
  SAMPLES,
  type Sample,
  type SampleName,
  toSample,
} from './dialect/Sample.ts';
import { checkAnswers, checkDocument, checkNothing } from './dialect/samples.ts';

/** What is known of the samples. */
export interface CheckOptions {
  /** The link map of the API. Default: none, so that nothing of ids, actions and several by their ids is checked on the server. */
  readonly map?: LinkMap | undefined;
  /** The map's kind of the sample `document`, and of the items of the pages. */
  readonly kind?: string | undefined;
  /** The root's address, below which those of the map lie. Default: the origin of the first sample. */
  readonly endpoint?: string | undefined;
  /**
   * What of that kind can be expanded, as paths: `['author', 'author.books']`. Default: by the map, its references, its lists, and the
   * collections that an expansion embeds.
   */
  readonly expands?: readonly string[] | undefined;
  /** The samples that the API does not have: the report says so, and nobody asks for them. */
  readonly without?: readonly SampleName[] | undefined;
  /** A token of a server that wants one: it is sent with each sample that is fetched (`SampleInit.headers`). */
  readonly token?: string | undefined;
}

/**
 * Checks a dialect on samples of its API: links, pages, errors, expansions, chosen fields, windows, several by their ids, actions, credentials, and
 * that it has no state. Call it from a test of whatever runner, once for each kind whose documents are of another make.
 *
 * Each sample is read as it came and as it might have come: at another place, with relative links, with names like `__proto__`, with
 * something else in the place of each value. Where the dialect leads, as by `next`, `window` and `expand`, the sample of that
 * address is fetched too, so that what it says is held to what the server does.
 *
 * @param fetchSample - Gives a sample, by its sort or by an address: recorded, or from a server.
 * @returns What was held, and what could not be: samples that the API is `without`, and addresses of which none was given.
 * @throws {DialectError} With all that the dialect does wrong, and what would be right.
 * @throws {TypeError} For a sample that is missing, and that the options do not say the API is `without`.
 *
 * @example
 * ```ts
 * const at: Record<string, string> = { document: '/books/7', page: '/books', 'last page': '/books?after=40', refusal: '/books/0' };
 * await checkDialect(library, (sample, init) => fetch(new URL(at[sample] ?? sample, 'https://library.example.com'), init), {
 *   map: libraryMap,
 *   kind: 'book',
 *   without: ['nothing', 'refusal in a success'],
 * });
 * ```
 */
export async function checkDialect(
  dialect: Dialect,
  fetchSample: FetchSample,
  options: CheckOptions = {},
): Promise<DialectReport> {
  const { map = { root: '', kinds: {} }, kind, without = [], token } = options;
  if (kind !== undefined && !Object.hasOwn(map.kinds, kind)) {
    throw new TypeError(
      `\`kind\`: the map has no '${kind}': it has ${Object.keys(map.kinds).join(', ') || 'none'}`,
    );
  }
  const expands = options.expands ?? expandable(kind === undefined ? undefined : map.kinds[kind]);
  const headers = headersOf(dialect, options.endpoint ?? NOWHERE, token);
  const samples = await readSamples(fetchSample, headers, without);
  const [first] = samples.values();
  if (first === undefined) {
    throw new TypeError('`without` leaves no sample: a dialect is checked on one at least');
  }
  const endpoint = (options.endpoint ?? new URL(first.answer.url).origin).replace(/\/+$/, '');
  const kit = new Kit(dialect, fetchSample, {
    map,
    kind,
    endpoint,
    paths: expands,
    headers,
    samples,
  });
  for (const name of without) kit.skip(`the sample "${name}"`, 'the API is said to be without it');
  await checkAll(kit);
  const { findings, report } = kit;
  if (findings.length > 0) throw new DialectError(String(dialect.name), findings, report);
  return report;
}

async function checkAll(kit: Kit): Promise<void> {
  checkAbout(kit);
  const document = checkDocument(kit);
  const page = await checkPages(kit);
  checkAnswers(kit);
  checkNothing(kit);
  checkLinks(kit);
  await checkWindows(kit, page);
  await checkExpansions(kit, document, page);
  await checkFields(kit, document);
  await checkMany(kit, page);
  checkErrors(kit);
  checkRequests(kit);
  checkRate(kit);
  checkState(kit);
}

/** An address for what asks for one before there is any. */
const NOWHERE = 'https://endpoint.invalid';

/** The headers of a request for a sample. */
function headersOf(
  dialect: Dialect,
  url: string,
  token: string | undefined,
): Readonly<Record<string, string>> {
  const given = (make: () => Readonly<Record<string, string>> | undefined): object => {
    try {
      return make() ?? {};
    } catch {
      // Found where that is checked.
      return {};
    }
  };
  return {
    ...given(() => dialect.headers?.({ method: 'GET', url })),
    ...given(() => (token === undefined ? undefined : dialect.credentials(token))),
  };
}

/** What of a kind can be expanded, as far as the map says it. */
function expandable(kind: Kind | undefined): readonly string[] {
  return Object.entries(kind?.members ?? {}).flatMap(([name, { read }]) => {
    const isExpandable =
      read?.is === 'ref' ||
      read?.is === 'list' ||
      (read?.is === 'collection' && read.embedded === 'expansion');
    return isExpandable ? [name] : [];
  });
}

/** All samples. @throws {TypeError} Where there are some missing. */
async function readSamples(
  fetchSample: FetchSample,
  headers: Readonly<Record<string, string>>,
  without: readonly SampleName[],
): Promise<ReadonlyMap<SampleName, Sample>> {
  const names = Object.keys(SAMPLES) as SampleName[];
  for (const name of without) {
    if (!names.includes(name))
      throw new TypeError(
        `\`without\`: there is no sample '${name}': there are ${names.join(', ')}`,
      );
  }
  const samples = new Map<SampleName, Sample>();
  const missing: SampleName[] = [];
  for (const name of names.filter((each) => !without.includes(each))) {
    const given = await fetchSample(name, { headers });
    if (given === undefined) missing.push(name);
    else samples.set(name, await toSample(name, given));
  }
  if (missing.length > 0) {
    const lines = missing.map((name) => `- "${name}": ${SAMPLES[name]}`);
    throw new TypeError(
      `\`fetchSample\` gave nothing for these samples. Give them, or say by \`without\` that the API has none:\n${lines.join('\n')}`,
    );
  }
  return samples;
}
