/**
 * Starts @octokit/fixtures-server, on the loopback address, and prints its address: it answers with what GitHub once answered, each
 * recorded request once and in its order. Anything else is refused.
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import fixtures from '@octokit/fixtures-server';

// The one that it is written for.
const path = fileURLToPath(import.meta.resolve('@octokit/fixtures-server'));
const express = createRequire(path)('express');

const app = express();
// Its links name whoever was asked to load a recording, which is the proxy before it.
const routers = new Map();
app.use((request, response, next) => {
  const fixturesUrl = `http://${request.headers.host}`;
  if (!routers.has(fixturesUrl))
    routers.set(fixturesUrl, fixtures({ fixturesUrl, logLevel: 'silent' }));
  routers.get(fixturesUrl)(request, response, next);
});
const listening = app.listen(0, '127.0.0.1', () => {
  console.log(`listening at http://127.0.0.1:${listening.address().port}`);
});
