/** A page that is asked for while the body of a loop is at work, and what the body changes meanwhile. */
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  connect,
  type Json,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { odata } from '../../src/odata.ts';

interface Person {
  readonly id: string;
  rename(name: string): PromiseLike<unknown>;
  readonly name: string;
  readonly self: Chain<Person> & { readonly name: Chain<string> };
  readonly boss: {
    readonly boss: { readonly name: Chain<string> };
    rename(name: string): PromiseLike<unknown>;
  };
}

const MAP: LinkMap = {
  root: 'firm',
  kinds: {
    firm: { members: { people: member.collection('people', { path: 'people', indexed: false }) } },
    people: {
      address: 'people({id})',
      members: {
        id: member.field('string', 'stub'),
        name: member.field('string', 'stub'),
        boss: member.ref('people', 'stub', { by: 'bossId' }),
        rename: member.action('PATCH', '', {
          parameters: { name: { type: 'string' } },
          positional: ['name'],
        }),
      },
    },
  },
};

/** Two pages of four people, all led by the fifth, and it by the sixth. No request expands anything. The second page stays on its way until its answer is let go. */
function openFirm() {
  const requests: string[] = [];
  let boss = 'Ann';
  const answered = Promise.withResolvers<void>();
  const person = (id: number): Json => ({
    id: String(id),
    name: id === 5 ? boss : `no. ${id}`,
    bossId: id === 5 ? '6' : '5',
  });
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { method, url } = request;
    const { pathname, search } = new URL(url);
    requests.push(`${method} ${decodeURIComponent(pathname + search)}`);
    if (method === 'PATCH') {
      ({ name: boss } = await request.json());
      return new Response(null, { status: 204 });
    }
    const one = /\((?<id>\d+)\)/.exec(pathname)?.groups?.id;
    if (one !== undefined) return Response.json(person(Number(one)));
    if (search !== '') {
      const value = [5, 6, 7, 8].map(person);
      await answered.promise;
      return Response.json({ value });
    }
    const next = 'https://firm.test/people?$skip=4';
    return Response.json({ value: [1, 2, 3, 4].map(person), '@odata.nextLink': next });
  };
  const options = { endpoint: 'https://firm.test', fetch, name: 'firm', retries: 0 };
  const firm = connect<{ readonly people: Sequence<Person, unknown> }>(odata(), MAP, options);
  return { firm, requests, arrive: () => answered.resolve() };
}

describe('a page that was on its way while the body of its loop changed something', () => {
  it('says no longer what that is', async () => {
    const { firm, requests, arrive } = openFirm();
    const seen: string[] = [];
    for await (const person of firm.people) {
      if (person.id === '4') {
        await person.boss.rename('Bea');
        arrive();
      }
      if (person.id === '5') seen.push(await person.self.name);
    }

    expect(seen).toEqual(['Bea']);
    expect(requests.slice(0, 3)).toEqual([
      'GET /people',
      'GET /people?$skip=4',
      'PATCH /people(5)',
    ]);
    expect(requests).toHaveLength(4);
  });

  it('has items whose own snapshots see what is done to them later', async () => {
    const { firm, arrive } = openFirm();
    const seen: string[] = [];
    for await (const person of firm.people) {
      // The page is asked for with this item, in one tick with what its body does, which takes a round more.
      if (person.id === '3') {
        arrive();
        await Promise.all([person.boss.boss.name, person.boss.rename('Bea')]);
      }
      if (person.id !== '5') continue;
      const whole = await person.self;
      await person.rename('Cid');
      seen.push(whole.name, await whole.self.name);
    }

    expect(seen).toEqual(['Bea', 'Cid']);
  });
});
