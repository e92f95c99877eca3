/** Pages: their items, how they tell that another follows, and how they end. */
import { linkTo } from '../../dialects/linkTo.ts';
import { Doc, type Item, type PageDoc } from '../../plan/known/document.ts';
import type { Json } from '../../values/json.ts';
import { addressOf } from './addressOf.ts';
import type { Kit } from './Kit.ts';
import { copied, type Sample } from './Sample.ts';
import type { ReadPage } from './samples.ts';
import { replaced, valueAt, waysIn, wayText } from './shapes.ts';

/** Checks the samples of pages, and gives the first page. */
export async function checkPages(kit: Kit): Promise<ReadPage | undefined> {
  checkLast(kit);
  const sample = kit.sample('page');
  const page = sample && readPage(kit, sample);
  if (sample === undefined || page === undefined) return undefined;
  const { items } = page;
  const where = whereOf(sample);
  kit.expect('a page has its items', where, items.length > 1, () => {
    return `gives ${items.length} items: there have to be two at least, to tell them apart`;
  });
  checkCount(kit, sample, items);
  checkItems(kit, sample, page);
  checkEmpty(kit, sample);
  const follows = page.next !== undefined || isFull(page);
  kit.expect('a page tells that another follows', where, follows, () => {
    const size = page.size === undefined ? '' : `, \`size\` ${page.size} of ${items.length} items`;
    const told = page.unreadable === undefined ? '' : `, \`unreadable\` ${page.unreadable}`;
    return `gives no \`next\`${size}${told}`;
  });
  if (page.next !== undefined) {
    await checkNext(kit, sample, page, page.next);
    checkUnreadable(kit, sample, page.next);
  }
  return { sample, page };
}

const whereOf = ({ title }: Sample): string => `page, of ${title}`;

/** The page in an answer: that there is none is a finding. */
export function readPage(
  kit: Kit,
  sample: Sample,
  asked?: Parameters<Kit['page']>[1],
): PageDoc | undefined {
  const read = kit.page(sample, asked);
  if (read !== undefined && read.page === undefined) {
    kit.find('a page has its items', whereOf(sample), 'gives undefined');
  }
  return read?.page;
}

/** Whether a page is as large as it may be, so that another may follow. */
const isFull = ({ size, items }: PageDoc): boolean => size !== undefined && items.length >= size;

/** Checks that the items are those of a list which stands in the answer. */
function checkCount(kit: Kit, sample: Sample, items: readonly Item[]): void {
  const { json } = sample.answer;
  const lengths = waysIn(json).flatMap((way) => {
    const value = valueAt(json, way);
    return Array.isArray(value) ? [value.length] : [];
  });
  const known = [...new Set(lengths)].join(', ') || 'none';
  kit.expect('a page has its items', whereOf(sample), lengths.includes(items.length), () => {
    return `gives ${items.length} items, and the lists in the answer have ${known}`;
  });
}

/** Checks that items have addresses, each its own. */
function checkItems(kit: Kit, { title, answer }: Sample, { items }: PageDoc): void {
  const { kind, map } = kit.given;
  const where = `page, of ${title}`;
  const addresses = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const address = addressOf(kit, item);
    if (address === undefined) {
      const template = kind === undefined ? undefined : map.kinds[kind]?.address;
      kit.expect('items have addresses', where, template === undefined, () => {
        const what =
          item instanceof Doc ? 'a `Doc` without an address' : `no \`Doc\`: ${typeof item}`;
        return `item ${index} is ${what}, and the map has one for a ${kind}: '${template}'`;
      });
      continue;
    }
    const before = addresses.get(address);
    addresses.set(address, index);
    kit.expect(
      'items have addresses',
      where,
      before === undefined && address !== answer.url,
      () => {
        const other = before === undefined ? 'the page' : `item ${before}`;
        return `item ${index} has the address of ${other}: ${address}`;
      },
    );
  }
}

/** Checks that the same page without items is a page. */
function checkEmpty(kit: Kit, sample: Sample): void {
  const { json } = sample.answer;
  const page = kit.page(sample)?.page;
  if (json === undefined || page === undefined) return;
  // The list that makes up the page: without it, there are no items.
  const way = waysIn(json).find((each) => {
    const value = valueAt(json, each);
    return Array.isArray(value) && value.length === page.items.length;
  });
  if (way === undefined) return;
  const title = `${sample.title}, with no items in it`;
  const empty = { title, answer: copied(sample.answer, { json: replaced(json, way, []) }) };
  const read = kit.page(empty);
  if (read === undefined) return;
  const gave = read.page === undefined ? 'undefined' : `${read.page.items.length} items`;
  kit.expect(
    'an empty page is a page',
    whereOf(empty),
    read.page?.items.length === 0,
    () => `gives ${gave}`,
  );
}

/** Checks that the declared page is another one. */
async function checkNext(kit: Kit, sample: Sample, page: PageDoc, next: string): Promise<void> {
  const where = whereOf(sample);
  const isElsewhere = next !== sample.answer.url;
  if (!kit.expect('next leads on', where, isElsewhere, () => '`next` is the page itself')) return;
  const following = await kit.fetch(next, 'next leads on');
  const read = following && readPage(kit, following);
  if (read === undefined) return;
  const [first, second] = [page, read].map(({ items }) => addressOf(kit, items[0]));
  const isOther = first === undefined || first !== second;
  kit.expect('next leads on', where, isOther, () => `at \`next\`, ${next}, lies the same page`);
}

/** Checks the sample of a last page. */
function checkLast(kit: Kit): void {
  const sample = kit.sample('last page');
  const page = sample && readPage(kit, sample);
  if (sample === undefined || page === undefined) return;
  const { next, unreadable, items, size } = page;
  const goesOn = next ?? unreadable;
  kit.expect('a last page ends', whereOf(sample), goesOn === undefined, () => {
    return next === undefined ? `gives \`unreadable\` ${unreadable}` : `gives \`next\` ${next}`;
  });
  kit.expect('a last page ends', whereOf(sample), !isFull(page), () => {
    return `gives \`size\` ${size}, and it has ${items.length} items: another request would be made to see the end`;
  });
}

/** What stands in the place of the next address, and is none. */
const NO_ADDRESS: readonly Json[] = ['http://[', 7];

/** Checks that a next address that cannot be read is told, where one stands in the body or in the header `Link`. */
function checkUnreadable(kit: Kit, sample: Sample, next: string): void {
  const claim = 'a next that cannot be read is told';
  const { answer } = sample;
  const { json, url, headers } = answer;
  const way = waysIn(json).find((each) => linkTo(valueAt(json, each), url) === next);
  const link = headers.get('link') ?? '';
  const inHeader = [...link.matchAll(/<([^>]*)>/g)].find(([, href]) => linkTo(href, url) === next);
  if (json !== undefined && way !== undefined) {
    for (const odd of NO_ADDRESS) {
      const changed = copied(answer, { json: replaced(json, way, odd) });
      hold(wayText(way), JSON.stringify(odd), changed);
    }
  } else if (inHeader !== undefined) {
    const odd = new Headers(headers);
    odd.set('link', link.replace(inHeader[0], '<http://[>'));
    hold('the header `Link`', '<http://[>', copied(answer, { headers: odd }));
  } else {
    kit.skip(claim, 'the address of the next page stands nowhere in the answer');
  }

  function hold(place: string, odd: string, changed: Sample['answer']): void {
    const title = `${sample.title}, with ${odd} in ${place}`;
    const page: Partial<PageDoc> | undefined = kit.page({ title, answer: changed })?.page;
    const isTold = page?.next !== undefined || page?.unreadable !== undefined;
    kit.expect(claim, `page, of ${title}`, isTold, () => {
      return page === undefined ? 'gives no page' : 'gives neither `next` nor `unreadable`';
    });
  }
}
