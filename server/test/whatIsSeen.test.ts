/**
 * Whoever does not see a private room cannot tell whether it is there.
 *
 * Derived from the table of endpoints: each is called, in every way that the lists below know, in two
 * worlds that differ in one thing. In one there are the private rooms that the caller does not see,
 * in the other there are not. Whatever is answered has to be the same.
 */
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { endpoints } from '../src/endpoints.ts';
import { people } from '../src/sample/people.ts';
import { rooms } from '../src/sample/rooms.ts';
import { png } from './helpers/pictures.ts';
import { type Json, openApi, type Reply, type TestApi } from './helpers/testApi.ts';

const secrets = rooms.filter((room) => room.isPrivate);

interface Asker {
  readonly name: string;
  /** The token by which it calls, in either world. */
  readonly token: (api: TestApi) => string | null;
  /** The private rooms that it sees. */
  readonly sees: readonly number[];
}

const person = (id: number): Asker => ({
  name: people.find((one) => one.id === id)?.name ?? '',
  token: (api) => api.server.mintToken({ user: id }),
  sees: secrets.filter((room) => room.people.includes(id)).map((room) => room.id),
});

const askers: readonly Asker[] = [
  // Of no private room, of one, of the other; then programs and strangers.
  ...[6, 8, 5].map(person),
  {
    name: 'an add-on in a room',
    token: (api) => api.server.mintToken({ kind: 'client', room: 42 }),
    sees: [],
  },
  { name: 'nobody', token: () => null, sees: [] },
];

/** What may stand for each name in a path. */
const ways: Readonly<Record<string, readonly string[]>> = {
  room: [
    ...secrets.flatMap(({ id, name }) => [String(id), name.toUpperCase()]),
    '42',
    '43',
    '44',
    'Nowhere',
  ],
  user: ['6', '@kit', '2', '999'],
  webhook: ['1', '2', '3'],
  message: ['first', 'second'],
  file: ['1', '2'],
  group: ['1'],
  size: ['small'],
  emoticon: ['1'],
  key: ['k'],
  addon: ['ci'],
  token: ['unknown'],
  link: ['unknown'],
};

const hook = { url: 'http://a.test/', event: 'room_message', key: 'k' };
const glance = [{ key: 'k', content: { label: { type: 'html', value: 'x' } } }];
const multipart = '--b\nContent-Disposition: x; name="file"; filename="a"\n\nx\n--b--';
const wholeRoom = (name: string) => ({
  name,
  privacy: 'public',
  is_archived: false,
  is_guest_accessible: false,
  topic: '',
  owner: { id: 6 },
});
const named = secrets.map(({ name }) => name.toLowerCase());

/** What may be sent to each endpoint that takes something. */
const bodies: Readonly<Record<string, readonly unknown[]>> = {
  'POST /room': [
    ...named.flatMap((name) => [
      { name },
      { name, privacy: 'private' },
      { name, owner_user_id: '@kit' },
    ]),
    { name: '45' },
  ],
  'PUT /room/:room': named.map(wholeRoom),
  'PUT /room/:room/topic': [{ topic: 'x' }],
  'PUT /room/:room/member/:user': [{}],
  'POST /room/:room/invite/:user': [{}],
  'POST /room/:room/message': [{ message: 'x @kit' }],
  'POST /room/:room/reply': [{ message: 'x', parentMessageId: 'first' }],
  'POST /room/:room/notification': [{ message: 'x' }],
  'POST /user': [{ name: 'N', email: 'n@example.com', password: 'p' }],
  'PUT /user/:user': [{ name: 'N', email: 'n@example.com', mention_name: 'n' }],
  'POST /user/:user/message': [{ message: 'x' }],
  'PUT /room/:room/avatar': [{ avatar: png.toString('base64') }],
  'PUT /group/:group/avatar': [{ avatar: png.toString('base64') }],
  'PUT /user/:user/photo': [{ photo: png.toString('base64') }],
  'POST /room/:room/share/file': [multipart],
  'POST /room/:room/share/link': [{ link: 'https://a.test/', message: '' }],
  'POST /user/:user/share/file': [multipart],
  'POST /user/:user/share/link': [{ link: 'https://a.test/', message: '' }],
  'POST /room/:room/webhook': [hook],
  'PUT /room/:room/extension/webhook/:key': [hook],
  'POST /oauth/token': [45, ...named].map((room_id) => ({
    grant_type: 'room_notification',
    room_id,
  })),
  'POST /invite/user': [{ name: 'N', email: 'kit@example.com' }],
  'POST /addon/link': [{ target: 'x', ttl: 1 }],
  'POST /addon/ui': [{ glance }],
  'POST /addon/ui/room/:room': [{ glance }],
  'POST /addon/ui/user/:user': [{ glance }],
  'POST /addon/ui/room/:room/user/:user': [{ glance }],
  ...Object.fromEntries(
    ['action', 'glance', 'webPanel', 'dialog', 'externalPage'].flatMap((type) =>
      ['', '/room/:room'].map((place) => [
        `PUT ${place}/extension/${type}/:key`,
        [
          {
            key: 'k',
            url: 'x',
            target: 'x',
            location: 'x',
            name: { value: 'x' },
            icon: { url: 'x' },
          },
        ],
      ]),
    ),
  ),
};

const everything =
  'include-private=true&include-archived=true&include-guests=true&include-offline=true&include-deleted=false';
const queries = [
  '',
  `?${everything}&expand=items.owner,items.participants,items.webhooks,owner,participants,statistics,room,creator`,
  '?max-results=3&include-archived=true',
  '?max-results=3&start-index=3',
];

interface Ask {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** Every call of an endpoint, in all the ways. */
function asksOf({ method, path, ...endpoint }: (typeof endpoints)[number]): Ask[] {
  const paths = path.split('/').reduce<string[]>(
    (heads, part) => {
      const fills = part.startsWith(':') ? (ways[part.slice(1)] ?? []) : [part];
      return heads.flatMap((head) => fills.map((fill) => `${head}/${encodeURIComponent(fill)}`));
    },
    [''],
  );
  const asks = paths.map((filled) => ({ method, path: filled.slice(1) }));
  if ('read' in endpoint) {
    return asks.flatMap((ask) => queries.map((query) => ({ ...ask, path: ask.path + query })));
  }
  if (endpoint.body === undefined) return asks;
  return asks.flatMap((ask) =>
    (bodies[`${method} ${path}`] ?? []).map((body) => ({ ...ask, body })),
  );
}

/**
 * Reading goes first, so that there still is what is read; then what takes a room by its name, before
 * others take that name.
 */
const turnOf = ({ method, path }: (typeof endpoints)[number]): number => {
  if (method === 'GET') return 0;
  if (method === 'DELETE') return 3;
  return path === '/room' || path === '/room/:room' ? 2 : 1;
};

const asks = [...endpoints].sort((one, other) => turnOf(one) - turnOf(other)).flatMap(asksOf);

const json = { 'content-type': 'application/json' };

function send(api: TestApi, token: string | null, { method, path, body }: Ask): Promise<Reply> {
  if (body === undefined) return api.call(method, path, { token });
  if (typeof body === 'string') {
    const headers = { 'content-type': 'multipart/related; boundary=b' };
    return api.call(method, path, { token, headers, body });
  }
  return api.call(method, path, { token, headers: json, body: JSON.stringify(body) });
}

/** A world with something in its private rooms, the rooms that are not `kept` taken away again. */
async function worldOf(kept: readonly number[]): Promise<TestApi> {
  const api = openApi({ now: () => Date.parse('2018-01-01T00:00:00Z'), requestLog: 1 });
  api.server.installAddon({ key: 'ci' });
  for (const { id } of secrets) {
    await api.post(`/room/${id}/webhook`, hook);
    const headers = { 'content-type': 'multipart/related; boundary=b' };
    await api.call('POST', `/room/${id}/share/file`, { headers, body: multipart });
    await api.put(`/room/${id}/avatar`, { avatar: png.toString('base64') });
  }
  await api.post('/room/42/webhook', { ...hook, key: 'k2' });
  for (const { id } of secrets) {
    if (!kept.includes(id)) expect((await api.delete(`/room/${id}`)).status).toBe(204);
  }
  return api;
}

/** What of an answer is drawn by chance, or a clock's. */
const settled = ({ status, headers, text }: Reply): string =>
  `${status} ${JSON.stringify([...headers])} ${text}`
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>')
    .replace(/\/files\/[0-9a-f]{40}/g, '/files/<key>')
    .replace(/signature=[\w-]+/g, 'signature=<signature>')
    .replace(/"(version|key|token|access_token|password)":\s*"[^"]*"/g, '"$1":"<drawn>"')
    .replace(/\/addon\/link\/\w+/g, '/addon/link/<token>')
    .replace(/_[0-9a-f]{12}@conf/g, '_<drawn>@conf');

describe('what is not seen', () => {
  let messages: readonly string[] = [];
  beforeAll(async () => {
    const api = openApi();
    const latest = secrets.map(({ id }) => api.get(`/room/${id}/history/latest?max-results=1`));
    messages = (await Promise.all(latest)).map(({ body }) => body.items[0].id);
    api.server.close();
  });

  it('is looked for by every endpoint, with everything that may stand in its path', () => {
    const names = endpoints.flatMap(({ path }) => path.match(/(?<=:)\w+/g) ?? []);
    expect(Object.keys(ways).sort()).toEqual([...new Set(names)].sort());
    const taking = endpoints.filter((endpoint) => 'act' in endpoint && endpoint.body !== undefined);
    expect(Object.keys(bodies).sort()).toEqual(
      taking.map(({ method, path }) => `${method} ${path}`).sort(),
    );
  });

  /** The calls whose answers are not the same in a world without the rooms that are not kept. */
  async function telling(asker: Asker, kept: readonly number[]): Promise<string[]> {
    const worlds = [await worldOf(secrets.map(({ id }) => id)), await worldOf(kept)] as const;
    const tokens = worlds.map((api) => asker.token(api));
    const different: string[] = [];
    try {
      for (const ask of asks) {
        const path = ask.path
          .replace('/first', `/${messages[0]}`)
          .replace('/second', `/${messages[1]}`);
        const body: Json =
          typeof ask.body === 'object' && ask.body !== null && 'parentMessageId' in ask.body
            ? { ...ask.body, parentMessageId: messages[0] }
            : ask.body;
        const [one, other] = [
          settled(await send(worlds[0], tokens[0] ?? null, { ...ask, path, body })),
          settled(await send(worlds[1], tokens[1] ?? null, { ...ask, path, body })),
        ];
        if (one !== other) {
          different.push(`${ask.method} ${path} ${JSON.stringify(body) ?? ''}\n${one}\n${other}`);
        }
      }
    } finally {
      for (const api of worlds) api.server.close();
    }
    return different;
  }

  it.each(askers)(
    'is told to $name by no answer',
    async (asker) => {
      expect(await telling(asker, asker.sees)).toEqual([]);
    },
    120_000,
  );

  it('is told to who does see it, so that the comparison means something', async () => {
    const different = await telling(person(12), [48]);
    const endpointsThatTell = new Set(different.map((line) => line.split(' ', 1)[0]));

    expect(different.length).toBeGreaterThan(100);
    expect([...endpointsThatTell].sort()).toEqual(['DELETE', 'GET', 'POST', 'PUT']);
  }, 120_000);
});

describe('a name that a private room has as well', () => {
  it('is that of the room that the caller sees', async () => {
    const api = openApi();
    onTestFinished(() => api.server.close());
    const emile = api.server.mintToken({ user: 6 });
    const goran = api.server.mintToken({ user: 8 });
    const { status, body } = await api.post('/room', { name: 'Security' }, emile);
    expect(status).toBe(201);
    const ofEmile = (await api.get('/room/security', emile)).body;
    const ofGoran = (await api.get('/room/security', goran)).body;

    expect([ofEmile.id, ofGoran.id]).toEqual([body.id, 45]);
    expect(ofEmile.xmpp_jid).toBe('1_security@conf.hipchat.com');
    // Who sees both sees that the name is taken.
    expect((await api.post('/room', { name: 'SECURITY' }, goran)).status).toBe(400);
    expect((await api.post('/room', { name: 'security', privacy: 'private' }, emile)).status).toBe(
      400,
    );
    const whole = (await api.get('/room/45')).body;
    const opened = await api.put('/room/45', { ...whole, privacy: 'public' });
    expect(opened.body.error.message).toBe('Another room exists with that name.');
  });

  it('tells by no address of a room that another one is there', async () => {
    const api = openApi();
    onTestFinished(() => api.server.close());
    const made = async (privacy: string, user: number) => {
      const token = api.server.mintToken({ user });
      const { id } = (await api.post('/room', { name: 'Plans', privacy }, token)).body;
      return (await api.get(`/room/${id}`, token)).body.xmpp_jid;
    };
    const jids = [await made('private', 6), await made('private', 8), await made('public', 5)];

    expect(jids).toEqual([
      expect.stringMatching(/^1_plans_[0-9a-f]{12}@/),
      expect.stringMatching(/^1_plans_[0-9a-f]{12}@/),
      '1_plans@conf.hipchat.com',
    ]);
  });
});
