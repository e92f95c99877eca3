/** What files, pictures, tokens, extensions and add-ons are to the compiler. */
import { describe, expectTypeOf, it } from 'vitest';
import {
  type Action,
  type Addon,
  type AddonStub,
  download,
  type Grant,
  HypChat,
  type Installable,
  type Invitation,
  type IssuedToken,
  type PictureChain,
  type Token,
  type UserStub,
  type WebhookRef,
} from '../../src/index.ts';

declare const hc: HypChat;
declare const bytes: Uint8Array;

describe('a file that is shared', () => {
  it('is bytes, a Blob, a File or a stream', () => {
    expectTypeOf(hc.room(1).shareFile(bytes)).toEqualTypeOf<Action<undefined>>();
    hc.room(1).shareFile(bytes.buffer as ArrayBuffer, { message: undefined, name: 'a' });
    hc.user(1).shareFile(new Blob([]));
    hc.user(1).shareFile(new File([], 'a'));
    hc.user(1).shareFile(new ReadableStream<Uint8Array>());
    // @ts-expect-error -- a text is no file: it might be a path
    hc.room(1).shareFile('hello.txt');
    // @ts-expect-error -- there is no such option
    hc.room(1).shareFile(bytes, { title: 'x' });
  });
});

describe('a picture', () => {
  it('gives nothing when it is awaited, and a Response when it is downloaded', () => {
    expectTypeOf(hc.room(1).avatar).toEqualTypeOf<PictureChain>();
    expectTypeOf<Awaited<PictureChain>>().toEqualTypeOf<never>();
    expectTypeOf(download(hc.user(1).photo('big'))).toEqualTypeOf<Promise<Response>>();
    // @ts-expect-error -- there is no such size
    hc.user(1).photo('huge');
  });
});

describe('a token', () => {
  it('is made by what its grant needs', async () => {
    const oauth = { oauthId: 'id', oauthSecret: 'secret' };
    expectTypeOf(hc.createToken({ grantType: 'client_credentials', ...oauth })).toEqualTypeOf<
      Action<IssuedToken>
    >();
    hc.createToken({ grantType: 'room_notification', room: hc.room(1), scopes: ['view_room'] });
    // @ts-expect-error -- a code is missing
    hc.createToken({ grantType: 'authorization_code', ...oauth });
    // @ts-expect-error -- there is no such scope
    hc.createToken({ grantType: 'personal', scopes: ['everything'] });
    // @ts-expect-error -- a room is no user
    hc.createToken({ grantType: 'personal', userId: hc.room(1) });
  });

  it('is a text, a function, a grant that can be used again, or null', () => {
    new HypChat('text');
    new HypChat(null);
    new HypChat(async (refused) => refused ?? 'first');
    new HypChat(() => ({ access_token: 'first', expires_in: 60 }));
    new HypChat({ grantType: 'password', username: 'a', password: 'b' });
    // @ts-expect-error -- what an environment lacks is no token
    new HypChat(undefined);
    // @ts-expect-error -- a personal token is made once, and kept
    new HypChat({ grantType: 'personal' } as Extract<Grant, { grantType: 'personal' }>);
  });

  it('says whose it is', () => {
    expectTypeOf<Token['owner']>().toEqualTypeOf<UserStub | undefined>();
    expectTypeOf<Token['client']>().toEqualTypeOf<AddonStub>();
    expectTypeOf<Awaited<ReturnType<HypChat['token']>>>().toEqualTypeOf<Token>();
  });
});

describe('an add-on', () => {
  it('puts its own into the windows', async () => {
    expectTypeOf(
      hc.extensionAction('a').put({
        name: { value: 'A' },
        target: { key: 'a', options: {} },
        location: 'hipchat.input.action',
        conditions: [{ type: 'or', conditions: [{ condition: 'user_is_admin', invert: true }] }],
      }),
    ).toEqualTypeOf<Action<undefined>>();
    // @ts-expect-error -- there is no such place
    hc.extensionAction('a').put({ name: { value: 'A' }, target: 'a', location: 'sidebar' });
    const hook = hc.room(1).extensionWebhook('a').put({ url: 'https://x', event: 'room_enter' });
    expectTypeOf<Awaited<typeof hook>>().toEqualTypeOf<WebhookRef>();
    const glance = hc.room(1).extensionGlance('a');
    // @ts-expect-error -- a glance has an icon
    glance.put({ name: { value: 'A' } });
  });

  it('says what its glances show, and to whom', () => {
    const label = { type: 'html', value: '3' } as const;
    const to = { room: hc.room(1), user: '@ann' };
    hc.updateGlances([{ key: 'a', content: { label } }], to);
    const status = { type: 'lozenge', value: { type: 'new', label: 'New' } } as const;
    hc.updateGlances([{ key: 'a', content: { label, status } }]);
    const wrong = { type: 'lozenge', value: { type: 'shiny', label: 'New' } } as const;
    // @ts-expect-error -- there is no such lozenge
    hc.updateGlances([{ key: 'a', content: { label, status: wrong } }]);
  });

  it('is read by its installation', async () => {
    expectTypeOf<Awaited<ReturnType<HypChat['addon']>>>().toEqualTypeOf<Addon>();
    const installation = hc.at('https://x/v2/addon/a/installable/b', 'installable');
    expectTypeOf<Awaited<typeof installation>>().toEqualTypeOf<Installable>();
    expectTypeOf(hc.inviteUser('a@b.c', 'A')).toEqualTypeOf<Action<Invitation>>();
  });
});
