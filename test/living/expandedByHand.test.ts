/** What the example maps let one expand by hand is there as a value, as their types have it. */
import { describe, expect, it } from 'vitest';
import { githubMap, type Hub } from '../../examples/maps/github.ts';
import { type Shed, shedMap } from '../../examples/maps/shed.ts';
import { connect } from '../../src/index.ts';
import { github, rest } from '../../src/rest.ts';
import { openShed } from '../helpers/openShed.ts';
import { shedDialect } from '../helpers/shedDialect.ts';

describe('what is expanded by hand', () => {
  it('is whole in a tool of the shed, and in each item of a list of them', async () => {
    const { origin, close } = await openShed();
    try {
      const endpoint = `${origin}/v1`;
      const shed = connect<Shed>(shedDialect, shedMap, { endpoint, token: 'open-sesame' });

      expect((await shed.tool(1, { expand: 'owner' })).owner.email).toBe('ada@example.com');
      const { items } = await shed.tools({ expand: 'items.owner' });
      expect(items.map(({ shelf, owner }) => `${shelf} ${owner.email}`)).toEqual([
        '1 ada@example.com',
        '2 bo@example.com',
      ]);
    } finally {
      await close();
    }
  });

  it('is read by itself of GitHub, which expands nothing', async () => {
    const asked: string[] = [];
    const user = { login: 'ann', url: 'https://api.github.com/users/ann' };
    const issue = { number: 1, url: 'https://api.github.com/repos/a/b/issues/1', user };
    const hub = connect<Hub>(rest(github), githubMap, {
      endpoint: 'https://api.github.com',
      fetch: async (input, init) => {
        const { pathname, search } = new URL(new Request(input, init).url);
        asked.push(pathname + search);
        if (pathname === '/search/issues') return Response.json({ items: [issue] });
        return Response.json({ ...issue, assignee: user });
      },
    });

    const { items } = await hub.foundIssues({ q: 'tea', expand: 'items' });

    expect(items[0]?.assignee?.login).toBe('ann');
    expect(asked).toEqual(['/search/issues?q=tea', '/repos/a/b/issues/1']);
  });
});
