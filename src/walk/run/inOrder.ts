/** How tasks hang together. */
interface Ways<T> {
  /** Tasks of one group are run one after the other. */
  groupOf(task: T): unknown;
  /** Neither do tasks of one lane ever overlap, of whatever groups they are: each waits for those before it. */
  laneOf(task: T): unknown;
}

/** Runs tasks in their order, a few groups at once. */
export async function inOrder<T>(
  tasks: readonly T[],
  concurrency: number,
  { groupOf, laneOf }: Ways<T>,
  run: (task: T) => Promise<void>,
): Promise<void> {
  const lanes = new Map<unknown, Promise<void>>();
  // So a task waits only for such as are of its own group, or of one that is begun before.
  const groups = [...Map.groupBy(tasks, groupOf).values()].map((group) =>
    group.map((task) => {
      const lane = laneOf(task);
      const before = lanes.get(lane);
      const { promise, resolve } = Promise.withResolvers<void>();
      lanes.set(lane, promise);
      return { task, before, resolve };
    }),
  );
  let next = 0;
  const work = async (): Promise<void> => {
    for (let group = groups[next]; group !== undefined; group = groups[next]) {
      next += 1;
      for (const { task, before, resolve } of group) {
        await before;
        try {
          await run(task);
        } finally {
          resolve();
        }
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, groups.length) }, work));
}
