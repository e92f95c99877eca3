import { createHash } from 'node:crypto';

/** What a token is recognised by: whoever reads the database can use none. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
