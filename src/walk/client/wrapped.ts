/**
 * Reads JSON that did not come as an answer, as if it were one.
 */
import type { Knowledge } from '../../plan/known/known.ts';
import { NOTHING } from '../../plan/known/wish.ts';
import { kindOf } from '../../plan/map/members.ts';
import { kindTold } from '../../plan/map/oneOf.ts';
import { kindAt } from '../../plan/map/templates.ts';
import type { ResourcePlace } from '../../plan/place/place.ts';
import { placeOfKind } from '../../plan/place/placeAt.ts';
import { isJsonObject, type Json } from '../../values/json.ts';
import { parseJson } from '../../values/parseJson.ts';
import { isWhole, learn } from '../learn/absorb.ts';
import type { Runner } from '../run/Runner.ts';

/**
 * Takes the JSON in, and says where the resource is that it holds.
 *
 * @throws {TypeError} When it holds none, or one that is known to be of another kind.
 */
export function absorbWrapped(
  known: Knowledge,
  json: unknown,
  kind: string | undefined,
  { dialect, describe, api }: Pick<Runner, 'dialect' | 'describe' | 'api'>,
): ResourcePlace {
  const { map, base } = api;
  const url = `${base}/`;
  const answer = { status: 200, headers: new Headers(), url, json: toJson(json) };
  const doc = dialect.document(answer, describe({ of: 'resource', kind, address: url }));
  if (doc == null) throw new TypeError('`wrap` found no resource in what it was given');
  if (kind !== undefined && kindOf(map, kind) === undefined) {
    throw new TypeError(`\`wrap\` knows no kind '${kind}': ${Object.keys(map.kinds).join(', ')}`);
  }
  if (doc.address !== undefined && kind !== undefined) placeOfKind(map, base, doc.address, kind);
  const byAddress = doc.address === undefined ? map.wraps : kindAt(map, base, doc.address);
  const named = kind ?? kindTold(map, doc.kind) ?? byAddress;
  const level = isWhole(doc, named, map) ? 'whole' : 'stub';
  const expected = { kind: named, wish: NOTHING };
  const found = learn({ ...api, known, isWrapped: true }, doc, `${base}/#wrapped`, expected, level);
  return { at: 'resource', address: found.address, kind: named, shows: 'stub', found };
}

/** What was given, as it would have come over the wire. */
function toJson(given: unknown): Json {
  let text: string;
  try {
    text = typeof given === 'string' ? given : (JSON.stringify(given) ?? 'null');
  } catch (error) {
    throw new TypeError('`wrap` takes JSON, or its text', { cause: error });
  }
  const parsed = parseJson(text);
  if ('fault' in parsed) {
    const more = parsed.fault === 'is not JSON' ? '' : `: it was given JSON that ${parsed.fault}`;
    throw new TypeError(`\`wrap\` takes JSON, or its text${more}`);
  }
  const { json } = parsed;
  if (!isJsonObject(json)) throw new TypeError('`wrap` takes an object, or the text of one');
  return json;
}
