import { isChain } from '../index.ts';
import { UsageError } from './UsageError.ts';

/** Refuses a chain inside a value: its text would be taken for what it gives. @throws {UsageError} */
export function refuseUnawaited(value: unknown): void {
  if (isChain(value)) {
    throw new UsageError(`${String(value)} was not awaited: write \`await\` before it`);
  }
}
