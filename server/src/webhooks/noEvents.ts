import type { Events } from '../events.ts';

/** Tells nobody: webhooks are kept, and not delivered. */
export const noEvents: Events = { prepare: () => () => undefined };
