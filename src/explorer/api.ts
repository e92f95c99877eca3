/** Asks the command. Its token came in the address of the page, behind the `#`, and is kept nowhere else. */
import type { RunAsk, RunLine } from './messages.ts';

const token = location.hash.slice(1);

/** Asks for one document. @throws With the command's words, where it refuses. */
export async function ask<Answer>(name: string, asked: object = {}): Promise<Answer> {
  const response = await post(name, asked);
  return (await response.json()) as Answer;
}

/** Runs a text, and gives the lines of it as they come. @param signal - Ends the run. */
export async function* run(asked: RunAsk, signal: AbortSignal): AsyncGenerator<RunLine> {
  const response = await post('run', asked, signal);
  if (response.body === null) return;
  let rest = '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as RunLine;
  }
}

async function post(name: string, asked: object, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(`api/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(asked),
    referrerPolicy: 'no-referrer',
    ...(signal && { signal }),
  });
  if (response.ok) return response;
  const { error } = (await response.json()) as { readonly error: string };
  throw new Error(error);
}
