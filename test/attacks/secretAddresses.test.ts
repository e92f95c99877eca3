/** A secret that stands in an address is seen nowhere: in no chain, plan, trace, error or event, however it is reached. */
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain, HypChat, trace } from '../../src/index.ts';
import { hideSecrets } from '../../src/values/hideSecrets.ts';
import { settle } from '../helpers/settle.ts';

const SECRET = 'aB3dE5gH7jK9mN1pQ3sT5vX7zA9cD1fG3hJ5';
const PATH = `oauth/token/${SECRET}`;
const INSTALLABLE = `addon/x/installable/${SECRET}`;
const LINK = `addon/link/${SECRET}`;
const BASE = 'https://chat.test/v2';

/** A server with a session at the address, or none. */
function client(answer: () => Response) {
  const told: unknown[] = [];
  const tell = (event: unknown): void => void told.push(event);
  const fetch = async (): Promise<Response> => answer();
  const on = { request: tell, response: tell, wait: tell, unsent: tell };
  const options = { endpoint: 'https://chat.test', fetch, on, retries: 0 };
  return { hc: new HypChat('token-of-somebody-else', options), told };
}

const session = (): Response =>
  Response.json({ scopes: ['view_group'], links: { self: `${BASE}/${PATH}` } });
const refused = (): Response =>
  Response.json(
    { error: { code: 404, type: 'Not Found', message: `no ${BASE}/${PATH}` } },
    { status: 404 },
  );

/** Everything that can be read off a value: as text, in print, and as JSON. */
const seen = (value: unknown): string =>
  [String(value), inspect(value, { depth: 9, showHidden: true }), JSON.stringify(value)].join('\n');

const errorOf = (chain: PromiseLike<unknown>): Promise<unknown> =>
  settle(chain).then(
    (value) => new Error(`it gave ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );

describe('a secret in an address', () => {
  it.each([PATH, `/v2/${PATH}`, `${BASE}/${PATH}`, `${BASE}/${PATH}?x=1`, `${PATH}/scopes`])(
    'is in no chain, plan or trace: %s',
    async (address) => {
      const { hc, told } = client(session);
      const chain = hc.at(address);
      // The value itself is the caller's own.
      const { value: _value, ...traced } = await trace(chain);
      const texts = [seen(chain), seen(explain(chain)), seen(traced), String(traced), seen(told)];

      expect(texts.filter((text) => text.includes(SECRET.slice(0, 8)))).toEqual([]);
      expect(String(chain)).toContain('oauth/token/…');
    },
  );

  it('is in no error, whoever says it', async () => {
    for (const { hc, told } of [client(refused), client(() => new Response('<html>'))]) {
      const found = [
        await errorOf(hc.at(PATH)),
        await errorOf(hc.at(`${BASE}/${PATH}`)),
        await errorOf(Reflect.get(hc.at(PATH), 'mood') as PromiseLike<unknown>),
        await errorOf(hc.at(`https://evil.test/${PATH}`)),
      ];

      expect(seen([found, told])).not.toContain(SECRET.slice(0, 8));
    }
  });

  it('is in no error of a step, and in no chain of a snapshot', async () => {
    const { hc } = client(session);
    const found = await hc.at(PATH);
    const chain = Reflect.get(hc.at(PATH), 'mood') as PromiseLike<unknown>;
    const error = await errorOf(chain);

    expect(String(error)).toContain('no "mood" on token …');
    expect(seen(error)).not.toContain(SECRET);
    expect(Object.keys(found as object)).toContain('scopes');
  });

  it('is in no misuse', async () => {
    const { hc } = client(session);
    const found = [
      await errorOf(hc.at(PATH, 'nothing' as 'room')),
      await errorOf(hc.at(`ftp://chat.test/${PATH}`)),
      await errorOf(hc.at(`${BASE}/room/1?access_token=${SECRET}`, 'user')),
      // @ts-expect-error -- there is no such step
      await errorOf(hc.tokens(SECRET) as PromiseLike<unknown>),
    ];

    expect(seen(found)).not.toContain(SECRET);
  });

  it.each([
    { of: 'an installation', chain: (hc: HypChat) => hc.at(INSTALLABLE, 'installable') },
    {
      of: 'one by its token',
      chain: (hc: HypChat) => hc.at('addon/x', 'addon').installableByToken(SECRET),
    },
    { of: 'a link to an add-on', chain: (hc: HypChat) => hc.request('DELETE', LINK) },
    { of: 'one by hand', chain: (hc: HypChat) => hc.request('GET', INSTALLABLE) },
  ])('that can be used once is seen nowhere: $of', async ({ chain }) => {
    const { hc, told } = client(() => new Response('', { status: 500 }));
    const error = await errorOf(chain(hc));
    const traced = await errorOf(trace(chain(hc)));

    expect(told).not.toEqual([]);
    expect(seen([String(chain(hc)), explain(chain(hc)), error, traced, told])).not.toContain(
      SECRET,
    );
  });

  it('is in no text that a chain is given', () => {
    const { hc } = client(session);
    const chain = hc.room(1).shareLink(`https://files.test/x?token=${SECRET}`);

    expect(String(chain)).not.toContain(SECRET.slice(0, 8));
  });

  it('is hidden where it stands, and nothing else is', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9_~.-]{1,40}$/);
    fc.assert(
      fc.property(word, word, (secret, rest) => {
        expect(hideSecrets(`${BASE}/oauth/token/${secret}?x=${rest}`)).toBe(
          `${BASE}/oauth/token/…?x=${rest}`,
        );
        expect(hideSecrets(`${BASE}/oauth/token?x=${rest}`)).toBe(`${BASE}/oauth/token?x=${rest}`);
      }),
    );
    const harmless = [
      ...['room/token/history', 'room/token/notification'],
      ...['user/secret/message', 'room/installable/history'],
    ];
    for (const path of harmless) {
      expect(hideSecrets(`${BASE}/${path}`)).toBe(`${BASE}/${path}`);
    }
    expect(hideSecrets(`${BASE}/oauth/token/{1.items[0].id}`)).toContain('{1.items[0].id}');
    expect(hideSecrets(`${BASE}/password/${SECRET}`)).toBe(`${BASE}/password/…`);
  });
});
