/** Collections whose items are no resources, but texts and numbers, as some APIs have their tags. */
import { describe, expect, it } from 'vitest';
import { type LinkMap, member, type Sequence } from '../../src/index.ts';
import { collect } from '../helpers/collect.ts';
import { living, madeUp } from './madeUp.ts';

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { tags: member.collection('tag', { path: 'tags', indexed: false }) } },
    tag: { address: 'tags/{id}', members: { name: member.field('string', 'stub') } },
  },
};

interface Api {
  readonly tags: Sequence<unknown, unknown> & AsyncIterable<unknown>;
}

const ITEMS = ['tea', 7, null, ['a', 'list'], { '@': '/tags/1', name: 'coffee' }];

describe('items that are no resources', () => {
  const { root } = living<Api>(madeUp, map, ({ query }) =>
    query.has('after')
      ? { data: ITEMS.slice(2) }
      : { data: ITEMS.slice(0, 2), next: '/tags?after=2' },
  );
  const expected = [...ITEMS.slice(0, -1), { name: 'coffee' }];

  it.each<[string, () => PromiseLike<readonly unknown[]>]>([
    ['all in an array', () => root.tags.toArray()],
    ['through a lambda', () => root.tags.map((tag) => tag)],
    ['a loop', () => collect(root.tags)],
    ['a loop over what a lambda lets through', () => collect(root.tags.filter(() => true))],
  ])('are given as they came, beside others that are: %s', async (_how, read) => {
    expect(await read()).toEqual(expected);
  });

  it('are counted and picked like any others', async () => {
    expect(await root.tags.count()).toBe(5);
    expect(await root.tags.take(1)).toEqual(['tea']);
    expect(await root.tags.at(1)).toBe(7);
    expect(await root.tags.find((tag) => typeof tag === 'number')).toBe(7);
  });
});
