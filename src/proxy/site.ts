/**
 * Where the caller's code stands.
 *
 * `await` reads `then` at once, in the frame that awaits; the call of it comes by a promise job, with nobody's frames. So
 * what an error is to show is taken where `then` is read. It is written out only when somebody asks for it.
 */
export interface Site {
  readonly stack?: string;
}

/** The frames above a function. */
export function siteAbove(own: (...args: never[]) => unknown): Site {
  const { captureStackTrace } = Error as {
    captureStackTrace?: (target: object, above: unknown) => void;
  };
  if (captureStackTrace === undefined) return new Error('here');
  const site: Site = {};
  captureStackTrace(site, own);
  return site;
}

/** The frames of a site, a line each. */
export function framesOf({ stack = '' }: Site): readonly string[] {
  const lines = stack.split('\n');
  const frames = lines.filter((line) => /^\s+at /.test(line));
  // What is no V8 writes frames without a word before them.
  return frames.length > 0 ? frames : lines.filter((line) => /@|:\d+:\d+$/.test(line));
}

/** The frames of a call without those of the chain that was called, which tell nobody anything. */
export function callersOf(site: Site): readonly string[] {
  const frames = framesOf(site);
  return frames.slice(frames.findLastIndex((line) => line.includes('ChainNode.apply')) + 1);
}

/** Gives an error these frames in the place of its own. */
export function withFrames<E extends Error>(error: E, frames: readonly string[]): E {
  const stack = [`${error.name}: ${error.message}`, ...frames].join('\n');
  return Object.defineProperty(error, 'stack', {
    value: stack,
    configurable: true,
    writable: true,
  });
}
