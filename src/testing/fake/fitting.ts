/** Which of the actions that lie at one address was meant. */
import { isJsonObject, type Json } from '../../values/json.ts';
import type { Call } from './route.ts';

/**
 * The one that fits what was sent best: its parameters are what stands in the body, it is guarded if the request is, and it
 * lacks nothing. Of several that fit alike, the one that the map has first.
 */
export function fitting(
  calls: readonly Call[],
  body: Json | undefined,
  isGuarded: boolean,
): Call | undefined {
  const sent = isJsonObject(body) ? Object.keys(body) : [];
  const [best] = calls
    .map((call) => ({ call, faults: faultsOf(call, sent, isGuarded) }))
    .sort((a, b) => a.faults.reduce((sum, each, at) => sum || each - (b.faults[at] ?? 0), 0));
  return best?.call;
}

/** What speaks against it, the worst first. */
function faultsOf(
  { action, inPath }: Call,
  sent: readonly string[],
  isGuarded: boolean,
): readonly number[] {
  const parameters = Object.entries(action.parameters);
  const wires = parameters.map(([name, { wire = name }]) => wire);
  const lacks = parameters.filter(
    ([name, { required, wire = name }]) =>
      required && !Object.hasOwn(inPath, name) && !sent.includes(wire),
  );
  return [
    sent.filter((name) => !wires.includes(name)).length,
    Number((action.guard !== undefined) !== isGuarded),
    lacks.length,
  ];
}
