/** The shed of the guide to dialects, which listens until the tests of a file are over. */
import type { AddressInfo } from 'node:net';
import { createShed } from '../../examples/servers/shed.ts';

/** A shed of its own. */
export async function openShed(): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const server = createShed();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
