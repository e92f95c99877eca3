/**
 * What an action does to a made-up server: as much as the map says of it.
 *
 * A map says what is made, which field a parameter is kept in, which of the fields has an action of its own, and of what a list's
 * items are. It does not say that a message that is sent stands in the history.
 */

import type { Parameter } from '../../types/parameter.ts';
import type { Codec } from '../../values/codec.ts';
import { isJsonObject, type Json } from '../../values/json.ts';
import { type Pen, represent } from './represent.ts';
import type { Call } from './route.ts';
import { type List, Thing } from './Thing.ts';
import type { World } from './World.ts';

/** What came of an action. */
export interface Done {
  readonly status: number;
  readonly json?: Json;
  /** Whether something is different now. */
  readonly isApplied: boolean;
}

/**
 * @param body - What was sent, parsed if it was JSON or a form.
 * @param isPatch - Whether it is a merge patch, in which `null` takes away.
 * @param count - How many actions there were, for what is made up.
 */
export function act(
  call: Call,
  body: Json | undefined,
  isPatch: boolean,
  pen: Pen,
  count: number,
): Done {
  const { on, action } = call;
  const { world } = pen;
  if (action.creates !== undefined) {
    const isOfThing = on instanceof Thing;
    const made = world.make(action.creates, isOfThing ? () => on.path : on);
    world.number([made], world.everOf(made.kind));
    for (const [parameter, value] of valuesOf(call, body)) keep(world, made, parameter, value);
    if (!isOfThing) world.add(on, made);
    return { status: 201, json: represent(made, action.gives ?? 'ref', {}, pen), isApplied: true };
  }
  const isApplied =
    on instanceof Thing ? change(call, on, body, isPatch, world) : move(call, on, world);
  if (action.gives !== undefined && on instanceof Thing && !on.isGone) {
    return { status: 200, json: represent(on, action.gives, {}, pen), isApplied };
  }
  if (action.answers === undefined) return { status: 204, isApplied };
  const wires = Object.entries(action.parameters).map(([name, { wire = name }]) => wire);
  const json: Record<string, Json> = {};
  for (const [name, codec] of Object.entries(action.answers)) {
    const sent = isJsonObject(body) ? body[name] : undefined;
    // What could have been sent and was not is not made up.
    const given = sent ?? (wires.includes(name) ? undefined : madeUp(codec, count));
    if (given !== undefined) json[name] = given;
  }
  return { status: 200, json, isApplied };
}

/** An action of a resource. */
function change(
  call: Call,
  on: Thing,
  body: Json | undefined,
  isPatch: boolean,
  world: World,
): boolean {
  const { action, name } = call;
  const isWhole = action.path === '';
  if (isWhole && action.method === 'DELETE') {
    on.isGone = true;
    return true;
  }
  const values = valuesOf(call, body);
  const isChange = action.method === 'PUT' || action.method === 'PATCH';
  if (isWhole && isChange) {
    return values
      .map(([each, value]) =>
        isPatch && value === null ? takeAway(world, on, each) : keep(world, on, each, value),
      )
      .some(Boolean);
  }
  // A field with an action of the same name.
  const own = values.find(([each]) => each.name === name);
  return own !== undefined && world.set(on, name, own[1]);
}

/** An action of a list that says in its address which item it is about. */
function move({ action, inPath }: Call, on: List, world: World): boolean {
  const [name = ''] = /^\{(\w+)\}$/.exec(action.path)?.slice(1) ?? [];
  if (action.parameters[name]?.kind !== on.member.kind) return false;
  const item = world.find(on.member.kind, inPath[name] ?? '');
  if (item === undefined) return false;
  if (action.method === 'DELETE') world.remove(on, item);
  else world.add(on, item);
  return true;
}

type Named = Parameter & { readonly name: string };

/** What was given, by parameter. */
function valuesOf(
  { action, inPath }: Call,
  body: Json | undefined,
): readonly (readonly [Named, Json])[] {
  return Object.entries(action.parameters).flatMap(([name, parameter]) => {
    const given = isJsonObject(body) ? body[parameter.wire ?? name] : undefined;
    const { inside } = parameter;
    const isInside = inside !== undefined && isJsonObject(given);
    const value = inPath[name] ?? (isInside ? given[inside] : given);
    return value === undefined ? [] : [[{ ...parameter, name }, typed(value, parameter)] as const];
  });
}

/** A text of a form as what the parameter is. */
function typed(value: Json, { type }: Parameter): Json {
  if (typeof value !== 'string') return value;
  if (type === 'boolean' && /^(?:true|false)$/.test(value)) return value === 'true';
  const isNumber = (type === 'number' || type === 'integer') && value.trim() !== '';
  return isNumber && Number.isFinite(Number(value)) ? Number(value) : value;
}

/** The field that the map names for a parameter, or the one of its name. */
function fieldOf(world: World, thing: Thing, { keeps, wire, name }: Named): string | undefined {
  const members = world.membersOf(thing.kind);
  return [keeps, wire, name].find(
    (each) => each !== undefined && members[each]?.read !== undefined,
  );
}

function keep(world: World, thing: Thing, parameter: Named, value: Json): boolean {
  const name = fieldOf(world, thing, parameter);
  return name !== undefined && world.set(thing, name, value);
}

function takeAway(world: World, thing: Thing, parameter: Named): boolean {
  const name = fieldOf(world, thing, parameter);
  if (name === undefined) return false;
  delete thing.fields[name];
  thing.to.delete(name);
  return true;
}

/** Something of that sort, another one for each action. */
function madeUp(codec: Codec, count: number): Json {
  if (codec === 'instant') return '1970-01-01T00:00:00+00:00';
  return codec === 'string' ? String(count) : codec === 'boolean' ? false : count;
}
