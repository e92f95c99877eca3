/** What dialects are told that they know nothing of: the compiler refuses it, and JavaScript would lose items of lists by it. */
import { describe, expect, it } from 'vitest';
import { hal } from '../../src/hal.ts';
import { jsonApi } from '../../src/jsonApi.ts';
import { odata } from '../../src/odata.ts';
import { github, rest } from '../../src/rest.ts';

const makers: Readonly<Record<string, (options: object) => object>> = { hal, jsonApi, odata, rest };

describe('an option of a dialect', () => {
  it.each([
    ['rest', { sefl: 'url' }, '`rest` has no option `sefl`: it has name, limits,'],
    ['hal', { pagesize: 3 }, '`hal` has no option `pagesize`: it has name, items,'],
    ['jsonApi', { include: true }, '`jsonApi` has no option `include`: it has name, paging,'],
    ['odata', { top: 3 }, '`odata` has no option `top`: it has name, pageSize,'],
  ])('of %s that does not exist is refused', (maker, options, words) => {
    expect(() => makers[maker]?.(options)).toThrow(words);
  });

  it.each([
    ['rest', 'window', 'page'],
    ['rest', 'window', { by: 'pages', start: 'page' }],
    ['hal', 'paging', { by: 'page' }],
    ['hal', 'paging', { by: 'page', start: 'page', first: 2 }],
    ['jsonApi', 'paging', 'pages'],
  ])('of %s that says nothing of pages is refused as `%s`', (maker, name, given) => {
    const words = `\`${maker}\`: \`${name}\` has to be like { by: 'page', start: 'page', size: 'per_page' }, with 'page' or 'offset'`;
    expect(() => makers[maker]?.({ [name]: given })).toThrow(words);
  });

  it('may be left out, or undefined', () => {
    expect(rest({ ...github, window: undefined }).name).toBe('GitHub');
    expect(jsonApi({ paging: 'page' }).name).toBe('The JSON:API server');
  });
});
