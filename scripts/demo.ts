/**
 * The main job, shown: the flagship on the embedded server, through the built package, over real HTTP.
 *
 * Fails when what was really sent differs from what was planned, or from what the server counted.
 */
import assert from 'node:assert/strict';
import { explain, HypChat, trace } from 'hypchat';
import { createServer, serve } from 'hypchat-server';

const server = createServer({ sample: true });
const served = await serve(server);
try {
  const hc = new HypChat(server.mintToken(), { endpoint: served.url });

  const text = `hi, it is ${new Date().toISOString()}`;
  const flagship = hc.rooms.items[0].owner.message(text);
  const plan = explain(flagship);
  const sent = await count(() => trace(flagship));
  assert.equal(plan.requests.length, 2, 'the flagship is two requests');
  assert.equal(sent.result.requests.length, plan.requests.length, 'it is sent as planned');
  assert.equal(sent.requests, plan.requests.length, 'the server counted what was planned');
  const owner = await hc.rooms.items[0].owner;
  const texts = await hc.user(owner.id).latest.map((message) => message.message);
  assert(texts.includes(text), 'the message can be read back');

  show('The expression', 'await hc.rooms.items[0].owner.message(text)');
  show('Its plan, before anything is sent', String(plan));
  show('What was sent', String(sent.result));
  show('Read back from the server', `${owner.name} got “${texts.at(-1)}”`);

  const byHand = plainFetch(served.url, server.mintToken());
  const walks = [
    [
      'rooms.items[0].owner.message(text)',
      byHand.flagship,
      () => hc.rooms.items[0].owner.message(text),
    ],
    ["room('Ops').owner.email", byHand.ownerOfOps, () => hc.room('Ops').owner.email],
    [
      'rooms.map((room) => room.owner.email)',
      byHand.everyOwner,
      () => hc.rooms.map((room) => room.owner.email),
    ],
  ] as const;
  const rows: string[] = ['step by step  here'.padStart(56)];
  for (const [label, plain, here] of walks) {
    const stepByStep = await count<unknown>(plain);
    const planned = await count<unknown>(async () => await here());
    assert.deepEqual(planned.result, stepByStep.result, label);
    assert(planned.requests < stepByStep.requests, `${label} costs less than step by step`);
    const counts = [stepByStep.requests, planned.requests].map((each) => String(each).padStart(6));
    rows.push(`${label.padEnd(44)}${counts.join('')}`);
  }
  show('Requests', rows.join('\n'));
} finally {
  await served.close();
  server.close();
}

/** Runs something, and counts the requests that the server got meanwhile. */
async function count<T>(run: () => Promise<T>): Promise<{ result: T; requests: number }> {
  const before = server.requestCount;
  const result = await run();
  return { result, requests: server.requestCount - before };
}

/** The same walks as one writes them today: a request for every hop. */
function plainFetch(url: string, token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const get = async (address: string) => (await fetch(address, { headers })).json();
  return {
    async flagship(): Promise<void> {
      const rooms = await get(`${url}/v2/room?max-results=1`);
      const room = await get(rooms.items[0].links.self);
      await fetch(`${room.owner.links.self}/message`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ message: 'hi' }),
      });
    },
    async ownerOfOps(): Promise<string> {
      const room = await get(`${url}/v2/room/Ops`);
      return (await get(room.owner.links.self)).email;
    },
    async everyOwner(): Promise<string[]> {
      const emails: string[] = [];
      for (const stub of (await get(`${url}/v2/room`)).items) {
        const room = await get(stub.links.self);
        emails.push((await get(room.owner.links.self)).email);
      }
      return emails;
    },
  };
}

function show(title: string, text: string): void {
  console.log(`${title}\n\n${text.replace(/^/gm, '  ')}\n`);
}
