import { type Started, started } from '../walk/client/client.ts';

/** Reads the chain that an operation was given. @throws {TypeError} When it is none. */
export function readChained(value: unknown, operation: string): Started {
  const read = typeof value === 'function' ? started(value) : undefined;
  if (read === undefined || (read.source.kind === 'root' && read.steps.length === 0)) {
    throw new TypeError(`\`${operation}\` takes a chain, like \`hc.rooms.items[0]\``);
  }
  return read;
}

/** Reads the chain or snapshot that an operation was given. @throws {TypeError} When it is neither. */
export function readReached(value: unknown, operation: string): Started {
  const read = started(value);
  if (read === undefined || (read.source.kind === 'root' && read.steps.length === 0)) {
    throw new TypeError(`\`${operation}\` takes a chain or a snapshot of a resource`);
  }
  return read;
}

/** Reads a chain, a snapshot or the root. @throws {TypeError} When it is none of these. */
export function readAny(value: unknown, operation: string): Started {
  const read = started(value);
  if (read === undefined) {
    throw new TypeError(`\`${operation}\` takes a chain, a snapshot or the root`);
  }
  return read;
}
