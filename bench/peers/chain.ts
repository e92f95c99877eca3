/**
 * What five steps of a chain cost beside a bare Proxy that records nothing, and beside the clients whose calls are chains, and how
 * many bytes a step keeps. Run by `npm run bench:chain`.
 */
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { newMessagePortRpcSession } from 'capnweb';
import { hc as honoClient } from 'hono/client';
import { compare } from '../ratio.ts';
import { report, timedTable } from '../section.ts';
import { bareSteps, chainSteps, five, lastStep, type Steps } from '../steps.ts';

/** Where nobody listens, since nothing is sent. */
const NOWHERE = 'http://127.0.0.1:9';
// Their types come from a server's code, of which there is none: what is taken of them here are names.
const hono: unknown = honoClient(NOWHERE);
const trpc: unknown = createTRPCClient<AnyRouter>({ links: [httpBatchLink({ url: NOWHERE })] });
const channel = new MessageChannel();
newMessagePortRpcSession(channel.port1, {});
const capnweb: unknown = newMessagePortRpcSession(channel.port2);

const OURS = 'a chain of hypchat';
const measured = await compare(
  [
    five('a bare Proxy, nothing recorded', bareSteps),
    five('Hono, hc(url)', hono as Steps),
    five('tRPC, createTRPCClient(…)', trpc as Steps),
    five("Cap'n Web, newMessagePortRpcSession(port)", capnweb as Steps),
    five(OURS, chainSteps),
  ],
  { times: 20_000, rounds: 21 },
);
channel.port1.close();
channel.port2.close();

const collect = (globalThis as { readonly gc?: () => void }).gc;
if (collect === undefined)
  throw new Error('run it by `npm run bench:chain`, which exposes the collector');
const COUNT = 200_000;
/** What an array needs for each of its elements, in bytes. */
const ELEMENT = 8;

/** The heap in use once everything that nobody holds was collected. */
const heap = (): number => {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
};

const before = heap();
let chains: unknown[] | undefined = Array.from({ length: COUNT }, () => {
  five('', chainSteps).run(1);
  return lastStep();
});
const perChain = (heap() - before) / COUNT;
chains = undefined;
const left = Math.max(0, (heap() - before) / COUNT);
void chains;

report('chain', {
  tables: [
    timedTable(measured, {
      title: 'Five steps of a chain',
      plot: 'chain',
      isOurs: (name) => name === OURS,
    }),
  ],
  notes: [
    `A step of a chain keeps ${((perChain - ELEMENT) / 5).toFixed(0)} bytes; of a chain that nobody holds any more ${left.toFixed(1)} bytes are left.`,
  ],
});
