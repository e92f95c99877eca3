/**
 * What can stand where a line ends: parses the line, and looks the place up in the link map.
 */
import type { AnyNode, CallExpression, Literal, ObjectExpression, Property } from 'acorn';
import { parse } from 'acorn-loose';
import { fullAncestor } from 'acorn-walk';
import { harmless } from '../../values/harmless.ts';
import type { CompletionSources } from './CompletionSources.ts';
import { Places } from './Places.ts';

/** What Tab offers. */
export interface Suggestions {
  readonly candidates: readonly string[];
  /** What was typed of them. */
  readonly partial: string;
}

/** Stands for the cursor: a letter of which no name is made. */
const CURSOR = 'ǂ';

/** What can follow a line; `undefined` where it is nothing of a chain's. */
export function suggest(line: string, sources: CompletionSources): Suggestions | undefined {
  let found: Suggestions | undefined;
  const program = parse(`${line}${CURSOR}`, {
    ecmaVersion: 'latest',
    allowAwaitOutsideFunction: true,
  });
  fullAncestor(program, (node, _state, ancestors) => {
    found ??= at(node as AnyNode, ancestors as AnyNode[], line, sources);
  });
  return found;
}

function at(
  node: AnyNode,
  ancestors: readonly AnyNode[],
  line: string,
  { names, seen }: CompletionSources,
): Suggestions | undefined {
  const places = new Places(names, ancestors);
  switch (node.type) {
    case 'MemberExpression': {
      const partial =
        node.property.type === 'Identifier' ? beforeCursor(node.property.name) : undefined;
      if (node.computed || partial === undefined) return undefined;
      const place = places.of(node.object);
      return place && matching(places.namesAt(place), partial);
    }
    case 'Property': {
      const partial = node.key.type === 'Identifier' ? beforeCursor(node.key.name) : undefined;
      const [call, object] = callAround(ancestors);
      if (partial === undefined || call === undefined || object === undefined) return undefined;
      const taken = object.properties.flatMap((each) => (each === node ? [] : keyOf(each)));
      const options = Object.keys(places.optionsOf(call)).filter((name) => !taken.includes(name));
      const left = options.map((name) => `${name}: `);
      return options.length === 0 ? undefined : matching(left, partial);
    }
    case 'Literal': {
      const partial = typeof node.value === 'string' ? beforeCursor(node.value) : undefined;
      if (partial === undefined) return undefined;
      const parameter = places.parameterAt(node, ancestors.at(-2));
      if (parameter === undefined) return undefined;
      const words =
        parameter.oneOf ?? (parameter.kind === undefined ? [] : seen.names(parameter.kind));
      return inQuotes(words, node, line);
    }
    default:
      return undefined;
  }
}

function matching(names: readonly string[], partial: string): Suggestions {
  return { candidates: names.filter((name) => name.startsWith(partial)), partial };
}

/** Words as they are written in the quotes that are open. */
function inQuotes(words: readonly string[], { start }: Literal, line: string): Suggestions {
  const quote = line[start] ?? "'";
  const partial = line.slice(start + 1);
  return matching(
    words.map((word) => `${written(word, quote)}${quote}`),
    partial,
  );
}

/** A word as code has it between quotes, in one line, and as a terminal may show it. */
function written(word: string, quote: string): string {
  const code = word
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t');
  return harmless(code);
}

function beforeCursor(text: string): string | undefined {
  return text.endsWith(CURSOR) ? text.slice(0, -CURSOR.length) : undefined;
}

/** The call whose options the cursor is in, and the object of them. */
function callAround(
  ancestors: readonly AnyNode[],
): readonly [call?: CallExpression, object?: ObjectExpression] {
  const [call, object] = ancestors.slice(-3);
  if (call?.type !== 'CallExpression' || object?.type !== 'ObjectExpression') return [];
  return [call, object];
}

function keyOf(property: AnyNode): readonly string[] {
  const { key } = property as Property;
  return key?.type === 'Identifier' ? [key.name] : [];
}
