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

  it('is asked for there, where it is relative to the document', async () => {
    const film = { id: 1, name: 'One', planet: '../planets/7', people: ['../people/3', './2'] };
    const { root } = answering<Api>(dialect, mapOf({}), {
      ...answersOf('planet'),
      '/films/1': film,
      '/films': [{ ...film, planet: './planets/7', people: ['./people/4'] }],
    });

    expect(await root.film(1).planet.name).toBe('Hoth');
    expect(await root.films.map((each) => [each.planet?.name, each.people[0]?.name])).toEqual([
      ['Hoth', 'Bo'],
    ]);
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

interface Planet {
  readonly id: number;
  readonly name: string;
  readonly size: Chain<number>;
}
interface Person {
  readonly name: string;
  readonly homeworld: Planet;
  readonly friends: readonly Planet[];
}
interface PersonChain extends Chain<Person> {
  readonly homeworld: Chain<Planet> & { readonly [N in keyof Planet]: Chain<Planet[N]> };
  readonly friends: Chain<readonly Planet[]>;
}
interface People {
  readonly people: Sequence<Person, unknown>;
  person(id: number): PersonChain;
}

const peopleMap = (about: object, idCodec: 'number' | 'string' = 'number'): LinkMap => ({
  root: 'api',
  kinds: {
    api: {
      members: {
        people: member.collection('person', { path: 'people', indexed: false }),
        person: member.lookup('person', 'people/{id}'),
      },
    },
    person: {
      address: 'people/{id}',
      members: {
        name: member.field('string', 'stub'),
        homeworld: member.ref('planet', 'stub', about),
        friends: member.list('planet', 'stub', about),
      },
    },
    planet: {
      address: 'planets/{id}',
      members: {
        id: member.field(idCodec, 'ref'),
        name: member.field('string', 'stub'),
        size: member.field('number', 'whole'),
        moons: member.list('planet', 'stub', { absent: 'empty' }),
      },
    },
  },
});

const luke = { id: 1, name: 'Luke', homeworld: '/planets/1', friends: ['/planets/1'] };
const peopleAnswers: Answers = {
  '/people/1': luke,
  '/people': [luke],
  '/planets/1': { id: 1, name: 'Tatooine', size: 5 },
};

describe.each([
  ['as the map says of what stands there, a stub', {}],
  ['as no more than named', { as: 'ref' }],
])('what a document names by an address, %s', (_title, about) => {
  const openPeople = (map = peopleMap(about)) => answering<People>(rest(), map, peopleAnswers);
  type Way = (root: People) => Promise<Planet>;
  const ways: readonly (readonly [string, Way])[] = [
    ['of what was awaited', async (root) => (await root.person(1)).homeworld as unknown as Planet],
    [
      'of an item of a loop',
      async (root) => {
        for await (const { homeworld } of root.people) return homeworld as unknown as Planet;
        throw new Error('no items');
      },
    ],
    [
      'that a lambda gave',
      async (root) => {
        const [first] = await root.people.map((person): unknown => person.homeworld);
        return first as Planet;
      },
    ],
    [
      'of a list that was awaited',
      async (root) => (await root.person(1).friends)[0] as unknown as Planet,
    ],
    [
      'of a list of what was awaited',
      async (root) => (await root.person(1)).friends[0] as unknown as Planet,
    ],
  ];

  it.each(ways)('is asked for what is read of it, %s', async (_way, read) => {
    const { root, requests } = openPeople();
    const planet = await read(root);

    expect(Object.keys(planet)).toEqual(['id']);
    expect(await planet.name).toBe('Tatooine');
    expect(await planet.size).toBe(5);
    expect(requests).toHaveLength(2);
  });

  it.each(ways)('tells its id by its address, %s', async (_way, read) => {
    const { root, requests } = openPeople();

    expect((await read(root)).id).toBe(1);
    expect(requests).toHaveLength(1);
    expect((await read(openPeople(peopleMap(about, 'string')).root)).id).toBe('1');
  });

  it('costs no request for its id', async () => {
    const { root, requests } = openPeople();

    expect(await root.person(1).homeworld.id).toBe(1);
    expect(await root.people.map((person) => person.homeworld.id)).toEqual([1]);
    expect(requests).toEqual(['GET /people/1', 'GET /people']);
  });

  it('is shown with what is known of it', async () => {
    const { root } = openPeople(peopleMap({}));
    const [both] = await root.people.map(({ homeworld }) => ({ name: homeworld.name, homeworld }));

    expect(both?.homeworld).toMatchObject({ id: 1, name: 'Tatooine', moons: [] });
  });
});

it('tells no id by an address that is of no such form', async () => {
  const answers = { '/people/1': { id: 1, homeworld: '/planets/home', friends: ['/worlds/1'] } };
  const { root } = answering<People>(rest(), peopleMap({}), answers);
  const { homeworld, friends } = await root.person(1);

  expect([homeworld, ...friends].map((each) => Object.keys(each))).toEqual([[], []]);
});

it.each([
  ['null', null, null],
  ['an empty text', '', null],
  ['what is embedded', { id: 3, name: 'Endor' }, 'Endor'],
])('reads each of a list by itself, where one is %s', async (_title, other, name) => {
  const friends = ['/planets/1', other, '/planets/1'];
  const person = { id: 1, homeworld: null, friends };
  const { root, requests } = answering<People>(rest(), peopleMap({ as: 'ref' }), {
    ...peopleAnswers,
    ...{ '/people/1': person, '/people': [person] },
  });
  type Maybe = readonly (Planet | null)[];
  const names = await root.people.map((each) =>
    (each.friends as unknown as Maybe).map((planet) => planet?.name ?? null),
  );

  expect(names).toEqual([['Tatooine', name, 'Tatooine']]);
  expect(requests).toEqual(['GET /people', 'GET /planets/1']);
  const [first, second, third] = (await root.person(1).friends) as unknown as Maybe;
  expect([first?.id, await second?.name, await third?.name]).toEqual([
    1,
    name ?? undefined,
    'Tatooine',
  ]);
});
