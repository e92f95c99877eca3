/**
 * The numbers and words that nobody wrote down, in one place. What each stands for, and which row
 * of the reference left it open, is said in `choices.ts`.
 */

/** How long a link to a file is good, in seconds: at least half of it, at most all. */
export const fileLinkSeconds = 7200;

/** The largest file that is taken unless an option says otherwise, in bytes. */
export const largestFile: number = 20 * 1024 * 1024;

/** How many resources an answer's expansion puts in at most, unless an option says otherwise. */
export const expandLimit = 10_000;

const hour = 3600;
const year = 365 * 86_400;

/** The grants that are served. */
export type GrantType =
  | 'authorization_code'
  | 'client_credentials'
  | 'password'
  | 'personal'
  | 'refresh_token'
  | 'room_notification';

/** How long tokens are good, in seconds, by the grant that gave them. */
export const tokenSeconds: Readonly<Record<GrantType, number>> = {
  authorization_code: 8 * hour,
  client_credentials: 8 * hour,
  password: 8 * hour,
  personal: year,
  refresh_token: 8 * hour,
  room_notification: year,
};

/** What a session says of a token without an end, in seconds. */
export const endlessSeconds: number = 365 * 86_400;

/** How long a code can be exchanged for a token, in seconds. */
export const codeSeconds = 600;

/** How long the signature of a webhook is good, in seconds. */
export const jwtSeconds = 900;

/** How many passwords may be tried for a user in a minute. */
export const passwordTries = 10;

/** The longest pattern of a webhook, in characters, and the most steps that it may compile to. */
export const longestPattern = 1000;
export const largestProgram = 250;

/** How many webhooks a room has at most. */
export const mostWebhooks = 100;

/** The shape of a HipChat key: of webhooks, glances, actions and add-ons. */
export const keyShape: RegExp = /^[a-zA-Z0-9_.-]{1,40}$/;
