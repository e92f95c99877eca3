/**
 * The adapter's own `Response`, which goes over a connection without becoming a stream first.
 *
 * The adapter gives it out only by putting it in the place of the global one, which is whoever
 * embeds the server's to keep: so it is taken from there, and the global one put back, in one go.
 */
import { getRequestListener } from '@hono/node-server';

let light: typeof Response | undefined;

export function lightResponse(): typeof Response {
  if (light !== undefined) return light;
  const names = ['Request', 'Response'] as const;
  const kept = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  getRequestListener(() => new Response(), { overrideGlobalObjects: true });
  light = globalThis.Response;
  for (const [index, name] of names.entries()) {
    const descriptor = kept[index];
    if (descriptor !== undefined) Object.defineProperty(globalThis, name, descriptor);
  }
  return light;
}
