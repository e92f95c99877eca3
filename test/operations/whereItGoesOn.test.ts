/** Where a loop goes on, whatever its body changes of what led there. */
import { expect, it } from 'vitest';
import { connect, type Json, type LinkMap, member, type Sequence } from '../../src/index.ts';
import { odata } from '../../src/odata.ts';

interface Person {
  readonly id: string;
  readonly team: { rename(name: string): PromiseLike<unknown> };
}
interface Firm {
  team(id: string): { readonly lead: { readonly people: Sequence<Person, unknown> } };
}

const NAMED = { parameters: { name: { type: 'string' } }, positional: ['name'] } as const;
const MAP: LinkMap = {
  root: 'firm',
  kinds: {
    firm: { members: { team: member.lookup('teams', 'teams({id})') } },
    teams: {
      address: 'teams({id})',
      members: {
        lead: member.ref('people', 'stub', { by: 'leadId' }),
        rename: member.action('PATCH', '', NAMED),
      },
    },
    people: {
      address: 'people({id})',
      members: {
        id: member.field('string', 'stub'),
        team: member.ref('teams', 'stub', { by: 'teamId' }),
        people: member.collection('people', { path: 'people', indexed: false }),
      },
    },
  },
};

/** A team whose lead, the ninth, leads three pages of two people. */
function openFirm() {
  const requests: string[] = [];
  const origin = 'https://firm.test';
  const person = (id: number): Json => ({ id: String(id), teamId: '1' });
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const { method, url } = new Request(input, init);
    const { pathname, searchParams } = new URL(url);
    requests.push(`${method} ${decodeURIComponent(url.slice(origin.length))}`);
    if (method === 'PATCH') return new Response(null, { status: 204 });
    if (pathname === '/teams(1)') return Response.json({ id: '1', leadId: '9' });
    const skip = Number(searchParams.get('$skip') ?? 0);
    const next = `${origin}${pathname}?$skip=${skip + 2}`;
    const value = [person(skip + 1), person(skip + 2)];
    return Response.json({ value, ...(skip < 4 && { '@odata.nextLink': next }) });
  };
  const options = { endpoint: origin, fetch, name: 'firm', retries: 0 };
  return { firm: connect<Firm>(odata(), MAP, options), requests };
}

it('a loop goes on in the collection that it has found, when its body changes what led there', async () => {
  const { firm, requests } = openFirm();
  const ids: string[] = [];
  for await (const { id, team } of firm.team('1').lead.people) {
    ids.push(id);
    if (id === '1') await team.rename('Ops');
  }

  expect(ids).toEqual(['1', '2', '3', '4', '5', '6']);
  expect(requests).toEqual([
    'GET /teams(1)',
    'GET /people(9)/people',
    'PATCH /teams(1)',
    'GET /people(9)/people?$skip=2',
    'GET /people(9)/people?$skip=4',
  ]);
});
