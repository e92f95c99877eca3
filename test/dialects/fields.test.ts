/** How OData and JSON:API are asked for the fields alone that are read. */
import { describe, expect, it } from 'vitest';
import { at, type Chain, type Json, type LinkMap, member, type Sequence } from '../../src/index.ts';
import { jsonApi } from '../../src/jsonApi.ts';
import { odata } from '../../src/odata.ts';
import { type Answers, answering, ORIGIN } from './answering.ts';

interface Person {
  readonly name: string;
  readonly label: string;
  readonly boss: Person;
}
interface Item {
  readonly name: string;
  readonly id: string;
  readonly maker: Person;
  readonly owner: Person;
  readonly label: string;
  readonly parts: { map<T>(read: (part: Person) => T): T[] };
}
interface Shop {
  readonly items: Sequence<Item, unknown>;
  item(id: string): {
    readonly name: Chain<string>;
    readonly label: Chain<string>;
    readonly size: { readonly width: Chain<number> };
    readonly maker: { readonly name: Chain<string> };
    readonly owner: { readonly name: Chain<string> };
    readonly plain: { readonly name: Chain<string> };
  };
}

/** @param at - Where one of a kind lies. */
const mapOf = (at: (set: string) => string): LinkMap => ({
  root: 'shop',
  kinds: {
    shop: {
      members: {
        items: member.collection('items', { path: 'items', indexed: false }),
        item: member.lookup('items', at('items')),
      },
    },
    items: {
      address: at('items'),
      members: {
        id: member.field('string', 'stub'),
        name: member.field('string', 'stub'),
        size: member.field('json', 'stub'),
        label: member.field('string', 'stub'),
        'label@core.language': member.field('string', 'stub'),
        maker: member.ref('people', 'stub', { by: 'makerId' }),
        owner: member.ref('people|firms', 'expansion'),
        plain: member.ref('unaddressed', 'expansion'),
        parts: member.collection('parts', { path: 'parts', indexed: false, embedded: 'expansion' }),
      },
    },
    people: {
      address: at('people'),
      type: 'humans',
      members: {
        name: member.field('string', 'stub'),
        label: member.field('string', 'stub'),
        boss: member.ref('people', 'stub', { by: 'bossId' }),
      },
    },
    firms: { address: at('firms'), members: { name: member.field('string', 'stub') } },
    parts: { address: at('parts'), members: { name: member.field('string', 'stub') } },
    unaddressed: { members: { name: member.field('string', 'stub') } },
  },
});

describe('odata({ select: true })', () => {
  const map = mapOf((set) => `${set}({id})`);
  const open = (answers: Answers) => answering<Shop>(odata({ select: true }), map, answers);
  const asks = async (run: (shop: Shop) => unknown, answers: Answers): Promise<string[]> => {
    const { root, requests } = open(answers);
    await run(root);
    return requests.map((each) => each.replace('GET ', ''));
  };

  it('asks for what is read with the keys, and for the ids by which others are named', async () => {
    const one = '/items(1)?$select=id,name';
    expect(await asks((shop) => shop.item('1').name, { [one]: { id: '1', name: 'A' } })).toEqual([
      one,
    ]);
    const maker = '/items(1)?$select=id,makerId&$expand=maker($select=id,name)';
    const json = { id: '1', makerId: '7', maker: { id: '7', name: 'Ada' } };
    expect(await asks((shop) => shop.item('1').maker.name, { [maker]: json })).toEqual([maker]);
  });

  it('asks for what is read of the items of a collection that is expanded', async () => {
    const url = '/items?$select=id&$expand=parts($select=id,name)';
    const json = { value: [{ id: '1', parts: [{ id: '3', name: 'wheel' }] }] };
    const names = (shop: Shop) => shop.items.map((item) => item.parts.map((part) => part.name));

    expect(await asks(names, { [url]: json })).toEqual([url]);
  });

  it('asks for the whole of a complex property', async () => {
    const url = '/items(1)?$select=id,size';
    expect(
      await asks((shop) => shop.item('1').size.width, { [url]: { id: '1', size: { width: 3 } } }),
    ).toEqual([url]);
  });

  it('asks for all of what may be of several kinds, or has no address, and of it alone', async () => {
    const owner = '/items(1)?$select=id&$expand=owner';
    const json = { id: '1', owner: { '@odata.type': '#people', id: '7', name: 'Ada' } };
    expect(await asks((shop) => shop.item('1').owner.name, { [owner]: json })).toEqual([owner]);
    const plain = '/items(1)?$select=id&$expand=plain';
    expect(
      await asks((shop) => shop.item('1').plain.name, {
        [plain]: { id: '1', plain: { name: 'A' } },
      }),
    ).toEqual([plain]);
  });

  it('asks for all where something is read that is said of a property', async () => {
    const language = (item: object): unknown => Object(item)['label@core.language'];
    const json = { value: [{ id: '1', label: 'Rad', 'label@core.language': 'de' }] };

    expect(await asks((shop) => shop.items.map(language), { '/items': json })).toEqual(['/items']);
  });

  it('expands again what it expanded where more turns out to be read than was chosen', async () => {
    const dialect = odata({ select: true });
    const shallow = { ...dialect, limits: { ...dialect.limits, expandDepth: 1 } };
    const known = {
      ada: { id: '7', bossId: '9', name: 'Ada' },
      eve: { id: '9', bossId: '9', name: 'Eve' },
    };
    const chosen = [
      '/items?$select=id,makerId,name',
      '/people(7)?$select=id,bossId,name&$expand=boss($select=id,bossId,name)',
    ];
    const whole = '/people(7)?$expand=boss';
    const { root, requests } = answering<Shop>(shallow, map, {
      [chosen[0] ?? '']: { value: [{ id: '1', makerId: '7', name: 'A' }] },
      [chosen[1] ?? '']: { ...known.ada, boss: known.eve },
      [whole]: { ...known.ada, label: 'hand', boss: { ...known.eve, label: 'head' } },
    });
    const labels = await root.items.map(({ maker, name }) =>
      maker.boss.name === 'Eve' ? `${maker.label}, ${maker.boss.label}` : name,
    );

    expect(labels).toEqual(['hand, head']);
    expect(requests).toEqual([...chosen, whole].map((each) => `GET ${each}`));
  });

  it('leaves alone what was chosen by hand', async () => {
    const url = '/items(1)?$select=name';
    const { root, requests } = open({ [url]: { id: '1', name: 'A' } });
    const item = at(root, `${ORIGIN}${url}`, 'items') as unknown as {
      readonly name: Chain<string>;
    };

    expect(await item.name).toBe('A');
    expect(requests).toEqual([`GET ${url}`]);
  });

  it('is not the default', async () => {
    const { root, requests } = answering<Shop>(odata(), map, {
      '/items(1)': { id: '1', name: 'A' },
    });

    expect(await root.item('1').name).toBe('A');
    expect(requests).toEqual(['GET /items(1)']);
  });
});

describe('jsonApi({ select: true })', () => {
  const map = mapOf((set) => `${set}/{id}`);
  const open = (answers: Answers) => answering<Shop>(jsonApi({ select: true }), map, answers);
  const asks = async (run: (shop: Shop) => unknown, answers: Answers): Promise<string[]> => {
    const { root, requests } = open(answers);
    await run(root);
    return requests.map((each) => each.replace('GET ', ''));
  };
  const document = (attributes: Json, relationships: Json = {}, included: Json = []): Json => ({
    data: { type: 'items', id: '1', attributes, relationships },
    included,
  });

  it('asks for what is read of each type, by its own name, relationships among it', async () => {
    const one = '/items/1?fields[items]=name';
    expect(await asks((shop) => shop.item('1').name, { [one]: document({ name: 'A' }) })).toEqual([
      one,
    ]);
    const maker = '/items/1?include=maker&fields[items]=makerId,maker&fields[humans]=name';
    const json = document({}, { maker: { data: { type: 'humans', id: '7' } } }, [
      { type: 'humans', id: '7', attributes: { name: 'Ada' } },
    ]);
    expect(await asks((shop) => shop.item('1').maker.name, { [maker]: json })).toEqual([maker]);
  });

  it('asks for those of each type that may be included', async () => {
    const url = '/items/1?include=owner&fields[items]=owner&fields[humans]=name&fields[firms]=name';
    const json = document({}, { owner: { data: { type: 'firms', id: '3' } } }, [
      { type: 'firms', id: '3', attributes: { name: 'Acme' } },
    ]);

    expect(await asks((shop) => shop.item('1').owner.name, { [url]: json })).toEqual([url]);
  });

  it('names no type of which nothing but its id is read: it always comes', async () => {
    const json = { data: [{ type: 'items', id: '1' }] };
    expect(await asks((shop) => shop.items.map((item) => item.id), { '/items': json })).toEqual([
      '/items',
    ]);
  });

  it('knows of an attribute that it asked for, and that is left out, that it is not there', async () => {
    const url = '/items/1?fields[items]=label';
    const { root, requests } = open({ [url]: document({}) });

    expect(await root.item('1').label).toBeUndefined();
    expect(requests).toHaveLength(1);
  });

  it('leaves alone what was chosen by hand', async () => {
    const url = '/items/1?fields[items]=name';
    const { root, requests } = open({ [url]: document({ name: 'A' }) });
    const item = at(root, `${ORIGIN}${url}`, 'items') as unknown as {
      readonly name: Chain<string>;
    };

    expect(await item.name).toBe('A');
    expect(requests).toEqual([`GET ${url}`]);
  });

  it('is not the default', async () => {
    const { root, requests } = answering<Shop>(jsonApi(), map, {
      '/items/1': document({ name: 'A' }),
    });

    expect(await root.item('1').name).toBe('A');
    expect(requests).toEqual(['GET /items/1']);
  });
});
