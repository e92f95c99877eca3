/** Chains through paths give what the same steps give one by one, whether or not a server knows what lies below a path. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkMap, member } from '../../src/index.ts';
import { type Answer, living, nothing, withNothing } from './madeUp.ts';

type Step = 'author' | 'boss' | 'friend' | 'friends';

interface Chained extends PromiseLike<unknown>, Readonly<Record<Step | 'name', Chained>> {
  readonly items: readonly Chained[];
}
interface Api {
  book(id: number): Chained;
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { book: member.lookup('book', 'books/{id}') } },
    book: {
      address: 'books/{id}',
      members: { author: member.ref('person', 'expansion', 'author') },
    },
    person: {
      address: 'people/{id}',
      members: {
        name: member.field('string', 'whole'),
        boss: member.link('person', { path: 'boss' }),
        friend: member.ref('person', 'expansion', 'friend'),
        friends: member.collection('person', { path: 'friends', indexed: false }),
      },
    },
  },
};

interface World {
  readonly author: number | null;
  readonly boss: readonly (number | null)[];
  readonly friend: readonly (number | null)[];
  readonly friends: readonly (readonly number[])[];
  /** Whether the server knows what lies below a path. */
  readonly isDeep: boolean;
}

const PEOPLE = 3;
const one = fc.option(fc.integer({ min: 0, max: PEOPLE - 1 }), { freq: 4 });
const each = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: PEOPLE, maxLength: PEOPLE });
const world: fc.Arbitrary<World> = fc.record({
  author: one,
  boss: each(one),
  friend: each(one),
  friends: each(fc.array(fc.integer({ min: 0, max: PEOPLE - 1 }), { maxLength: 2 })),
  isDeep: fc.boolean(),
});
const steps = fc.array(fc.constantFrom<Step>('boss', 'friend', 'friends'), { maxLength: 3 });

const person = (id: number) => ({ '@': `/people/${id}`, name: `No. ${id}` });

/** What one step leads to from a person: another, `null`, or nothing that there would be an address of. */
function behind(
  { boss, friend, friends }: World,
  id: number,
  step: string,
): number | null | undefined {
  if (step === 'boss') return boss[id];
  return step === 'friend' ? friend[id] : step === 'friends' ? friends[id]?.[0] : undefined;
}

function answer(given: World, path: string): Answer | undefined {
  const [, kind, id, ...below] = path.split('/');
  if (kind === 'books' && below.length === 0) return { '@': '/books/1' };
  const last = below.at(-1);
  if (below.length > 1 && !given.isDeep) return undefined;
  let at: number | null | undefined = kind === 'books' ? given.author : Number(id);
  const between = kind === 'books' ? below.slice(1) : below;
  for (const [index, step] of between.entries()) {
    if (at == null) return undefined;
    if (step === 'friends' && index < between.length - 1) return undefined;
    if (step === 'friends') return { data: (given.friends[at] ?? []).map(person) };
    at = behind(given, at, step);
  }
  if (at === null) return last ? nothing() : undefined;
  return at === undefined ? undefined : person(at);
}

/** What the steps give one by one. */
function byHand(given: World, path: readonly Step[]): string | null {
  let at: number | null | undefined = given.author;
  for (const step of path) {
    if (at === null) return null;
    at = behind(given, at, step);
    if (at === undefined) return 'no such item';
  }
  return at === null ? null : `No. ${at}`;
}

describe('a chain through paths', () => {
  it('gives what its steps give one by one, for at most one request more for each', async () => {
    await fc.assert(
      fc.asyncProperty(world, steps, async (given, path) => {
        const { root, requests } = living<Api>(withNothing, map, (asked) =>
          answer(given, asked.path),
        );
        let chain = root.book(1).author;
        for (const step of path) {
          chain = step === 'friends' ? (chain.friends.items[0] as Chained) : chain[step];
        }
        const value = await Promise.resolve(chain.name).catch((error: Error) => {
          expect(error.message).toContain('no item 0');
          return 'no such item';
        });

        expect(value).toBe(byHand(given, path));
        expect(requests.length).toBeLessThanOrEqual(2 * (path.length + 1));
      }),
      { numRuns: 100 },
    );
  });
});
