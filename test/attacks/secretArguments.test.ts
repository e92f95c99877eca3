/** What a map says is secret of an action's arguments is seen nowhere, whatever it is called and however it is given. */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { explain, type HypchatError, member, trace } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { errorOf, sending } from '../living/sending.ts';

const parameters = { user: { type: 'string' }, pw: { type: 'string' } } as const;
const basic = ['user', 'pw'] as const;
const action = member.action('POST', 'login', { basic, parameters });
const map = {
  root: 'api',
  kinds: {
    api: {
      members: {
        login: action,
        enter: member.action('POST', 'login', { basic, parameters, positional: ['user', 'pw'] }),
        named: member.action('POST', 'login', {
          parameters: { user: { type: 'string' }, password: { type: 'string' } },
          positional: ['user', 'password'],
        }),
        spelled: member.action('POST', 'login', {
          parameters: { ...parameters, pw: { type: 'string', wire: 'password' } },
        }),
        users: member.collection('user', {
          path: 'users',
          indexed: true,
          actions: { open: action.call },
        }),
      },
    },
    user: { address: 'users/{id}', members: { login: action, id: member.field('number', 'ref') } },
  },
} as const;

interface Login extends PromiseLike<unknown> {}
type Give = (options: { readonly user: string; readonly pw: string }) => Login;
interface Api {
  login: Give;
  spelled: Give;
  enter(user: string, pw: string): Login;
  named(user: string, password: string): Login;
  users: { readonly open: Give; forEach(give: (user: { login: Give }) => unknown): Login };
}

/** A client, with all that it tells. */
function client() {
  const told: unknown[] = [];
  const tell = (event: unknown): void => void told.push(event);
  const on = { request: tell, response: tell, unsent: tell, fault: tell };
  const answer = ({ method }: { readonly method: string }): Response =>
    method === 'GET'
      ? Response.json([{ id: 1 }])
      : Response.json({ message: 'no to hunter2' }, { status: 403 });
  const { root: api, received } = sending<Api>(rest(), map, answer, { on, token: 't'.repeat(20) });
  return { api, told, received };
}

const WAYS: Record<string, (api: Api) => Login> = {
  'by its name': (api) => api.login({ user: 'u', pw: 'hunter2' }),
  'by position': (api) => api.enter('u', 'hunter2'),
  'by position, where its name tells it': (api) => api.named('u', 'hunter2'),
  'where only what is sent tells it': (api) => api.spelled({ user: 'u', pw: 'hunter2' }),
  'to a collection': (api) => api.users.open({ user: 'u', pw: 'hunter2' }),
  'in a lambda': (api) => api.users.forEach((user) => user.login({ user: 'u', pw: 'hunter2' })),
};

describe('a password that a map names', () => {
  it.each(Object.entries(WAYS))(
    'is in no error, plan, event, trace or print: %s',
    async (_, give) => {
      const { api, told, received } = client();
      const chain = give(api);
      const error = (await errorOf(chain)) as HypchatError;
      const plan = explain(give(api) as never);
      const traced = await errorOf(trace(give(api) as never));
      const seen = [chain, error, plan, traced, told].flatMap((each) => [
        String(each),
        inspect(each, { depth: 9, showHidden: true }),
        inspect(each, { depth: 9, showProxy: true }),
        JSON.stringify(each),
      ]);

      expect(seen.filter((text) => text.includes('hunter'))).toEqual([]);
      expect(error.where?.chain).toContain('…');
      // It is sent all the same.
      const sent = received.map(
        ({ headers, body }) => atob(headers.authorization?.slice(6) ?? '') + body,
      );
      expect(sent.join()).toContain('hunter2');
    },
  );

  it('hides nothing else that is given there', async () => {
    const { api } = client();

    expect(String(api.enter('u', 'hunter2'))).toBe("⟦chain api.enter('u', '…')⟧");
    expect(String(api.login({ user: 'u', pw: 'hunter2' }))).toContain("{ user: 'u', pw: … }");
  });
});
