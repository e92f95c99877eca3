import { describe, expect, it } from 'vitest';
import { type Chain, connect, hipchat, type LinkMap, member, trace } from '../../src/index.ts';

interface Part extends Chain<unknown> {
  readonly left: Part;
  readonly right: Part;
  readonly name: Chain<string>;
}

/** Parts that each have an address below their owner's, and a place in it. */
const parts: LinkMap = {
  root: 'root',
  kinds: {
    root: { members: { part: member.lookup('part', 'part/{id}') } },
    part: {
      members: {
        name: member.field('string', 'whole'),
        left: member.ref('part', 'whole', 'left'),
        right: member.ref('part', 'whole', 'right'),
      },
    },
  },
};
const BASE = 'https://parts.test';

/** A part at an address, with its own parts as far as they are to be expanded. */
const partAt = (url: string, paths: readonly (readonly string[])[] | undefined): object => {
  const inner = (name: string): object => {
    const deeper = paths?.filter(([first]) => first === name).map(([, ...rest]) => rest);
    return partAt(`${url}/${name}`, deeper?.length === 0 ? undefined : deeper);
  };
  const whole = { name: `the part at ${url}`, left: inner, right: inner };
  return {
    links: { self: url },
    ...(paths && { ...whole, left: inner('left'), right: inner('right') }),
  };
};

describe('things that live in one owner two names away', () => {
  it('come with that owner, and each chain is told of the request', async () => {
    const asked: string[] = [];
    const root = connect<{ part(id: number): Part }>(hipchat, parts, {
      endpoint: BASE,
      fetch: async (input) => {
        const url = new URL(new Request(input).url);
        asked.push(decodeURIComponent(url.pathname + url.search));
        const paths = (url.searchParams.get('expand') ?? '')
          .split(',')
          .map((path) => path.split('.'));
        return Response.json(partAt(`${BASE}${url.pathname}`, paths));
      },
    });

    const [left, right] = await Promise.all([
      trace(root.part(1).left.left.name),
      trace(root.part(1).right.right.name),
    ]);

    expect([left.value, right.value]).toEqual([
      `the part at ${BASE}/part/1/left/left`,
      `the part at ${BASE}/part/1/right/right`,
    ]);
    expect(asked).toEqual(['/part/1?expand=left.left,right.right']);
    expect([left.requests.length, right.requests.length]).toEqual([1, 1]);
  });
});
