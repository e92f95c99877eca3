/**
 * A part of Stripe's API: a map of the kinds that a shop needs, and the types that go with it.
 *
 * Stripe has some 770 kinds of object. Take what you use, and add what you need in the same manner: a field from the API's own page, a
 * reference where that says “expandable”.
 */
import type {
  Action,
  ById,
  Collection,
  ExpandedList,
  Forms,
  InRow,
  KindFor,
  LinkMap,
  Listing,
  MaybeNamedRef,
  NamedRef,
  PageOf,
  Parameters,
  Ref,
  Representation,
  ResourceChain,
  Row,
  RowCollection,
  Stub,
  StubList,
  StubRef,
  Temporal,
} from 'hypchat';
import { member } from 'hypchat';

/** What every list says of itself. */
export interface ListFacts {
  readonly object: 'list';
  readonly has_more: boolean;
}

/** Which part of a list is asked for. */
export interface ListOptions {
  /** How many objects a page has, 1 to 100; default 10. */
  readonly limit?: number;
  /** The id of the object behind which the list begins. */
  readonly startingAfter?: string;
}

/** By which a caller says that two actions are one: Stripe does it once for each key. */
export interface Once {
  /** Default: a random one for each action that is written. */
  readonly idempotencyKey?: string;
}

/** Texts of one's own, by names of one's own. */
export type Metadata = Readonly<Record<string, string>>;

/** Who buys. */
export interface CustomerIn<R extends Representation> {
  /** `cus_…` */
  readonly id: Ref<R, string>;
  readonly email: Stub<R, string | null>;
  readonly name: Stub<R, string | null>;
  readonly description: Stub<R, string | null>;
  readonly created: Stub<R, Temporal.Instant>;
  readonly metadata: Stub<R, Metadata>;
  /** Set where the customer was deleted: then nothing else is there. */
  readonly deleted: Stub<R, true | undefined>;
  /** Cards, which come only expanded. */
  readonly sources: ExpandedList<R, CardForms>;
  /** What the customer pays for regularly, which comes only expanded. */
  readonly subscriptions: ExpandedList<R, SubscriptionForms>;
  readonly self: CustomerChain<Customer>;
  update(changes: CustomerChanges & Once): GivenCustomer;
  /** Adds a card. @param source - A token: `tok_visa`. */
  addCard(source: string, options?: Once): Action<Card>;
}
export interface CustomerRef extends CustomerIn<'ref'> {}
export interface Customer extends CustomerIn<'stub'> {}
export interface CustomerRow
  extends CustomerIn<'row'>,
    Row<Customer, CustomerChain<Customer | undefined>> {}
export interface CustomerChain<T = Customer>
  extends CustomerIn<'chain'>,
    ResourceChain<'customer', T> {}
export interface MaybeCustomerChain
  extends CustomerIn<'maybe'>,
    ResourceChain<'customer', Customer | null> {}
export interface CustomerForms extends Forms {
  readonly kind: 'customer';
  readonly ref: CustomerRef;
  readonly stub: Customer;
  readonly row: CustomerRow;
  readonly chain: CustomerChain;
  readonly maybe: MaybeCustomerChain;
  readonly whole: Customer;
  readonly walk: CustomerIn<'chain'>;
  readonly refs: { readonly sources: CardForms; readonly subscriptions: SubscriptionForms };
  readonly found: CustomerChain<Customer | undefined>;
}
/** What is to be changed of a customer. */
export interface CustomerChanges {
  readonly email?: string;
  readonly name?: string;
  readonly description?: string;
  readonly metadata?: Metadata;
}
/** A customer that is being made: awaited, it is that; a chain goes on from it. */
export interface GivenCustomer extends Action<Customer>, CustomerIn<'chain'> {}

/** What is paid with. */
export interface CardIn<R extends Representation> {
  /** `card_…` */
  readonly id: Ref<R, string>;
  readonly brand: Stub<R, string>;
  readonly last4: Stub<R, string>;
  readonly customer: MaybeNamedRef<R, CustomerForms>;
  readonly self: CardChain<Card>;
}
export interface CardRef extends CardIn<'ref'> {}
export interface Card extends CardIn<'stub'> {}
export interface CardRow extends CardIn<'row'>, Row<Card, CardChain<Card | undefined>> {}
export interface CardChain<T = Card> extends CardIn<'chain'>, ResourceChain<'card', T> {}
export interface MaybeCardChain extends CardIn<'maybe'>, ResourceChain<'card', Card | null> {}
export interface CardForms extends Forms {
  readonly kind: 'card';
  readonly ref: CardRef;
  readonly stub: Card;
  readonly row: CardRow;
  readonly chain: CardChain;
  readonly maybe: MaybeCardChain;
  readonly whole: Card;
  readonly walk: CardIn<'chain'>;
  readonly refs: { readonly customer: CustomerForms };
  readonly found: CardChain<Card | undefined>;
}

/** A payment. */
export interface ChargeIn<R extends Representation> {
  /** `ch_…` */
  readonly id: Ref<R, string>;
  /** In the smallest unit of the currency. */
  readonly amount: Stub<R, number>;
  readonly amount_refunded: Stub<R, number>;
  /** Three letters: `usd`. */
  readonly currency: Stub<R, string>;
  readonly captured: Stub<R, boolean>;
  readonly description: Stub<R, string | null>;
  readonly created: Stub<R, Temporal.Instant>;
  readonly customer: MaybeNamedRef<R, CustomerForms>;
  /** The first ten stand in the charge. */
  readonly refunds: InRow<
    R,
    RowCollection<RefundForms, PageOf<RefundForms, ListFacts>>,
    Collection<RefundForms, PageOf<RefundForms, ListFacts>>
  >;
  readonly self: ChargeChain<Charge>;
  update(
    changes: { readonly description?: string; readonly metadata?: Metadata } & Once,
  ): GivenCharge;
  capture(options?: { readonly amount?: number } & Once): GivenCharge;
}
export interface ChargeRef extends ChargeIn<'ref'> {}
export interface Charge extends ChargeIn<'stub'> {}
export interface ChargeRow extends ChargeIn<'row'>, Row<Charge, ChargeChain<Charge | undefined>> {}
export interface ChargeChain<T = Charge> extends ChargeIn<'chain'>, ResourceChain<'charge', T> {}
export interface MaybeChargeChain
  extends ChargeIn<'maybe'>,
    ResourceChain<'charge', Charge | null> {}
export interface ChargeForms extends Forms {
  readonly kind: 'charge';
  readonly ref: ChargeRef;
  readonly stub: Charge;
  readonly row: ChargeRow;
  readonly chain: ChargeChain;
  readonly maybe: MaybeChargeChain;
  readonly whole: Charge;
  readonly walk: ChargeIn<'chain'>;
  readonly refs: { readonly customer: CustomerForms };
  readonly found: ChargeChain<Charge | undefined>;
}
/** What a new charge is like. */
export interface NewCharge {
  readonly amount: number;
  readonly currency: string;
  /** A customer, with a card; or `source`. */
  readonly customer?: string | ResourceChain<'customer', unknown> | CustomerRef | Customer;
  /** A token: `tok_visa`. */
  readonly source?: string;
  readonly description?: string;
  readonly metadata?: Metadata;
  /** Default `true`; else it is only authorized until `capture`. */
  readonly capture?: boolean;
}
/** A charge that is being made: awaited, it is that; a chain goes on from it. */
export interface GivenCharge extends Action<Charge>, ChargeIn<'chain'> {}

/** What was paid back. */
export interface RefundIn<R extends Representation> {
  /** `re_…` */
  readonly id: Ref<R, string>;
  readonly amount: Stub<R, number>;
  readonly status: Stub<R, string>;
  readonly charge: NamedRef<R, ChargeForms>;
  readonly self: RefundChain<Refund>;
}
export interface RefundRef extends RefundIn<'ref'> {}
export interface Refund extends RefundIn<'stub'> {}
export interface RefundRow extends RefundIn<'row'>, Row<Refund, RefundChain<Refund | undefined>> {}
export interface RefundChain<T = Refund> extends RefundIn<'chain'>, ResourceChain<'refund', T> {}
export interface MaybeRefundChain
  extends RefundIn<'maybe'>,
    ResourceChain<'refund', Refund | null> {}
export interface RefundForms extends Forms {
  readonly kind: 'refund';
  readonly ref: RefundRef;
  readonly stub: Refund;
  readonly row: RefundRow;
  readonly chain: RefundChain;
  readonly maybe: MaybeRefundChain;
  readonly whole: Refund;
  readonly walk: RefundIn<'chain'>;
  readonly refs: { readonly charge: ChargeForms };
  readonly found: RefundChain<Refund | undefined>;
}
/** A refund that is being made. */
export interface GivenRefund extends Action<Refund>, RefundIn<'chain'> {}

/** What is sold. */
export interface ProductIn<R extends Representation> {
  /** `prod_…` */
  readonly id: Ref<R, string>;
  readonly name: Stub<R, string>;
  readonly active: Stub<R, boolean>;
  readonly self: ProductChain<Product>;
}
export interface ProductRef extends ProductIn<'ref'> {}
export interface Product extends ProductIn<'stub'> {}
export interface ProductRow
  extends ProductIn<'row'>,
    Row<Product, ProductChain<Product | undefined>> {}
export interface ProductChain<T = Product>
  extends ProductIn<'chain'>,
    ResourceChain<'product', T> {}
export interface MaybeProductChain
  extends ProductIn<'maybe'>,
    ResourceChain<'product', Product | null> {}
export interface ProductForms extends Forms {
  readonly kind: 'product';
  readonly ref: ProductRef;
  readonly stub: Product;
  readonly row: ProductRow;
  readonly chain: ProductChain;
  readonly maybe: MaybeProductChain;
  readonly whole: Product;
  readonly walk: ProductIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: ProductChain<Product | undefined>;
}
/** A product that is being made. */
export interface GivenProduct extends Action<Product>, ProductIn<'chain'> {}

/** What it costs. */
export interface PriceIn<R extends Representation> {
  /** `price_…` */
  readonly id: Ref<R, string>;
  readonly unit_amount: Stub<R, number | null>;
  readonly currency: Stub<R, string>;
  readonly product: NamedRef<R, ProductForms>;
  readonly self: PriceChain<Price>;
}
export interface PriceRef extends PriceIn<'ref'> {}
export interface Price extends PriceIn<'stub'> {}
export interface PriceRow extends PriceIn<'row'>, Row<Price, PriceChain<Price | undefined>> {}
export interface PriceChain<T = Price> extends PriceIn<'chain'>, ResourceChain<'price', T> {}
export interface MaybePriceChain extends PriceIn<'maybe'>, ResourceChain<'price', Price | null> {}
export interface PriceForms extends Forms {
  readonly kind: 'price';
  readonly ref: PriceRef;
  readonly stub: Price;
  readonly row: PriceRow;
  readonly chain: PriceChain;
  readonly maybe: MaybePriceChain;
  readonly whole: Price;
  readonly walk: PriceIn<'chain'>;
  readonly refs: { readonly product: ProductForms };
  readonly found: PriceChain<Price | undefined>;
}
/** A price that is being made. */
export interface GivenPrice extends Action<Price>, PriceIn<'chain'> {}

/** What is paid for regularly. */
export interface SubscriptionIn<R extends Representation> {
  /** `sub_…` */
  readonly id: Ref<R, string>;
  readonly status: Stub<R, string>;
  readonly customer: NamedRef<R, CustomerForms>;
  /** What is in it: a field that is called as the items of lists are. */
  readonly items: StubList<R, SubscriptionItemForms>;
  readonly self: SubscriptionChain<Subscription>;
}
export interface SubscriptionRef extends SubscriptionIn<'ref'> {}
export interface Subscription extends SubscriptionIn<'stub'> {}
export interface SubscriptionRow
  extends SubscriptionIn<'row'>,
    Row<Subscription, SubscriptionChain<Subscription | undefined>> {}
export interface SubscriptionChain<T = Subscription>
  extends SubscriptionIn<'chain'>,
    ResourceChain<'subscription', T> {}
export interface MaybeSubscriptionChain
  extends SubscriptionIn<'maybe'>,
    ResourceChain<'subscription', Subscription | null> {}
export interface SubscriptionForms extends Forms {
  readonly kind: 'subscription';
  readonly ref: SubscriptionRef;
  readonly stub: Subscription;
  readonly row: SubscriptionRow;
  readonly chain: SubscriptionChain;
  readonly maybe: MaybeSubscriptionChain;
  readonly whole: Subscription;
  readonly walk: SubscriptionIn<'chain'>;
  readonly refs: { readonly customer: CustomerForms; readonly items: SubscriptionItemForms };
  readonly found: SubscriptionChain<Subscription | undefined>;
}
/** A subscription that is being made. */
export interface GivenSubscription extends Action<Subscription>, SubscriptionIn<'chain'> {}

/** One of the things that a subscription is of. */
export interface SubscriptionItemIn<R extends Representation> {
  /** `si_…` */
  readonly id: Ref<R, string>;
  readonly quantity: Stub<R, number>;
  /** It stands here whole, always. */
  readonly price: StubRef<R, PriceForms>;
  readonly self: SubscriptionItemChain<SubscriptionItem>;
}
export interface SubscriptionItem extends SubscriptionItemIn<'stub'> {}
export interface SubscriptionItemRow
  extends SubscriptionItemIn<'row'>,
    Row<SubscriptionItem, SubscriptionItemChain<SubscriptionItem | undefined>> {}
export interface SubscriptionItemChain<T = SubscriptionItem>
  extends SubscriptionItemIn<'chain'>,
    ResourceChain<'subscription_item', T> {}
export interface MaybeSubscriptionItemChain
  extends SubscriptionItemIn<'maybe'>,
    ResourceChain<'subscription_item', SubscriptionItem | null> {}
export interface SubscriptionItemForms extends Forms {
  readonly kind: 'subscription_item';
  readonly stub: SubscriptionItem;
  readonly row: SubscriptionItemRow;
  readonly chain: SubscriptionItemChain;
  readonly maybe: MaybeSubscriptionItemChain;
  readonly whole: SubscriptionItem;
  readonly walk: SubscriptionItemIn<'chain'>;
  readonly refs: { readonly price: PriceForms };
  readonly found: SubscriptionItemChain<SubscriptionItem | undefined>;
}

/** Where every chain starts. */
export interface Shop {
  readonly customers: Listing<
    CustomerForms,
    ListOptions & { readonly email?: string },
    ListFacts
  > & {
    create(customer: CustomerChanges & { readonly source?: string } & Once): GivenCustomer;
  };
  readonly charges: Listing<
    ChargeForms,
    ListOptions & { readonly customer?: string },
    ListFacts
  > & {
    create(charge: NewCharge & Once): GivenCharge;
  };
  readonly refunds: Listing<RefundForms, ListOptions & { readonly charge?: string }, ListFacts> & {
    create(
      refund: {
        readonly charge: string | ResourceChain<'charge', unknown> | ChargeRef | Charge;
        readonly amount?: number;
      } & Once,
    ): GivenRefund;
  };
  readonly products: Listing<ProductForms, ListOptions, ListFacts> & {
    create(product: { readonly name: string } & Once): GivenProduct;
  };
  readonly prices: Listing<PriceForms, ListOptions & { readonly product?: string }, ListFacts> & {
    create(
      price: {
        readonly currency: string;
        readonly unitAmount: number;
        readonly product: string | ResourceChain<'product', unknown> | ProductRef | Product;
      } & Once,
    ): GivenPrice;
  };
  readonly subscriptions: Listing<
    SubscriptionForms,
    ListOptions & { readonly customer?: string },
    ListFacts
  > & {
    create(
      subscription: {
        readonly customer: string | ResourceChain<'customer', unknown> | CustomerRef | Customer;
        readonly items: readonly { readonly price: string; readonly quantity?: number }[];
      } & Once,
    ): GivenSubscription;
  };
  readonly customer: ById<CustomerForms>;
  readonly charge: ById<ChargeForms>;
  readonly refund: ById<RefundForms>;
  readonly product: ById<ProductForms>;
  readonly price: ById<PriceForms>;
  readonly subscription: ById<SubscriptionForms>;
}

const expand: Parameters = { expand: { type: 'any', expands: true } };
const listed: Parameters = {
  ...expand,
  limit: { type: 'integer', range: [1, 100], window: 'count' },
  startingAfter: { wire: 'starting_after', type: 'string' },
};
const metadata = { metadata: { type: 'any' } } as const;

const customer: KindFor<CustomerIn<'chain'>, CustomerIn<'stub'>, CustomerIn<'ref'>> = {
  address: 'v1/customers/{id}',
  members: {
    id: member.field('string', 'ref'),
    email: member.field('string', 'stub'),
    name: member.field('string', 'stub'),
    description: member.field('string', 'stub'),
    created: member.field('instant', 'stub'),
    metadata: member.field('json', 'stub'),
    deleted: member.field('boolean', 'stub'),
    sources: member.list('card', 'expansion'),
    subscriptions: member.list('subscription', 'expansion'),
    self: member.link('customer', { path: '' }),
    update: member.action('POST', '', {
      parameters: {
        email: { type: 'string' },
        name: { type: 'string' },
        description: { type: 'string' },
        ...metadata,
      },
      gives: 'stub',
      key: true,
    }),
    addCard: member.action('POST', 'sources', {
      parameters: { source: { type: 'string', required: true } },
      positional: ['source'],
      creates: 'card',
      gives: 'stub',
      key: true,
    }),
  },
};

const card: KindFor<CardIn<'chain'>, CardIn<'stub'>, CardIn<'ref'>> = {
  address: 'v1/customers/{customer}/sources/{id}',
  members: {
    id: member.field('string', 'ref'),
    brand: member.field('string', 'stub'),
    last4: member.field('string', 'stub'),
    customer: member.ref('customer', 'stub', { by: 'customer' }),
    self: member.link('card', { path: '' }),
  },
};

const charge: KindFor<ChargeIn<'chain'>, ChargeIn<'stub'>, ChargeIn<'ref'>> = {
  address: 'v1/charges/{id}',
  members: {
    id: member.field('string', 'ref'),
    amount: member.field('number', 'stub'),
    amount_refunded: member.field('number', 'stub'),
    currency: member.field('string', 'stub'),
    captured: member.field('boolean', 'stub'),
    description: member.field('string', 'stub'),
    created: member.field('instant', 'stub'),
    // The id stands in the place of the customer, until it is expanded.
    customer: member.ref('customer', 'stub', { by: 'customer' }),
    refunds: member.collection('refund', { path: 'refunds', indexed: false, embedded: 'stub' }),
    self: member.link('charge', { path: '' }),
    update: member.action('POST', '', {
      parameters: { description: { type: 'string' }, ...metadata },
      gives: 'stub',
      key: true,
    }),
    capture: member.action('POST', 'capture', {
      parameters: { amount: { type: 'integer' } },
      gives: 'stub',
      key: true,
    }),
  },
};

const refund: KindFor<RefundIn<'chain'>, RefundIn<'stub'>, RefundIn<'ref'>> = {
  address: 'v1/refunds/{id}',
  members: {
    id: member.field('string', 'ref'),
    amount: member.field('number', 'stub'),
    status: member.field('string', 'stub'),
    charge: member.ref('charge', 'stub', { by: 'charge' }),
    self: member.link('refund', { path: '' }),
  },
};

const product: KindFor<ProductIn<'chain'>, ProductIn<'stub'>, ProductIn<'ref'>> = {
  address: 'v1/products/{id}',
  members: {
    id: member.field('string', 'ref'),
    name: member.field('string', 'stub'),
    active: member.field('boolean', 'stub'),
    self: member.link('product', { path: '' }),
  },
};

const price: KindFor<PriceIn<'chain'>, PriceIn<'stub'>, PriceIn<'ref'>> = {
  address: 'v1/prices/{id}',
  members: {
    id: member.field('string', 'ref'),
    unit_amount: member.field('number', 'stub'),
    currency: member.field('string', 'stub'),
    product: member.ref('product', 'stub', { by: 'product' }),
    self: member.link('price', { path: '' }),
  },
};

const subscription: KindFor<
  SubscriptionIn<'chain'>,
  SubscriptionIn<'stub'>,
  SubscriptionIn<'ref'>
> = {
  address: 'v1/subscriptions/{id}',
  members: {
    id: member.field('string', 'ref'),
    status: member.field('string', 'stub'),
    customer: member.ref('customer', 'stub', { by: 'customer' }),
    items: member.list('subscription_item', 'stub'),
    self: member.link('subscription', { path: '' }),
  },
};

const subscriptionItem: KindFor<
  SubscriptionItemIn<'chain'>,
  SubscriptionItemIn<'stub'>,
  SubscriptionItemIn<'ref'>
> = {
  address: 'v1/subscription_items/{id}',
  members: {
    id: member.field('string', 'ref'),
    quantity: member.field('number', 'stub'),
    price: member.ref('price', 'stub'),
    self: member.link('subscription_item', { path: '' }),
  },
};

/** What is known of it beforehand. */
export const stripeMap: LinkMap = {
  root: 'shop',
  kinds: {
    shop: {
      // Nothing lies at Stripe's root that could tell of more.
      complete: true,
      members: {
        customers: member.collection('customer', {
          path: 'v1/customers',
          indexed: false,
          pageSize: 100,
          options: { ...listed, email: { type: 'string' } },
          actions: {
            create: member.action('POST', '', {
              parameters: {
                email: { type: 'string' },
                name: { type: 'string' },
                description: { type: 'string' },
                source: { type: 'string' },
                ...metadata,
              },
              creates: 'customer',
              gives: 'stub',
              key: true,
            }).call,
          },
        }),
        charges: member.collection('charge', {
          path: 'v1/charges',
          indexed: false,
          pageSize: 100,
          options: { ...listed, customer: { type: 'string' } },
          actions: {
            create: member.action('POST', '', {
              parameters: {
                amount: { type: 'integer', required: true },
                currency: { type: 'string', required: true, length: [3, 3] },
                customer: { type: 'string', kind: 'customer' },
                source: { type: 'string' },
                description: { type: 'string' },
                capture: { type: 'boolean' },
                ...metadata,
              },
              creates: 'charge',
              gives: 'stub',
              key: true,
            }).call,
          },
        }),
        refunds: member.collection('refund', {
          path: 'v1/refunds',
          indexed: false,
          pageSize: 100,
          options: { ...listed, charge: { type: 'string' } },
          actions: {
            create: member.action('POST', '', {
              parameters: {
                charge: { type: 'string', kind: 'charge', required: true },
                amount: { type: 'integer' },
              },
              creates: 'refund',
              gives: 'stub',
              key: true,
            }).call,
          },
        }),
        products: member.collection('product', {
          path: 'v1/products',
          indexed: false,
          pageSize: 100,
          options: listed,
          actions: {
            create: member.action('POST', '', {
              parameters: { name: { type: 'string', required: true } },
              creates: 'product',
              gives: 'stub',
              key: true,
            }).call,
          },
        }),
        prices: member.collection('price', {
          path: 'v1/prices',
          indexed: false,
          pageSize: 100,
          options: { ...listed, product: { type: 'string' } },
          actions: {
            create: member.action('POST', '', {
              parameters: {
                currency: { type: 'string', required: true },
                unitAmount: { wire: 'unit_amount', type: 'integer', required: true },
                product: { type: 'string', kind: 'product', required: true },
              },
              creates: 'price',
              gives: 'stub',
              key: true,
            }).call,
          },
        }),
        subscriptions: member.collection('subscription', {
          path: 'v1/subscriptions',
          indexed: false,
          pageSize: 100,
          options: { ...listed, customer: { type: 'string' } },
          actions: {
            create: member.action('POST', '', {
              parameters: {
                customer: { type: 'string', kind: 'customer', required: true },
                items: { type: 'any', required: true },
              },
              creates: 'subscription',
              gives: 'stub',
              key: true,
            }).call,
          },
        }),
        customer: member.lookup('customer', 'v1/customers/{id}', expand),
        charge: member.lookup('charge', 'v1/charges/{id}', expand),
        refund: member.lookup('refund', 'v1/refunds/{id}', expand),
        product: member.lookup('product', 'v1/products/{id}', expand),
        price: member.lookup('price', 'v1/prices/{id}', expand),
        subscription: member.lookup('subscription', 'v1/subscriptions/{id}', expand),
      },
    },
    customer,
    card,
    charge,
    refund,
    product,
    price,
    subscription,
    subscription_item: subscriptionItem,
  },
};
