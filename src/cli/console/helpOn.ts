/**
 * What there is to say of a name: a link, a field, an action, an operation, a function. The docstrings of the types say
 * it, and the link map what it is.
 */
import { type Expression, parseExpressionAt, type Super } from 'acorn';
import { type ActionMember, hipchatMap, type Member } from '../../index.ts';
import { type MemberDoc, memberDocs } from './memberDocs.ts';
import { Places } from './Places.ts';

/**
 * The help on a name, or on what an expression ends with; `undefined` where there is nothing of that name. Runs
 * nothing, and sends nothing.
 *
 * @param text - `topic`, `room.topic`, `rooms.items[0].owner`, `map`, `explain`.
 * @param names - What the console made global.
 */
export function helpOn(text: string, names: Readonly<Record<string, unknown>>): string | undefined {
  const asked = text.trim().replace(/^(?:hc|hipchat)\./, '');
  const found = keysOf(asked, names);
  const parts = found.map((key) => paragraphsOf(key).join('\n'));
  const kind = own(hipchatMap.kinds, asked);
  if (kind !== undefined && asked !== hipchatMap.root) {
    parts.push(`What a ${asked} has: ${Object.keys(kind.members).join(', ')}`);
  }
  return parts.length === 0 ? undefined : parts.join('\n\n');
}

function keysOf(asked: string, names: Readonly<Record<string, unknown>>): readonly string[] {
  const isKnown = (key: string): boolean =>
    Object.hasOwn(memberDocs, key) || memberAt(key) !== undefined;
  for (const key of [asked, `${hipchatMap.root}.${asked}`]) if (isKnown(key)) return [key];
  const exact = keyOf(parsed(asked), new Places(names, []));
  if (exact !== undefined && isKnown(exact)) return [exact];
  // A name alone may be several things.
  return ALL_KEYS.filter((key) => key.endsWith(`.${asked}`));
}

const ALL_KEYS: readonly string[] = [
  ...new Set([
    ...Object.entries(hipchatMap.kinds).flatMap(([kind, { members }]) =>
      Object.entries(members).flatMap(([name, { read }]) => {
        const actions = read?.is === 'collection' ? Object.keys(read.actions ?? {}) : [];
        return ['', ...actions.map((action) => `.${action}`)].map((end) => `${kind}.${name}${end}`);
      }),
    ),
    ...Object.keys(memberDocs),
  ]),
];

function parsed(text: string): Expression | undefined {
  try {
    return parseExpressionAt(text, 0, { ecmaVersion: 'latest' });
  } catch {
    return undefined;
  }
}

/** Where the docstring of what an expression ends with stands. */
function keyOf(node: Expression | Super | undefined, places: Places): string | undefined {
  switch (node?.type) {
    case 'Identifier':
      return `${hipchatMap.root}.${node.name}`;
    case 'CallExpression':
      return keyOf(node.callee, places);
    case 'MemberExpression': {
      if (node.computed || node.property.type !== 'Identifier') return undefined;
      const { name } = node.property;
      const owner = places.of(node.object);
      if (owner === undefined) return undefined;
      if (owner.is === 'resource') return `${owner.kind}.${name}`;
      const isAction = Object.hasOwn(owner.actions ?? {}, name);
      return isAction ? `${keyOf(node.object, places)}.${name}` : `items.${name}`;
    }
    default:
      return undefined;
  }
}

function paragraphsOf(key: string): readonly string[] {
  const docs = own(memberDocs, key) ?? [{ heading: key, text: '' }];
  const facts = factsOf(memberAt(key));
  return docs.flatMap(({ heading, text }: MemberDoc, index) => [
    heading.replace(new RegExp(`^${hipchatMap.root}\\.`), ''),
    ...[index === 0 ? facts : '', text]
      .filter((each) => each !== '')
      .map((each) => each.replace(/^(?=.)/gm, '  ')),
  ]);
}

/** What the link map has under a key. */
function memberAt(key: string): Member | undefined {
  const [kind = '', name = '', action] = key.split('.');
  const member = own(own(hipchatMap.kinds, kind)?.members ?? {}, name);
  if (action === undefined) return member;
  const read = member?.read;
  const call = read?.is === 'collection' ? own(read.actions ?? {}, action) : undefined;
  return call && { call };
}

const HELD = {
  ref: 'always there',
  stub: 'stubs have it',
  whole: 'only the whole has it',
  expansion: 'only an expansion brings it',
} as const;

/** What the link map knows of a member, in a line. */
function factsOf(member: Member | undefined): string {
  const { read, call } = member ?? {};
  const facts: string[] = [];
  if (read?.is === 'field') facts.push(`a field (${read.codec}): ${HELD[read.in]}`);
  if (read?.is === 'ref') facts.push(`leads to a ${read.kind}: ${HELD[read.in]}`);
  if (read?.is === 'list') facts.push(`a list: ${HELD[read.in]}`);
  if (read?.is === 'link') facts.push(`a link to a ${read.kind ?? 'resource'}`);
  if (read?.is === 'collection') facts.push(`a collection of ${read.kind}s`);
  if (call?.is === 'lookup') facts.push(`a ${call.kind}, by what names it`);
  if (call?.is === 'action') facts.push(actionText(call));
  return facts.join('; ');
}

function actionText({ method, path }: ActionMember): string {
  return `an action: ${method}${path === '' ? '' : ` …/${path}`}`;
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
