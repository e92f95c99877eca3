import type { ActionMember, BodyForm } from '../types/callMember.ts';
import type { LinkMap } from '../types/linkMap.ts';
import type { Asked } from './Asked.ts';

/** The kind of a resource that was given, or of each in a list of them; `undefined` for what was given by no more than an id. */
export type GivenKind = string | undefined | readonly GivenKind[];

/** An action that is to be sent, as a dialect is told it. */
export interface ActionRequest {
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** The absolute address. */
  readonly url: string;
  /** The kind of the resource that it is an action of, or of the items of the collection; `undefined` where nobody knows. */
  readonly kind?: string;
  /** The id of that resource, as it stands in its address; absent for an action of a collection. */
  readonly id?: string;
  /** The name by which it was called. */
  readonly name: string;
  /** What the map says of it: of its parameters as well, by which a resource is told from a text. */
  readonly action: ActionMember;
  /** What was given, by its wire names, and fit for JSON; `undefined` for nothing. A resource is its id. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /**
   * The kinds of the resources that were given by chains or snapshots, by the wire names of their parameters: where the map has several for
   * one, the id in `body` does not say which it is.
   */
  readonly kinds: Readonly<Record<string, GivenKind>>;
  /** The kind of the resource that the answer holds, where the map says that the action `gives` one. */
  readonly gives?: string;
  /**
   * What is read of that behind the action, and an expansion would bring: `customer.address`. Who asks for it has to say so by
   * `asked`. What the server refuses to expand is an error of the action, which nobody sends again.
   */
  readonly paths: readonly string[];
  /** All that is known beforehand of the API. */
  readonly map: LinkMap;
  /** The absolute address of a thing that is known by its id, as `Asked.addressOf` gives it. */
  readonly addressOf: Asked['addressOf'];
}

/** How a dialect writes an action. What it leaves out stays as it was. */
export interface WrittenAction {
  /**
   * More headers, of which `content-type` says how the body is to be read: `application/merge-patch+json`. They are held
   * to the same rules as those of `Dialect.headers`.
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body: fit for JSON, or named values where `form` is another. */
  readonly body?: unknown;
  /** How the body is written: `json`, `form`, or as parts. In a form, a list is one field for each of its values. */
  readonly form?: BodyForm;
  /** Which of `paths` the answer is asked to bring expanded. Default: none. */
  readonly asked?: readonly string[];
}
