/** The actions and resources that the guide has no example of, on a real server. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HypChat } from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';
import { errorOf } from '../living/sending.ts';

const PICTURE: string =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('on a real server', () => {
  const live = liveServer();

  it('a room, a user and the group get a picture, and lose it again', async () => {
    const { hc } = live;

    await hc.room(43).setAvatar(PICTURE);
    await hc.user('@chidi').setPhoto(PICTURE);
    await hc.group(1).setAvatar(PICTURE);
    const [avatar, photo, picture] = await Promise.all([
      hc.room(43).avatar_url,
      hc.user('@chidi').photo_url,
      hc.group(1).avatar_url,
    ]);
    expect([avatar, photo, picture].every((url) => url?.startsWith(live.url))).toBe(true);

    await hc.room(43).deleteAvatar();
    await hc.user('@chidi').deletePhoto();
    await hc.group(1).deleteAvatar();
    expect(await hc.room(43).avatar_url).not.toBe(avatar);
    expect(await hc.user('@chidi').photo_url).not.toBe(photo);
    expect(await hc.group(1).avatar_url).not.toBe(picture);
  });

  it('a group says how much it talks', async () => {
    const messages = await live.hc.group(1).statistics.messages_sent;

    expect(messages).toBeGreaterThan(0);
    expect(live.requests()).toEqual(['GET /v2/group/1/statistics']);
  });

  it('somebody without an account is invited', async () => {
    const invited = { email: 'new@example.com', name: 'New One', title: '' };
    expect(await live.hc.inviteUser('new@example.com', 'New One')).toEqual(invited);
  });

  it('the rooms that a client enters by itself are a collection', async () => {
    const rooms = await live.hc.user('@ann').autoJoin;

    expect(rooms.items.every(({ links }) => links.self.includes('/v2/room/'))).toBe(true);
    expect(live.requests()).toEqual(['GET /v2/user/@ann/preference/auto-join']);
  });

  it('a webhook is whole by its id, and tells its room and who made it', async () => {
    const { hc } = live;
    const { id } = await hc
      .room('Ops')
      .webhooks.create({ url: 'https://example.com/hook', event: 'room_message', pattern: '^/go' });

    const webhook = await hc.room('Ops').webhook(id, { expand: 'room.owner' });
    const plain = await hc.room('Ops').webhook(id);

    expect(plain.pattern).toBe('^/go');
    expect([plain.room.name, plain.creator?.name]).toEqual(['Ops', 'Gil Harper']);
    expect(webhook.room.owner.email).toBe('bo@example.com');
    await plain.delete();
    expect((await hc.room('Ops').webhooks).items).toEqual([]);
  });

  it('a webhook of an add-on tells that, and its creator has nothing that only users have', async () => {
    const { oauthId, oauthSecret } = live.installAddon({ key: 'ci', room: 'Ops' });
    const grant = { grantType: 'client_credentials', oauthId, oauthSecret } as const;
    const bot = new HypChat(grant, { endpoint: live.url });
    const { id } = await bot
      .room('Ops')
      .extensionWebhook('heard')
      .put({ url: 'https://example.com/hook', event: 'room_message' });
    const { creator } = live.hc.room('Ops').webhook(id);

    expect(await creator).toMatchObject({ id: oauthId, key: 'ci', name: 'ci' });
    expect(await creator.id).toBe(oauthId);
    expect(String(await errorOf(creator.message('hi')))).toContain('no "message" on addon ci');
    expect(String(await errorOf(creator.email))).toContain('no "email" on addon ci');
    expect(live.requests().filter((request) => request.startsWith('POST /v2/addon'))).toEqual([]);
  });

  it('an emoticon is found by its shortcut, in parentheses or without', async () => {
    const { shortcut, id } = await live.hc.emoticons.items[0];

    const [plain, typed] = await Promise.all([
      live.hc.emoticon(shortcut),
      live.hc.emoticon(`(${shortcut})`),
    ]);

    expect([plain.id, typed.id]).toEqual([id, id]);
    expect(plain.creator).toBeNull();
    expect(plain.width).toBeGreaterThan(0);
  });

  it('a room moves its owner, and is archived', async () => {
    const { hc } = live;
    const room = hc.rooms.create({ name: 'Moving' });
    await room.update({ owner: hc.user('@bo'), isArchived: true });

    const moved = await room.self;

    expect([moved.owner.mention_name, moved.is_archived]).toEqual(['bo', true]);
  });

  it('a user is created, changed, and deleted', async () => {
    const { hc } = live;
    const user = hc.users.create({ name: 'Zoe Quist', email: 'zoe@example.com', title: 'Guest' });
    expect((await user).password).toBeTypeOf('string');

    await user.update({ timezone: 'Europe/Paris' });
    expect(await user.self).toMatchObject({ title: 'Guest', timezone: 'Europe/Paris' });

    await user.delete();
    expect(await hc.user('zoe@example.com').is_deleted.catch(() => 'gone')).toBe('gone');
  });

  it('a file that was shared is found by its id', async () => {
    const form = readFileSync(new URL('fixtures/shareFile.txt', import.meta.url), 'utf8');
    const shared = await fetch(`${live.url}/v2/room/42/share/file`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${live.token}`,
        'content-type': 'multipart/related; boundary=part',
      },
      body: form.replaceAll('\n', '\r\n'),
    });
    expect(shared.status).toBe(204);
    const { items } = await live.hc.room(42).latest({ maxResults: 1 });

    const file = await live.hc.file(items[0]?.authenticated_file?.id ?? 0);

    expect([file.name, file.size]).toEqual(['hello.txt', 5]);
    expect(await (await fetch(file.temp_url)).text()).toBe('hello');
  });
});
