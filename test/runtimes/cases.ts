/**
 * What hosts do by themselves to a chain, as plain cases that any run-time can run: consoles, coercion, cloning,
 * probes. `node cases.ts`, `deno run cases.ts` and `bun cases.ts` print one JSON object: what failed, by name.
 *
 * The numbers are those of the traps that `../proxy/traps.test.ts` lists.
 */
import { CONSOLE_KNOWS_PROXIES, explain, HypChat, readsAs } from './host.ts';

const asked: string[] = [];
const self = 'https://api.hipchat.com/v2/room/42';
const fetched: typeof fetch = async (input) => {
  const { method, url } = new Request(input);
  asked.push(`${method} ${new URL(url).pathname}`);
  return Response.json({ id: 42, name: 'Ops', topic: 'Topic', links: { self } });
};
const hc = new HypChat('secret-token', { fetch: fetched, on: { unsent: () => {} } });
const room = hc.room(42);

const equal = (found: unknown, expected: unknown): void => {
  const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
  if (left !== right) throw new Error(`expected ${right}, got ${left}`);
};
const throws = (run: () => unknown, words: string): void => {
  try {
    run();
  } catch (error) {
    if (!String(error).includes(words)) throw new Error(`expected “${words}”, got ${error}`);
    return;
  }
  throw new Error(`it did not throw “${words}”`);
};
const read = (name: string | symbol): unknown => Reflect.get(room, name);

/** Each sends nothing, unless it says what it sends. */
const CASES: Record<string, () => unknown> = {
  '1 the root can be awaited': async () => equal((await hc) === hc, true),
  '2 what is awaited is not thenable': async () => {
    equal(typeof Reflect.get(await room, 'then'), 'undefined');
    equal(asked.splice(0), ['GET /v2/room/42']);
  },
  '3 a chain that is returned is sent once': async () => {
    equal((await (async () => room)()).name, 'Ops');
    equal(asked.splice(0), ['GET /v2/room/42']);
  },
  '4 reading `then` does nothing': () => equal(new Set([read('then'), read('then')]).size, 1),
  '10 chains of one tick are one request': async () => {
    const later = async (): Promise<string> => {
      await null;
      return room.topic;
    };
    equal(await Promise.all([room.name, later()]), ['Ops', 'Topic']);
    equal(asked.splice(0), ['GET /v2/room/42']);
  },
  '14 `for await` of one resource says what to write': async () => {
    let words = '';
    try {
      for await (const each of room as unknown as AsyncIterable<unknown>) void each;
    } catch (error) {
      words = String(error);
    }
    equal(words.includes('await it'), true);
  },
  '15 spread into a list says what to write': () => {
    throws(() => [...(room as unknown as Iterable<unknown>)], 'await it');
    throws(() => Array.from(room as unknown as Iterable<unknown>), 'await it');
  },
  '16 is no array': () =>
    equal([Array.isArray(room), [1].concat(room as never).length], [false, 2]),
  '17 has no keys': () => equal([Object.keys(room), { ...room }], [[], {}]),
  '18 claims no name that nobody gave it': () =>
    equal(
      ['asymmetricMatch' in room, 'name' in room, Object.hasOwn(room, 'name')],
      [false, false, false],
    ),
  '20 becomes a marked text, and no number': () => {
    equal(`${room}`, '⟦chain hc.room(42)⟧');
    equal((room as unknown as number) > 1, false);
    throws(() => new URL(room as unknown as string), 'URL');
  },
  '22 prints what it is': () => {
    const texts = [...readsAs(room)];
    if (!CONSOLE_KNOWS_PROXIES) equal(texts.pop(), '[Chain]');
    for (const text of texts) equal(text, '[Chain: hc.room(42)]');
  },
  '22 prints no token': () => {
    for (const text of [...readsAs(hc), ...readsAs({ hc, room })]) {
      equal(text.includes('secret'), false);
    }
  },
  '22 a snapshot prints its data': async () => {
    const text = readsAs(await room).join();
    equal([text.includes('Ops'), text.includes('secret')], [true, false]);
    asked.length = 0;
  },
  '23 can be probed and coerced under any name': () => {
    for (const name of ['name', '$$typeof', 'toJSON', 'valueOf', 'displayName', 'length']) {
      String(read(name));
    }
  },
  '25 is tagged': () => equal(Object.prototype.toString.call(room), '[object Chain]'),
  '27 cannot be cloned, and says so': () => throws(() => structuredClone(room), 'clone'),
  '28 is a text in JSON': () => equal(JSON.parse(JSON.stringify({ room })), { room: `${room}` }),
  '30 owns nothing that a Proxy may not hide': () => {
    equal(Reflect.ownKeys(room), []);
    for (const name of ['arguments', 'caller', 'prototype']) read(name);
  },
  '34 refuses to be changed': () => {
    throws(() => Object.assign(room, { name: 'x' }), 'a chain cannot be changed');
    throws(() => Object.freeze(room), 'a chain is frozen');
    throws(() => Reflect.deleteProperty(room, 'name'), 'a chain cannot be changed');
  },
  '36 is called by `call`, `apply` and `bind`': () => {
    const { call, apply, bind } = hc.room;
    equal(
      [call, apply, bind].every((each) => typeof each === 'function'),
      true,
    );
    equal(`${hc.room.call(null, 1)} ${hc.room.bind(null, 2)()}`, `${hc.room(1)} ${hc.room(2)}`);
  },
  '37 has no symbol that leaving a block would call': () =>
    equal(
      [typeof read(Symbol.dispose), typeof read(Symbol.asyncDispose)],
      ['undefined', 'undefined'],
    ),
  'explains itself without a request': () =>
    equal(
      explain(room.owner).requests.map(({ method }) => method),
      ['GET'],
    ),
};

const failed: Record<string, string> = {};
const ran: string[] = [];
for (const [name, run] of Object.entries(CASES)) {
  asked.length = 0;
  try {
    await run();
    await new Promise((resolve) => setTimeout(resolve, 0));
    equal(asked, []);
    ran.push(name);
  } catch (error) {
    failed[name] = String(error);
  }
}
console.log(JSON.stringify({ ran, failed }));
