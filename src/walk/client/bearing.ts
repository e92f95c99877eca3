/**
 * Gives an error the frames of who waited for it, in the place of this library's own: these tell nobody anything.
 */
import { HypchatError } from '../../errors/HypchatError.ts';
import { framesOf, type Site, withFrames } from '../../proxy/site.ts';

/** The error, with the caller's frames. What a lambda threw, or a wrong argument, bears its own. */
export function bearing(error: unknown, site: Site | undefined): unknown {
  if (!(error instanceof HypchatError) || site === undefined) return error;
  const frames = framesOf(site);
  return frames.length === 0 ? error : withFrames(error, frames);
}
