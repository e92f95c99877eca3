/**
 * How a made-up server writes what a dialect reads: the other half of `Dialect`, which only a test needs.
 */
import type { Json, JsonObject } from '../../values/json.ts';

/** How a family of APIs spells what a made-up server answers. HipChat's is `hipchatSpelling`. */
export interface Spelling {
  /** The path of the API's root, without a trailing slash: `/v2`, or `''`. */
  readonly root: string;
  /** How many items a page has when its size is not asked for. */
  readonly defaultPageSize: number;
  /** How many items a page may have at most. */
  readonly pageSize: number;
  /**
   * What a resource is called besides its id, where it can be found by that: `/user/@ann`.
   *
   * @param fields - As they were given, or set since.
   */
  names(kind: string, fields: JsonObject): readonly string[];
  /**
   * What a query asks to be expanded: `owner.group`; of a page, from its items on, where `''` is the items themselves.
   *
   * @param ofItems - Whether it is a page that is asked for.
   */
  expansions(query: URLSearchParams, ofItems: boolean): readonly string[];
  /** Which part of a collection a query asks for. */
  window(query: URLSearchParams): { readonly start?: number; readonly size?: number };
  /** A resource. */
  resource(parts: ResourceParts): Json;
  /** A page. */
  page(parts: PageParts): Json;
  /**
   * The named values in the body of an action, where a dialect writes another document of them (`Dialect.write`). Default: the
   * body itself.
   */
  sent?(body: Json): Json;
  /** What is said of a request that is refused. */
  refusal(status: number, message: string): Json;
}

/** What a resource is written of. */
export interface ResourceParts {
  /** Absolute; `undefined` where it has no address of its own. */
  readonly address: string | undefined;
  /** What it holds: plain fields, and what it names, which is written already. */
  readonly fields: JsonObject;
  /** The addresses of what is linked to it, by relation; without its own. */
  readonly links: Readonly<Record<string, string>>;
}

/** What a page is written of. */
export interface PageParts {
  /** Written already. */
  readonly items: readonly Json[];
  /** What was asked, absolute. */
  readonly url: URL;
  /** The index of the first item. */
  readonly start: number;
  /** How many items it may have. */
  readonly size: number;
  /** Whether there are items behind these, which a window reaches. */
  readonly hasNext: boolean;
}
