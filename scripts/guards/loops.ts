/** What loops, and what is done in them, may not do. */
import type { Guard } from './Guard.ts';

export const LOOP_GUARDS: readonly Guard[] = [
  {
    name: 'what is done from the root is seen by what was read before',
    file: 'src/walk/run/Writes.ts',
    search: "return isHeard ? { ...changed, isOfOthers: 'surely' } : [];",
    replace: 'return [];',
    tests: ['test/regression/writesFromTheRoot.test.ts'],
  },
  {
    name: 'a guarded action goes by the ETag that was decided by, whatever another walk has done since',
    file: 'src/plan/known/HeldRecords.ts',
    search: 'else if (isTagged(record) && !isOwn(key)) this.#decidedBy.set(key, record);',
    replace: '',
    tests: ['test/testing/fakeRequests.test.ts'],
  },
  {
    name: 'an update writes nothing back that was changed by another name',
    file: 'src/walk/run/Tick.ts',
    search: 'if (merges) walk.doubt();',
    replace: '',
    tests: ['test/regression/writesFromTheRoot.test.ts'],
  },
  {
    name: 'what touches nothing of a loop parts none of its walks from it',
    file: 'src/walk/run/Walks.ts',
    search: 'if (this.running > 0 || left.count < known.count) return left;',
    replace: 'return left;',
    tests: ['test/regression/writesFromTheRoot.test.ts'],
  },
  {
    name: 'what a loop does is seen from where it started',
    file: 'src/walk/client/goThrough.ts',
    search: 'const line = start.walk?.line ?? walks.line();',
    replace: 'const line = walks.line();',
    tests: ['test/regression/ownWrites.test.ts'],
  },
  {
    name: 'what `drop` left out is no new item of a loop that deletes others',
    file: 'src/plan/pipeline/itemSource.ts',
    search: 'Math.max(place.start ?? 0, Math.min(from, list.items.first))',
    replace: '(place.start ?? 0)',
    tests: ['test/operations/takingAway.test.ts'],
  },
  {
    name: 'an action makes a loop forget the lists and pages that hold what it changed',
    file: 'src/plan/known/known.ts',
    search: 'if (list !== own && isLost(key, list.items.values()))',
    replace: 'if (list !== own && isLost(key))',
    tests: ['test/regression/heldWithin.test.ts'],
  },
  {
    name: 'a loop that waits for nothing holds up the page behind',
    file: 'src/walk/client/iterate.ts',
    search: 'if (this.#isLeaving) await new Promise<void>((resolve) => afterPromiseJobs(resolve));',
    replace: '',
    tests: ['test/operations/loops.test.ts'],
  },
];
