/** Starts stripe-stateful-mock, on the loopback address, and prints its address. It has nothing in it. */
import { createRequire } from 'node:module';

const { createExpressApp } = createRequire(import.meta.url)('stripe-stateful-mock');

const listening = createExpressApp().listen(0, '127.0.0.1', () => {
  console.log(`listening at http://127.0.0.1:${listening.address().port}`);
});
