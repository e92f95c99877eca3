import { isChain } from '../index.ts';
import { forcedIn } from '../plan/map/given.ts';
import { UsageError } from './UsageError.ts';

/** Refuses a text into which a chain was made: its mark would be taken for what it gives. @throws {UsageError} */
export function refuseForcedText(text: string): void {
  const chain = forcedIn(text);
  if (chain !== undefined) {
    throw new UsageError(
      `${chain} was made into text, and not awaited: write \`\${await ${chain}}\``,
    );
  }
}

/** Refuses a chain inside a value: its text would be taken for what it gives. @throws {UsageError} */
export function refuseUnawaited(value: unknown): void {
  if (isChain(value)) {
    throw new UsageError(`${String(value)} was not awaited: write \`await\` before it`);
  }
}
