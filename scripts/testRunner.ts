/**
 * Runs tests of the folder that it is started in, again and again, in one process: what was loaded and translated for one run
 * is there for the next. `plant.ts` starts it and sends it what to run.
 */
import process from 'node:process';
import { createVitest, type TestModule } from 'vitest/node';

/** Some tests to run. */
export interface ToRun {
  /** Their files, or the folders of these. */
  readonly files: readonly string[];
  /** Those alone whose title fits, as text of a regular expression; default all. */
  readonly titles?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The paths of files that have changed since the last run. */
  readonly changed: readonly string[];
}

/** What came of a run of tests. */
export interface Result {
  readonly code: number;
  /** What the first test that fell says of it. */
  readonly by: string;
}

const vitest = await createVitest('test', {
  watch: false,
  bail: 1,
  typecheck: { enabled: false },
  reporters: [{}],
});
await vitest.standalone();

async function run({ files, titles, env, changed }: ToRun): Promise<Result> {
  Object.assign(process.env, env);
  for (const path of changed) vitest.invalidateFile(path);
  if (titles === undefined) vitest.resetGlobalTestNamePattern();
  else vitest.setGlobalTestNamePattern(titles);
  const found = await vitest.globTestSpecifications([...files]);
  const chosen = found.filter(({ project }) => project.name !== 'others');
  if (chosen.length === 0) throw new Error(`there are no tests in ${files.join(', ')}`);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(chosen);
  const ids = new Set(chosen.map(({ moduleId }) => moduleId));
  const fallen = testModules.filter((each) => ids.has(each.moduleId) && !each.ok());
  if (fallen.length === 0 && unhandledErrors.length === 0) return { code: 0, by: '' };
  const [first] = [...fallen.flatMap(errorsOf), ...unhandledErrors] as { message?: string }[];
  return { code: 1, by: String(first?.message ?? first).split('\n', 1)[0] ?? '' };
}

function errorsOf(fallen: TestModule): readonly unknown[] {
  const tests = [...fallen.children.allTests()];
  return [...tests.flatMap((test) => test.result().errors ?? []), ...fallen.errors()];
}

process.on('message', async (message) => {
  try {
    process.send?.(await run(message as ToRun));
  } catch (error) {
    process.send?.({ code: 0, by: String(error) } satisfies Result);
  }
});
process.on('disconnect', () => process.exit());
