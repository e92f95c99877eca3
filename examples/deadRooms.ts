/**
 * Tells the owners of rooms in which nobody said anything since a day: HypChat's first example.
 *
 * node examples/deadRooms.ts 2016-12-01
 */
import process from 'node:process';
import { HypChat, trace } from 'hypchat';
import { Temporal } from 'temporal-polyfill';

const { HIPCHAT_TOKEN = '', HIPCHAT_ENDPOINT = 'https://api.hipchat.com' } = process.env;
const hc = new HypChat(HIPCHAT_TOKEN, { endpoint: HIPCHAT_ENDPOINT });
const day = Temporal.PlainDate.from(process.argv[2] ?? '2013-12-01');
const since = day.toZonedDateTime('UTC').toInstant();

const told = hc.rooms
  .filter(({ last_active }) => last_active && Temporal.Instant.compare(last_active, since) < 0)
  .forEach(({ name, owner }) => owner.message(`${name} is dead; maybe archive it`));

// All rooms are read with one request a page, however many there are; then each message is one.
console.log(String(await trace(told)));
