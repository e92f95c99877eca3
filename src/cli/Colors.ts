import type picocolors from 'picocolors';

/** Colors for a stream: plain text unless it is a terminal, and `NO_COLOR` is not set. */
export type Colors = ReturnType<typeof picocolors.createColors>;
