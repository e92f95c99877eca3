import { descriptorFields } from '../actions/descriptor.ts';
import { isRecord } from '../plan/map/given.ts';
import { checkValue, missingIn } from '../plan/program/checkValue.ts';
import type { AddonDescriptor } from '../types/descriptor.ts';

/**
 * The descriptor of an add-on, checked: what stands in it is within the API's limits, and nothing is missing.
 *
 * @returns The same. `Response.json(descriptor)` at its `links.self` is what an add-on is installed by.
 * @throws {TypeError} For what is missing, or of another sort.
 * @throws {RangeError} For what is over a limit, or none of the choices.
 *
 * @example
 * ```ts
 * const descriptor = describeAddon({
 *   name: 'Build bot',
 *   key: 'example.build-bot',
 *   description: 'Says what was built',
 *   links: { self: 'https://bot.example.com/descriptor' },
 *   capabilities: { hipchatApiConsumer: { scopes: ['send_notification'] } },
 * });
 * ```
 */
export function describeAddon<const D extends AddonDescriptor>(descriptor: D): D {
  checkValue('descriptor', { type: 'any', required: true, fields: descriptorFields }, descriptor);
  const missing = isRecord(descriptor) ? missingIn(descriptorFields, descriptor) : undefined;
  if (missing !== undefined) throw new TypeError(`descriptor needs \`${missing}\``);
  return descriptor;
}
