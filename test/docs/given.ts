/** What the pages take as given besides `hc`, `token` and `endpoint`: an add-on, a vault, and what a webhook posts. */
import { signJwt } from '../../server/src/webhooks/jwt.ts';
import * as hypchat from '../../src/index.ts';
import type { Live } from '../helpers/live.ts';

/** What the compiler is told of all these, and of the names that pages import. */
export const GIVEN: string = `import { createServer, serve } from '../../server/src/index.ts';
import { ${Object.keys(hypchat).join(', ')} } from '../../src/index.ts';
import { describeAddon, readWebhook } from '../../src/webhooks.ts';
declare const hc: HypChat;
declare const token: string;
declare const endpoint: string;
declare const oauthId: string;
declare const oauthSecret: string;
declare const installableUrl: string;
declare const vault: { read(name: string, refused?: string): Promise<string> };
declare const secrets: Map<string, string>;
declare const incoming: Request;
`;

/** What they are when the pages are run. */
export function given(live: Live): object {
  const { installablePath, oauthId, oauthSecret } = live.installAddon({ key: 'given', room: 42 });
  const now = Date.now() / 1000;
  const signed = signJwt({
    issuer: oauthId,
    secret: oauthSecret,
    userId: 1,
    timezone: 'UTC',
    roomId: 42,
    now,
  });
  const posted = {
    event: 'room_message',
    item: {
      room: { id: 42, name: 'Ops', links: { self: `${live.url}/v2/room/42` } },
      message: { id: '1', message: 'hello' },
    },
    oauth_client_id: oauthId,
    webhook_id: 1,
  };
  return {
    oauthId,
    oauthSecret,
    installableUrl: `${live.url}${installablePath}`,
    vault: { read: async () => live.token },
    secrets: new Map([[oauthId, oauthSecret]]),
    incoming: new Request('https://addon.example.com/heard', {
      method: 'POST',
      body: JSON.stringify(posted),
      headers: { authorization: `JWT ${signed}` },
    }),
  };
}
