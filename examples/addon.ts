/**
 * An add-on that listens: whoever writes `/build website` in its room gets a card that says how that build went.
 *
 * It is given the address to which a person's browser is sent when it is installed, reads there who it is, and posts a
 * webhook to itself in its room. It ends, and takes the webhook along, when it is told to.
 *
 * node examples/addon.ts https://chat.example.com/v2/addon/example.builds/installable/…
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { Readable } from 'node:stream';
import { type Card, HypChat } from 'hypchat';
import { describeAddon, readWebhook, SignatureError } from 'hypchat/webhooks';

const [installableUrl = ''] = process.argv.slice(2);
const [endpoint = ''] = installableUrl.split('/v2/');

const server = createServer();
await once(server.listen(0, '127.0.0.1'), 'listening');
const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const descriptor = describeAddon({
  name: 'Builds',
  key: 'example.builds',
  description: 'Says how builds went',
  links: { self: `${here}/descriptor` },
  capabilities: {
    hipchatApiConsumer: { scopes: ['admin_room', 'send_notification', 'view_room'] },
    installable: { allowGlobal: false },
  },
});

// Can be read once, with no token but that of the address.
const unknown = new HypChat(null, { endpoint });
const { oauthId, oauthSecret, roomId = 0 } = await unknown.at(installableUrl, 'installable');

// Makes its own tokens from here on, and the next before one ends.
const hc = new HypChat({ grantType: 'client_credentials', oauthId, oauthSecret }, { endpoint });

function cardOf(build: string): Card {
  return {
    style: 'application',
    id: `build-${build}`,
    title: `${build} was built`,
    format: 'medium',
    description: { value: 'All tests passed', format: 'text' },
    attributes: [{ label: 'Status', value: { label: 'passed', style: 'lozenge-success' } }],
    activity: { html: `<b>${build}</b> was built` },
  };
}

/** Answers what was said with a card, where it comes from the room's server and from nobody else. */
async function heard(request: Request): Promise<number> {
  try {
    const { json } = await readWebhook(request, oauthSecret);
    const { event, item } = hc.wrap(json);
    if (event !== 'room_message') return 204;
    const build = item.message.message?.split(/\s+/)[1] ?? 'everything';
    // The room stands in what was posted, so that nothing is fetched for it.
    await item.room.notification(`${build} was built`, {
      card: cardOf(build),
      messageFormat: 'text',
    });
    return 204;
  } catch (error) {
    if (error instanceof SignatureError) return 401;
    console.error(error);
    return 500;
  }
}

/** The request as Fetch has it. */
const toRequest = ({ method = '', url, headers }: IncomingMessage, body: ReadableStream): Request =>
  new Request(new URL(url ?? '/', here), {
    method,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, `${value}`]),
    ...(method !== 'GET' && { body, duplex: 'half' }),
  });

server.on('request', async (message, response) => {
  if (message.url === '/descriptor') {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(descriptor));
    return;
  }
  const request = toRequest(message, Readable.toWeb(message) as ReadableStream);
  response.writeHead(await heard(request)).end();
});

const webhook = hc.room(roomId).extensionWebhook('builds');
await webhook.put({
  url: `${here}/heard`,
  event: 'room_message',
  pattern: '^/build\\b',
  authentication: 'jwt',
});
console.log(`${descriptor.name} listens in ${await hc.room(roomId).name}, at ${here}`);

process.once('SIGTERM', async () => {
  await webhook.delete();
  server.close();
  server.closeAllConnections();
});
