/** A JSON:API server that includes what is named, and refuses what that names in turn. */
import { describe, expect, it } from 'vitest';
import { type Chain, type Json, type LinkMap, member, type Sequence } from '../../src/index.ts';
import { jsonApi } from '../../src/jsonApi.ts';
import { answering } from './answering.ts';

interface Person {
  readonly name: string;
  readonly boss: Person | null;
}
interface PersonChain {
  readonly name: Chain<string>;
  readonly boss: PersonChain;
}
interface Api {
  task(id: string): { readonly owner: PersonChain };
  readonly tasks: Sequence<{ readonly owner: Person }, unknown>;
  readonly notes: Sequence<{ readonly writer: Person }, unknown>;
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        task: member.lookup('tasks', 'tasks/{id}'),
        tasks: member.collection('tasks', { path: 'tasks', indexed: false }),
        notes: member.collection('notes', { path: 'notes', indexed: false }),
      },
    },
    tasks: {
      address: 'tasks/{id}',
      members: { owner: member.ref('people', 'stub', { as: 'ref' }) },
    },
    notes: {
      address: 'notes/{id}',
      members: { writer: member.ref('people', 'stub', { as: 'ref' }) },
    },
    people: {
      address: 'people/{id}',
      members: {
        name: member.field('string', 'stub'),
        boss: member.ref('people', 'stub', { as: 'ref' }),
      },
    },
  },
};
const linkage = (id: string): Json => ({ data: { type: 'people', id } });
const task = (id: string, owner: string): Json => ({
  ...{ type: 'tasks', id, relationships: { owner: linkage(owner) } },
});
const note = (id: string): Json => ({
  ...{ type: 'notes', id, relationships: { writer: linkage('1') } },
});
const ann: Json = { type: 'people', id: '1', attributes: { name: 'Ann' } };
const bo: Json = {
  ...{ type: 'people', id: '2', attributes: { name: 'Bo' } },
  relationships: { boss: linkage('1') },
};
const refused = (): Response => Response.json({ errors: [{ status: '400' }] }, { status: 400 });
const answers = {
  '/tasks/1': { data: task('1', '2') },
  '/tasks/1?include=owner.boss': refused(),
  '/people/2': { data: bo },
  '/people/2?include=boss': { data: bo, included: [ann] },
  '/people/1': { data: ann },
  '/notes?include=writer': {
    data: [note('1')],
    included: [ann],
    links: { next: '/notes?page=2' },
  },
  '/notes?page=2&include=writer': { data: [note('2')], included: [ann] },
};

describe('an `include` that is refused', () => {
  it('takes away none that others were granted', async () => {
    const { root, requests } = answering<Api>(jsonApi(), map, answers);

    const names = root.notes.map(({ writer }) => writer.name);
    expect(await Promise.all([names, root.task('1').owner.boss.name])).toEqual([
      ['Ann', 'Ann'],
      'Ann',
    ]);
    expect(requests.slice(0, 3)).toEqual([
      'GET /notes?include=writer',
      'GET /tasks/1?include=owner.boss',
      'GET /tasks/1',
    ]);
    expect(requests.slice(3).sort()).toEqual([
      'GET /notes?page=2&include=writer',
      'GET /people/2?include=boss',
    ]);
  });

  it('is asked for once, also of others of the kind', async () => {
    const { root, requests } = answering<Api>(jsonApi(), map, {
      ...answers,
      '/tasks?include=owner.boss': refused(),
      '/tasks': { data: [task('1', '2')], links: { next: '/tasks?page=2' } },
      '/tasks?page=2': { data: [task('3', '2')] },
      '/tasks?page=2&include=owner': { data: [task('3', '2')], included: [bo] },
    });

    const names = root.notes.map(({ writer }) => writer.name);
    const bosses = root.tasks.map(({ owner }) => owner.boss?.name);
    expect((await Promise.all([names, bosses]))[1]).toEqual(['Ann', 'Ann']);
    expect(requests.filter((asked) => asked.includes('owner.boss'))).toHaveLength(1);
  });

  it('is all that is asked for so, where nothing was granted', async () => {
    const { root, requests } = answering<Api>(jsonApi(), map, answers);

    expect(await root.task('1').owner.boss.name).toBe('Ann');
    expect(requests).toEqual([
      'GET /tasks/1?include=owner.boss',
      'GET /tasks/1',
      'GET /people/2',
      'GET /people/1',
    ]);
  });
});
