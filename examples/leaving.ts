/**
 * Before somebody leaves: which rooms they own, and who is there who could take over.
 *
 * node examples/leaving.ts bo
 */
import process from 'node:process';
import { HypChat } from 'hypchat';

const { HIPCHAT_TOKEN = '', HIPCHAT_ENDPOINT = 'https://api.hipchat.com' } = process.env;
const hc = new HypChat(HIPCHAT_TOKEN, { endpoint: HIPCHAT_ENDPOINT });
const mention = process.argv[2] ?? 'bo';

const owned = hc.rooms
  .filter((room) => room.owner.mention_name === mention)
  .map((room) => ({
    room: room.name,
    people: room.participants
      .filter((person) => person.mention_name !== mention)
      .map((person) => person.name),
  }));

for (const { room, people } of await owned) {
  console.log(`${room}: ${people.length === 0 ? 'nobody else is there' : people.join(', ')}`);
}
