/** A function of one's own that takes a thing in whichever form it came. */
import { describe, expectTypeOf, it } from 'vitest';
import { HypChat, type Room, type RoomStub } from '../../src/index.ts';

const hc = new HypChat('mytoken');

const topicOf = async (room: RoomStub | Room): Promise<string> => await room.topic;

describe('a room, as a stub or whole', () => {
  it('is taken by a function that takes either, and read by await', async () => {
    expectTypeOf(topicOf(await hc.rooms.items[0])).resolves.toEqualTypeOf<string>();
    expectTypeOf(topicOf(await hc.room('Ops'))).resolves.toEqualTypeOf<string>();
    expectTypeOf(topicOf(await hc.room('Ops').self)).resolves.toEqualTypeOf<string>();
  });

  it('is not the other: of a stub, the topic is a chain, of a whole a text', () => {
    expectTypeOf<Room>().not.toExtend<RoomStub>();
    expectTypeOf<RoomStub>().not.toExtend<Room>();
  });
});
