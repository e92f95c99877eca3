/**
 * The end of a tick: when all promise jobs are done, and never after a timer.
 *
 * The function is taken when this module loads, so that a test's fake timers do not catch it.
 */

/** Calls back once the promise jobs that are under way are done. */
export const afterPromiseJobs: (callback: () => void) => void = pick();

function pick(): (callback: () => void) => void {
  if (typeof setImmediate === 'function') {
    const immediate = setImmediate;
    return (callback) => {
      immediate(callback);
    };
  }
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  return (callback) => {
    waiting.push(callback);
    channel.port2.postMessage(0);
  };
}
