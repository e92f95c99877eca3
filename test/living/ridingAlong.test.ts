/** What lambdas will foreseeably read besides what they miss: it comes along where a request for several has room for it. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type Dialect,
  type JsonObject,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { type Asked, living, madeUp } from './madeUp.ts';

interface Person {
  readonly name: string;
}
interface Task {
  readonly author: Person;
  readonly reviewer: Person;
}
interface Api {
  readonly tasks: Sequence<Task, unknown>;
}

const mapOf = (most: number): LinkMap => ({
  root: 'api',
  kinds: {
    api: { members: { tasks: member.collection('task', { path: 'tasks', indexed: false }) } },
    task: {
      address: 'tasks/{id}',
      members: {
        author: member.ref('person', 'stub', { by: 'authorId' }),
        reviewer: member.ref('person', 'stub', { by: 'reviewerId' }),
      },
    },
    person: {
      address: 'people/{id}',
      many: { path: 'people', most },
      members: { name: member.field('string', 'stub') },
    },
  },
});

/** A server that expands nothing, and gives several by their ids. */
const dialect: Dialect = {
  ...madeUp,
  limits: { pageSize: 100, defaultPageSize: 100, expandDepth: 0 },
  many: (ids) => ids.map((id) => ['id', id]),
};

const person = (id: number): JsonObject => ({ '@': `/people/${id}`, id, name: `P${id}` });

/** @param pairs - The author and the reviewer of each task. */
const open = (pairs: readonly (readonly [number, number])[], most = 20) =>
  living<Api>(dialect, mapOf(most), ({ path, query }: Asked) => {
    const [, kind, id] = path.split('/');
    if (kind === 'tasks') {
      const data = pairs.map(([authorId, reviewerId], at) => ({
        ...{ '@': `/tasks/${at + 1}`, authorId, reviewerId },
      }));
      return { data };
    }
    if (id !== undefined) return person(Number(id));
    return { data: query.getAll('id').map(Number).map(person) };
  });

const both = (task: Task): string => `${task.author.name} ${task.reviewer.name}`;

it('what a lambda reads of two that an item names is one request', async () => {
  const { root, requests, faults } = open([
    [1, 2],
    [3, 4],
  ]);

  expect(await root.tasks.map(both)).toEqual(['P1 P2', 'P3 P4']);
  expect(requests).toEqual(['GET /tasks', 'GET /people?id=1&id=3&id=2&id=4']);
  expect(faults).toEqual([]);
});

it('of one item as well, where that names two', async () => {
  const { root, requests } = open([[1, 2]]);

  expect(await root.tasks.map(both)).toEqual(['P1 P2']);
  expect(requests).toEqual(['GET /tasks', 'GET /people?id=1&id=2']);
});

it('is never asked for by a request of its own', async () => {
  const { root, requests } = open(
    [
      [1, 4],
      [2, 5],
      [3, 6],
    ],
    3,
  );

  await root.tasks.filter((task) => task.author.name === 'P2').map((task) => task.reviewer.name);

  expect(requests).toEqual(['GET /tasks', 'GET /people?id=1&id=2&id=3', 'GET /people/5']);
});

it('costs no more than what is read in one go, whoever is named and how many one request gives', async () => {
  const ids = fc.integer({ min: 1, max: 9 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(ids, ids), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 2, max: 20 }),
      async (pairs, most) => {
        const { root, requests, faults } = open(pairs, most);
        const authors = new Set(pairs.map(([author]) => author));
        const all = new Set(pairs.flat());

        expect(await root.tasks.map(both)).toEqual(pairs.map(([a, b]) => `P${a} P${b}`));
        // The authors are missed first. What room their requests have is for the reviewers.
        const first = Math.ceil(authors.size / most);
        const left = Math.max(0, all.size - first * most);
        expect(requests.length - 1).toBe(first + Math.ceil(left / most));
        expect(faults).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});
