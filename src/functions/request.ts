import { type Handwritten, isReading } from '../plan/program/program.ts';
import { readRequest } from '../plan/program/readRequest.ts';
import { createChain } from '../proxy/chain.ts';
import { copied } from '../proxy/copied.ts';
import type { CallStep, Step } from '../proxy/step.ts';
import type { Action, Addressed, Chain } from '../types/chain.ts';
import type { ReadRequestOptions, RequestOptions, WritingMethod } from '../types/request.ts';
import { started } from '../walk/client/client.ts';
import type { ClientParts } from '../walk/run/ClientParts.ts';
import { readAny } from './readChained.ts';

/**
 * A request to any address of an API, for what its link map has no name for: under the client's queue, its rule of
 * origins, its retries, errors and events.
 *
 * One that reads is a chain, which asks at each await; one that changes something is an action, which is sent once. Nothing
 * is sent before it is awaited, and a wrong argument rejects then. `hc.request` is the same.
 *
 * @param root - Where every chain starts.
 * @param address - A path below the API's root, a whole address of the endpoint's origin, or a chain or snapshot.
 * @returns The JSON of the answer as it came, which nobody has checked to be a `T`; `undefined` where there is none.
 * @throws {TypeError} At the await, for what cannot be sent; then nothing is.
 */
export function request<T = unknown>(
  root: object,
  method: 'GET',
  address: string | Addressed,
  options?: ReadRequestOptions,
): Chain<T>;
export function request<T = unknown>(
  root: object,
  method: WritingMethod,
  address: string | Addressed,
  options?: RequestOptions,
): Action<T>;
export function request(root: object, ...args: readonly unknown[]): object {
  const { client, start, source } = readAny(root, 'request');
  const byHand = writtenFor(client.parts, args[0]);
  const name: Step = { is: 'name', name: 'request', verbatim: false, byHand };
  const site = new Error('called here');
  const call: CallStep = { is: 'call', args: args.map((arg) => copied(arg)), site };
  const target = started(args[1]);
  // What is known where it leads is what it may change.
  const walk = target?.client === client ? target.start.walk : undefined;
  const { kind, text } = source;
  const own = client.source({ ...start, walk }, { kind, text });
  if (!isReading(byHand)) own.called?.(call, [name]);
  return createChain(own, [name, call]);
}

/** What a call sends. One whose method is none says so when it is awaited. */
function writtenFor(asker: ClientParts, method: unknown): Handwritten {
  return {
    is: 'action',
    method: typeof method === 'string' ? method.toUpperCase() : 'GET',
    path: '',
    parameters: {},
    positional: [],
    check: (args) => {
      readRequest(
        args,
        asker,
        () => undefined,
        () => null,
      );
    },
    write: (args, placeOf, sentFor) => readRequest(args, asker, placeOf, sentFor),
  };
}
