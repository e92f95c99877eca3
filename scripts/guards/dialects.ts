/** The guards of the dialects. */
import type { Guard } from './Guard.ts';

export const DIALECT_GUARDS: readonly Guard[] = [
  {
    name: 'another base is any text that begins so',
    file: 'src/dialects/rebased.ts',
    search: 'address.startsWith(root) && ',
    replace: 'address.startsWith(root) || ',
  },
  {
    name: 'a header shows somebody else',
    file: 'src/dialects/readHeaders.ts',
    search: 'if (shows.includes(name)) {',
    replace: 'if (false) {',
    tests: ['test/functions/request.test.ts'],
  },
  {
    name: 'names of JSON:API alone pass for a page of what they name',
    file: 'src/dialects/jsonApiDocument.ts',
    search: "return isThere && inner !== undefined ? new ListDoc(items, 'whole') : items;",
    replace: "return new ListDoc(items, 'whole');",
    tests: ['test/dialects/jsonApi.test.ts'],
  },
  {
    name: 'the first items that HAL embeds pass for all',
    file: 'src/dialects/halDocument.ts',
    search: "return isAll ? new ListDoc(items, 'whole') : undefined;",
    replace: "return new ListDoc(items, 'whole');",
    tests: ['test/dialects/hal.test.ts'],
  },
  {
    name: 'addresses of OData are relative to the page',
    file: 'src/dialects/odataDocument.ts',
    search: 'this.#base = isRead ? new URL(context, url).href : url;',
    replace: 'this.#base = url;',
    tests: ['test/dialects/odata.test.ts'],
  },
  {
    name: 'a quote within quotes is written once',
    file: 'src/plan/map/ids.ts',
    search: "return hole.isQuoted ? text.replace(/'|%27/g, '$&$&') : text;",
    replace: 'return text;',
    tests: ['test/dialects/odataKeys.test.ts'],
  },
  {
    name: 'an entity lies where the first of its kinds would',
    file: 'src/dialects/odataDocument.ts',
    search: 'const own = isOneOf(map, kind) ? (kindTold(map, typeOf(json)) ?? kind) : kind;',
    replace: 'const own = kind;',
    tests: ['test/dialects/odataKeys.test.ts'],
  },
  {
    name: 'what JSON:API only links to is not there',
    file: 'src/dialects/jsonApiDocument.ts',
    search: 'return isOne && related !== undefined',
    replace: 'return false',
    tests: ['test/dialects/jsonApiLinks.test.ts'],
  },
  {
    name: 'of several that may be chosen, none is checked',
    file: 'src/dialects/halForms.ts',
    search: "if (!isOne) return { type: 'any', ...needed, ...listed };",
    replace: "if (!isOne) return { type: 'any', ...needed };",
    tests: ['test/dialects/hal.test.ts'],
  },
  {
    name: 'a short page within a limit is the last one, though the limit was reached',
    file: 'src/walk/learn/absorbPage.ts',
    search: 'const isFull = until === undefined ? isFilled : after >= until;',
    replace: 'const isFull = isFilled;',
    tests: ['test/dialects/pages.test.ts'],
  },
  {
    name: 'a page that nobody asked a size of is the last one',
    file: 'src/dialects/pageWindows.ts',
    search: 'return said || Math.max(1, count);',
    replace: 'return said || defaultPageSize;',
    tests: ['test/dialects/pages.test.ts'],
  },
  {
    name: 'a page that is shorter than was asked is the last one, whatever the total says',
    file: 'src/walk/learn/absorbPage.ts',
    search: 'const isMore = total === undefined ? isFull : ',
    replace: 'const isMore = total === undefined ? isFull : isFull && ',
    tests: ['test/dialects/pages.test.ts'],
  },
];
