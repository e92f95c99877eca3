/** Updates whose reading and writing overlap with what else the client does to the same thing, in other ticks. */
import { describe, expect, it } from 'vitest';
import { type Action, type Chain, connect, type LinkMap, member, within } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { errorOf } from './sending.ts';

interface Thing {
  readonly name: string;
  readonly note: string;
}
interface ThingChain {
  readonly name: Chain<string>;
  readonly self: ThingChain;
  rename(name: string): Action<undefined>;
  update(values: Partial<Thing>): Action<undefined>;
}
interface Api {
  thing(id: number): Chain<Thing & { readonly self: ThingChain }> & ThingChain;
  readonly things: {
    forEach(act: (thing: ThingChain) => Action<unknown> | Action<unknown>[]): Chain<unknown>;
  };
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        thing: member.lookup('thing', 'things/{id}'),
        things: member.collection('thing', { path: 'things', indexed: false }),
      },
    },
    thing: {
      address: 'things/{id}',
      members: {
        id: member.field('number', 'ref'),
        name: member.field('string', 'whole'),
        note: member.field('string', 'whole'),
        self: member.link('thing', { rel: 'self', path: '' }),
        rename: member.action('PATCH', '', {
          parameters: { name: { type: 'string' } },
          positional: ['name'],
        }),
        update: member.action('PUT', '', {
          parameters: {
            name: { type: 'string', keeps: 'name' },
            note: { type: 'string', keeps: 'note' },
          },
        }),
      },
    },
  },
};

/** One turn of the event loop. */
const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** As many as whatever may be sent needs to be. */
async function aWhile(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await aTurn();
}

/** A client of a server with some things, that does what it is asked at once, and answers when it is let. */
function open(ids: readonly number[] = [1, 2]) {
  const things = new Map(ids.map((id) => [id, { id, name: 'old', note: 'old' }]));
  const sent: string[] = [];
  const waiting: { readonly what: string; readonly answer: () => void }[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    const what = `${request.method} ${pathname}`;
    sent.push(what);
    const id = Number(pathname.split('/')[2]);
    const thing = things.get(id);
    if (request.method !== 'GET' && thing !== undefined) Object.assign(thing, await request.json());
    const body =
      thing === undefined ? [...things.values()].map((each) => ({ id: each.id })) : thing;
    const text = JSON.stringify(body);
    await new Promise<void>((answer) => waiting.push({ what, answer }));
    return new Response(text, { headers: { 'content-type': 'application/json' } });
  };
  const api = connect<Api>(rest(), map, { endpoint: 'https://api.test', fetch });
  /** Answers the first request of that method, once it has come. */
  const answer = async (method: string): Promise<void> => {
    for (;;) {
      const at = waiting.findIndex(({ what }) => what.startsWith(method));
      if (at >= 0) {
        waiting.splice(at, 1)[0]?.answer();
        return;
      }
      await aTurn();
    }
  };
  /** Answers whatever comes, until something is done. */
  const answerAll = async (done: PromiseLike<unknown>): Promise<void> => {
    let isDone = false;
    const end = Promise.resolve(done).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      waiting.shift()?.answer();
      await aTurn();
    }
    await end;
  };
  return { api, things, sent, answer, answerAll };
}

describe('an update', () => {
  it('writes nothing back that was done and answered while it read', async () => {
    const { api, things, sent, answer, answerAll } = open();
    const update = Promise.resolve(api.thing(1).update({ note: 'A' }));
    while (sent.length === 0) await aTurn();
    const rename = Promise.resolve(api.thing(1).rename('B'));
    await answer('PATCH');
    await rename;
    await answer('GET');
    await answerAll(update);

    expect(things.get(1)).toEqual({ id: 1, name: 'B', note: 'A' });
    expect(sent).toEqual(['GET /things/1', 'PATCH /things/1', 'GET /things/1', 'PUT /things/1']);
  });

  it('waits for what is on its way to the same thing, and reads behind it', async () => {
    const { api, things, sent, answer, answerAll } = open();
    const reading = Promise.resolve(api.thing(1));
    await answer('GET');
    const { self } = await reading;
    const first = Promise.resolve(self.update({ note: 'A' }));
    while (sent.length < 2) await aTurn();
    const second = Promise.resolve(self.update({ name: 'B' }));
    await aWhile();
    expect(sent).toEqual(['GET /things/1', 'PUT /things/1']);
    await answerAll(Promise.all([first, second]));

    expect(things.get(1)).toEqual({ id: 1, name: 'B', note: 'A' });
    expect(sent).toEqual(['GET /things/1', 'PUT /things/1', 'GET /things/1', 'PUT /things/1']);
  });

  it('shares its reading with another one, and both are done', async () => {
    const { api, things, sent, answerAll } = open();
    const first = Promise.resolve(api.thing(1).update({ note: 'A' }));
    while (sent.length === 0) await aTurn();
    const second = Promise.resolve(api.thing(1).update({ name: 'B' }));
    await answerAll(Promise.all([first, second]));

    expect(things.get(1)).toEqual({ id: 1, name: 'B', note: 'A' });
    expect(sent.filter((what) => what.startsWith('PUT'))).toHaveLength(2);
  });

  it('for each item is no older than what is done beside it', async () => {
    const { api, things, sent, answer, answerAll } = open();
    const all = Promise.resolve(api.things.forEach((thing) => thing.update({ note: 'A' })));
    await answer('GET /things');
    while (sent.length < 3) await aTurn();
    const rename = Promise.resolve(api.thing(2).rename('B'));
    await answer('PATCH');
    await rename;
    await answerAll(all);

    expect([...things.values()]).toEqual([
      { id: 1, name: 'old', note: 'A' },
      { id: 2, name: 'B', note: 'A' },
    ]);
  });

  it('for each of many items is no older than what is done beside it', async () => {
    const { api, things, sent, answer, answerAll } = open([1, 2, 3, 4, 5]);
    const all = Promise.resolve(api.things.forEach((thing) => thing.update({ note: 'A' })));
    await answer('GET /things');
    while (sent.length < 6) await aTurn();
    const renames = [1, 5].map((id) => Promise.resolve(api.thing(id).rename('B')));
    await answer('PATCH');
    await answer('PATCH');
    await Promise.all(renames);
    await answerAll(all);

    expect([...things.values()].map(({ name, note }) => name + note)).toEqual([
      ...['BA', 'oldA', 'oldA', 'oldA', 'BA'],
    ]);
  });

  it('hears of what was answered while others of the same tick are not', async () => {
    const { api, things, answer, answerAll } = open();
    const reading = Promise.resolve(api.thing(1));
    await answer('GET');
    const { self } = await reading;
    const slow = Promise.all([api.thing(2), api.thing(1).rename('B')]);
    await answer('PATCH');
    await aWhile();
    const update = Promise.resolve(self.update({ note: 'A' }));
    await answer('GET /things/1');
    await answer('PUT');
    await update;

    expect(things.get(1)).toEqual({ id: 1, name: 'B', note: 'A' });
    await answerAll(slow);
  });

  it('is sent in the end, though others act on its thing without a pause', async () => {
    const { api, sent, answer } = open();
    let isDone = false;
    const update = Promise.resolve(api.thing(1).update({ note: 'A' })).then(() => {
      isDone = true;
    });
    for (let turn = 0; turn < 20 && !sent.some((what) => what.startsWith('PUT')); turn += 1) {
      while (!sent.at(-1)?.startsWith('GET')) await aTurn();
      const rename = Promise.resolve(api.thing(1).rename('B'));
      await answer('PATCH');
      await rename;
      await answer('GET');
      await aWhile();
    }
    await answer('PUT');
    await update;

    expect(isDone).toBe(true);
    expect(sent.filter((what) => what.startsWith('GET'))).toHaveLength(6);
  });

  it('that nobody waits for any more holds nothing up', async () => {
    const { api, sent, answer, answerAll } = open();
    const rename = Promise.resolve(api.thing(1).rename('B'));
    while (sent.length < 1) await aTurn();
    const reading = new AbortController();
    const { signal } = reading;
    const update = errorOf(within(api.thing(1), { signal }).update({ note: 'A' }));
    const later = Promise.resolve(api.thing(2));
    await answer('GET /things/1');
    await aWhile();
    reading.abort();
    await update;
    await answer('GET /things/2');

    expect(await later).toMatchObject({ id: 2 });
    await answerAll(rename);
  });

  it('that has to read anew holds back what comes behind it for its item', async () => {
    const { api, sent, answer, answerAll } = open();
    const all = Promise.resolve(
      api.things.forEach((thing) => [thing.update({ note: 'A' }), thing.rename('C')]),
    );
    await answer('GET /things');
    while (sent.length < 3) await aTurn();
    const rename = Promise.resolve(api.thing(2).rename('B'));
    await answer('PATCH');
    await rename;
    await answerAll(all);

    expect(sent.filter((what) => !what.startsWith('GET') && what.endsWith('/2'))).toEqual([
      'PATCH /things/2',
      'PUT /things/2',
      'PATCH /things/2',
    ]);
  });

  it('of another thing waits for nothing', async () => {
    const { api, sent, answer, answerAll } = open();
    const first = Promise.resolve(api.thing(1).update({ note: 'A' }));
    await answer('GET');
    while (sent.length < 2) await aTurn();
    const second = Promise.resolve(api.thing(2).update({ note: 'A' }));
    await answer('GET');
    while (sent.length < 4) await aTurn();

    expect(sent).toEqual(['GET /things/1', 'PUT /things/1', 'GET /things/2', 'PUT /things/2']);
    await answerAll(Promise.all([first, second]));
  });
});
