/**
 * Single walks over lists that the drawn worlds have found to cost more than they had to.
 */
import { describe, expect, it } from 'vitest';
import { fake } from '../attacks/helpers.ts';

describe('a loop', () => {
  it('asks for the next page with what its body touches at the moment when that page is due', async () => {
    const { hc, lines } = fake({ rooms: 6, cap: 2 });
    for await (const room of hc.rooms) if (room.id > 1) await room.topic;

    expect(lines()).toHaveLength(4);
    expect(lines().filter((line) => line.includes('expand=items'))).toHaveLength(3);
  });
});
