/**
 * Text as a terminal may show it. Everything that the command prints comes through here, and every message of an error, line of
 * a log and cell of a table: names and words are a server's, or somebody's whom the server let write, and are data.
 */

/**
 * What a terminal obeys (C0, DEL and C1 controls), what changes the order or the lines in which text is seen (bidi
 * controls, separators of lines), and halves of letters, which are no text.
 */
const OBEYED = /[^\P{Cc}\n\t]|[\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * The text, with what a terminal would obey written out: `\u001b`. Line ends and tabs stay.
 *
 * That is also how JSON and JavaScript write it in a text, so that a document or a line of code means what it meant.
 */
export function harmless(text: string): string {
  return text.replace(OBEYED, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** The same as one line, where others of a layout stand beside it: what came from a server begins none of its own. */
export function harmlessLine(text: string): string {
  return harmless(text).replaceAll('\n', '\\n');
}
