/**
 * Single walks over lists that the drawn worlds have found to cost more than they had to.
 */
import { describe, expect, it } from 'vitest';
import type { UserChain } from '../../src/index.ts';
import { fake } from '../attacks/helpers.ts';
import { walkPlanned } from '../proof/serve.ts';
import type { World } from '../proof/world.ts';

describe('a pipeline', () => {
  it('does not read anew what led to the items of a `forEach`, although its actions changed that', async () => {
    const { hc, lines } = fake();
    await hc.rooms.items[0].participants.take(1).forEach(() => hc.room(1).topic('Deploying'));

    expect(lines()).toEqual([
      'GET /v2/room?start-index=0&max-results=1',
      'GET /v2/room/1/participant?start-index=0&max-results=1',
      'PUT /v2/room/1/topic',
    ]);
  });

  it('does not search anew for what a `find` found, although the actions of a `forEach` behind it changed that', async () => {
    const { hc, lines } = fake();
    await hc.rooms
      .find((room) => room.id === 1)
      .participants.take(1)
      .forEach(() => hc.room(1).topic('Deploying'));

    expect(lines().filter((line) => line.startsWith('PUT'))).toEqual(['PUT /v2/room/1/topic']);
    expect(lines()).toHaveLength(3);
  });

  it('asks for the next page of a `take` with what the items of this one lack', async () => {
    const { hc, lines } = fake({ cap: 2, expandDepth: 0 });
    await hc.rooms.take(3).map((room) => room.topic);

    expect(lines().map((line) => line.replace(/\?.*/, ''))).toEqual([
      'GET /v2/room',
      'GET /v2/room',
      'GET /v2/room/1',
      'GET /v2/room/2',
      'GET /v2/room/3',
    ]);
  });

  it('asks a page again, and not item by item, for what a filter before a `take` reads on data only', async () => {
    const { hc, lines } = fake();
    const found = await hc.rooms
      .filter((room) => room.id > 5 && room.topic === 'Topic 10')
      .take(1)
      .map((room) => room.id);

    expect(found).toEqual([10]);
    expect(lines()).toHaveLength(2);
  });

  it('asks at once for what the steps after a `find` want of what a `map` gave', async () => {
    const { hc, lines } = fake();
    const owners = hc.rooms.map((room) => room.owner);
    // What follows a `find` behind a `map` is not in its type.
    const found = owners.find((owner) => owner.name === 'User 2') as unknown as UserChain;
    const email = await found.email;

    expect(email).toBe('user2@example.com');
    expect(lines()).toEqual(['GET /v2/room?start-index=0&max-results=1000&expand=items.owner']);
  });

  it('does not ask a page again for what it can bring of no item in full', async () => {
    const resource = (kind: string, id: number, refs: Readonly<Record<string, string>>) => {
      const address = `/${kind}/${id}`;
      return [address, { address, kind, refs, fields: { id: `id of ${address}`, w: 'w' } }];
    };
    const fields = { id: 'stub', w: 'whole' } as const;
    const ids = [1, 2, 3];
    const world: World = {
      kinds: {
        ant: { fields, refs: { bee: { kind: 'bee', in: 'whole' } }, lists: {} },
        bee: { fields, refs: {}, lists: {} },
      },
      rootLists: { ants: 'ant' },
      resources: Object.fromEntries(
        ids.flatMap((id) => [resource('ant', id, { bee: `/bee/${id}` }), resource('bee', id, {})]),
      ),
      aliases: {},
      lists: { '/ants': ids.map((id) => `/ant/${id}`) },
      stubLinks: true,
      limits: { pageSize: 3, defaultPageSize: 3, expandDepth: 1 },
      chains: [
        [
          { is: 'list', name: 'ants' },
          {
            is: 'pipe',
            stages: [
              {
                is: 'some',
                reads: [
                  {
                    steps: [
                      { is: 'ref', name: 'bee' },
                      { is: 'field', name: 'w' },
                    ],
                    of: ['/ant/2'],
                  },
                ],
                holds: ['/ant/2'],
              },
            ],
          },
        ],
      ],
    };
    const { log } = await walkPlanned(world);

    expect(log).toEqual(['/ants?from=0&count=3', '/ant/2?with=bee']);
  });
});

describe('a loop', () => {
  it('asks for the next page with what its body touches at the moment when that page is due', async () => {
    const { hc, lines } = fake({ rooms: 6, cap: 2 });
    for await (const room of hc.rooms) if (room.id > 1) await room.topic;

    expect(lines()).toHaveLength(4);
    expect(lines().filter((line) => line.includes('expand=items'))).toHaveLength(3);
  });
});
