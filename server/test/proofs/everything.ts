/**
 * Writes one of everything that can be written, and says how to see that it is there.
 *
 * Knows no server: it is called in this process or over a port. What is whole in a database, whoever
 * wrote it, is in `whole.ts`.
 */
import { Buffer } from 'node:buffer';
import { png } from '../helpers/pictures.ts';

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly location: string | null;
  readonly bytes: Buffer;
}

/** Calls a path of a server, `/v2/room/42`, with the token of an administrator. */
export type Ask = (
  method: string,
  path: string,
  body?: { readonly type: string; readonly bytes: Buffer },
) => Promise<Reply>;

/** Something that was acknowledged. */
export interface Written {
  readonly what: string;
  isThere(ask: Ask): Promise<boolean>;
}

/** An answer that nobody should get: neither what was asked for nor a plain refusal to write now. */
export class Unexpected extends Error {
  override readonly name = 'Unexpected';
  readonly status: number;

  constructor(what: string, { status, bytes }: Reply) {
    super(`${what}: ${status} ${bytes.toString().slice(0, 200)}`);
    this.status = status;
  }
}

/** Calls by `fetch`, on a port or without one. */
export const askBy =
  (fetch: (request: Request) => Promise<Response>, url: string, token: string): Ask =>
  async (method, path, body) => {
    const headers = new Headers({ authorization: `Bearer ${token}` });
    if (body !== undefined) headers.set('content-type', body.type);
    const init: RequestInit = { method, headers, redirect: 'manual' };
    if (body !== undefined) init.body = new Uint8Array(body.bytes);
    const response = await fetch(new Request(url + path, init));
    return {
      status: response.status,
      location: response.headers.get('location'),
      bytes: Buffer.from(await response.arrayBuffer()),
    };
  };

const json = (value: unknown) => ({
  type: 'application/json',
  bytes: Buffer.from(JSON.stringify(value)),
});

async function send(ask: Ask, method: string, path: string, value?: unknown): Promise<Reply> {
  const reply = await ask(method, `/v2${path}`, value === undefined ? undefined : json(value));
  if (reply.status >= 300) throw new Unexpected(`${method} ${path}`, reply);
  return reply;
}

const read = ({ bytes }: Reply): Record<string, never> & { id: number; access_token: string } =>
  JSON.parse(bytes.toString());

/** Whether an answer is a good one that holds the text. */
const holds =
  (path: string, text: string): Written['isThere'] =>
  async (ask) => {
    const { status, bytes } = await ask('GET', `/v2${path}`);
    return status === 200 && bytes.includes(text);
  };

const isGone =
  (path: string, wanted: number): Written['isThere'] =>
  async (ask) =>
    (await ask('GET', `/v2${path}`)).status === wanted;

/** Whether the address leads to these bytes. */
async function leadsTo(ask: Ask, address: string | null, bytes: Buffer): Promise<boolean> {
  if (address === null) return false;
  const { pathname, search } = new URL(address);
  return (await ask('GET', pathname + search)).bytes.equals(bytes);
}

const newRoom = async (ask: Ask, name: string): Promise<number> =>
  read(await send(ask, 'POST', '/room', { name, privacy: 'private', topic: `Of ${name}` })).id;

const pictureOf = (name: string): Buffer => Buffer.concat([png, Buffer.from(name)]);

const history = '/history?date=2100-01-01&max-results=1000';

type Step = (ask: Ask, name: string) => Promise<Written['isThere']>;

/** One of each, by a name for it; `name` is another one each time. */
export const steps: Readonly<Record<string, Step>> = {
  room: async (ask, name) => {
    const id = await newRoom(ask, name);
    return async (other) =>
      (await holds(`/room/${id}`, `"topic":"Of ${name}"`)(other)) &&
      (await holds(`/room/${id}/member`, '"id":1,')(other));
  },
  message: async (ask, name) => {
    const { id } = read(await send(ask, 'POST', '/room/42/message', { message: `Said ${name}` }));
    return holds(`/room/42/history/${id}`, `Said ${name}`);
  },
  notification: async (ask, name) => {
    const id = await newRoom(ask, name);
    await send(ask, 'POST', `/room/${id}/notification`, { message: `Built ${name}` });
    return holds(`/room/${id}${history}`, `Built ${name}`);
  },
  'private message': async (ask, name) => {
    // Not all to one: a page of a history holds a thousand.
    const user = 3 + (Buffer.from(name).reduce((sum, byte) => sum + byte, 0) % 12);
    await send(ask, 'POST', `/user/${user}/message`, { message: `Told ${name}` });
    return holds(`/user/${user}${history}`, `Told ${name}`);
  },
  'large message': async (ask, name) => {
    // Several pages of the database.
    const message = `Long ${name} ${'x'.repeat(9000)}`;
    const id = await newRoom(ask, name);
    await send(ask, 'POST', `/room/${id}/notification`, { message });
    return holds(`/room/${id}${history}`, message);
  },
  file: async (ask, name) => {
    const head = `--b\nContent-Disposition: x; name="file"; filename="${name}.txt"\n\n`;
    const bytes = Buffer.from(`Of ${name}`);
    const whole = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\n--b--')]);
    const body = { type: 'multipart/related; boundary=b', bytes: whole };
    const id = await newRoom(ask, name);
    const reply = await ask('POST', `/v2/room/${id}/share/file`, body);
    if (reply.status !== 204) throw new Unexpected('share/file', reply);
    return async (other) => {
      const { items } = JSON.parse(
        (await other('GET', `/v2/room/${id}${history}`)).bytes.toString(),
      ) as { items: { file?: { name: string; url: string } }[] };
      const file = items.find((item) => item.file?.name === `${name}.txt`)?.file;
      return file !== undefined && (await leadsTo(other, file.url, bytes));
    };
  },
  avatar: async (ask, name) => {
    const id = await newRoom(ask, name);
    const avatar = pictureOf(name);
    await send(ask, 'PUT', `/room/${id}/avatar`, { avatar: avatar.toString('base64') });
    return async (other) =>
      leadsTo(other, (await other('GET', `/v2/room/${id}/avatar`)).location, avatar);
  },
  token: async (ask, name) => {
    const grant = { grant_type: 'personal', client_name: name };
    const { access_token: token } = read(await send(ask, 'POST', '/oauth/token', grant));
    return holds(`/oauth/token/${token}`, name);
  },
  'token that goes': async (ask) => {
    const grant = { grant_type: 'personal' };
    const { access_token: token } = read(await send(ask, 'POST', '/oauth/token', grant));
    await send(ask, 'DELETE', `/oauth/token/${token}`);
    return isGone(`/oauth/token/${token}`, 401);
  },
  member: async (ask, name) => {
    const id = await newRoom(ask, name);
    await send(ask, 'PUT', `/room/${id}/member/5`, { room_roles: ['room_admin'] });
    return holds(`/room/${id}/member`, '"id":5,');
  },
  webhook: async (ask, name) => {
    const id = await newRoom(ask, name);
    const hook = { url: `http://a.test/${encodeURIComponent(name)}`, event: 'room_message' };
    const made = read(await send(ask, 'POST', `/room/${id}/webhook`, hook));
    return holds(`/room/${id}/webhook/${made.id}`, hook.url);
  },
  'webhook that goes': async (ask) => {
    const hook = { url: 'http://a.test/', event: 'room_message' };
    const { id } = read(await send(ask, 'POST', '/room/42/webhook', hook));
    await send(ask, 'DELETE', `/room/42/webhook/${id}`);
    return isGone(`/room/42/webhook/${id}`, 404);
  },
  topic: async (ask, name) => {
    const id = await newRoom(ask, name);
    await send(ask, 'PUT', `/room/${id}/topic`, { topic: `Now ${name}` });
    return async (other) =>
      (await holds(`/room/${id}`, `Now ${name}`)(other)) &&
      (await holds(`/room/${id}${history}`, `Now ${name}`)(other));
  },
  'room that goes': async (ask, name) => {
    const id = await newRoom(ask, name);
    await send(ask, 'DELETE', `/room/${id}`);
    return isGone(`/room/${id}`, 404);
  },
  user: async (ask, name) => {
    const mention = name.replace(/\W/g, '');
    const user = { name: 'New', mention_name: mention, email: `${mention}@a.test`, password: 'p' };
    const { id } = read(await send(ask, 'POST', '/user', user));
    return holds(`/user/${id}`, `"mention_name":"${mention}"`);
  },
};

/** Does one step, by its number; they come in turns. */
export async function write(ask: Ask, number: number, name: string): Promise<Written> {
  const all = Object.entries(steps);
  const [what, step] = all[number % all.length] as (typeof all)[number];
  return { what: `${what} ${name}`, isThere: await step(ask, name) };
}
