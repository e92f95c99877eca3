/** Whether the samples are what they are called, as the dialect reads them. */
import { Doc, type PageDoc } from '../../plan/known/document.ts';
import type { Kit } from './Kit.ts';
import type { Sample, SampleName } from './Sample.ts';

/** A document that was read, with the sample in which it stands. */
export interface ReadDocument {
  readonly sample: Sample;
  readonly doc: Doc;
}

/** The same of a page. */
export interface ReadPage {
  readonly sample: Sample;
  readonly page: PageDoc;
}

/** Each copy of the package has a `Doc` of its own. */
const OTHER = 'what is no `Doc`, or that of another copy of hypchat (npm ls hypchat)';

/** Checks the sample of a document. */
export function checkDocument(kit: Kit): ReadDocument | undefined {
  const sample = kit.sample('document');
  if (sample === undefined) return undefined;
  const read = kit.document(sample);
  if (read === undefined) return undefined;
  const { doc } = read;
  const where = `document, of ${sample.title}`;
  if (!(doc instanceof Doc)) {
    const gave = doc === undefined || doc === null ? String(doc) : OTHER;
    kit.find('a document is read', where, `gives ${gave}`);
    return undefined;
  }
  const names = doc.fields.size + doc.links.size;
  kit.expect('a document is read', where, names > 0, () => 'gives a `Doc` without a field or link');
  const page = kit.page(sample, kit.asked('resource', sample.answer.url));
  kit.expect(
    'what is no page is none',
    `page, of ${sample.title}`,
    page?.page === undefined,
    () => {
      return `gives a page of ${page?.page?.items.length} items`;
    },
  );
  return { sample, doc };
}

/** Checks that what was answered is not taken for a refusal. */
export function checkAnswers(kit: Kit): void {
  const answers: readonly SampleName[] = ['document', 'page', 'last page', 'nothing'];
  for (const name of answers) {
    const sample = kit.sample(name);
    const read = sample && kit.refusal(sample);
    if (read === undefined || sample === undefined) continue;
    kit.expect(
      'an answer is no refusal',
      `refusal, of ${sample.title}`,
      read.refusal === undefined,
      () => `gives ${JSON.stringify(read.refusal)}`,
    );
  }
}

/** Checks that an answer which says that there is none gives `null`. */
export function checkNothing(kit: Kit): void {
  const sample = kit.sample('nothing');
  const read = sample && kit.document(sample);
  if (read === undefined || sample === undefined) return;
  const gave = read.doc === undefined ? 'undefined' : 'a Doc';
  kit.expect(
    'nothing is null',
    `document, of ${sample.title}`,
    read.doc === null,
    () => `gives ${gave}`,
  );
}
