/**
 * What an action sends: the path below its resource, and the body.
 *
 * A value that was given goes where its parameter says; one that was not is kept from the resource, where the
 * server would reset it otherwise.
 */

import type { ActionMember } from '../../types/callMember.ts';
import type { Parameter, Parameters } from '../../types/parameter.ts';
import { isForetold } from '../../values/foretold.ts';
import { isJsonObject, type Json, type JsonObject } from '../../values/json.ts';
import { isBytes, Upload } from '../../values/Upload.ts';
import { type Known, Reference, type ResourceRecord } from '../known/records.ts';
import { lastSegment } from '../map/address.ts';
import { isRecord } from '../map/given.ts';
import { filled, idSegments, isPartOfId } from '../map/ids.ts';
import { KEY, noId, toBody } from './call.ts';
import { missingIn, refuseNull } from './checkValue.ts';
import { withZone } from './options.ts';
import { Argument, isSending, type Move } from './program.ts';

/** Whether an action writes back what it does not change, so that the whole resource is read first. */
export function keepsFields(action: Pick<ActionMember, 'parameters'>): boolean {
  return Object.values(action.parameters).some(({ keeps }) => keeps !== undefined);
}

/** Whether a step may write back what was read: what a lambda will do is not known before it runs. */
export function mayWriteBack(move: Move): boolean {
  const { meaning } = move;
  return isSending(move) && (meaning.is !== 'action' || keepsFields(meaning.member));
}

/** What an action is sent to. */
export interface ActedOn {
  readonly address: string;
  /** The resource as it is: whole, where the action keeps fields. */
  readonly record: ResourceRecord | undefined;
}

/** What is sent in the place of others. */
export interface StandsFor {
  /** Of a chain that was given as an argument. @param isText - Whether ids are sent as texts, whatever they are elsewhere. */
  argument(argument: Argument, isText?: true): unknown;
  /** Of a resource that is kept as it is. */
  kept(reference: Reference): string | number;
}

/** What arguments make of the request of their action. */
export interface OfArguments {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly basic: readonly [name: string, password: string] | undefined;
  /** The idempotency key that was given; it stands in no body. */
  readonly key: unknown;
}

/**
 * The path and body of an action.
 *
 * @throws {TypeError} For what cannot be sent.
 */
export function requestOf(
  name: string,
  action: ActionMember,
  values: ReadonlyMap<string, unknown>,
  { address, record }: ActedOn,
  standsFor: StandsFor,
): OfArguments {
  const given = new Map(Object.entries(withZone(action.parameters, Object.fromEntries(values))));
  const whole = action.path.replace(/\[([^\]{]*\{\+?(\w+)\}[^\]]*)\]/g, (_part, part, parameter) =>
    given.get(parameter) == null ? '' : part,
  );
  const path = filled(whole, (parameter, hole) => {
    const value = given.get(parameter);
    given.delete(parameter);
    const id = value instanceof Argument ? standsFor.argument(value) : value;
    if (!isPartOfId(id) && !(id === '' && hole.isInQuery)) throw noId(name, parameter, id);
    // A hole of a foretold walk stays a hole.
    return isForetold(id) ? id : idSegments(`${name}: \`${parameter}\``, String(id), hole);
  });
  const basic = takeBasic(action, given);
  const resolved = new Map(
    [...given].map(([key, value]) => {
      const parameter = action.parameters[key];
      const sent = isBytes(value) && parameter?.type === 'file' ? new Upload(value) : value;
      const isText = (parameter?.each ?? parameter)?.type === 'string' || undefined;
      const written = toBody(`${name}: \`${key}\``, sent, (argument) =>
        standsFor.argument(argument, isText),
      );
      // What a chain leads to is known only now.
      if (parameter !== undefined) refuseNull(`${name}: \`${key}\``, parameter, written);
      const isJoined = parameter?.joined !== undefined && Array.isArray(written);
      return [key, isJoined ? written.join(parameter.joined) : written];
    }),
  );
  const body: Record<string, unknown> = Object.create(null);
  for (const [key, parameter] of Object.entries(action.parameters)) {
    const value = resolved.get(key) ?? (resolved.has(key) ? null : implied(parameter, resolved));
    const before = parameter.keeps === undefined ? undefined : record?.field(parameter.keeps);
    const merge = merged(`${name}: \`${key}\``, parameter, value, before, standsFor);
    const sent = merge ?? (parameter.isAddressed ? lastSegment(address) : merge);
    if (sent !== undefined) body[parameter.wire ?? key] = sent;
  }
  const sent = Object.keys(body).length === 0 ? undefined : body;
  return { path, body: sent, basic, key: resolved.get(KEY) };
}

/** Takes what are Basic credentials out of what was given, where both are there. */
function takeBasic(
  { basic }: ActionMember,
  given: Map<string, unknown>,
): readonly [name: string, password: string] | undefined {
  if (basic === undefined) return undefined;
  const [name, password] = basic.map((key) => given.get(key));
  if (typeof name !== 'string' || typeof password !== 'string') return undefined;
  for (const key of basic) given.delete(key);
  return [name, password];
}

/** What a parameter is when it was left out and another says so. */
function implied({ implied: by }: Parameter, values: ReadonlyMap<string, unknown>): unknown {
  const text = by && values.get(by.by);
  return by !== undefined && typeof text === 'string' && new RegExp(by.matches).test(text)
    ? by.value
    : undefined;
}

/** What is sent for a parameter: what was given, over what is kept. `undefined` is left out. */
function merged(
  what: string,
  parameter: Parameter,
  value: unknown,
  before: Known | undefined,
  standsFor: StandsFor,
): unknown {
  const { fields, inside } = parameter;
  const kept = before === undefined ? undefined : toKept(before, fields, standsFor);
  if (fields !== undefined && isRecord(value)) {
    const whole = isJsonObject(kept) ? { ...kept, ...value } : value;
    const missing = missingIn(fields, whole);
    if (missing !== undefined) throw new TypeError(`${what} needs \`${missing}\``);
    return whole;
  }
  // What the server itself would refuse is not kept.
  const isComplete = fields === undefined || (isRecord(kept) && !missingIn(fields, kept));
  const sent = value !== undefined ? value : isComplete || isForetold(kept) ? kept : undefined;
  return inside === undefined || sent === undefined || sent === null ? sent : { [inside]: sent };
}

/** A field of the resource as it is sent back: a resource is its id, of an object only what is known is sent. */
function toKept(before: Known, fields: Parameters | undefined, standsFor: StandsFor): Json {
  if (before instanceof Reference) return standsFor.kept(before);
  if (Array.isArray(before)) return before.map((each: Known) => toKept(each, undefined, standsFor));
  if (fields === undefined || !isJsonObject(before)) return before as Json;
  const object: JsonObject = before;
  return Object.fromEntries(
    Object.keys(fields).flatMap((name) =>
      Object.hasOwn(object, name) ? [[name, object[name] as Json]] : [],
    ),
  );
}
