/**
 * A small server to write a dialect for: a shed from which neighbours borrow tools.
 *
 * node shed.ts
 */
import { createServer, type Server } from 'node:http';
import process from 'node:process';

type Row = Readonly<Record<string, unknown>>;

const NAMES = ['Ada', 'Bo', 'Chidi', 'Dana'];
const TOOLS = ['Drill', 'Saw', 'Ladder', 'Wheelbarrow', 'Anvil'];

const fault = (code: string, what: string, where?: string): Row => ({
  fault: { code, what, where },
});

/** A shed of its own, which listens nowhere yet. */
export function createShed(): Server {
  const tools = TOOLS.map((name, index) => ({
    id: index + 1,
    name,
    shelf: (index % 3) + 1,
    note: `${name}, as good as new`,
    owner: (index % 4) + 1,
  }));
  const loans = [
    { id: 1, tool: 1, person: 3, days: 7 },
    { id: 2, tool: 1, person: 4, days: 2 },
    { id: 3, tool: 2, person: 4, days: 1 },
  ];

  const person = (id: number, isWhole: boolean): Row => {
    const name = NAMES[id - 1] ?? 'nobody';
    const street = `/v1/streets/elm/${id < 3 ? 'north' : 'south'}`;
    const email = `${name.toLowerCase()}@example.com`;
    return { _url: { self: `/v1/people/${id}`, street }, name, ...(isWhole && { email }) };
  };
  const loan = (
    { id, days, person: by }: (typeof loans)[number],
    wanted: readonly string[],
  ): Row => ({
    _url: { self: `/v1/loans/${id}` },
    days,
    person: person(by, wanted.includes('person')),
  });
  const tool = (row: (typeof tools)[number], wanted: readonly string[], isWhole: boolean): Row => {
    const { id, name, shelf, note, owner } = row;
    const self = `/v1/tools/${id}`;
    const ofLoans = wanted.filter((each) => each.startsWith('loans.')).map((each) => each.slice(6));
    const isApart = name === 'Anvil' && wanted.includes('owner');
    return {
      _url: { self, loans: `${self}/loans`, borrower: `${self}/borrower` },
      name,
      ...(isWhole && { shelf, note }),
      owner: isApart
        ? fault('apart', 'ask for that one alone')
        : person(owner, wanted.includes('owner')),
      ...(wanted.some((each) => /^loans\b/.test(each)) && {
        loans: loans.filter((each) => each.tool === id).map((each) => loan(each, ofLoans)),
      }),
    };
  };
  /** A page, which goes on behind the last of its entries. */
  const page = <T extends { id: number }>(
    rows: readonly T[],
    query: URLSearchParams,
    write: (row: T) => Row,
  ): Row => {
    const rest = rows.filter(({ id }) => id > Number(query.get('after') ?? 0));
    const entries = rest.slice(0, Math.min(Number(query.get('take') ?? 2), 4));
    const more = entries.length < rest.length ? String(entries.at(-1)?.id) : undefined;
    return { entries: entries.map(write), more };
  };

  const answer = (method: string, url: URL, form: URLSearchParams): readonly [number, Row?] => {
    const { pathname, searchParams: query } = url;
    const [, , sort = '', id = '', below] = pathname.split('/');
    const wanted = query.get('with')?.split(',') ?? [];
    const ids = query.get('ids')?.split('~').map(Number);
    const people = NAMES.map((_name, index) => ({ id: index + 1 }));
    if (wanted.length > 2) return [400, fault('greedy', 'ask for two names at most', 'with')];
    if (sort === '') return [200, { _url: { tools: '/v1/tools', people: '/v1/people' } }];
    if (sort === 'streets' && below !== undefined) {
      return [200, { _url: { self: pathname }, town: id, name: below, houses: 12 }];
    }
    if (sort === 'people') {
      if (ids !== undefined) return [200, { entries: ids.map((each) => person(each, true)) }];
      if (id === '')
        return [200, page(people, query, (row) => person(row.id, wanted.includes('self')))];
      const isThere = NAMES[Number(id) - 1] !== undefined;
      return isThere ? [200, person(Number(id), true)] : [404, fault('gone', `nobody is ${id}`)];
    }
    if (sort === 'tools' && id === '') {
      return [200, page(tools, query, (row) => tool(row, wanted, wanted.includes('self')))];
    }
    const found = tools[Number(id) - 1];
    // The shed was written in a hurry: what is not there, it says with status 200.
    if (sort !== 'tools' || found === undefined)
      return [200, fault('unknown', `nothing is at ${pathname}`)];
    if (method === 'PATCH') {
      found.note = form.get('label[note]') ?? found.note;
      return [204];
    }
    const lent = loans.filter((each) => each.tool === found.id);
    if (method === 'POST') {
      const days = Number(form.get('days'));
      if (!(days > 0)) return [400, fault('odd', 'a loan takes some days', 'days')];
      const made = {
        id: loans.length + 1,
        tool: found.id,
        person: Number(form.get('person')),
        days,
      };
      loans.push(made);
      return [201, loan(made, [])];
    }
    if (below === 'loans') return [200, page(lent, query, (row) => loan(row, wanted))];
    const last = lent.at(-1);
    if (below === 'borrower') return last ? [200, person(last.person, true)] : [204];
    return [200, tool(found, wanted, true)];
  };

  return createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { 'x-shed-key': key, 'x-shed-version': version } = request.headers;
    const url = new URL(request.url ?? '', 'http://shed');
    const [status, body] =
      key !== 'open-sesame'
        ? [401, fault('locked', 'the shed is locked')]
        : version !== '2'
          ? [400, fault('old', 'say which version you speak', 'x-shed-version')]
          : answer(request.method ?? '', url, new URLSearchParams(text));
    const headers = {
      'content-type': 'application/json',
      'x-shed-left': '59',
      'x-shed-pause': '60',
    };
    response.writeHead(status, headers).end(body && JSON.stringify(body));
  });
}

if (process.argv[1]?.endsWith('shed.ts')) {
  createShed().listen(8025, () => console.log('the shed is open: http://localhost:8025/v1'));
}
