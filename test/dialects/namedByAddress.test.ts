/** Plain REST that names things by their addresses and not by ids: in a field of their name, in another one, or by a link. */
import { describe, expect, it } from 'vitest';
import { type Chain, type LinkMap, member, type Sequence } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { type Answers, answering, ORIGIN } from './answering.ts';

interface Named {
  readonly name: string;
}
interface Film extends Named {
  readonly planet: Named | null;
  readonly sequel: Named | null;
  readonly people: readonly Named[];
}
interface FilmChain extends Chain<Film> {
  readonly planet: Chain<Named | null> & { readonly name: Chain<string | null> };
  readonly sequel: Chain<Named | null> & { readonly name: Chain<string | null> };
}
interface Api {
  readonly films: Sequence<Film, unknown>;
  film(id: number): FilmChain;
}

const planet = { 'in its very place': {}, 'in another field': { by: 'planetAt' } };
const mapOf = (about: { readonly by?: string }): LinkMap => ({
  root: 'api',
  kinds: {
    api: {
      members: {
        films: member.collection('film', { path: 'films', indexed: false }),
        film: member.lookup('film', 'films/{id}'),
      },
    },
    film: {
      address: 'films/{id}',
      members: {
        name: member.field('string', 'stub'),
        planet: member.ref('planet', 'stub', about),
        sequel: member.ref('film', 'stub'),
        people: member.list('person', 'stub', { by: 'people' }),
      },
    },
    planet: { address: 'planets/{id}', members: { name: member.field('string', 'stub') } },
    person: { address: 'people/{id}', members: { name: member.field('string', 'stub') } },
  },
});

/** Two films: the first has a planet, a sequel and two people, the second none of these. */
const answersOf = (field: string): Answers => {
  const films = [
    {
      ...{ id: 1, name: 'One', [field]: '/planets/7', sequel_url: `${ORIGIN}/films/2` },
      people: [`${ORIGIN}/people/3`, `${ORIGIN}/people/4`],
    },
    { id: 2, name: 'Two', [field]: null, sequel_url: null, people: [] },
  ];
  return {
    '/films': films,
    ...Object.fromEntries(films.map((film) => [`/films/${film.id}`, film])),
    '/planets/7': { id: 7, name: 'Hoth' },
    '/people/3': { id: 3, name: 'Ann' },
    '/people/4': { id: 4, name: 'Bo' },
  };
};
const dialect = rest({ links: { suffix: '_url' } });
const open = (about: { readonly by?: string } = {}) =>
  answering<Api>(dialect, mapOf(about), answersOf(about.by ?? 'planet'));

describe('what a document names by an address', () => {
  it.each(Object.entries(planet))('is asked for there, where it stands %s', async (_at, about) => {
    const { root, requests } = open(about);

    expect(await root.film(1).planet.name).toBe('Hoth');
    expect(await root.films.map((film) => film.planet?.name ?? 'none')).toEqual(['Hoth', 'none']);
    expect(requests).toEqual(['GET /films/1', 'GET /planets/7', 'GET /films', 'GET /planets/7']);
  });

  it.each(Object.entries(planet))('is null where null stands %s', async (_at, about) => {
    const { root } = open(about);

    expect(await root.film(2).planet).toBeNull();
    expect(await root.film(2).planet.name).toBeNull();
    expect(await root.films.filter((film) => film.planet === null).count()).toBe(1);
  });

  it('is asked for where a link of its name leads, and null where that is null', async () => {
    const { root } = open();

    expect(await root.film(1).sequel.name).toBe('Two');
    expect(await root.film(2).sequel).toBeNull();
    expect(await root.films.filter((film) => !film.sequel).map((film) => film.name)).toEqual([
      'Two',
    ]);
    expect(await root.films.map((film) => film.sequel?.name ?? 'none')).toEqual(['Two', 'none']);
  });

  it('may be several in a list', async () => {
    const { root } = open();

    expect(await root.films.map((film) => film.people.map((person) => person.name))).toEqual([
      ['Ann', 'Bo'],
      [],
    ]);
  });

  it('is written as it came', async () => {
    const { root } = open();

    expect(JSON.parse(JSON.stringify(await root.film(1)))).toMatchObject({
      ...{ planet: '/planets/7', sequel_url: `${ORIGIN}/films/2` },
      people: [`${ORIGIN}/people/3`, `${ORIGIN}/people/4`],
    });
  });
});
