/** What is wrong with a text that is no JavaScript, in words, with a mark where it is. */
import { parse, type Token, tokenizer, tokTypes } from 'acorn';
import { PLACE } from './awaitStatements.ts';

/** The mistake, and under it the text with a mark. */
export function syntaxMistake(text: string): string {
  const { what, at } = findMistake(text);
  return `${what}\n${marked(text, at)}`;
}

/** The mistake, and where it is. */
export function findMistake(text: string): SyntaxMistake {
  return bracketMistake(text) ?? otherMistake(text);
}

/** What is said where the parser finds nothing. */
export const NO_MISTAKE = 'Node does not take it';

/** What is wrong with a text. */
export interface SyntaxMistake {
  readonly what: string;
  /** The place in the text. */
  readonly at: number;
  /** Whether the text may only not be finished yet: what it lacks can still come. */
  readonly isUnfinished?: boolean;
}

const CLOSES: ReadonlyMap<unknown, string> = new Map([
  [tokTypes.parenL, ')'],
  [tokTypes.bracketL, ']'],
  [tokTypes.braceL, '}'],
  [tokTypes.dollarBraceL, '}'],
]);

/** A bracket without its other one; `undefined` where all have theirs. */
function bracketMistake(text: string): SyntaxMistake | undefined {
  const open: Token[] = [];
  try {
    for (const token of tokenizer(text, PLACE)) {
      const written = text.slice(token.start, token.end);
      if (CLOSES.has(token.type)) open.push(token);
      if (token.type.label !== written || !')]}'.includes(written)) continue;
      const begin = open.pop();
      const wanted = CLOSES.get(begin?.type);
      if (begin === undefined)
        return { what: `nothing is open that this ${written} closes`, at: token.start };
      if (wanted !== written) return { ...missing(text, begin, wanted), at: token.start };
    }
  } catch (error) {
    return mistakeOf(error, text);
  }
  const last = open.at(-1);
  return last && { ...missing(text, last, CLOSES.get(last.type)), isUnfinished: true };
}

function missing(text: string, { start, end }: Token, closing = ''): SyntaxMistake {
  return {
    what: `a ${closing} is missing: this ${text.slice(start, end)} is not closed`,
    at: start,
  };
}

function otherMistake(text: string): SyntaxMistake {
  try {
    parse(text, PLACE);
    return { what: NO_MISTAKE, at: text.length };
  } catch (error) {
    return mistakeOf(error, text);
  }
}

/** What the parser says, which ends by the place: `Unexpected token (1:8)`. */
function mistakeOf(error: unknown, text: string): SyntaxMistake {
  if (!(error instanceof SyntaxError)) throw error;
  const at = 'pos' in error && typeof error.pos === 'number' ? error.pos : text.length;
  const what = error.message.replace(/ \(\d+:\d+\)$/, '');
  const isUnfinished = at >= text.trimEnd().length || what.startsWith('Unterminated');
  return { what, at, isUnfinished };
}

/** The text, with a mark under the line in which the place is. */
function marked(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  const lines = text.trimEnd().split('\n');
  const mark = (before.at(-1) ?? '').replace(/[^\t]/g, ' ');
  lines.splice(before.length, 0, `${mark}^`);
  return lines.map((line) => `  ${line}`).join('\n');
}
