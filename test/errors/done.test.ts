/** What errors tell of the actions of a chain that were done before it failed: whoever writes it anew does them once more. */
import { describe, expect, it } from 'vitest';
import { type HypchatError, type ItemsError, within } from '../../src/index.ts';
import { heldApi } from '../helpers/heldApi.ts';
import { mockApi, page, roomStub, userStub } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

const errorOf = <E extends HypchatError>(chain: PromiseLike<unknown>): Promise<E> =>
  settle(chain).then(
    () => expect.unreachable('it did not reject'),
    (error: E) => error,
  );

const CREATED = { id: 42, links: { self: 'https://api.hipchat.com/v2/room/42' } };
const CREATE = "hc.rooms.create({ name: 'New' })";
const api = mockApi();

describe('the error of a chain', () => {
  it('names an action that the chain went on from', async () => {
    api.on('POST', '/v2/room', CREATED, { status: 201 });
    api.on('POST', '/v2/room/42/message', undefined, { status: 500 });

    const error = await errorOf(api.hc.rooms.create({ name: 'New' }).message('hi'));

    expect(error.where?.done).toEqual([CREATE]);
    expect(error.message.split('\n').slice(1)).toEqual([
      `  ${CREATE}.message('hi')`,
      '                                   ^^^^^^^^^^^^^',
      `  done before: ${CREATE}`,
      '  POST https://api.hipchat.com/v2/room/42/message',
    ]);
  });

  it('names an action whose thing cannot be read', async () => {
    api.on('POST', '/v2/room', CREATED, { status: 201 });
    api.on('GET', '/v2/room/42', undefined, { status: 500 });

    const error = await errorOf(api.hc.rooms.create({ name: 'New' }).topic);

    expect(error).toMatchObject({ request: { method: 'GET' }, where: { done: [CREATE] } });
  });

  it('names an action that was given to another one', async () => {
    api.on('POST', '/v2/room', CREATED, { status: 201 });
    api.on('GET', '/v2/room/42', { ...CREATED, name: 'New', owner: userStub(7) });
    api.on('POST', '/v2/room/1/invite/7', undefined, { status: 403 });

    const invite = api.hc.room(1).invite(api.hc.rooms.create({ name: 'New' }).owner);

    expect((await errorOf(invite)).where?.done).toEqual([`${CREATE}.owner`]);
  });

  it('names what was done for the item of a `forEach` that failed', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1000', page([roomStub(1)]));
    api.on('POST', '/v2/room', CREATED, { status: 201 });
    api.on('POST', '/v2/room/42/message', undefined, { status: 500 });

    const all = api.hc.rooms.forEach(() => api.hc.rooms.create({ name: 'New' }).message('hi'));
    const { failures } = await errorOf<ItemsError>(all);

    expect(failures).toMatchObject([{ error: { where: { done: [CREATE] } } }]);
  });

  it('names what was done before the chain was aborted', async () => {
    const held = heldApi();
    const controller = new AbortController();
    const { rooms } = within(held.hc, { signal: controller.signal });
    const ended = errorOf(rooms.create({ name: 'New' }).message('hi'));
    await held.answer('POST /v2/room', CREATED, 201);
    await held.arrival('POST /v2/room/42/message');
    controller.abort();

    expect(await ended).toMatchObject({ name: 'AbortError', where: { done: [CREATE] } });
  });

  it('says nothing where nothing was done, or only read', async () => {
    api.on('GET', '/v2/room/42', { ...CREATED, name: 'New', owner: userStub(7) });
    api.on('POST', '/v2/room/1/invite/7', undefined, { status: 500 });

    const error = await errorOf(api.hc.room(1).invite(api.hc.room(42).owner));

    expect(error.where).not.toHaveProperty('done');
  });
});
