/**
 * The same walks by the library, by hand, by Ketting and by Traverson: the requests of each, as the server counts them, the
 * client's CPU time, and how long one waits where the server is 20 ms away. Run by `npm run bench:walks`.
 */
import { createServer, serve } from '../../server/src/index.ts';
import { HypChat } from '../../src/index.ts';
import { compare, type Measured } from '../ratio.ts';
import { withSampleServer } from '../sampleServer.ts';
import { countedBar, repeat, report } from '../section.ts';
import { kettingClient } from './ketting.ts';
import { traverse } from './traverson.ts';

const NAMES = ['by hand', 'Ketting', 'Traverson', 'hypchat'] as const;
type Name = (typeof NAMES)[number];
type Walk = (url: string, token: string) => Promise<unknown>;

interface User {
  readonly email: string;
  readonly group: Ref;
}
interface Room {
  readonly topic: string;
  readonly owner: Ref;
}
interface Ref {
  readonly links: { readonly self: string };
}
interface Page {
  readonly items: readonly Ref[];
}

async function get<T>(address: string, token: string): Promise<T> {
  const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  return (await answer.json()) as T;
}

const client = (url: string, token: string): HypChat => new HypChat(token, { endpoint: url });

const WALKS: Readonly<Record<string, Readonly<Record<Name, Walk>>>> = {
  'room(42).owner.email': {
    hypchat: async (url, token) => await client(url, token).room(42).owner.email,
    async 'by hand'(url, token) {
      const room = await get<Room>(`${url}/v2/room/42`, token);
      return (await get<User>(room.owner.links.self, token)).email;
    },
    async Ketting(url, token) {
      const owner = await kettingClient(url, token).go<User>('room/42').follow<User>('owner');
      return (await owner.get()).data.email;
    },
    async Traverson(url, token) {
      return (await traverse<User>(`${url}/v2/room/42`, token, '$.owner.links.self')).email;
    },
  },
  'room(42).owner.group.owner.email': {
    hypchat: async (url, token) => await client(url, token).room(42).owner.group.owner.email,
    async 'by hand'(url, token) {
      const room = await get<Room>(`${url}/v2/room/42`, token);
      const owner = await get<User>(room.owner.links.self, token);
      const group = await get<Room>(owner.group.links.self, token);
      return (await get<User>(group.owner.links.self, token)).email;
    },
    async Ketting(url, token) {
      const room = kettingClient(url, token).go('room/42');
      const owner = await room.follow('owner').follow('group').follow<User>('owner');
      return (await owner.get()).data.email;
    },
    async Traverson(url, token) {
      const [owner, group] = ['$.owner.links.self', '$.group.links.self'];
      return (await traverse<User>(`${url}/v2/room/42`, token, owner, group, owner)).email;
    },
  },
  'rooms.items[5].owner.email': {
    hypchat: async (url, token) => await client(url, token).rooms.items[5].owner.email,
    async 'by hand'(url, token) {
      const page = await get<Page>(`${url}/v2/room?start-index=5&max-results=1`, token);
      const room = await get<Room>(page.items[0]?.links.self ?? '', token);
      return (await get<User>(room.owner.links.self, token)).email;
    },
    async Ketting(url, token) {
      const rooms = kettingClient(url, token).go('room?start-index=5&max-results=1');
      const owner = await rooms.follow('item').follow<User>('owner');
      return (await owner.get()).data.email;
    },
    async Traverson(url, token) {
      const rooms = `${url}/v2/room?start-index=5&max-results=1`;
      const steps = ['$.items[0].links.self', '$.owner.links.self'];
      return (await traverse<User>(rooms, token, ...steps)).email;
    },
  },
  'rooms.map((room) => room.owner.email)': {
    hypchat: async (url, token) =>
      (await client(url, token).rooms.map((room) => room.owner.email)).join(),
    async 'by hand'(url, token) {
      const page = await get<Page>(`${url}/v2/room`, token);
      const emails = page.items.map(async ({ links }) => {
        const room = await get<Room>(links.self, token);
        return (await get<User>(room.owner.links.self, token)).email;
      });
      return (await Promise.all(emails)).join();
    },
    async Ketting(url, token) {
      const rooms = await kettingClient(url, token).go('room').followAll<Room>('item');
      const emails = rooms.map(async (room) => {
        const owner = await room.follow<User>('owner');
        return (await owner.get()).data.email;
      });
      return (await Promise.all(emails)).join();
    },
    async Traverson(url, token) {
      const page = await traverse<Page>(`${url}/v2/room`, token);
      const emails = page.items.map(
        async ({ links }) => (await traverse<User>(links.self, token, '$.owner.links.self')).email,
      );
      return (await Promise.all(emails)).join();
    },
  },
};

/** The requests of a walk on a server of its own, and what it gave. */
async function countOf(walk: Walk): Promise<{ readonly count: number; readonly given: unknown }> {
  const server = createServer({ sample: true, rateLimit: 0, floodLimit: 0 });
  const served = await serve(server);
  try {
    const given = await walk(served.url, server.mintToken());
    return { count: server.requestCount, given };
  } finally {
    await served.close();
    server.close();
  }
}

async function times(latencyMs: number, each: number): Promise<readonly (readonly Measured[])[]> {
  return withSampleServer(latencyMs, async (url, token) => {
    const all: (readonly Measured[])[] = [];
    for (const walks of Object.values(WALKS)) {
      const subjects = NAMES.map((name) => ({
        name,
        run: repeat(() => walks[name](url, token)),
      }));
      all.push(await compare(subjects, { times: each, rounds: 15 }));
    }
    return all;
  });
}

const near = await times(0, 20);
const far = await times(20, 1);
const rows: string[][] = [];
const totals = new Map<Name, number>(NAMES.map((name) => [name, 0]));
for (const [index, [text, walks]] of Object.entries(WALKS).entries()) {
  const first = await countOf(walks['by hand']);
  for (const [row, name] of NAMES.entries()) {
    const { count, given } = await countOf(walks[name]);
    if (given !== first.given) throw new Error(`${text} by ${name}: ${given}, not ${first.given}`);
    totals.set(name, (totals.get(name) ?? 0) + count);
    const [cpu, wall] = [near[index]?.[row]?.cpu, far[index]?.[row]?.wall];
    const spreads = [cpu, wall].flatMap((taken) => {
      const { median = 0, least = 0, greatest = 0 } = taken?.ratio ?? {};
      return [median.toFixed(2), `${least.toFixed(2)} to ${greatest.toFixed(2)}`];
    });
    rows.push([row === 0 ? `\`${text}\`` : '', name, String(count), ...spreads]);
  }
}

report('walks', {
  tables: [
    {
      title: 'Four walks',
      head: ['walk', 'by', 'requests', 'CPU, ratio', 'spread', 'wall with 20 ms, ratio', 'spread'],
      rows,
      plot: {
        name: 'walks',
        title: 'The requests of four walks, in all',
        unit: 'as the server counts them',
        bars: NAMES.map((name) => {
          const count = totals.get(name) ?? 0;
          return countedBar(name, count, `${count} requests`, name === 'hypchat');
        }),
      },
    },
  ],
});
