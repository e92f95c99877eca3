/** What the types promise: what is a value, what a chain, and what does not compile. */
import type { Temporal } from 'temporal-polyfill';
import { describe, expectTypeOf, it } from 'vitest';
import {
  type Action,
  type Chain,
  HypChat,
  type MessageSent,
  type Page,
  type RequestEvent,
  type ResponseEvent,
  type Room,
  type RoomRef,
  type RoomStub,
  request,
  type trace,
  type User,
  type UserRow,
  type UserStub,
  type WalkEvent,
} from '../src/index.ts';
import type { RoomForms } from '../src/types/room.ts';

const hc = new HypChat('token');

declare const counted: unique symbol;
type Count = number & { readonly [counted]: true };

interface Line {
  by: UserRow;
  name?: string;
}

describe('an event', () => {
  it('says of a request which it is, for whom and when it was sent', () => {
    new HypChat('token', {
      on: {
        request(event) {
          expectTypeOf(event.id).toEqualTypeOf<number>();
          expectTypeOf(event.chains).toEqualTypeOf<readonly string[]>();
          expectTypeOf(event.round).toEqualTypeOf<number | undefined>();
          expectTypeOf(event.began).toEqualTypeOf<Temporal.Instant>();
          // @ts-expect-error -- how long it takes is not known when it is sent
          event.ms;
        },
        response(event) {
          expectTypeOf(event).toExtend<RequestEvent>();
          expectTypeOf(event.ms).toEqualTypeOf<number>();
          expectTypeOf(event.receivedBytes).toEqualTypeOf<number | undefined>();
        },
        wait: ({ request, ids }) => {
          expectTypeOf(request).toEqualTypeOf<RequestEvent | undefined>();
          expectTypeOf(ids).toEqualTypeOf<readonly number[]>();
        },
        walk: (event) => expectTypeOf(event).toEqualTypeOf<WalkEvent>(),
      },
    });
  });

  it('is what a trace gives of each request, with why it was sent', () => {
    type Requests = Awaited<ReturnType<typeof trace<string>>>['requests'];
    expectTypeOf<Requests[number]>().toExtend<ResponseEvent>();
    expectTypeOf<Requests[number]['reason']>().toEqualTypeOf<string>();
  });
});

describe('a chain', () => {
  it('gives a stub for an item, and the whole for a resource by id or `self`', () => {
    expectTypeOf(hc.rooms.items[0]).resolves.toEqualTypeOf<RoomStub>();
    expectTypeOf(hc.rooms.items[0].self).resolves.toEqualTypeOf<Room>();
    expectTypeOf(hc.room(42)).resolves.toEqualTypeOf<Room>();
    expectTypeOf(hc.room('Ops').owner).resolves.toEqualTypeOf<UserStub>();
    expectTypeOf(hc.user('@ann')).resolves.toEqualTypeOf<User>();
  });

  it('gives the value of a field', () => {
    expectTypeOf(hc.room('Ops').owner.email).resolves.toEqualTypeOf<string | null>();
    expectTypeOf(hc.room('Ops').created).resolves.toEqualTypeOf<Temporal.Instant>();
    expectTypeOf(hc.room('Ops').privacy).resolves.toEqualTypeOf<'public' | 'private'>();
  });

  it('gives a page for a collection, and the stubs of it for its items', () => {
    expectTypeOf(hc.rooms).resolves.toEqualTypeOf<Page<RoomForms>>();
    expectTypeOf(hc.rooms({ includeArchived: true })).resolves.toEqualTypeOf<Page<RoomForms>>();
    expectTypeOf(hc.rooms.items).resolves.toEqualTypeOf<readonly RoomStub[]>();
  });

  it('goes on from items of a small literal index under noUncheckedIndexedAccess', () => {
    expectTypeOf(hc.rooms.items[99].owner.name).toEqualTypeOf<Chain<string>>();
    const index: number = 3;
    // @ts-expect-error -- an index that is only known when it runs may be undefined to the compiler
    hc.rooms.items[index].owner;
  });

  it('does not know names that the resource does not have', () => {
    // @ts-expect-error -- a room has an owner, not owners
    hc.room(42).owners;
    // @ts-expect-error -- a user has no topic
    hc.user(1).topic;
  });

  it('is no value: it cannot be compared with one', () => {
    // @ts-expect-error -- a chain is never equal to a text
    hc.room(42).name === 'Ops';
  });
});

describe('the root', () => {
  it('is no chain', () => {
    expectTypeOf(hc).not.toExtend<PromiseLike<unknown>>();
  });
});

describe('an action', () => {
  it('is a promise to the compiler, so that linters see one that nobody awaits', () => {
    expectTypeOf(hc.room(42).message('hi')).toEqualTypeOf<Action<MessageSent>>();
    expectTypeOf(hc.user(1).message('hi')).toExtend<Promise<undefined>>();
  });

  it('and a field of the same name are told apart by the call', () => {
    expectTypeOf(hc.room(42).topic).resolves.toEqualTypeOf<string>();
    expectTypeOf(hc.room(42).topic('new')).toEqualTypeOf<Action<undefined>>();
    // @ts-expect-error -- the length of the function is not the length of the topic
    hc.room(42).topic.length > 3;
  });

  it('that creates goes on as a chain', () => {
    expectTypeOf(hc.rooms.create({ name: 'New' })).resolves.toEqualTypeOf<RoomRef>();
    expectTypeOf(hc.rooms.create({ name: 'New' }).message('hi')).toExtend<Promise<MessageSent>>();
  });

  it('takes what its parameters say', () => {
    // @ts-expect-error -- a message is a text
    hc.room(42).message(42);
    // @ts-expect-error -- there is no such color
    hc.room(42).notification('hi', { color: 'blue' });
    hc.room(42).invite(hc.user('@ann'), 'reason');
    // @ts-expect-error -- a room is no user
    hc.room(42).invite(hc.room(1));
  });
});

describe('a snapshot', () => {
  it('holds as values what its representation holds, and the rest as chains', async () => {
    const stub = await hc.rooms.items[0];
    expectTypeOf(stub.name).toEqualTypeOf<string>();
    expectTypeOf(stub.created).toEqualTypeOf<Chain<Temporal.Instant>>();
    expectTypeOf(stub.owner.message('hi')).toExtend<Promise<undefined>>();
    const whole = await stub.self;
    expectTypeOf(whole.created).toEqualTypeOf<Temporal.Instant>();
    expectTypeOf(whole.topic).toEqualTypeOf<string>();
    expectTypeOf(whole.owner).toEqualTypeOf<UserStub>();
    expectTypeOf(whole.owner.email).toEqualTypeOf<Chain<string | null>>();
    expectTypeOf(whole.self.topic('new')).toEqualTypeOf<Action<undefined>>();
  });
});

describe('a lambda', () => {
  it('reads every field of a row as a value, and what references lead to', () => {
    expectTypeOf(hc.rooms.map((room) => room.owner.email)).resolves.toEqualTypeOf<
      (string | null)[]
    >();
    expectTypeOf(
      hc.rooms.map((room) => ({ name: room.name, by: room.owner })),
    ).resolves.toEqualTypeOf<{ name: string; by: UserStub }[]>();
    expectTypeOf(hc.rooms.map((room) => room.owner)).resolves.toEqualTypeOf<UserStub[]>();
    expectTypeOf(hc.rooms.map((room) => room.created)).resolves.toEqualTypeOf<Temporal.Instant[]>();
  });

  it('gives texts and numbers with their brand', () => {
    type Id = string & { readonly __brand: 'id' };
    expectTypeOf(hc.rooms.map((room) => room.name as Id)).resolves.toEqualTypeOf<Id[]>();
    expectTypeOf(hc.rooms.map((room) => room.id as Count)).resolves.toEqualTypeOf<Count[]>();
    expectTypeOf(
      hc.rooms.map((room) => ({ id: room.name as Id | null, by: room.owner })),
    ).resolves.toEqualTypeOf<{ id: Id | null; by: UserStub }[]>();
    expectTypeOf(
      hc.rooms.reduce((_, room) => room.name as Id, '' as Id),
    ).resolves.toEqualTypeOf<Id>();
  });

  it('gives instances of classes as they are, and interfaces with stubs in them', () => {
    class Money {
      readonly #cents: number;
      constructor(cents: number) {
        this.#cents = cents;
      }
      get cents(): number {
        return this.#cents;
      }
    }
    expectTypeOf(hc.rooms.map((room) => new Money(room.id))).resolves.toEqualTypeOf<Money[]>();
    expectTypeOf(
      hc.rooms.map((room) => [{ due: new Money(room.id), by: room.owner }]),
    ).resolves.toEqualTypeOf<{ due: Money; by: UserStub }[][]>();
    expectTypeOf(hc.rooms.map(() => new Date())).resolves.toEqualTypeOf<Date[]>();
    expectTypeOf(
      hc.rooms.map((room): Line => ({ by: room.owner, name: room.name })),
    ).resolves.toEqualTypeOf<{ by: UserStub; name?: string }[]>();
  });

  it('cannot be async', () => {
    // @ts-expect-error -- an async lambda returns a promise
    hc.rooms.map(async (room) => room.name);
  });

  it('gets the sender of a message as a row, a label or nothing', () => {
    expectTypeOf(
      hc.room(1).history.map((message) => (typeof message.from === 'string' ? message.from : '')),
    ).resolves.toEqualTypeOf<string[]>();
  });
});

describe('a request by hand', () => {
  it('gives what nobody knows, or what one says', () => {
    expectTypeOf(hc.request('GET', '/room/42')).toEqualTypeOf<Chain<unknown>>();
    expectTypeOf(hc.request<number>('GET', hc.room(42))).resolves.toEqualTypeOf<number>();
    expectTypeOf(hc.request('POST', hc.rooms, { body: {} })).toEqualTypeOf<Action<unknown>>();
    expectTypeOf(request<string>(hc, 'DELETE', '/x')).toEqualTypeOf<Action<string>>();
  });

  it('can be what a `forEach` does, where it writes', () => {
    hc.rooms.forEach((room) => hc.request('POST', room, { body: { name: room.name } }));
    // @ts-expect-error -- a chain is no action
    hc.rooms.forEach((room) => hc.request('GET', room));
  });

  it('has no body where it reads, no method that is none, and no option that is none', () => {
    // @ts-expect-error -- a GET has no body
    hc.request('GET', '/x', { body: {} });
    // @ts-expect-error -- no method
    hc.request('FETCH', '/x');
    // @ts-expect-error -- no option
    hc.request('POST', '/x', { json: {} });
  });
});
