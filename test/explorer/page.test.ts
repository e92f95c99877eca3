/** The explorer as a person uses it: in Chromium, by keys and by what the page shows. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { explain } from '../../src/index.ts';
import {
  type Browser,
  launchChromium,
  missingChromium,
  type Page,
} from '../everywhere/machines.ts';
import { environmentFor } from '../helpers/command.ts';
import { buildExplorer, type OpenExplorer, openExplorer } from '../helpers/explorer.ts';
import { liveServer } from '../helpers/live.ts';

const missing = missingChromium();
if (missing !== undefined) {
  if (process.env.EVERY_RUNTIME === '1') throw new Error(`Chromium is not here: ${missing}`);
  // A skipped test is easily overlooked.
  console.warn(`SKIPPED: the explorer's page, for Chromium is not here: ${missing}`);
}

/** How long the page may take with whatever it was asked for. */
const PATIENCE_MS = 60_000;
vi.setConfig({ testTimeout: 4 * PATIENCE_MS });

const FIRST = 'GET /v2/room?start-index=0&max-results=1&expand=items';

describe.skipIf(missing !== undefined)("the explorer's page", () => {
  buildExplorer();
  const live = liveServer();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  /** A page, with what it complained of and what it asked for. */
  interface Opened {
    readonly page: Page;
    readonly explorer: OpenExplorer;
    readonly complaints: readonly string[];
    readonly asked: readonly string[];
  }

  async function open(...args: string[]): Promise<Opened> {
    const explorer = await openExplorer(args, environmentFor(live));
    const page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
    onTestFinished(() => page.close());
    const complaints: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => {
      // Chromium itself writes a style into what is typed over a selection; the editor throws it away.
      if (!message.text().startsWith('Applying inline style')) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(explorer.url);
    await shows(page, '#endpoint', live.url);
    await page.evaluate(`addEventListener('securitypolicyviolation', (event) => {
      if (event.effectiveDirective !== 'style-src-attr' || event.target.id !== 'editor') {
        console.error(event.effectiveDirective);
      }
    })`);
    return { page, explorer, complaints, asked };
  }

  /** Waits until a part of the page shows a text, and gives all of its text. */
  async function shows(page: Page, selector: string, text: string | RegExp): Promise<string> {
    const part = page.locator(selector);
    let shown = '';
    await expect
      .poll(
        async () => {
          shown = (await part.textContent()) ?? '';
          return shown;
        },
        { timeout: PATIENCE_MS },
      )
      .toEqual(
        typeof text === 'string' ? expect.stringContaining(text) : expect.stringMatching(text),
      );
    // Read once more, it could be another one by now.
    return shown;
  }

  /** Puts a text into the editor, key by key, in the place of what stands there. */
  async function write(page: Page, text: string): Promise<void> {
    await page.getByRole('textbox').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
    // What is offered would take the next key.
    await page.keyboard.press('Escape');
  }

  it('completes and plans the flagship while it is typed, and sends nothing', async () => {
    const { page, complaints } = await open();
    // The page begins with the flagship: its plan has to be gone before the one of what is typed is waited for.
    await write(page, ' ');
    await shows(page, '#plan', 'Write a walk');
    await page.getByRole('textbox').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('rooms.items[0].own');
    await shows(page, '[role=option][aria-selected]', /^owner$/);
    await page.keyboard.press('Tab');
    await page.keyboard.type('.name');
    await shows(page, '#plan', "the owner is not in a room's stub");
    await shows(page, '#plan', '1 request · step by step: 2 requests');
    await shows(page, '#plan-status', /^Plan: 1 request$/);

    expect(await page.locator('.cm-content').textContent()).toBe('rooms.items[0].owner.name');
    expect(live.requests()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('shows what was sent beside the same step by step, what came, and the bill', async () => {
    const { page, complaints } = await open();
    await write(page, 'rooms.items[0].owner');
    await page.getByRole('checkbox').check();
    await page.getByRole('textbox').focus();
    await page.keyboard.press('Control+Enter');
    const bill = await shows(page, '#bill', 'saved');
    const lanes = await page.locator('.lane').allTextContents();

    expect(bill).toMatch(/^1 request1 round trip[\d.]+ k?B[\d.]+ ms.*step by step: 21 saved$/);
    expect(lanes).toHaveLength(2);
    expect(lanes[0]).toMatch(
      /^This walk1 request · .*\/v2\/room\?.*expand=items.*the owner is not/,
    );
    expect(lanes[1]).toMatch(/^Step by step2 requests · .*\/v2\/room\?.*\/v2\/room\/41/);
    expect(live.requests()).toEqual([
      FIRST,
      'GET /v2/room?start-index=0&max-results=1',
      'GET /v2/room/41',
    ]);
    const row = (name: RegExp): Promise<string | null> =>
      page.getByRole('treeitem', { name }).locator('.row').first().textContent();
    expect(await row(/^name value/)).toContain('"Ann Okafor"');
    expect(await row(/^email chain/)).toContain('1 request');
    expect(complaints).toEqual([]);
  });

  it('draws what was not sent step by step from its plan, and says so', async () => {
    const { page } = await open();
    await write(page, 'rooms.items[0].owner.email');
    await page.keyboard.press('Control+Enter');
    await shows(page, '.lane.planned', 'not sent: 3 requests');

    expect(await shows(page, '.lane.planned', 'an estimate')).toContain('Not asked for.');
    expect(live.requests()).toEqual([`${FIRST}.owner`]);
  });

  it('marks the step that failed in the editor, with what there was instead', async () => {
    const { page } = await open();
    await write(page, 'rooms.items[0].ownr.name');
    await page.keyboard.press('Control+Enter');
    await shows(page, '#failure', 'did you mean "owner"?');

    expect(await page.locator('.cm-lintRange-error').allTextContents()).toEqual(['ownr']);
    await write(page, 'rooms)');
    await shows(page, '#plan', 'nothing is open that this ) closes');
    expect(await page.locator('.cm-lintRange-error').allTextContents()).toEqual([')']);
  });

  it('asks before it changes anything, and sends that once', async () => {
    const { page } = await open();
    await write(page, 'room("Ops").topic("From the page")');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alertdialog', { name: /changes something/ }).waitFor();
    expect(await page.locator('#confirm li').textContent()).toBe(
      'PUT/v2/room/Ops/topic{"topic":"From the page"}',
    );
    // Whoever presses Enter once too often has changed nothing.
    await page.keyboard.press('Enter');
    await page.locator('#confirm').waitFor({ state: 'hidden' });
    expect(live.requests()).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alertdialog', { name: /changes something/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#confirm').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Send it' }).click();
    await shows(page, '#bill', '1 request');

    expect(live.requests()).toEqual(['PUT /v2/room/Ops/topic']);
    expect(await shows(page, '.lane.planned', 'not sent: 1 request')).toContain('an estimate');
  });

  it('keeps a plan as a picture and as data', async () => {
    const { page } = await open();
    await write(page, 'rooms.items[0].owner.message("hi")');
    await shows(page, '#plan', '{1.items[0].owner.id}');
    const picture = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save picture' }).click();
    const svg = readFileSync(await (await picture).path(), 'utf8');
    const data = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save data' }).click();
    const json: unknown = JSON.parse(readFileSync(await (await data).path(), 'utf8'));

    expect(svg).toMatch(/^<svg xmlns/);
    expect(svg).toContain('2  POST');
    expect(json).toEqual(
      JSON.parse(JSON.stringify(explain(live.hc.rooms.items[0].owner.message('hi')))),
    );
  });

  it('opens the trace of a program, and says what is wrong with what is none', async () => {
    const { page } = await open();
    const event = {
      ph: 'X',
      pid: 1,
      ts: 1000,
      dur: 2500,
      name: 'GET /v2/user',
      args: { chains: ['hc.users'], url: `${live.url}/v2/user`, status: 200 },
    };
    const name = { ph: 'M', pid: 1, name: 'process_name', args: { name: 'walk 1: hc.users' } };
    const input = page.locator('#trace-file');
    const file = (name: string, text: string) => ({
      name,
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
    await input.setInputFiles(file('trace.json', JSON.stringify([name, event])));
    expect(await shows(page, '.lane', 'hc.users')).toContain('1 request · 2.5 ms');
    expect(await shows(page, '#bill', 'trace.json')).toContain('1 walk');
    await input.setInputFiles(file('none.json', '{}'));

    expect(await shows(page, '#failure', 'none.json')).toContain('it is no trace');
    expect(live.requests()).toEqual([]);
  });

  it('can be used by keys alone', async () => {
    const { page } = await open();
    await write(page, 'rooms.items[0]');
    const focused = (): Promise<unknown> =>
      page.evaluate('document.activeElement?.innerText || document.activeElement?.id');
    await page.keyboard.press('Tab');
    expect(await focused()).toMatch(/^Run/);
    await page.keyboard.press('Enter');
    await shows(page, '#tree', 'is_archived');
    const tree = page.getByRole('tree');
    await tree.getByRole('treeitem').first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/^id/);
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toMatch(/^▾?\s*rooms\.items\[0\]/);
    await page.keyboard.press('ArrowLeft');

    expect(await tree.getByRole('treeitem').first().getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('End');
    expect(await focused()).toContain('to call');
    await page.locator('.bars summary').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.facts').first().waitFor();
    expect(await page.locator('.facts').first().textContent()).toContain(`${live.url}/v2/room`);
  });

  it('follows light, dark and less motion', async () => {
    const { page } = await open();
    const look = (of: string): Promise<unknown> =>
      page.evaluate(`getComputedStyle(document.body).${of}`);
    const moving = `(() => {
      const bar = document.createElement('span');
      bar.className = 'bar pending';
      document.body.append(bar);
      return getComputedStyle(bar).animationName;
    })()`;
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
    const light = await look('backgroundColor');
    expect(await page.evaluate(moving)).toBe('pending');
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });

    expect(await look('backgroundColor')).not.toBe(light);
    expect(await page.evaluate(moving)).toBe('none');
  });

  it('asks nobody but the command, keeps nothing, and runs nothing that did not come with it', async () => {
    const { page, explorer, complaints, asked } = await open();
    await write(page, 'rooms.items[0].owner.name');
    await page.keyboard.press('Control+Enter');
    await shows(page, '#tree', 'Ann Okafor');

    expect(complaints).toEqual([]);
    expect([...new Set(asked.map((url) => new URL(url).origin))]).toEqual([explorer.origin]);
    expect(asked.filter((url) => url.includes(live.token))).toEqual([]);
    const kept = 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])';
    expect(await page.evaluate(kept)).toBe('[{},{},""]');
    expect(await page.evaluate('document.documentElement.outerHTML')).not.toContain(live.token);
    const refused = (code: string): Promise<unknown> =>
      page.evaluate(`(async () => ${code})().then(() => 'done', (error) => error.name)`);
    expect(await refused(`fetch('${live.url}/v2/room')`)).toBe('TypeError');
    await page.evaluate(`(() => {
      const script = document.createElement('script');
      try { script.textContent = 'globalThis.isRun = true'; } catch {}
      document.body.append(script);
    })()`);
    expect(await page.evaluate('globalThis.isRun')).toBe(undefined);
    // What drives the page may make code of text as long as its own is on its way.
    await page.evaluate(`void setTimeout(() => {
      try { globalThis.made = new Function('return 1')(); } catch (error) { globalThis.made = error.name; }
    })`);
    await expect
      .poll(() => page.evaluate('globalThis.made'), { timeout: PATIENCE_MS })
      .toBe('EvalError');
  });
});
