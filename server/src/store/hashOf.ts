import { hash } from 'node:crypto';

/** What a token is recognised by: whoever reads the database can use none. */
export const hashOf = (token: string): string => hash('sha256', token, 'hex');
