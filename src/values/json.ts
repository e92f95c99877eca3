/** What a body can hold. Objects come from `JSON.parse`, so every name in them is an own property. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** An object of a body. Read it by `Object.hasOwn`, never by a name that a server chose alone. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Whether the value is an object, and neither `null` nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Gives an object a value of its own by any name, also by one that every object has, such as `__proto__`. */
export function setOwn(object: object, name: string, value: unknown): void {
  const own = { value, enumerable: true, configurable: true, writable: true };
  Object.defineProperty(object, name, own);
}
