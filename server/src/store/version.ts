/**
 * Makes the `version` that every change of a room or a user renews: 8 characters such as `BCA7FE2B`.
 */
import { randomInt } from 'node:crypto';

const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The version of a user that was never changed. */
export const firstVersion = '00000000';

export function newVersion(): string {
  return Array.from({ length: 8 }, () => characters[randomInt(characters.length)]).join('');
}
