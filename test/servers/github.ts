/**
 * `@octokit/fixtures-server`: what GitHub once answered. Each recording is answered in its order, and once: a request that was not recorded, or
 * comes out of turn, is refused.
 */
import { type RunningServer, startServer } from './startServer.ts';

/** Whose token was recorded. */
export const TOKEN = '0000000000000000000000000000000000000001';
/** What was accepted then. */
export const ACCEPT = 'application/vnd.github.v3+json';
/** How bodies were sent then. */
export const TYPE = 'application/json; charset=utf-8';

/** Starts it anew. */
export function startGitHub(): Promise<RunningServer> {
  return startServer('github.js');
}

/** Loads a recording, and gives the address of GitHub's root in it. Its links name the proxy. */
export async function loadRecording({ origin }: RunningServer, scenario = ''): Promise<string> {
  const answer = await fetch(`${origin}/fixtures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scenario }),
  });
  if (!answer.ok) throw new Error(`there is no recording "${scenario}"`);
  return ((await answer.json()) as { readonly url: string }).url;
}
