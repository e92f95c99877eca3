/** Ids that people gave, as Stripe's coupons have: they are texts of any sort. */
import { describe, expect, it } from 'vitest';
import { type Action, type LinkMap, member, type Sequence } from '../../src/index.ts';
import { stripe } from '../../src/stripe.ts';
import { answering } from './answering.ts';

interface Coupon {
  readonly id: string;
  readonly products: { readonly length: number };
}
interface CouponChain {
  readonly self: { remove(): Action<unknown> };
}
interface Shop {
  readonly coupons: Sequence<Coupon, unknown> & { readonly items: readonly CouponChain[] };
}
const map: LinkMap = {
  root: 'shop',
  kinds: {
    shop: {
      members: { coupons: member.collection('coupon', { path: 'coupons', indexed: false }) },
    },
    coupon: {
      address: 'coupons/{id}',
      members: {
        id: member.field('string', 'ref'),
        self: member.link('coupon', { rel: 'self', path: '' }),
        products: member.collection('product', {
          ...{ path: 'products', indexed: false, embedded: 'expansion' },
        }),
        remove: member.action('DELETE', ''),
      },
    },
    product: { address: 'products/{id}', members: { id: member.field('string', 'ref') } },
  },
};
const products = { object: 'list', has_more: false, data: [] };
const page = (more: object) => ({
  ...{ object: 'list', has_more: false },
  data: ['25% off/now', 'Frühling', 'SPRING'].map((id) => ({ object: 'coupon', id, ...more })),
});

describe('an item that tells its id alone, whatever that is', () => {
  it('lies where the map says, and so does what stands in it', async () => {
    const { root, requests } = answering<Shop>(stripe, map, {
      '/coupons': page({}),
      '/coupons?expand[]=data.products': page({ products }),
      '/coupons/25% off/now': {},
    });

    const counted = await root.coupons.map(({ id, products }) => [id, products.length]);
    await root.coupons.items[0]?.self.remove();

    expect(counted).toEqual(['25% off/now', 'Frühling', 'SPRING'].map((id) => [id, 0]));
    expect(requests).toEqual([
      'GET /coupons?expand[]=data.products',
      'GET /coupons',
      'DELETE /coupons/25% off/now',
    ]);
  });
});
