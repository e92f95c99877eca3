/** Actions that a server refuses inside an answer with status 200, as RT does. */
import { describe, expect, it } from 'vitest';
import {
  type Action,
  ApiError,
  type Chain,
  type Dialect,
  ItemsError,
  type LinkMap,
  member,
  request,
} from '../../src/index.ts';
import { madeUp } from './madeUp.ts';
import { errorOf, lines, type Received, sending } from './sending.ts';

const NOT_DONE = /isn't a valid|could not|permission denied/i;

/** It answers a PUT with a list of sentences, and only these say whether anything was done. */
const sentences: Dialect = {
  ...madeUp,
  refusal(response, asked) {
    const { json } = response;
    const said = Array.isArray(json) ? json.filter((each) => typeof each === 'string') : [];
    const refused = said.filter((each) => NOT_DONE.test(each));
    if (asked.of === 'action' && refused.length > 0)
      return { message: refused.join('; '), details: { said } };
    return madeUp.refusal(response, asked);
  },
};
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        ticket: member.lookup('ticket', 'tickets/{id}'),
        tickets: member.collection('ticket', { path: 'tickets', indexed: false }),
      },
    },
    ticket: {
      address: 'tickets/{id}',
      members: {
        status: member.field('string', 'stub'),
        setStatus: member.action('PUT', '', {
          parameters: { status: { type: 'string' } },
          positional: ['status'],
        }),
        replace: member.action('PUT', '', {
          parameters: { status: { type: 'string' } },
          positional: ['status'],
          gives: 'whole',
        }),
      },
    },
  },
};
interface Ticket {
  readonly status: Chain<string>;
  setStatus(status: string): Action<undefined>;
  replace(status: string): Action<unknown>;
}
interface Api {
  ticket(id: number): Ticket;
  readonly tickets: {
    forEach(each: (ticket: Ticket) => Action<unknown>): Action<unknown>;
  };
}
const answer = ({ method, path, body }: Received): Response => {
  const id = path.split('/').at(-1);
  if (path === '/tickets') {
    return Response.json({
      data: [1, 2].map((each) => ({ '@': `/tickets/${each}`, status: 'new' })),
    });
  }
  if (method === 'GET') return Response.json({ '@': path, status: 'new' });
  const { status } = JSON.parse(body) as { readonly status: string };
  const isDone = status === 'open' && id === '1';
  return Response.json([
    isDone
      ? `Ticket ${id}: Status changed from 'new' to 'open'`
      : `Ticket ${id}: Status '${status}' isn't a valid status for this ticket.`,
  ]);
};

describe('a refusal of an action inside an answer with status 200', () => {
  it('is an ApiError with the words of the server', async () => {
    const { root, received } = sending<Api>(sentences, map, answer);

    const error = await errorOf(root.ticket(2).setStatus('nope'));

    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 200,
      serverMessage: "Ticket 2: Status 'nope' isn't a valid status for this ticket.",
    });
    expect(error.message).toContain("setStatus('nope')");
    expect(lines(received)).toEqual(['PUT /tickets/2 {"status":"nope"}']);
  });

  it('is no error where the words say that it was done', async () => {
    const { root } = sending<Api>(sentences, map, answer);

    expect(await root.ticket(1).setStatus('open')).toBeUndefined();
  });

  it('is one of an action that gives its resource, and of a request by hand', async () => {
    const { root, received } = sending<Api>(sentences, map, answer);

    const errors = [
      await errorOf(root.ticket(2).replace('nope')),
      await errorOf(request(root, 'PUT', '/tickets/2', { body: { status: 'nope' } })),
    ];

    expect(errors.every((error) => error instanceof ApiError)).toBe(true);
    // What was refused is not asked for.
    expect(received.every(({ method }) => method === 'PUT')).toBe(true);
  });

  it('fails for its own item of a `forEach`', async () => {
    const { root, received } = sending<Api>(sentences, map, answer);

    const error = await errorOf(root.tickets.forEach((ticket) => ticket.setStatus('open')));

    expect(error).toBeInstanceOf(ItemsError);
    const { failures } = error as ItemsError;
    expect(failures.map(({ index, error: each }) => [index, (each as ApiError).status])).toEqual([
      [1, 200],
    ]);
    expect(received).toHaveLength(3);
  });
});
