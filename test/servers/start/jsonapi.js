/** Starts the example of jsonapi-server as it comes, on the loopback address, and prints its address. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const path = require.resolve('jsonapi-server');

// The example listens by itself, at a fixed port and every address of the machine, unless a test runner has loaded it.
globalThis.describe = () => {};
const example = require('jsonapi-server/example/server.js');
const jsonApi = require(path);
// Its links go on to name the port that the example was written for.
const router = createRequire(path)('express')();
jsonApi.setConfig({ ...jsonApi._apiConfig, router });
example.start();
const listening = router.listen(0, '127.0.0.1', () => {
  console.log(`listening at http://127.0.0.1:${listening.address().port}`);
});
