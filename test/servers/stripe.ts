/** `stripe-stateful-mock`: Stripe's API of 2020. It expands what is hidden of one customer, and nothing else. */
import { type RunningServer, startServer } from './startServer.ts';

/** Any key does. */
export const KEY = 'sk_test_shop';

/** Starts it anew, with 23 customers, each with a card, two charges, three refunds of one, a product and three subscriptions. */
export async function startStripe(): Promise<RunningServer> {
  const server = await startServer('stripe.js');
  const post = async (path: string, fields: Record<string, string>): Promise<string> => {
    const answer = await fetch(`${server.target}/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}` },
      body: new URLSearchParams(fields),
    });
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}`);
    return ((await answer.json()) as { readonly id: string }).id;
  };
  for (let index = 0; index < 23; index += 1) {
    const id = `cus_${index}`;
    await post('customers', { id, email: `c${index}@example.com`, source: 'tok_visa' });
  }
  await post('charges', { amount: '500', currency: 'usd', customer: 'cus_0', capture: 'false' });
  const charge = await post('charges', { amount: '700', currency: 'usd', source: 'tok_visa' });
  for (let index = 0; index < 3; index += 1) await post('refunds', { charge, amount: '50' });
  const product = await post('products', { id: 'prod_tea', name: 'Tea' });
  const price = await post('prices', { currency: 'usd', unit_amount: '500', product });
  await post('plans', { id: 'tea', currency: 'usd', interval: 'month', amount: '500', product });
  for (const customer of ['cus_0', 'cus_1', 'cus_1']) {
    await post('subscriptions', { customer, 'items[0][price]': price, 'items[0][plan]': 'tea' });
  }
  return server;
}
