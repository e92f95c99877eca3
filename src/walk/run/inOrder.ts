/**
 * Runs tasks in their order, a few at once, and those of one lane one after the other.
 *
 * @param laneOf - Tasks of one lane never overlap.
 */
export async function inOrder<T>(
  tasks: readonly T[],
  concurrency: number,
  laneOf: (task: T) => string,
  run: (task: T) => Promise<void>,
): Promise<void> {
  const lanes = new Map<string, Promise<void>>();
  let next = 0;
  const work = async (): Promise<void> => {
    for (;;) {
      const task = tasks[next];
      if (task === undefined) return;
      next += 1;
      const lane = laneOf(task);
      const done = (lanes.get(lane) ?? Promise.resolve()).then(() => run(task));
      lanes.set(lane, done);
      await done;
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, tasks.length) }, work));
}
