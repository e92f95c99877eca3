/**
 * Holds a kind's types and its link map together: the type of the map is computed from the interface.
 *
 * For each name of the interface the map must have an entry that says the same: a field with the codec of
 * its value and the level from which it is there, a reference or collection of the same kind, an action
 * with its options. A name too few, too many, or of another sort does not compile.
 */
import type { Temporal } from 'temporal-polyfill';
import type { ActionMember, LookupMember } from './callMember.ts';
import type { Action, Chain, Collection, ResourceChain } from './chain.ts';
import type { Level } from './level.ts';
import type { Kind, Member } from './linkMap.ts';
import type { Parameter } from './parameter.ts';
import type {
  CollectionMember,
  FieldMember,
  LinkMember,
  ListMember,
  RefMember,
} from './readMember.ts';
import type { Forms } from './representation.ts';
import type { Operations } from './sequence.ts';

/** The link map that fits a kind's interface as chain, stub and ref. */
export interface KindFor<Chained, Stubbed, Reffed> extends Kind {
  /** Its members by name: fields, references, links, collections, actions. */
  readonly members: Readonly<Record<string, Member>> & {
    readonly [K in keyof Chained]-?: MemberFor<Chained[K], LevelOf<K, Stubbed, Reffed>>;
  };
}

/** The least representation in which the name is a value. */
type LevelOf<K, Stubbed, Reffed> = K extends keyof Reffed & keyof Stubbed
  ? Reffed[K] extends Chain<unknown>
    ? Stubbed[K] extends Chain<unknown>
      ? 'whole'
      : 'stub'
    : 'ref'
  : 'whole';

type MemberFor<T, L extends Level> = ReadFor<T, L> & CallFor<T>;

/** The name of a kind in a map: of several, each once, with `|` between. */
type Named<K extends string, All extends string = K> = K extends All
  ? [All] extends [K]
    ? K
    : `${K}|${Named<Exclude<All, K>>}`
  : never;

type ReadFor<T, L extends Level> = [T] extends [Collection<infer F extends Forms, infer _Page>]
  ? {
      readonly read: CollectionMember & {
        readonly kind: Named<F['kind']>;
        readonly actions?: ActionsOf<T>;
      };
    }
  : [T] extends [ResourceChain<infer K, unknown>]
    ? { readonly read: OneFor<L> & { readonly kind: Named<K> } }
    : T extends Chain<readonly ResourceStub[] | infer _Null>
      ? T extends Chain<infer V>
        ? FieldFor<V, L>
        : unknown
      : unknown;

/** What names one other: where that is a value in stubs, nothing but what stubs hold. Where it is none, an expansion may bring it, or a link lead there. */
type OneFor<L extends Level> =
  | (RefMember & { readonly in: L })
  | (L extends 'whole' ? LinkMember | (RefMember & { readonly in: 'expansion' }) : never);

interface ResourceStub {
  readonly self: ResourceChain<string, unknown>;
}

type FieldFor<V, L extends Level> =
  NonNullable<V> extends readonly (infer Item)[]
    ? [Item] extends [{ readonly self: ResourceChain<infer K, unknown> }]
      ? {
          readonly read: ListMember & {
            readonly kind: Named<K>;
            readonly in: L | (L extends 'whole' ? 'expansion' : never);
          };
        }
      : Field<'json', L>
    : NonNullable<V> extends string
      ? Field<'string', L>
      : NonNullable<V> extends number
        ? Field<'number', L>
        : NonNullable<V> extends boolean
          ? Field<'boolean', L>
          : NonNullable<V> extends Temporal.Instant
            ? Field<'instant', L>
            : NonNullable<V> extends NeverInJson
              ? NoCodecGivesThat
              : Field<'json', L>;

/** What JSON has no form for: `Date`, `Map`, and of Temporal all but an instant. */
type NeverInJson =
  | { readonly [Symbol.toStringTag]: string }
  | { readonly [Symbol.toPrimitive]: unknown }
  | bigint;

/** What stands in the compiler's error where an interface has a value that no field would ever be. */
interface NoCodecGivesThat {
  /** Never there: its name is what the compiler says. */
  readonly 'no field is ever that: of what JSON holds, moments alone become other values, as `Temporal.Instant`': never;
}

interface Field<C extends FieldMember['codec'], L extends Level> {
  readonly read: { readonly is: 'field'; readonly codec: C; readonly in: L };
}

/** A link that is called takes options: it is the same link. */
type CallFor<T> =
  T extends ResourceChain<string, unknown>
    ? unknown
    : T extends (...args: infer A) => infer Result
      ? Result extends Action<unknown>
        ? { readonly call: ActionMember & { readonly parameters: OptionsOf<A> } }
        : [Result] extends [ResourceChain<infer K, unknown>]
          ? { readonly call: LookupMember & { readonly kind: Named<K> } }
          : unknown
      : unknown;

/** The actions of a collection. */
type ActionsOf<T> = {
  readonly [K in Exclude<keyof T, keyof Operations<object, object>> as T[K] extends (
    ...args: never[]
  ) => Action<unknown>
    ? K
    : never]: T[K] extends (...args: infer A) => Action<unknown>
    ? ActionMember & { readonly parameters: OptionsOf<A> }
    : never;
};

/** The names of the options object that an action takes last have to be parameters of it, but for its idempotency key. */
type OptionsOf<A extends readonly unknown[]> =
  Required<A> extends readonly [...unknown[], infer Last]
    ? Last extends
        | string
        | number
        | boolean
        | readonly unknown[]
        | ResourceStub
        | ResourceChain<string, unknown>
        | undefined
      ? unknown
      : { readonly [K in keyof Last as Exclude<K, 'idempotencyKey'>]-?: Parameter }
    : unknown;
