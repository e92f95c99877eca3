/** What is wrong with the way the command was called or set up, in words for whoever typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
