/** What a chain rejects with. */
export function failure(chain: PromiseLike<unknown>): Promise<unknown> {
  return Promise.resolve(chain).then(
    () => 'no error',
    (error: unknown) => error,
  );
}
