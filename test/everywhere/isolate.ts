/** A program whose client outlives a request: made at the first one, and kept by its module, as workers do. */
import { HypChat } from '../../src/index.ts';

let hc: HypChat | undefined;

/** @param args - The endpoint, the token, and the name of a room. */
export async function run(args: readonly string[]): Promise<readonly [string, string | null]> {
  const [endpoint = '', token = '', name = ''] = args;
  hc ??= new HypChat(token, { endpoint });
  const room = hc.room(name);
  return Promise.all([room.name, room.owner.email]);
}
