/** What a payload holds, by the name of its event. */
import { describe, expectTypeOf, it } from 'vitest';
import type {
  HypChat,
  Message,
  MessageFile,
  RoomStub,
  UserStub,
  WebhookEventName,
  WebhookPayload,
} from '../../src/index.ts';

type Named<E extends WebhookEventName> = WebhookPayload extends infer P
  ? P extends { readonly event: infer Is }
    ? E extends Is
      ? P
      : never
    : never
  : never;

describe('the type of a payload', () => {
  it('is known by the name of its event', () => {
    expectTypeOf<Named<'room_message'>['item']['message']>().toEqualTypeOf<Message>();
    expectTypeOf<Named<'room_message'>['item']['room']>().toEqualTypeOf<RoomStub>();
    expectTypeOf<Named<'room_topic_change'>['item']['topic']>().toEqualTypeOf<string>();
    expectTypeOf<Named<'room_file_upload'>['item']['file']>().toEqualTypeOf<MessageFile>();
    expectTypeOf<WebhookPayload['event']>().toEqualTypeOf<WebhookEventName>();
    expectTypeOf<Named<'room_enter'>['item']['sender']>().toEqualTypeOf<UserStub | string>();
  });

  it('is narrowed where the event is looked at, taken apart or not', () => {
    const hc = {} as HypChat;
    const { event, item } = hc.wrap({});
    if (event === 'room_message') expectTypeOf(item.message).toEqualTypeOf<Message>();
    if (event === 'room_notification') expectTypeOf(item.topic).toEqualTypeOf<undefined>();
    if (event === 'room_topic_change') expectTypeOf(item.topic).toEqualTypeOf<string>();
    expectTypeOf(item.message).toEqualTypeOf<Message | undefined>();
    expectTypeOf(item.room).toEqualTypeOf<RoomStub>();
  });
});
