/** The headers by which a dialect shows who asks. */
import { describe, expect, it } from 'vitest';
import { connect, member } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';

const map = {
  root: 'api',
  kinds: { api: { members: { name: member.field('string', 'whole') } } },
} as const;
interface Api {
  readonly name: PromiseLike<string>;
}

/** The name that a server tells which answers with one of the headers that it was sent. */
const askedBy = (credentials: (token: string) => unknown): PromiseLike<string> => {
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> =>
    Response.json({ name: new Request(input, init).headers.get('x-key') });
  const dialect = { ...rest(), credentials: credentials as (token: string) => object };
  const options = { endpoint: 'https://api.test', fetch, token: 'secret' };
  return connect<Api>(dialect as ReturnType<typeof rest>, map, options).name;
};

describe('the credentials of a dialect', () => {
  it.each([
    ['a plain object', (token: string) => ({ 'x-key': token })],
    ['headers', (token: string) => new Headers({ 'x-key': token })],
  ])('may be %s', async (_what, credentials) => {
    expect(await askedBy(credentials)).toBe('secret');
  });

  it.each([
    ['a map', () => new Map([['x-key', 'k']])],
    ['nothing', () => undefined],
    ['a text', () => 'k'],
  ])('that are %s are refused, without the token', (_what, credentials) => {
    expect(() => askedBy(credentials)).toThrow(/^the dialect's `credentials` has to give headers/);
  });

  it('fail with what the dialect throws', () => {
    const closed = new Error('the vault is closed');
    const open = (): never => {
      throw closed;
    };
    expect(() => askedBy(open)).toThrow(closed);
  });
});
