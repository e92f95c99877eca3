/**
 * What is weighed of other libraries: each as its guide says that it is imported, to make a client.
 */
import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Where they are installed. */
export const PEERS: string = fileURLToPath(new URL('..', import.meta.url));

/** Whether they are: `npm ci --prefix bench` does it. */
export const isInstalled: boolean = existsSync(`${PEERS}node_modules`);

/** A program that makes a client, by the name of the library. */
export const PEER_PROGRAMS: Readonly<Record<string, string>> = {
  "Hono's client": "export { hc } from 'hono/client';",
  'Octokit, core': "export { Octokit } from '@octokit/core';",
  "tRPC's client": "export { createTRPCClient, httpBatchLink } from '@trpc/client';",
  "Cap'n Web": "export { newHttpBatchRpcSession, RpcTarget } from 'capnweb';",
  Ketting: "export { Client } from 'ketting';",
  // Its own build for browsers, which is smaller than what a bundler makes of its modules.
  Traverson: "export { default } from 'traverson/browser/dist/traverson.min.js';",
  Stripe: "export { default } from 'stripe';",
};

/** What is not weighed of them: some take modules of Node's for granted, in the place of which a bundler puts something. */
export const NOT_WEIGHED: string[] = builtinModules.flatMap((name) => [name, `node:${name}`]);
