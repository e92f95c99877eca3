/** Bodies that are let in by flood control: messages to a room, and to a person. */
import type { BodyFormat } from '../endpoint.ts';
import { openRoomOf, presentUserOf } from '../rights.ts';

/** A body of what is sent to the room in the path. */
export const toRoom = <T>(body: BodyFormat<T>): BodyFormat<T> => ({
  ...body,
  admit: (call) => call.flood.take(`room ${openRoomOf(call).id}`),
});

/** A body of what is sent to the person in the path. */
export const toPerson = <T>(body: BodyFormat<T>): BodyFormat<T> => ({
  ...body,
  admit: (call) => call.flood.take(`user ${presentUserOf(call).id}`),
});
