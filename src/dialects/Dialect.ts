/**
 * What one family of APIs spells in its own way: all that the engine does not know by itself.
 *
 * A dialect is a plain object of functions. It sends nothing and remembers nothing.
 */

import type { Limits } from '../plan/ask/limits.ts';
import type { Doc, PageDoc } from '../plan/known/document.ts';
import type { Query, Spelled } from '../plan/map/Spelled.ts';
import type { FieldSelection } from '../plan/program/FieldSelection.ts';
import type { Json } from '../values/json.ts';
import type { ActionRequest, WrittenAction } from './ActionRequest.ts';
import type { Asked } from './Asked.ts';
import type { LinkTemplates } from './linkTemplates.ts';
import type { RateRules } from './RateRules.ts';
import type { Response } from './Response.ts';

export type { Response };

/** What a server says of a request that it refused. */
export interface Refusal {
  /** The server's own words. */
  readonly message: string;
  /** The server's own name for the sort of error: `Not Found`. */
  readonly type?: string;
  /** What of the request the server did not like, by its wire name: `notify`. */
  readonly field?: string;
  /** Whatever else it says, by its own names. */
  readonly details?: Readonly<Record<string, Json>>;
}

/**
 * How one family of APIs spells links, stubs, expansion, pages, errors and limits: an object of functions without state.
 *
 * Where an answer says too little by itself, such as an id in the place of a thing, `asked` says what was asked, and
 * what the map knows of it.
 */
export interface Dialect {
  /** What people call the API: it stands in errors. */
  readonly name: string;
  /** How large pages are, and how much a request may expand. */
  readonly limits: Limits;
  /** Whether what was expanded is all that its own address would give, or may lack fields. */
  readonly expands: 'whole' | 'partial';
  /** The headers that show who asks. They are sent to the endpoint's origin only. */
  credentials(token: string): Readonly<Record<string, string>>;
  /**
   * More headers of a request, also of one without a token: what is accepted, a version. They go where the token goes, or
   * would go, and to no other origin.
   *
   * Who asks (`credentials`), the host, and how long a body is are not theirs to say, nor is the type of a body: that is
   * `write`'s. What a request by hand says of itself holds.
   *
   * @param request - Its method, its address, absolute, and the map's kind of what is asked, or of the items of a page,
   *   where that is known.
   */
  headers?(request: {
    readonly method: string;
    readonly url: string;
    readonly kind?: string;
  }): Readonly<Record<string, string>>;
  /**
   * How an action is written, where that is not the JSON of its named values: as a document, as a form with brackets, as
   * a patch. What it gives is what plans show. A request by hand is sent as it was written.
   */
  write?(action: ActionRequest): WrittenAction;
  /**
   * The resource in an answer; `undefined` when it holds none. An error in it is `REFUSED`.
   *
   * `null` where the answer says that there is none, as a 204 in the place of a to-one: then `null` is what a chain gives
   * that ends there, or goes on from there.
   */
  document(response: Response, asked: Asked): Doc | null | undefined;
  /** The page in an answer; `undefined` when it holds none. */
  page(response: Response, asked: Asked): PageDoc | undefined;
  /** The error in an answer, also in one with status 200; `undefined` when it is none. */
  refusal(response: Response, asked: Asked): Refusal | undefined;
  /**
   * The query that expands these paths; with `asked`, where the server takes fewer of them.
   *
   * @param ofItems - Whether they start at the items of a page.
   * @param asked - What they are asked of. `asked.paths` is `paths`.
   */
  expand(paths: readonly string[], ofItems: boolean, asked: Asked): Query | Spelled;
  /**
   * How only those fields are asked for that are read: `selectFields`. Then `expand` is told them by `asked.fields`, and asks for no more:
   * `$select`, `fields[articles]`. A document that was asked for so says by `Doc.selected` what it was asked for, and its `level` is that
   * which it would have with all of its fields; where it was asked for all of them, it says nothing. Default: all is asked for.
   */
  readonly selects?: FieldSelection | undefined;
  /** The query that picks a part of a collection; with `covers`, where the server rounds it to whole pages. */
  window(start: number, size: number): Query | Spelled;
  /**
   * The query that picks many resources of a kind by their ids, at the kind's `many.path`: `id=1&id=2`. Where the server gives them in pages,
   * it has to ask for one that holds them all. The answer is read by `page`, its items by their addresses, in any order; what it lacks is
   * asked for at its own address. Default: they are asked for one by one.
   *
   * @param ids - Two or more, as they stand in addresses, unescaped; the parts of an id of several have slashes between.
   * @param asked - What they are asked of. What is to be expanded in them, `expand` is told.
   */
  many?(ids: readonly string[], kind: string, asked: Asked): Query;
  /** How the server limits the rate of requests. Default: what HTTP says itself, 429 and `Retry-After`. */
  readonly rate?: RateRules;
  /**
   * How links that are templates are filled: `linkTemplates`, for an API that has such. Without it, a brace in a link is a
   * character like any other.
   */
  readonly templates?: LinkTemplates;
  /** What to say besides where nothing was reached at an address: that its service is no more. */
  silence?(url: string): string | undefined;
}
