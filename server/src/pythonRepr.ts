/**
 * Writes a value as Python 2 prints it: `u'true'`, `True`, `None`, `[u'a']`.
 *
 * HipChat's error texts hold values in that form, and clients match on them.
 */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return `u${quoted(value)}`;
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).map(
    ([key, entry]) => `${pythonRepr(key)}: ${pythonRepr(entry)}`,
  );
  return `{${entries.join(', ')}}`;
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let escaped = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === quote) escaped += `\\${char}`;
    else if (escapes[char] !== undefined) escaped += escapes[char];
    else if (code >= 0x20 && code < 0x7f) escaped += char;
    else if (code <= 0xff) escaped += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (code <= 0xffff) escaped += `\\u${code.toString(16).padStart(4, '0')}`;
    else escaped += `\\U${code.toString(16).padStart(8, '0')}`;
  }
  return quote + escaped + quote;
}
