/** Links by which no API is asked, as `mailto:`, are data of a document. */
import { expect, it } from 'vitest';
import { Doc, withoutOtherLinks } from '../../src/plan/known/document.ts';

it('are data, and all else that the document says stays', () => {
  class Told extends Doc {
    override get actions() {
      return new Map([['lend', { method: 'POST', url: 'https://a.test/lend' }]]);
    }
    override get selected() {
      return new Set(['title']);
    }
    override get etag() {
      return '"1"';
    }
  }
  const links = new Map([
    ['self', 'https://a.test/books/1'],
    ['mail', 'mailto:ann@a.test'],
  ]);
  const told = new Told('https://a.test/books/1', links, new Map(), 'stub', 'book');
  const doc = withoutOtherLinks(told);

  expect([...doc.links.keys()]).toEqual(['self']);
  expect(doc.field('mail')).toBe('mailto:ann@a.test');
  for (const name of ['address', 'level', 'kind', 'actions', 'selected', 'etag'] as const) {
    expect(doc[name]).toEqual(told[name]);
  }
});
