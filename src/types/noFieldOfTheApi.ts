/**
 * What every function has, kept out of an editor's list.
 *
 * Whatever can be called has, to the compiler, all members of `Function`: `apply`, `bind`, `caller`. A chain answers none of them, or
 * with what is no field, and they stand among the API's own names. They cannot be taken away; but a member that is declared private is offered nowhere,
 * and does not compile where it is written.
 */

/** For what can be called and has a `name` and a `length` of its own. */
declare class NoFunction {
  private readonly apply: undefined;
  private readonly arguments: undefined;
  private readonly bind: undefined;
  private readonly call: undefined;
  private readonly caller: undefined;
  private readonly prototype: undefined;
  private readonly toString: undefined;
  private readonly [Symbol.hasInstance]: undefined;
}

/** For what can be called and has a field of its own under `name`. */
export declare class NoFieldOfTheApi extends NoFunction {
  /** A chain is no value yet: await it, and ask what it gives. `(await hc.rooms.items).length` is that of a page. */
  private readonly length: undefined;
}

/** For what can be called and can be counted, and has no `name`. */
export declare class NoNameButLength extends NoFunction {
  private readonly name: undefined;
}

/** For what can be called and has no `name`. */
export declare class NoNameOfTheApi extends NoFieldOfTheApi {
  private readonly name: undefined;
}
