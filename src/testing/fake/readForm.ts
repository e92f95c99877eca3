/** What a made-up server makes of a form, and the ETag that it gives. */
import type { Json } from '../../values/json.ts';

/** A form as PHP, Rails and Stripe read it: `items[0][price]=3` is a value within values, and a name that comes twice a list. */
export function readForm(form: URLSearchParams): Json {
  const whole: Branch = {};
  for (const [name, text] of form) {
    const path = name.split(/\]\[|[[\]]/).filter((part, index) => index === 0 || part !== '');
    let at = whole;
    for (const part of path.slice(0, -1)) {
      const inner = Object.hasOwn(at, part) ? at[part] : undefined;
      const next: Branch = typeof inner === 'object' && !Array.isArray(inner) ? inner : {};
      put(at, part, next);
      at = next;
    }
    const last = path.at(-1) ?? '';
    const before = Object.hasOwn(at, last) ? at[last] : undefined;
    const isTwice = typeof before === 'string' || Array.isArray(before);
    put(at, last, isTwice ? [before].flat().concat(text) : text);
  }
  return toJson(whole);
}

interface Branch {
  [name: string]: Branch | string | string[];
}

/** Also under a name like `__proto__`. */
function put(at: Branch, name: string, value: Branch[string]): void {
  Object.defineProperty(at, name, { value, enumerable: true, configurable: true, writable: true });
}

/** What is named by indices alone is a list. */
function toJson(value: Branch[string]): Json {
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, toJson(each)] as const);
  const isList = entries.length > 0 && entries.every(([name], index) => name === String(index));
  return isList ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}

/** The ETag of a document: another one for another document. */
export function etagOf(json: Json): string {
  const text = JSON.stringify(json);
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return `"${text.length}-${(hash >>> 0).toString(16)}"`;
}
