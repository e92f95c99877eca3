/**
 * Reads INI as HypChat did, which took Python's ConfigParser: `token: X` and `TOKEN = X` are `token = X`, comments begin
 * with `#` or `;`, and what stands in `[DEFAULT]` holds for every section.
 */

/**
 * The options of one section, by their names in small letters. An option that is there twice counts the second time.
 *
 * @param text - With or without a byte order mark. Quotes around a value are no part of it.
 */
export function parseIni(text: string, section: string): ReadonlyMap<string, string> {
  const sections = new Map<string, Map<string, string>>();
  let current: Map<string, string> | undefined;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n?|\n/)) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const header = /^\s*\[([^\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) {
      current = sections.get(header) ?? new Map();
      sections.set(header, current);
      continue;
    }
    const [, name, value] = /^\s*([^:=\s][^:=]*?)\s*[:=]\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) current?.set(name.toLowerCase(), bare(value));
  }
  return new Map([...(sections.get('DEFAULT') ?? []), ...(sections.get(section) ?? [])]);
}

/** A value without the comment behind it, and without quotes. */
function bare(value: string): string {
  const trimmed = value.replace(/\s;.*$/, '').trim();
  return /^(["'])(.*)\1$/.exec(trimmed)?.[2] ?? trimmed;
}
