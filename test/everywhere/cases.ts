/**
 * What the library does for its users, as plain cases that run wherever there is `fetch`: no test runner, no file,
 * no process. `everywhere.test.ts` runs them in each run-time against the real embedded server.
 *
 * What hosts do by themselves to a chain (consoles, cloning, probes) is in `../runtimes`.
 */
import * as main from '../../src/index.ts';
import * as native from '../../src/native.ts';
import { check } from './check.ts';

/** The library as a program imports it. */
type Library = typeof native;

/** What came of the cases. */
export interface Outcome {
  readonly ran: readonly string[];
  /** What was wrong, by the name of the case. */
  readonly failed: Readonly<Record<string, string>>;
  /** Every request that a client said it sends: `GET /v2/room/Ops`. */
  readonly sent: readonly string[];
  /** `native` or `polyfill`: what the moments were made of. */
  readonly temporal: string;
}

/** What a case has. */
interface Given {
  /** The library, by the entry that is tried. */
  readonly library: Library;
  /** The other entry, in the same program. */
  readonly other: Library;
  /** A server with the sample group and no limits, which is slow to answer `/room/Lobby/statistics`. */
  readonly endpoint: string;
  readonly token: string;
  readonly hc: InstanceType<Library['HypChat']>;
  /** For another client whose requests count as well. */
  readonly on: NonNullable<main.HypChatOptions['on']>;
  /** What was sent since the last time this was asked. */
  sent(): readonly string[];
}

/** The one case that there is where nobody brings a Temporal. */
export const REFUSED = 'a client without any Temporal says what to import';

const nativeInstant = (): unknown =>
  (globalThis as { Temporal?: { Instant: unknown } }).Temporal?.Instant;

const caught = async (run: () => PromiseLike<unknown>): Promise<Error> => {
  try {
    await run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it did not reject');
};

const CASES: Record<string, (given: Given) => Promise<void>> = {
  'a request by hand reads, writes, and sends a form of files': async ({ library, hc, sent }) => {
    const body = new FormData();
    body.append('file', new Blob(['hi']), 'a.txt');
    const refused = await caught(() => hc.request('POST', '/room/Ops/share/file', { body }));
    const room = await hc.request<{ readonly name: string }>('GET', hc.room('Ops'));
    await hc.request('POST', '/room/Ops/message', { body: { message: 'by hand' } });
    await library.request(hc, 'GET', '/room', { query: { 'max-results': 1 } });

    check.equal(room.name, 'Ops');
    // HipChat takes another form of parts, and says so only once it has read what there is.
    check.equal(refused instanceof library.ApiError, true);
    check.equal(sent().length, 4);
  },

  'the flagship is two requests, and the message arrives': async ({ hc, sent }) => {
    await hc.rooms.items[0].owner.message('hi from everywhere');

    check.equal(sent().length, 2);
    const owner = await hc.rooms.items[0].owner;
    const texts = await hc.user(owner.id).latest.map((message) => message.message);
    check.equal(texts.includes('hi from everywhere'), true);
  },
  'the flagship is planned as it is sent': async ({ hc, library, sent }) => {
    const plan = library.explain(hc.rooms.items[0].owner.message('planned'));

    check.equal(sent(), []);
    check.equal(
      plan.requests.map(({ method }) => method),
      ['GET', 'POST'],
    );
    const { requests } = await library.trace(hc.rooms.items[0].owner.message('planned'));
    check.equal(requests.length, plan.requests.length);
  },
  'chains of one tick are one request': async ({ hc, sent }) => {
    const room = hc.room('Ops');
    const [topic, email] = await Promise.all([room.topic, room.owner.email]);

    check.equal([typeof topic, email?.includes('@')], ['string', true]);
    check.equal(sent(), ['GET /v2/room/Ops?expand=owner']);
  },
  'chains of one tick are one request in every task of its own': async ({ hc, sent }) => {
    for (let times = 0; times < 3; times += 1) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      await Promise.all([hc.room('Ops').topic, hc.room('Ops').name]);
      check.equal(sent().length, 1);
    }
  },
  'a stub holds what lists bring, and the rest is a chain': async ({ hc, sent }) => {
    const room = await hc.rooms.items[0];

    check.equal(Object.hasOwn(room, 'topic'), false);
    check.equal(typeof room.name, 'string');
    check.equal(typeof (await room.topic), 'string');
    check.equal(sent(), ['GET /v2/room?start-index=0&max-results=1', `GET /v2/room/${room.id}`]);
  },
  'a snapshot is frozen data that goes to JSON and back': async ({ hc }) => {
    const room = await hc.room('Ops');

    check.equal([Object.isFrozen(room), Object.isFrozen(room.owner)], [true, true]);
    check.equal({ ...room }.name, 'Ops');
    const wire = JSON.parse(JSON.stringify(room));
    check.equal([wire.name, wire.created], ['Ops', '2013-11-08T09:30:12+00:00']);
  },
  'an action is sent once, and its write is seen': async ({ hc, sent }) => {
    const room = hc.room('Lobby');
    const setTopic = room.topic('From everywhere');
    await setTopic;
    await setTopic;

    check.equal(sent().length, 1);
    check.equal(await room.topic, 'From everywhere');
  },
  'a lambda is one request a page': async ({ hc, sent }) => {
    const lines = await hc.rooms.map((room) => `${room.name}: ${room.owner.email}`);

    check.equal(
      lines.every((line) => /.: .+@/.test(line)),
      true,
    );
    check.equal(sent().length, 1);
  },
  'filter and forEach send an action for each that is left': async ({ hc, sent }) => {
    await hc
      .rooms({ includeArchived: true })
      .filter((room) => room.is_archived)
      .forEach((room) => room.owner.message(`${room.name} is archived`));

    const posts = sent().filter((request) => request.startsWith('POST'));
    check.equal(posts.length, 1);
  },
  'a loop asks for a page at a time': async ({ hc, sent }) => {
    const names: string[] = [];
    for await (const user of hc.users({ maxResults: 5 })) names.push(user.name);

    check.equal(names.length, 15);
    check.equal(new Set(names).size, 15);
    check.equal(sent().length > 0, true);
  },
  'a history is walked back to its first message': async ({ hc }) => {
    let count = 0;
    let before = Number.POSITIVE_INFINITY;
    for await (const { date } of hc.room('Lobby').history) {
      count += 1;
      check.equal(date.epochMilliseconds <= before, true);
      before = date.epochMilliseconds;
    }
    check.equal(count > 50, true);
  },
  'a history can be left, and nothing is sent afterwards': async ({ hc, sent }) => {
    for await (const message of hc.room('Lobby').history) {
      check.equal(typeof message.id, 'string');
      break;
    }
    check.equal(sent().length, 1);
    await new Promise((resolve) => setTimeout(resolve, 0));
    check.equal(sent(), []);
  },
  'an answer with an error is the error of its status': async ({ hc, library, token }) => {
    const error = await caught(() => hc.room('nope').owner.email);

    check.equal(error instanceof library.NotFoundError, true);
    check.equal([error.name, error.message.includes(token)], ['NotFoundError', false]);
    check.equal(error.message.includes("hc.room('nope').owner"), true);
    check.equal(error.message.includes('^^^^'), true);
  },
  'a step that leads nowhere says what there is': async ({ hc, library }) => {
    const error = await caught(
      () => Reflect.get(hc.room('Ops'), 'ownr') as unknown as Promise<unknown>,
    );

    check.equal(error instanceof library.StepError, true);
    check.equal(error.message.includes('owner'), true);
  },
  'a server that is not there is a NetworkError': async ({ library, token }) => {
    const options = { endpoint: 'http://127.0.0.1:9', retries: 0 };
    const error = await caught(() => new library.HypChat(token, options).room('Ops').name);

    check.equal([error instanceof library.NetworkError, error.name], [true, 'NetworkError']);
    check.equal(error.message.includes(token), false);
  },
  'errors are the same classes by both entries': async ({ hc, other }) => {
    const error = await caught(() => hc.room('nope').name);

    check.equal([error instanceof other.NotFoundError, error instanceof Error], [true, true]);
  },
  'an abort before the await sends nothing': async ({ hc, library, sent }) => {
    const signal = AbortSignal.abort(new Error('no more'));
    const error = await caught(() => library.within(hc, { signal }).room('Ops').name);

    check.equal([error instanceof library.AbortError, error.name], [true, 'AbortError']);
    check.equal(sent(), []);
  },
  'an abort ends a request that is under way': async ({ hc, library, sent }) => {
    const controller = new AbortController();
    const { statistics } = library.within(hc.room('Lobby'), { signal: controller.signal });
    const asked = caught(() => statistics.messages_sent);
    while (sent().length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    controller.abort();

    check.equal((await asked).name, 'AbortError');
  },
  'a limit on time ends a request that is under way': async ({ hc, library }) => {
    const { statistics } = library.within(hc.room('Lobby'), { timeoutMs: 5 });
    const error = await caught(() => statistics.messages_sent);

    check.equal([error instanceof library.TimeoutError, error.name], [true, 'TimeoutError']);
  },
  'a limit on requests refuses the walk before the first': async ({ hc, library, sent }) => {
    const walk = library.within(hc.rooms, { budget: 1 }).items[0].owner.message('too much');
    const error = await caught(() => walk);

    check.equal(error instanceof library.BudgetError, true);
    check.equal(sent(), []);
  },
  'what is never awaited is never sent': async ({ hc, sent }) => {
    hc.room('Ops').message('never');
    hc.rooms.forEach((room) => room.message('never'));
    await new Promise((resolve) => setTimeout(resolve, 0));

    check.equal(sent(), []);
  },
  'printing sends nothing and shows no token': async ({ hc, token, sent }) => {
    const { owner } = hc.room('Ops');
    const texts = [`${owner}`, JSON.stringify({ owner }), Object.prototype.toString.call(owner)];

    check.equal(texts, [
      "⟦chain hc.room('Ops').owner⟧",
      JSON.stringify({ owner: "⟦chain hc.room('Ops').owner⟧" }),
      '[object Chain]',
    ]);
    check.equal(`${hc}`.includes(token), false);
    await new Promise((resolve) => setTimeout(resolve, 0));
    check.equal(sent(), []);
  },
  'a chain in a text is refused where it would be sent': async ({ hc, sent }) => {
    const { owner } = hc.room('Ops');
    const error = await caught(() => hc.room('Lobby').message(`ask ${owner}`));

    check.equal(error instanceof TypeError, true);
    check.equal(sent(), []);
  },
  'moments are Temporal instants, native where there are any': async ({ hc }) => {
    const { created } = await hc.room('Ops');

    check.equal(created.toString(), '2013-11-08T09:30:12Z');
    check.equal(created.add({ hours: 1 }).toString(), '2013-11-08T10:30:12Z');
    check.equal(Object.prototype.toString.call(created), '[object Temporal.Instant]');
    const native = nativeInstant();
    if (native !== undefined) check.equal(created.constructor === native, true);
  },
  'moments are of one class by both entries': async ({ hc, on, other, endpoint, token }) => {
    const { created } = await hc.room('Ops');
    const theirs = await new other.HypChat(token, { endpoint, on }).room('Ops').created;

    check.equal(created.constructor === theirs.constructor, true);
    check.equal(created.equals(theirs), true);
  },
  'moments are arguments, and a lambda compares them': async ({ hc }) => {
    const { created } = await hc.room('Ops');
    const { epochMilliseconds } = created;
    const old = await hc.rooms
      .filter((room) => room.created.epochMilliseconds <= epochMilliseconds)
      .map((room) => room.name);
    const said = await hc.room('Ops').history({ date: created });

    check.equal(old.includes('Ops'), true);
    check.equal(said.items, []);
  },
  'an id beyond 2^53 keeps its digits, or says that it cannot': async ({ hc }) => {
    // Where the run-time tells the text of a number; none may change it without a word.
    const json = '{"id": 9007199254740993, "name": "Ann", "links": {}}';
    const error = await caught(async () => check.equal(hc.wrap(json, 'user').id, 'as a text'));

    const isKept = error.message === 'expected "as a text", got "9007199254740993"';
    check.equal(isKept || error.message.includes('beyond 2^53'), true);
  },
  'a file is shared, and its bytes come back': async ({ hc, library }) => {
    const bytes = new Uint8Array([0, 1, 254, 255]);
    await hc
      .room('Ops')
      .shareFile(new Blob([bytes]), { name: 'bytes.bin', message: 'all of them' });
    const [said] = (await hc.room('Ops').latest({ maxResults: 1 })).items;
    const response = await library.download(hc.file(said?.authenticated_file?.id ?? 0));

    check.equal([said?.message, said?.authenticated_file?.name], ['all of them', 'bytes.bin']);
    check.equal([...new Uint8Array(await response.arrayBuffer())], [...bytes]);
  },
  'errors are named by their classes': async ({ hc }) => {
    const error = await caught(() => hc.room('nope').name);

    check.equal([error.name, error.constructor.name], ['NotFoundError', 'NotFoundError']);
    check.equal(String(error).startsWith('NotFoundError: '), true);
  },
  'any API can be connected, with no map at all': async ({ library, on, endpoint, token }) => {
    interface Declared {
      readonly owner: { readonly email: PromiseLike<string> };
    }
    const options = { endpoint: `${endpoint}/v2/room/Ops`, token, on };
    const map = { root: '', kinds: {} };
    const root = library.connect<Declared>(library.hipchat, map, options);

    check.equal((await root.owner.email).includes('@'), true);
  },
};

/** Runs every case, one after another. @param args - `main` or `native`, the endpoint, the token. */
export async function run(args: readonly string[]): Promise<Outcome> {
  const [entry, endpoint = '', token = ''] = args;
  const [library, other] = entry === 'native' ? [native, main] : [main, native];
  const temporal = nativeInstant() === undefined ? 'polyfill' : 'native';
  if (entry === 'native' && temporal === 'polyfill') return refused(token);
  const ran: string[] = [];
  const failed: Record<string, string> = {};
  const all: string[] = [];
  for (const [name, runCase] of Object.entries(CASES)) {
    let since: string[] = [];
    const on: Given['on'] = {
      request({ method, url }) {
        since.push(`${method} ${decodeURIComponent(url.slice(endpoint.length))}`);
      },
      // Each place tells of these in another way and at another time: `../walk/unsent.test.ts` holds it.
      unsent() {},
    };
    const hc = new library.HypChat(token, { endpoint, on });
    const sent = (): readonly string[] => {
      const some = since;
      since = [];
      all.push(...some);
      return some;
    };
    try {
      await runCase({ library, other, endpoint, token, hc, on, sent });
      ran.push(name);
    } catch (error) {
      failed[name] = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
    sent();
  }
  return { ran, failed, sent: all, temporal };
}

/** What there is to see of the entry without the polyfill where there is no Temporal. */
function refused(token: string): Outcome {
  const none = { ran: [], failed: {}, sent: [], temporal: 'polyfill' };
  try {
    new native.HypChat(token);
  } catch (error) {
    if (String(error).includes("import from 'hypchat'")) return { ...none, ran: [REFUSED] };
    return { ...none, failed: { [REFUSED]: String(error) } };
  }
  return { ...none, failed: { [REFUSED]: 'it did not throw' } };
}
