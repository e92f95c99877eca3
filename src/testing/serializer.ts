import { readChain } from '../proxy/chain.ts';
import { hostOf } from '../proxy/snapshot.ts';
import { isTemporal } from '../values/temporal.ts';

/** What prints a value within another, as runners hand it to a serializer. */
export type Printer = (
  value: unknown,
  config: object,
  indentation: string,
  depth: number,
  refs: readonly unknown[],
) => string;

/** What `expect.addSnapshotSerializer` takes. */
export interface Serializer {
  /** Whether the value is printed by this serializer. */
  test(value: unknown): boolean;
  /** The text of a value, which `test` said yes to. */
  serialize(
    value: unknown,
    config: object,
    indentation: string,
    depth: number,
    refs: readonly unknown[],
    printer: Printer,
  ): string;
}

/**
 * Prints chains as they were written, snapshots with what they are of and with the values that they show, and moments in
 * full: `[Chain: hc.room(1).owner]`, `Room { … }`, `Temporal.Instant 2013-11-07T17:57:11Z`.
 *
 * Without it, a runner prints a snapshot as the JSON that came from the server.
 */
export const serializer: Serializer = {
  test: (value) =>
    isTemporal(value) || readChain(value) !== undefined || hostOf(value) !== undefined,
  serialize(value, ...[config, indentation, depth, refs, printer]) {
    const chain = readChain(value);
    if (chain !== undefined) return `[Chain: ${chain.text}]`;
    const host = hostOf(value);
    if (host === undefined) return `${tagOf(value)} ${value}`;
    const data: object = { ...(value as object) };
    const shown = printer(data, config, indentation, depth, refs);
    // Some configurations of runners print plain objects with their prototype's name.
    return `${host.shape.name} ${shown.replace(/^Object /, '')}`;
  },
};

const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);
