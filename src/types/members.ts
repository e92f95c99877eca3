/**
 * Makes the members of a link map: `member.field('string', 'stub')`.
 *
 * What each of them means stands in `readMember.ts` and `callMember.ts`.
 */

import type { Codec } from '../values/codec.ts';
import type { ActionMember, LookupMember } from './callMember.ts';
import type { Held, Level } from './level.ts';
import type { Parameter, Parameters } from './parameter.ts';
import type { CollectionMember, LinkMember, ListMember, RefMember } from './readMember.ts';

/** A field of plain data. @param level - The least representation that holds it. */
export function field<const C extends Codec, const L extends Level>(
  codec: C,
  level: L,
): { readonly read: { readonly is: 'field'; readonly codec: C; readonly in: L } } {
  return { read: { is: 'field', codec, in: level } };
}

/**
 * A stub of another resource.
 *
 * @param level - The least representation of the owner that holds it; `expansion` where only an expansion brings it.
 * @param about - Its path below the owner, where it has an address of its own, and what else is to be said of it.
 */
export function ref<const K extends string, const L extends Held>(
  kind: K,
  level: L,
  about: string | Pick<RefMember, 'path' | 'as' | 'by' | 'kindBy'> = {},
): { readonly read: RefMember & { readonly kind: K; readonly in: L } } {
  const more = typeof about === 'string' ? { path: about } : about;
  return { read: { is: 'ref', kind, in: level, ...more } };
}

/** A short list of stubs. @param level - The least representation of the owner that holds it. */
export function list<const K extends string, const L extends Held>(
  kind: K,
  level: L,
  about: Pick<ListMember, 'as' | 'absent' | 'by'> = {},
): { readonly read: ListMember & { readonly kind: K; readonly in: L } } {
  return { read: { is: 'list', kind, in: level, ...about } };
}

/** A link to one resource. */
export function link<const K extends string>(
  kind: K,
  where: Omit<LinkMember, 'is' | 'kind'>,
): { readonly read: LinkMember & { readonly kind: K } } {
  return { read: { is: 'link', kind, ...where } };
}

/** A link to a collection, with what can be called on it. */
export function collection<
  const K extends string,
  const A extends Readonly<Record<string, ActionMember>> = Readonly<Record<never, never>>,
>(
  kind: K,
  where: Omit<CollectionMember, 'is' | 'kind' | 'actions'> & { readonly actions?: A },
): { readonly read: CollectionMember & { readonly kind: K; readonly actions?: A } } {
  return { read: { is: 'collection', kind, ...where } };
}

/**
 * A resource by its id.
 *
 * @param path - Below the owner's address, with `{id}` in it; or with a hole for each part of the id: `repos/{owner}/{name}`.
 */
export function lookup<const K extends string>(
  kind: K,
  path: string,
  options?: Parameters,
): { readonly call: LookupMember & { readonly kind: K } } {
  return { call: { is: 'lookup', kind, path, ...(options && { options }) } };
}

/**
 * An action that documents declare under its name (`Doc.actions`), with its method, its address and, mostly, its parameters:
 * HAL-FORMS' templates, Siren's actions. No map has to name them; one that does lets `forEach` send them, and the types know them.
 *
 * @param about - What the documents do not say: what it gives, and which parameters are given by position.
 */
export function declared<const P extends Parameters = Readonly<Record<never, Parameter>>>(
  about: Pick<ActionMember, 'creates' | 'gives' | 'answers' | 'guard' | 'key'> & {
    readonly parameters?: P;
    readonly positional?: readonly (keyof P & string)[];
  } = {},
): { readonly call: ActionMember & { readonly parameters: P } } {
  const { parameters = {} as P, positional = [], ...rest } = about;
  const nobodyKnows = { method: 'POST', path: '', declared: true } as const;
  return { call: { is: 'action', ...nobodyKnows, parameters, positional, ...rest } };
}

/**
 * A call that changes something: `member.action('POST', 'reviews', { parameters: { stars: { type: 'integer' } } })`.
 *
 * It is an action of the resource under whose name it stands. That of a collection is what is in its `call`.
 *
 * @param path - Below the resource's address, with the parameters in it that are part of an address; `''` is the resource itself.
 * @param about - Its parameters, which of them are given by position, how its body is written, and what it gives.
 */
export function action<
  const M extends ActionMember['method'],
  const P extends Parameters = Readonly<Record<never, Parameter>>,
>(
  method: M,
  path: string,
  about: Omit<
    ActionMember,
    'is' | 'method' | 'path' | 'parameters' | 'positional' | 'basic' | 'declared'
  > & {
    readonly parameters?: P;
    readonly positional?: readonly (keyof P & string)[];
    readonly basic?: readonly [name: keyof P & string, password: keyof P & string];
  } = {},
): { readonly call: ActionMember & { readonly method: M; readonly parameters: P } } {
  const { parameters = {} as P, positional = [], ...rest } = about;
  return { call: { is: 'action', method, path, parameters, positional, ...rest } };
}
