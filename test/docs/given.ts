/** What the pages take as given besides `hc`, `token` and `endpoint`: an add-on, a vault, and what a webhook posts. */
import { signJwt } from '../../server/src/webhooks/jwt.ts';
import * as hypchat from '../../src/index.ts';
import type { Live } from '../helpers/live.ts';

/** Where the modules that pages import stand here. */
const MODULES: Readonly<Record<string, string>> = {
  hypchat: '../../src/index.ts',
  'hypchat/rest': '../../src/rest.ts',
  'hypchat/stripe': '../../src/stripe.ts',
  'hypchat/testing': '../../src/testing.ts',
  'hypchat/webhooks': '../../src/webhooks.ts',
  'hypchat-server': '../../server/src/index.ts',
};

const IMPORT = /^import (type )?\{([^}]*)\} from '([^']+)';\n/gm;

/**
 * The blocks as one program for the compiler, each a function of its own: what they import stands above them, and so does whatever the pages
 * take as given.
 */
export function programOf(blocks: readonly string[]): string {
  const names = new Map([['hypchat', new Set(Object.keys(hypchat))]]);
  for (const [, type, list = '', from = ''] of blocks.join('\n').matchAll(IMPORT)) {
    for (const name of list.split(',').map((each) => each.trim())) {
      if (name === '' || names.get('hypchat')?.has(name)) continue;
      names.set(
        from,
        (names.get(from) ?? new Set()).add(type === undefined ? name : `type ${name}`),
      );
    }
  }
  const imports = [...names].map(
    ([from, each]) => `import { ${[...each].join(', ')} } from '${MODULES[from] ?? from}';\n`,
  );
  const functions = blocks.map((block, index) => {
    const body = block.replace(IMPORT, '').replace(/^export /gm, '');
    return `export async function example${index}(): Promise<void> {\n${body}}`;
  });
  return `${imports.join('')}${GIVEN}${functions.join('\n')}`;
}

const GIVEN: string = `declare const hc: HypChat;
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
