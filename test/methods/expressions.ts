/**
 * For each method of the API the typed expression that reaches it, and what it gives: run in this order, against one
 * server, by `methods.test.ts`. One that is missing does not compile.
 */
import { Buffer } from 'node:buffer';
import { expect } from 'vitest';
import { download, type HypChat } from '../../src/index.ts';
import type { Method } from './methods.ts';

const PNG: string =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Who asks, and what there is to be asked for. */
export interface World {
  /** A person's client. */
  readonly hc: HypChat;
  /** An add-on's client. */
  readonly addon: HypChat;
  /** The add-on's OAuth id and secret, and the token with which it reads them, once. */
  readonly installed: {
    readonly oauthId: string;
    readonly oauthSecret: string;
    readonly token: string;
  };
  /** What one expression found that a later one needs. */
  readonly found: Map<string, string>;
}

/** An expression, awaited, with a look at what it gave. */
export type Expression = (world: World) => Promise<unknown>;

const action = {
  name: { value: 'Make a ticket' },
  target: 'ticket',
  location: 'hipchat.message.action',
} as const;
const glance = {
  name: { value: 'Builds' },
  icon: { url: 'https://addon.example.com/i.png', 'url@2x': 'https://addon.example.com/i2.png' },
} as const;
const glances = [
  {
    key: 'builds',
    content: {
      label: { type: 'html', value: '<b>3</b> builds' },
      status: { type: 'lozenge', value: { type: 'success', label: 'OK' } },
    },
  },
] as const;

const isPicture = async (response: Response): Promise<void> => {
  expect(response.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await response.arrayBuffer()).toString('base64')).toBe(PNG);
};

/** What one step kept for another. */
const kept = ({ found }: World, name: string): string => {
  const value = found.get(name);
  if (value === undefined) throw new Error(`nothing was kept as ${name}`);
  return value;
};

/** In the order in which they are run: what one makes, another reads, and a third takes away. */
export const expressions: Readonly<Record<Method, Expression>> = {
  'GET /capabilities': async ({ hc }) => {
    expect(await hc.capabilities.name).toBe('HipChat');
  },
  'GET /capabilities/addon/schema': async ({ hc }) => {
    const schema = await hc.capabilities.addonSchema({ draft: 'v4' });
    expect(schema.$schema).toBe('http://json-schema.org/draft-04/schema#');
    expect(schema.required).toContain('name');
  },
  'GET /emoticon': async ({ hc }) => {
    expect((await hc.emoticons({ type: 'global' })).items.length).toBeGreaterThan(50);
  },
  'GET /emoticon/{id_or_shortcut}': async ({ hc }) => {
    expect((await hc.emoticon('allthethings')).id).toBe(105_216);
  },
  'PUT /extension/action/{key}': async ({ addon }) => {
    expect(await addon.extensionAction('ticket').put(action)).toBeUndefined();
  },
  'GET /extension/action/{key}': async ({ addon }) => {
    expect(await addon.extensionAction('ticket')).toMatchObject({ key: 'ticket', ...action });
  },
  'DELETE /extension/action/{key}': async ({ addon }) => {
    expect(await addon.extensionAction('ticket').delete()).toBeUndefined();
  },
  'PUT /room/{room}/extension/action/{key}': async ({ addon }) => {
    expect(await addon.room('Ops').extensionAction('ticket').put(action)).toBeUndefined();
  },
  'GET /room/{room}/extension/action/{key}': async ({ addon }) => {
    expect(await addon.room('Ops').extensionAction('ticket').target).toBe('ticket');
  },
  'DELETE /room/{room}/extension/action/{key}': async ({ addon }) => {
    expect(await addon.room('Ops').extensionAction('ticket').delete()).toBeUndefined();
  },
  'PUT /room/{room}/extension/glance/{key}': async ({ addon }) => {
    expect(await addon.room('Ops').extensionGlance('builds').put(glance)).toBeUndefined();
  },
  'POST /addon/ui': async ({ addon }) => {
    expect(await addon.updateGlances(glances)).toBeUndefined();
  },
  'POST /addon/ui/room/{room}': async ({ addon }) => {
    expect(await addon.updateGlances(glances, { room: addon.room(42) })).toBeUndefined();
    const { content, icon } = await addon.room(42).extensionGlance('builds');
    expect(content).toEqual(glances[0].content);
    expect(icon).toEqual(glance.icon);
  },
  'POST /addon/ui/user/{user}': async ({ addon }) => {
    expect(await addon.updateGlances(glances, { user: '@ann' })).toBeUndefined();
  },
  'POST /addon/ui/room/{room}/user/{user}': async ({ addon }) => {
    const to = { room: 'Ops', user: addon.user('@ann') };
    expect(await addon.updateGlances(glances, to)).toBeUndefined();
  },
  'DELETE /room/{room}/extension/glance/{key}': async ({ addon }) => {
    expect(await addon.room('Ops').extensionGlance('builds').delete()).toBeUndefined();
  },
  'PUT /room/{room}/extension/webhook/{key}': async ({ addon }) => {
    const hook = addon.room(42).extensionWebhook('heard');
    const event = { url: 'https://addon.example.com/heard', event: 'room_message' } as const;
    const { id } = await hook.put(event);
    expect(id).toBeGreaterThan(0);
    const again = hook.put({ ...event, pattern: '^/go', authentication: 'jwt' });
    expect((await again).id).toBe(id);
    expect(await again.pattern).toBe('^/go');
  },
  'GET /room/{room}/extension/webhook/{key}': async ({ addon }) => {
    const hook = await addon.room(42).extensionWebhook('heard');
    expect([hook.key, hook.authentication]).toEqual(['heard', 'jwt']);
  },
  'DELETE /room/{room}/extension/webhook/{key}': async ({ addon }) => {
    expect(await addon.room(42).extensionWebhook('heard').delete()).toBeUndefined();
  },
  'GET /group/{id}': async ({ hc }) => {
    expect(await hc.group(1).name).toBe('Example Works');
  },
  'GET /group/{id}/statistics': async ({ hc }) => {
    expect(await hc.group(1).statistics.messages_sent).toBeGreaterThan(0);
  },
  'PUT /group/{id}/avatar': async ({ hc }) => {
    expect(await hc.group(1).setAvatar(PNG)).toBeUndefined();
  },
  'GET /group/{id}/avatar': async ({ hc }) => {
    await isPicture(await download(hc.group(1).avatar));
  },
  'DELETE /group/{id}/avatar': async ({ hc }) => {
    expect(await hc.group(1).deleteAvatar()).toBeUndefined();
  },
  'GET /addon/{id_or_key}/installable/{token}': async ({ hc, installed }) => {
    const { oauthId, oauthSecret } = await hc.addon('ci').installableByToken(installed.token);
    expect([oauthId, oauthSecret]).toEqual([installed.oauthId, installed.oauthSecret]);
  },
  'POST /addon/link': async ({ addon, found }) => {
    const link = await addon.createAddonLink({ key: 'ticket', options: { id: 7 } }, 60);
    found.set('link', link.token);
  },
  'DELETE /addon/link/{token}': async (world) => {
    const { addon } = world;
    expect(await addon.addonLinkByToken(kept(world, 'link')).delete()).toBeUndefined();
  },
  'POST /invite/user': async ({ hc }) => {
    const invited = await hc.inviteUser('new@example.com', 'New One', { title: 'Guest' });
    expect(invited).toEqual({ email: 'new@example.com', name: 'New One', title: 'Guest' });
  },
  'POST /oauth/token': async ({ addon, installed, found }) => {
    const { oauthId, oauthSecret } = installed;
    const grant = { grantType: 'client_credentials', oauthId, oauthSecret } as const;
    const token = await addon.createToken({ ...grant, scopes: ['view_room', 'send_notification'] });
    expect(token).toMatchObject({ scope: 'view_room send_notification', token_type: 'bearer' });
    found.set('token', token.access_token);
  },
  'GET /oauth/token/{token}': async (world) => {
    const token = await world.hc.token(kept(world, 'token'));
    expect(token.scopes).toEqual(['view_room', 'send_notification']);
    expect([token.owner_type, token.owner, token.client.name]).toEqual(['client', undefined, 'CI']);
  },
  'DELETE /oauth/token/{token}': async (world) => {
    const token = world.hc.token(kept(world, 'token'));
    expect(await token.delete()).toBeUndefined();
    await expect(token.then()).rejects.toThrow('Invalid OAuth session');
  },
  'GET /room': async ({ hc }) => {
    expect((await hc.rooms({ includeArchived: true })).items.length).toBe(13);
  },
  'POST /room': async ({ hc, found }) => {
    const { id } = await hc.rooms.create({ name: 'Made', topic: 'here', owner: hc.user('@bo') });
    found.set('room', String(id));
  },
  'GET /room/{room}': async ({ hc }) => {
    expect(await hc.room('Made').topic).toBe('here');
  },
  'PUT /room/{room}': async ({ hc }) => {
    await hc.room('Made').update({ privacy: 'private' });
    expect((await hc.room('Made')).privacy).toBe('private');
  },
  'PUT /room/{room}/avatar': async ({ hc }) => {
    expect(await hc.room('Made').setAvatar(PNG)).toBeUndefined();
  },
  'GET /room/{room}/avatar': async ({ hc }) => {
    await isPicture(await download(hc.room('Made').avatar));
  },
  'DELETE /room/{room}/avatar': async ({ hc }) => {
    expect(await hc.room('Made').deleteAvatar()).toBeUndefined();
  },
  'POST /room/{room}/message': async ({ hc, found }) => {
    const { id, timestamp } = await hc.room('Ops').message('hello');
    expect(timestamp.epochMilliseconds).toBeGreaterThan(0);
    found.set('message', id);
  },
  'POST /room/{room}/notification': async ({ hc }) => {
    expect(await hc.room('Ops').notification('done', { color: 'green' })).toBeUndefined();
  },
  'POST /room/{room}/reply': async (world) => {
    expect(await world.hc.room('Ops').reply('yes', kept(world, 'message'))).toBeUndefined();
  },
  'GET /room/{room}/history': async ({ hc }) => {
    expect((await hc.room('Ops').history('recent')).items.at(-1)?.message).toContain('yes');
  },
  'GET /room/{room}/history/latest': async ({ hc }) => {
    expect((await hc.room('Ops').latest({ maxResults: 3 })).items.length).toBe(3);
  },
  'GET /room/{room}/history/{message}': async (world) => {
    expect(await world.hc.room('Ops').messageById(kept(world, 'message')).message).toBe('hello');
  },
  'POST /room/{room}/invite/{user}': async ({ hc }) => {
    expect(await hc.room('Ops').invite(hc.user('@ann'), 'come')).toBeUndefined();
  },
  'PUT /room/{room}/member/{user}': async ({ hc }) => {
    const options = { roomRoles: ['room_admin'] } as const;
    expect(await hc.room('Made').members.add('@ann', options)).toBeUndefined();
  },
  'GET /room/{room}/member': async ({ hc }) => {
    const { items } = await hc.room('Made').members;
    expect(items.map(({ mention_name }) => mention_name)).toContain('ann');
  },
  'DELETE /room/{room}/member/{user}': async ({ hc }) => {
    expect(await hc.room('Made').members.remove('@ann')).toBeUndefined();
  },
  'GET /room/{room}/participant': async ({ hc }) => {
    expect((await hc.room('Ops').participants).items.length).toBeGreaterThan(0);
  },
  'POST /room/{room}/share/file': async ({ hc, found }) => {
    const file = new File([Buffer.from(PNG, 'base64')], 'dot.png', { type: 'image/png' });
    expect(await hc.room('Ops').shareFile(file, { message: 'a dot' })).toBeUndefined();
    const [said] = (await hc.room('Ops').latest({ maxResults: 1 })).items;
    expect([said?.message, said?.authenticated_file?.name]).toEqual(['a dot', 'dot.png']);
    found.set('file', String(said?.authenticated_file?.id));
  },
  'GET /file/{id}': async (world) => {
    const file = world.hc.file(Number(kept(world, 'file')));
    expect(await file.name).toBe('dot.png');
    await isPicture(await download(file));
  },
  'POST /room/{room}/share/link': async ({ hc }) => {
    expect(await hc.room('Ops').shareLink('https://example.com/run', 'see')).toBeUndefined();
  },
  'GET /room/{room}/statistics': async ({ hc }) => {
    expect(await hc.room('Ops').statistics.messages_sent).toBeGreaterThan(0);
  },
  'PUT /room/{room}/topic': async ({ hc }) => {
    expect(await hc.room('Ops').topic('Deploying')).toBeUndefined();
  },
  'POST /room/{room}/webhook': async ({ hc, found }) => {
    const hook = { url: 'https://example.com/hook', event: 'room_enter' } as const;
    found.set('webhook', String((await hc.room('Ops').webhooks.create(hook)).id));
  },
  'GET /room/{room}/webhook': async ({ hc }) => {
    expect((await hc.room('Ops').webhooks).items.map(({ event }) => event)).toEqual(['room_enter']);
  },
  'GET /room/{room}/webhook/{webhook}': async (world) => {
    const hook = await world.hc.room('Ops').webhook(kept(world, 'webhook'));
    expect(hook.creator?.name).toBe('Gil Harper');
  },
  'DELETE /room/{room}/webhook/{webhook}': async (world) => {
    expect(await world.hc.room('Ops').webhook(kept(world, 'webhook')).delete()).toBeUndefined();
  },
  'DELETE /room/{room}': async (world) => {
    expect(await world.hc.room(Number(kept(world, 'room'))).delete()).toBeUndefined();
  },
  'GET /user': async ({ hc }) => {
    expect((await hc.users({ includeGuests: true })).items.length).toBeGreaterThan(10);
  },
  'POST /user': async ({ hc }) => {
    const zoe = { name: 'Zoe Quist', email: 'zoe@example.com', mentionName: 'zoe' };
    expect((await hc.users.create(zoe)).password).toBeTypeOf('string');
  },
  'GET /user/{user}': async ({ hc }) => {
    expect(await hc.user('@zoe').email).toBe('zoe@example.com');
  },
  'PUT /user/{user}': async ({ hc }) => {
    await hc.user('@zoe').update({ title: 'Guest' });
    expect(await hc.user('@zoe').title).toBe('Guest');
  },
  'POST /user/{user}/message': async ({ hc }) => {
    expect(await hc.user('@zoe').message('hello', { notify: true })).toBeUndefined();
  },
  'GET /user/{user}/history': async ({ hc }) => {
    expect((await hc.user('@zoe').history).items.map(({ message }) => message)).toEqual(['hello']);
  },
  'GET /user/{user}/history/latest': async ({ hc, found }) => {
    const { items } = await hc.user('@zoe').latest;
    found.set('private', items[0]?.id ?? '');
  },
  'GET /user/{user}/history/{message}': async (world) => {
    const message = world.hc.user('@zoe').messageById(kept(world, 'private'));
    expect(await message.message).toBe('hello');
  },
  'PUT /user/{user}/photo': async ({ hc }) => {
    expect(await hc.user('@zoe').setPhoto(PNG)).toBeUndefined();
  },
  'GET /user/{user}/photo/{size}': async ({ hc }) => {
    await isPicture(await download(hc.user('@zoe').photo('big')));
  },
  'DELETE /user/{user}/photo': async ({ hc }) => {
    expect(await hc.user('@zoe').deletePhoto()).toBeUndefined();
  },
  'GET /user/{user}/preference/auto-join': async ({ hc }) => {
    expect((await hc.user('@ann').autoJoin).items.length).toBeGreaterThanOrEqual(0);
  },
  'POST /user/{user}/share/file': async ({ hc }) => {
    const bytes = new TextEncoder().encode('hello');
    const options = { name: 'hello.txt', message: 'read' };
    expect(await hc.user('@zoe').shareFile(bytes, options)).toBeUndefined();
    const { items } = await hc.user('@zoe').latest;
    expect(items.at(-1)).toMatchObject({
      message: 'read',
      authenticated_file: { name: 'hello.txt', size: 5 },
    });
  },
  'POST /user/{user}/share/link': async ({ hc }) => {
    expect(await hc.user('@zoe').shareLink('https://example.com/run')).toBeUndefined();
  },
  'DELETE /user/{user}': async ({ hc }) => {
    expect(await hc.user('@zoe').delete()).toBeUndefined();
  },
};
