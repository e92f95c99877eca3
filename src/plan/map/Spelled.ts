/** Names and values of a query, in their order. */
export type Query = readonly (readonly [name: string, value: string])[];

/** A query that asks for something else than what was wished, and for what. */
export interface Spelled {
  /** What is added to the address. */
  readonly query: Query;
  /**
   * Of a window: the one that is really picked, in the place of the one that was wished. A server that knows whole pages
   * only rounds one that begins within a page. It has to hold the first item of the wished one.
   */
  readonly covers?: { readonly start: number; readonly size: number };
  /**
   * Of an expansion: the paths that are really asked for, where the server takes fewer than were wished. What is left
   * out is planned as what nobody expands: with requests of its own, also by `explain`.
   */
  readonly asked?: readonly string[];
}

/** A query, with what it really asks for where that is not what was wished. */
export function toSpelled(spelled: Query | Spelled): Spelled {
  return 'query' in spelled ? spelled : { query: spelled };
}
