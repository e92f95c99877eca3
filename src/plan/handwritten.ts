/**
 * A request that was written out by hand, as its step carries it: no map knows of it.
 *
 * What reads its arguments comes along with the step, so that only who imports `request` has any of it.
 */
import type { ActionMember } from '../types/linkMap.ts';
import type { Argument } from './argument.ts';
import type { Act, Place } from './place.ts';

/** What a step sends that was written out by hand. */
export interface Handwritten extends Omit<ActionMember, 'method'> {
  readonly method: string;
  /**
   * Checks the arguments, before anything is sent.
   *
   * @throws {TypeError} For what cannot be sent.
   */
  check(args: readonly unknown[]): void;
  /**
   * What is sent.
   *
   * @param placeOf - Where a chain among the arguments has led.
   * @param sentFor - What stands for it in a body or a query.
   * @throws {TypeError} For what cannot be sent.
   */
  write(
    args: readonly unknown[],
    placeOf: (argument: Argument) => Place | undefined,
    sentFor: (argument: Argument) => unknown,
  ): Pick<Act, 'address' | 'body' | 'form' | 'headers'>;
}

/** Whether an action was written out by hand. */
export function isHandwritten(action: ActionMember | Handwritten): action is Handwritten {
  return 'write' in action;
}

/** Whether what is sent by that method changes nothing: it is sent at each await, and makes nothing unknown. */
export function isReading({ method }: { readonly method: string }): boolean {
  return method === 'GET';
}
