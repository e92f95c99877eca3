/**
 * `hypchat/stripe`: how Stripe's API spells objects, expansion, lists and errors. An entry of its own, so that no other program
 * loads it.
 *
 * @module hypchat/stripe
 */
export type { Asked } from './dialects/Asked.ts';
export type { Dialect } from './dialects/Dialect.ts';
export { stripe } from './dialects/stripe/stripe.ts';
