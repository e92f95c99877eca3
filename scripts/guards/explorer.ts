/** What keeps the explorer's server to its page, and what is typed from doing anything: each has to be missed. */
import type { Guard } from './Guard.ts';

const GUARD = 'src/cli/explore/Guard.ts';
const SERVED = ['test/cli/explore/server.test.ts'];
const RAN = ['test/cli/explore/runs.test.ts'];
const TYPED = ['test/cli/explore/plannable.test.ts'];

/** The guards, with the tests that hold them. */
export const EXPLORER_GUARDS: readonly Guard[] = [
  {
    name: 'the explorer answers under any name',
    file: GUARD,
    search: 'host === undefined || !this.#hosts.has(host)',
    replace: 'host === undefined',
    tests: SERVED,
  },
  {
    name: 'the explorer answers the pages of other sites',
    file: GUARD,
    search: 'origin !== undefined && !this.#origins.has(origin)',
    replace: 'false',
    tests: SERVED,
  },
  {
    name: 'the explorer asks no token',
    file: GUARD,
    search: 'if (isKnown) return undefined;',
    replace: 'return undefined;',
    tests: SERVED,
  },
  {
    name: 'the explorer takes a body that a form can send',
    file: 'src/cli/explore/serveExplorer.ts',
    search: String.raw`/^application\/json\b/`,
    replace: '/(?:)/',
    tests: SERVED,
  },
  {
    name: 'a reading run sends what changes something',
    file: 'src/cli/explore/ReadingOnly.ts',
    search: "method !== 'GET' && method !== 'HEAD'",
    replace: 'false',
    tests: RAN,
  },
  {
    name: 'the page is told the token of the API',
    file: 'src/cli/explore/startExplorer.ts',
    search: "typeof value === 'string' ? hide(value) : value",
    replace: 'value',
    tests: RAN,
  },
  {
    name: 'what is typed is evaluated, whatever it calls by name',
    file: 'src/cli/explore/plannable.ts',
    search: 'if (this.#known.has(name)) return;',
    replace: 'return;',
    tests: TYPED,
  },
  {
    name: 'what is typed gets at what it was not given',
    file: 'src/cli/explore/plannable.ts',
    search: 'if (FORBIDDEN.has(name)) throw',
    replace: 'if (name === undefined) throw',
    tests: TYPED,
  },
];
