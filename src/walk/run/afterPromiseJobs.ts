/**
 * The end of a tick: when all promise jobs are done, and never after a timer where there is anything better.
 *
 * The function is taken when this module loads, so that a test's fake timers do not catch it. Nothing is made and
 * nothing is missed before the first tick: a module that is only imported must not fail.
 */

/** Calls back once the promise jobs that are under way are done. @throws {TypeError} Where nothing can tell. */
export const afterPromiseJobs: (callback: () => void) => void = pick();

function pick(): (callback: () => void) => void {
  if (typeof setImmediate === 'function') {
    const immediate = setImmediate;
    return (callback) => {
      immediate(callback);
    };
  }
  if (typeof MessageChannel === 'function') return byChannel(MessageChannel);
  if (typeof setTimeout === 'function') {
    const timeout = setTimeout;
    return (callback) => {
      timeout(callback, 0);
    };
  }
  return () => {
    throw new TypeError(
      'this run-time has no setImmediate, MessageChannel or setTimeout: nothing tells when a tick ends',
    );
  };
}

/** A port of Node's, which keeps the process going while it listens, unless it is told not to. */
interface KeepingPort extends MessagePort {
  ref?(): void;
  unref?(): void;
}

function byChannel(Channel: typeof MessageChannel): (callback: () => void) => void {
  const waiting: (() => void)[] = [];
  let channel: { readonly port1: KeepingPort; readonly port2: MessagePort } | undefined;
  return (callback) => {
    if (channel === undefined) {
      const made = new Channel();
      const heard: KeepingPort = made.port1;
      heard.onmessage = () => {
        const next = waiting.shift();
        if (waiting.length === 0) heard.unref?.();
        next?.();
      };
      channel = made;
    }
    channel.port1.ref?.();
    waiting.push(callback);
    channel.port2.postMessage(0);
  };
}
