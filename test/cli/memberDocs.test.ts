import { describe, expect, it } from 'vitest';
import { readMemberDocs } from '../../scripts/memberDocs.ts';
import { helpOn } from '../../src/cli/console/helpOn.ts';
import { hipchatMap } from '../../src/index.ts';

const docs = readMemberDocs();
const members = Object.entries(hipchatMap.kinds).flatMap(([kind, { members }]) =>
  Object.entries(members).map(([name, member]) => ({ kind, name, key: `${kind}.${name}`, member })),
);

describe('the docstrings that the command carries', () => {
  it('are there for each action, each resource by its id and each collection of the link map', () => {
    const wanted = members.flatMap(({ key, member: { read, call } }) => [
      ...(call === undefined && read?.is !== 'collection' ? [] : [key]),
      ...(read?.is === 'collection'
        ? Object.keys(read.actions ?? {}).map((action) => `${key}.${action}`)
        : []),
    ]);

    expect(wanted.filter((key) => docs[key] === undefined)).toEqual([]);
    expect(wanted.length).toBeGreaterThan(40);
  });

  it('are there for each operation on items and each function', () => {
    for (const name of ['map', 'filter', 'forEach', 'find', 'contents', 'toArray']) {
      expect(docs[`items.${name}`]?.[0]?.heading).toMatch(new RegExp(`^items\\.${name}\\(`));
    }
    for (const name of ['explain', 'trace', 'within', 'fresh', 'href', 'parent', 'field', 'box']) {
      expect(docs[name]?.[0]?.heading).toMatch(new RegExp(`^${name}\\(`));
    }
    expect(docs.readChained).toBeUndefined();
    expect(docs['root.request']?.[0]?.heading).toMatch(/^root\.request\(method: 'GET'/);
    expect(docs.request).toBeUndefined();
  });

  it('are what the types say, without the marks of a comment', () => {
    expect(docs['room.message']).toEqual([
      {
        heading: 'room.message(text: string)',
        text: `Sends a message as the token's owner.

text: 1 to 1,000 characters.
See https://www.hipchat.com/docs/apiv2/method/send_message`,
      },
    ]);
    for (const { text } of Object.values(docs).flat()) {
      expect(text).not.toMatch(/\/\*\*|\*\/|^\s*\*|```|@\w+ /m);
    }
  });
});

describe('helpOn', () => {
  it('says of every member of the link map what it is', () => {
    for (const { kind, name, key } of members) {
      expect(helpOn(key, {}), key).toContain(`${kind === 'root' ? '' : `${kind}.`}${name}`);
      expect(helpOn(key, {})?.split('\n').length, key).toBeGreaterThan(1);
    }
  });

  it.each([
    ['room.created', 'room.created\n  a field (instant): only the whole has it'],
    ['rooms', 'rooms\n  a collection of rooms'],
    ['hc.rooms', 'rooms\n  a collection of rooms'],
    ['rooms.create', 'rooms.create\n  an action: POST'],
    ['members.add', 'room.members.add\n  an action: PUT …/{user}'],
    ['mention_name', 'user.mention_name\n  a field (string): stubs have it'],
  ])('finds %s', (text, help) => {
    expect(helpOn(text, {})).toContain(help);
  });

  it('says what there is on a kind, and nothing where there is none of that name', () => {
    expect(helpOn('user', {})).toMatch(/What a user has: .*\bemail\b/);
    for (const text of [
      'nothing',
      'room.nothing',
      '',
      'constructor',
      '__proto__',
      'rooms..x',
      '.',
      '1 + 1',
    ]) {
      expect(helpOn(text, {}), text).toBeUndefined();
    }
  });
});
