/**
 * The docstrings of all that an expression can name, read from the types: what the console's `.help NAME` shows. They
 * are put into the command when it is built, so that they are written once.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import ts from 'typescript';
import type { MemberDoc, MemberDocs } from '../src/cli/console/memberDocs.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** An esbuild plugin that fills `memberDocs.ts`. */
export function memberDocs(): Plugin {
  return {
    name: 'member-docs',
    setup(build) {
      build.onLoad({ filter: /[\\/]console[\\/]memberDocs\.ts$/ }, () => ({
        contents: `export const memberDocs = ${JSON.stringify(readMemberDocs())};`,
        loader: 'js',
      }));
    },
  };
}

/**
 * By what is named: `room.topic` is a member of a kind, `room.members.add` an action of one of its collections,
 * `items.map` an operation on items, `explain` a function.
 */
export function readMemberDocs(): MemberDocs {
  const types = parsed('../src/types/');
  const interfaces = new Map(
    types.flatMap((file) =>
      file.statements.filter(ts.isInterfaceDeclaration).map((each) => [each.name.text, each]),
    ),
  );
  const docs = new Map<string, MemberDoc[]>();
  const add = (key: string, node: ts.Node, heading: string): void => {
    const text = docOf(node);
    if (text !== '') docs.set(key, [...(docs.get(key) ?? []), { heading, text }]);
  };
  const addMembers = (key: string, of: string): void => {
    for (const member of membersOf(interfaces.get(of), interfaces)) {
      const name = member.name && ts.isIdentifier(member.name) ? member.name.text : undefined;
      if (name === undefined) continue;
      add(`${key}.${name}`, member, `${key}.${headingOf(member, name)}`);
      const type = ts.isPropertySignature(member) ? collectionOf(member.type) : undefined;
      for (const inner of actionsOf(interfaces.get(type ?? ''), interfaces)) {
        if (ts.isCallSignatureDeclaration(inner)) {
          add(`${key}.${name}`, inner, `${key}.${headingOf(inner, name)}`);
        } else if (ts.isMethodSignature(inner) && ts.isIdentifier(inner.name)) {
          const action = `${key}.${name}.${inner.name.text}`;
          add(action, inner, `${key}.${name}.${headingOf(inner, inner.name.text)}`);
        }
      }
    }
  };
  for (const [kind, of] of types.flatMap(kindsOf)) addMembers(kind, of);
  addMembers('items', 'Operations');
  addMembers('root', 'Requests');
  const names = readFileSync(at('../src/native.ts'), 'utf8');
  for (const statement of parsed('../src/functions/').flatMap((file) => [...file.statements])) {
    if (!ts.isFunctionDeclaration(statement) || statement.name === undefined) continue;
    const { text } = statement.name;
    // What starts from the client is called without it in the console.
    if (docs.has(`root.${text}`)) continue;
    if (new RegExp(`\\b${text} }`).test(names)) add(text, statement, headingOf(statement, text));
  }
  return Object.fromEntries(docs);
}

function parsed(folder: string): readonly ts.SourceFile[] {
  return readdirSync(at(folder)).map((name) => {
    const text = readFileSync(at(`${folder}${name}`), 'utf8');
    return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  });
}

/** The kinds that a file describes, with the interface of their chains: `room: KindFor<RoomIn<'chain'>, …>`. */
function kindsOf(file: ts.SourceFile): readonly (readonly [kind: string, of: string])[] {
  return file.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) =>
    declarationList.declarations.flatMap(({ name, type }) => {
      if (type === undefined || !ts.isTypeReferenceNode(type) || nameOf(type) !== 'KindFor')
        return [];
      const of = nameOf(type.typeArguments?.[0]);
      return of !== undefined && ts.isIdentifier(name) ? [[name.text, of] as const] : [];
    }),
  );
}

function membersOf(
  of: ts.InterfaceDeclaration | undefined,
  all: ReadonlyMap<string, ts.InterfaceDeclaration>,
): readonly ts.TypeElement[] {
  const parents = (of?.heritageClauses ?? []).flatMap(({ types }) => [...types]);
  const names = parents.map(({ expression }) => expression.getText());
  return [...(of?.members ?? []), ...names.flatMap((name) => membersOf(all.get(name), all))];
}

/** What a collection itself has: its calls, and the actions that it shares with what a lambda's row has in its place. */
function actionsOf(
  of: ts.InterfaceDeclaration | undefined,
  all: ReadonlyMap<string, ts.InterfaceDeclaration>,
): readonly ts.TypeElement[] {
  const parents = (of?.heritageClauses ?? []).flatMap(({ types }) => [...types]);
  const shared = parents
    .map(({ expression }) => expression.getText())
    .filter((name) => name.endsWith('Actions'));
  return [...(of?.members ?? []), ...shared.flatMap((name) => [...(all.get(name)?.members ?? [])])];
}

/** The type of a collection, whatever a row has in its place: `InRow<R, RowMembers, Members>`. */
function collectionOf(type: ts.TypeNode | undefined): string | undefined {
  if (type === undefined || !ts.isTypeReferenceNode(type)) return undefined;
  return nameOf(type) === 'InRow' ? nameOf(type.typeArguments?.[2]) : nameOf(type);
}

function nameOf(type: ts.TypeNode | undefined): string | undefined {
  return type && ts.isTypeReferenceNode(type) ? type.typeName.getText() : undefined;
}

/** How something is written: a name, and what is handed over where it is called. */
function headingOf(node: ts.Node, name: string): string {
  if (!ts.isFunctionLike(node)) return name;
  const parameters = node.parameters.map((each) => each.getText().replace(/\s+/g, ' '));
  return `${name}(${parameters.join(', ')})`;
}

/** The docstring as text: what tags say in words, and examples without their fences. */
function docOf(node: ts.Node): string {
  const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc)?.getText() ?? '';
  return comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^[ \t]*\*? ?/gm, '')
    .replace(/^```.*\n?/gm, '')
    .replace(/@param (\w+) - /g, '$1: ')
    .replace(/@throws \{(\w+)\} /g, 'Throws a $1: ')
    .replace(/@throws /g, 'Throws ')
    .replace(/@see /g, 'See ')
    .replace(/@(?:returns|example) ?/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
