import { describe, expect, it } from 'vitest';
import { treeOf } from '../../../src/cli/explore/treeOf.ts';
import type { TreeNode } from '../../../src/explorer/messages.ts';
import { liveServer } from '../../helpers/live.ts';
import { mockApi } from '../../helpers/mockApi.ts';

const live = liveServer();
const api = mockApi();
const child = (tree: TreeNode | undefined, name: string): TreeNode | undefined =>
  tree?.children?.find((each) => each.name === name);

describe('the tree of a value', () => {
  it('tells values from chains, and what a chain would cost', async () => {
    const tree = treeOf(await live.hc.rooms.items[0], 'room');
    const before = live.requests().length;

    expect(tree).toMatchObject({ name: 'room', is: 'value', shown: 'Room "Lobby"' });
    expect(child(tree, 'name')).toEqual({ name: 'name', is: 'value', shown: '"Lobby"' });
    expect(child(tree, 'topic')).toMatchObject({
      is: 'chain',
      shown: 'a value',
      cost: { least: 1, most: 1 },
      detail: expect.stringContaining('GET  /v2/room/41'),
    });
    expect(child(tree, 'history')).toMatchObject({ is: 'chain', shown: 'messages' });
    const calls = tree.children?.at(-1);
    expect(calls).toMatchObject({ is: 'call' });
    expect(child(calls, 'message')).toMatchObject({ is: 'call', shown: 'an action: POST' });
    expect(child(calls, 'webhook')).toMatchObject({ is: 'call', shown: 'webhook, by its id' });
    expect(live.requests()).toHaveLength(before);
  });

  it('says of what the walk has learned already that it costs nothing', async () => {
    const room = await live.hc.room(42);
    const tree = treeOf(room, 'room');

    expect(child(tree, 'self')?.cost).toEqual({ least: 0, most: 0 });
    expect(child(tree, 'created')).toMatchObject({ is: 'value', shown: String(room.created) });
    expect(child(child(tree, 'owner'), 'email')?.cost).toEqual({ least: 1, most: 1 });
  });

  it('shows what the server left out as absent', async () => {
    const links = { self: 'https://api.hipchat.com/v2/room/1' };
    api.on('GET', '/v2/room/1', { id: 1, name: 'Ops', links });
    const tree = treeOf(await api.hc.room(1), 'room');

    expect(child(tree, 'topic')).toMatchObject({ is: 'absent', shown: 'the server left it out' });
    expect(child(tree, 'name')).toMatchObject({ is: 'value' });
  });

  it('shows lists up to a number, plain values, and what holds itself', () => {
    const round: { self?: object } = {};
    round.self = round;
    const long = treeOf(
      Array.from({ length: 250 }, (_, index) => index),
      'list',
    );

    expect(long.shown).toBe('250 items');
    expect(long.children).toHaveLength(101);
    expect(long.children?.at(-1)).toMatchObject({ is: 'more', shown: '150 more items' });
    expect(treeOf(undefined, 'nothing')).toMatchObject({ is: 'value', shown: 'undefined' });
    expect(child(treeOf(round, 'round'), 'self')?.shown).toBe('the same again');
  });
});
