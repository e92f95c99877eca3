/** Actions as documents of JSON:API. */
import { describe, expect, it } from 'vitest';
import { type Action, type Chain, type LinkMap, member } from '../../src/index.ts';
import { jsonApi } from '../../src/jsonApi.ts';
import { answering } from './answering.ts';

type Given = Readonly<Record<string, unknown>>;
interface Shelf {
  readonly books: { add(book: Given): Action<unknown> };
  book(id: string): {
    change(book: Given): Action<unknown>;
    readers(given: Given): Action<unknown>;
    owner(given: Given): Action<unknown>;
    burn(): Action<unknown>;
  };
  person(id: string): Chain<unknown>;
}

const parameters = {
  id: { type: 'string' },
  title: { type: 'string' },
  tags: { type: 'any' },
  author: { type: 'any', kind: 'person' },
  about: { type: 'any', kind: 'person|book' },
  mentions: { type: 'any', each: { type: 'any', kind: 'person|book' } },
  readers: { type: 'any', each: { type: 'any', kind: 'person' } },
} as const;
const map: LinkMap = {
  root: 'shelf',
  kinds: {
    shelf: {
      members: {
        books: member.collection('book', {
          path: 'books',
          indexed: false,
          actions: { add: member.action('POST', '', { parameters }).call },
        }),
        book: member.lookup('book', 'books/{id}'),
        person: member.lookup('person', 'people/{id}'),
      },
    },
    book: {
      address: 'books/{id}',
      type: 'books',
      members: {
        about: member.ref('person|book', 'stub', { as: 'ref' }),
        mentions: member.list('person|book', 'stub', { as: 'ref' }),
        change: member.action('PATCH', '', { parameters }),
        readers: member.action('POST', 'relationships/readers', { parameters }),
        owner: member.action('PATCH', 'relationships/owner', {
          parameters: { owner: { type: 'any', kind: 'person' } },
        }),
        burn: member.action('DELETE', ''),
      },
    },
    person: { address: 'people/{id}', type: 'people', members: {} },
  },
};

/** What is sent by an action: its document and what it says that it is. */
async function sentBy(act: (shelf: Shelf) => Action<unknown>): Promise<readonly unknown[]> {
  const { root, sent } = answering<Shelf>(jsonApi(), map, {
    '/books': {},
    '/books/1': {},
    '/books/1/relationships/readers': {},
    '/books/1/relationships/owner': {},
  });
  await act(root);
  const text = (await sent[0]?.text()) ?? '';
  return [text === '' ? '' : JSON.parse(text), sent[0]?.headers.get('content-type')];
}
const TYPE = 'application/vnd.api+json';

describe('an action of JSON:API', () => {
  it('makes a resource of attributes and relationships, by the server’s own types', async () => {
    const shown = await sentBy((shelf) =>
      shelf.books.add({
        title: 'Tea',
        tags: ['a', { b: 1 }],
        author: shelf.person('007'),
        readers: [shelf.person('1'), '2'],
      }),
    );

    expect(shown).toEqual([
      {
        data: {
          type: 'books',
          attributes: { title: 'Tea', tags: ['a', { b: 1 }] },
          relationships: {
            author: { data: { type: 'people', id: '007' } },
            readers: {
              data: [
                { type: 'people', id: '1' },
                { type: 'people', id: '2' },
              ],
            },
          },
        },
      },
      TYPE,
    ]);
  });

  it('makes one with an id of the client’s own', async () => {
    const [document] = await sentBy((shelf) => shelf.books.add({ id: 'a1', title: 'Tea' }));

    expect(document).toEqual({ data: { type: 'books', id: 'a1', attributes: { title: 'Tea' } } });
  });

  it('changes one by its id, and takes away what a relationship named', async () => {
    const [document] = await sentBy((shelf) =>
      shelf.book('1').change({ author: null, readers: [] }),
    );

    expect(document).toEqual({
      data: {
        type: 'books',
        id: '1',
        relationships: { author: { data: null }, readers: { data: [] } },
      },
    });
  });

  it('says the type of a resource that was given, where it may be of several', async () => {
    const [document] = await sentBy((shelf) =>
      shelf.book('1').change({
        about: shelf.person('1'),
        mentions: [shelf.book('2'), shelf.person('3')],
      }),
    );

    expect(document).toMatchObject({
      data: {
        relationships: {
          about: { data: { type: 'people', id: '1' } },
          mentions: {
            data: [
              { type: 'books', id: '2' },
              { type: 'people', id: '3' },
            ],
          },
        },
      },
    });
  });

  it('says the type of a snapshot, and of what a document told to be of it', async () => {
    const { root, sent } = answering<Shelf>(jsonApi(), map, {
      '/people/7': { data: { type: 'people', id: '7' } },
      '/books/1': {
        data: {
          type: 'books',
          id: '1',
          relationships: { about: { data: { type: 'people', id: '9' } } },
        },
      },
    });
    await root.book('1').change({ about: await root.person('7') });
    await root.book('1').change({ about: (root.book('1') as unknown as Given).about });

    const bodies = await Promise.all(
      sent.filter(({ method }) => method === 'PATCH').map((each) => each.json()),
    );
    expect(bodies).toMatchObject([
      { data: { relationships: { about: { data: { type: 'people', id: '7' } } } } },
      { data: { relationships: { about: { data: { type: 'people', id: '9' } } } } },
    ]);
  });

  it('says the type of each of a list that a chain leads to', async () => {
    const mentions = {
      data: [
        { type: 'books', id: '2' },
        { type: 'people', id: '3' },
      ],
    };
    const { root, sent } = answering<Shelf>(jsonApi(), map, {
      '/books/1': {},
      '/books/2': {
        data: { type: 'books', id: '2', relationships: { mentions } },
      },
    });

    await root.book('1').change({ mentions: (root.book('2') as unknown as Given).mentions });

    expect(await sent.find(({ method }) => method === 'PATCH')?.json()).toMatchObject({
      data: { relationships: { mentions } },
    });
  });

  it('is refused where an id does not say of which type it is', async () => {
    const act = sentBy((shelf) => shelf.book('1').change({ about: '1' }));
    const list = sentBy((shelf) => shelf.book('1').change({ mentions: [shelf.book('2'), '1'] }));

    await expect(act).rejects.toThrow('give the resource itself, one of person, book');
    await expect(list).rejects.toThrow('give the resource itself, one of person, book');
  });

  it('changes a relationship by itself', async () => {
    const [readers] = await sentBy((shelf) => shelf.book('1').readers({ readers: ['3'] }));
    const [owner] = await sentBy((shelf) => shelf.book('1').owner({ owner: null }));

    expect(readers).toEqual({ data: [{ type: 'people', id: '3' }] });
    expect(owner).toEqual({ data: null });
  });

  it('has no body where nothing is given', async () => {
    expect(await sentBy((shelf) => shelf.book('1').burn())).toEqual(['', null]);
  });
});
