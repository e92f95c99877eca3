/**
 * The forms of HAL-FORMS: what a document declares can be done to it.
 *
 * @see https://rwcbook.github.io/hal-forms/
 */
import type { DeclaredAction } from '../plan/known/document.ts';
import type { Parameter } from '../types/parameter.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';

/** The sorts of fields that hold a number; of every other, servers take a text. */
const NUMBERS: ReadonlySet<Json> = new Set(['number', 'range']);

/** The actions that the `_templates` of a document declare, by their names. @param self - Where a form is sent that says nothing. */
export function readForms(
  templates: Json | undefined,
  self: string,
): ReadonlyMap<string, DeclaredAction> {
  const actions = new Map<string, DeclaredAction>();
  for (const [name, form] of Object.entries(isJsonObject(templates) ? templates : {})) {
    const action = isJsonObject(form) ? readForm(form, self) : undefined;
    if (action !== undefined) actions.set(name, action);
  }
  return actions;
}

function readForm(form: JsonObject, self: string): DeclaredAction | undefined {
  const { method, target, contentType, properties } = form;
  const url = typeof target === 'string' ? target : self;
  if (!URL.canParse(url, self)) return undefined;
  const fields = (Array.isArray(properties) ? properties : []).filter(isJsonObject);
  const named = fields.flatMap((field) =>
    typeof field.name === 'string' ? [[field.name, field] as const] : [],
  );
  const values = named.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]]));
  return {
    method: typeof method === 'string' ? method : 'GET',
    url: new URL(url, self).href,
    ...(contentType === 'application/x-www-form-urlencoded' && { form: 'form' }),
    // A form without any may take what it does not name.
    ...(named.length > 0 && {
      parameters: Object.fromEntries(named.map(([name, field]) => [name, toParameter(field)])),
    }),
    values: Object.fromEntries(values) as JsonObject,
  };
}

function toParameter(field: JsonObject): Parameter {
  const { type = 'text', required, options, min, max, minLength, maxLength, regex } = field;
  const needed = required === true ? { required } : {};
  const choices = isJsonObject(options) ? choicesOf(options) : undefined;
  const listed = choices === undefined ? {} : { oneOf: choices };
  // A hidden field may be of any sort, and of options one may choose several, unless that is said.
  const isOne = !isJsonObject(options) || options.maxItems === 1;
  if (type === 'hidden') return { type: 'any', ...needed };
  if (!isOne) return { type: 'any', ...needed, ...listed };
  if (NUMBERS.has(type)) return { type: 'number', ...needed, ...bounds('range', min, max) };
  return {
    type: 'string',
    ...needed,
    ...listed,
    ...bounds('length', minLength, maxLength),
    ...(typeof regex === 'string' && { matches: regex }),
  };
}

/** What may be chosen, where the form itself says so, and all of it is text. */
function choicesOf({ inline, valueField }: JsonObject): readonly string[] | undefined {
  const field = typeof valueField === 'string' ? valueField : 'value';
  const all = (Array.isArray(inline) ? inline : []).map((each: Json) =>
    isJsonObject(each) ? each[field] : each,
  );
  const texts = all.filter((each) => typeof each === 'string');
  return texts.length > 0 && texts.length === all.length ? texts : undefined;
}

function bounds(
  name: 'range' | 'length',
  least: Json | undefined,
  greatest: Json | undefined,
): { readonly range?: [number, number]; readonly length?: [number, number] } {
  if (typeof least !== 'number' && typeof greatest !== 'number') return {};
  const from = typeof least === 'number' ? least : name === 'length' ? 0 : Number.NEGATIVE_INFINITY;
  const to = typeof greatest === 'number' ? greatest : Number.POSITIVE_INFINITY;
  return { [name]: [from, to] };
}
