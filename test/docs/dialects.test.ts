/** The guide to other APIs: its examples compile, one after another, against what is exported. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { show } from '../types/languageServer.ts';

const HERE = fileURLToPath(import.meta.url);
const GUIDE = new URL('../../docs/guides/dialects.md', import.meta.url);

/** What the guide speaks of and does not spell out. */
const HEAD = `import type { Action, ByParts, Chain, Forms, KindFor, Representation, ResourceChain, Stub, Whole, WholeRef } from '../../src/index.ts';
declare const dialect: Dialect;
interface Library { book(id: number): { readonly author: { readonly name: Chain<string> } } }
interface PersonForms extends Forms { readonly kind: 'person'; readonly chain: ResourceChain<'person', object> }
`;

it('has examples that compile', async () => {
  const blocks = [...readFileSync(GUIDE, 'utf8').matchAll(/^```ts\n(.*?)^```/gms)].map(
    ([, code = '']) => code,
  );
  const program =
    `${HEAD}${blocks.join('\n')}\nvoid [hub, repo, upload, shop, payments, log, forum, confluence, odata, none, versioned, patching, bracketing, documents, rename, publish, retitle, pay, cart, SirenDoc, ticket, {} as Hub];`
      .replaceAll("from 'hypchat'", "from '../../src/index.ts'")
      .replace(
        "\nroot.repo('denoland', 'deno');",
        '\nconst repos = root as unknown as { readonly repo: ByParts<[string, string], { file(path: string): Chain<unknown> }> };$&',
      )
      .replace(/^root\.repo/gm, 'repos.repo');
  const { errors } = await show(HERE, program, []);

  expect(blocks.length).toBeGreaterThan(3);
  expect(errors).toEqual([]);
});
