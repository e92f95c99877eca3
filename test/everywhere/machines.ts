/**
 * The run-times: whether each is here, and how a program runs in it.
 *
 * A program is a module with `run(args): Promise<json>`. Node, Deno and Bun import it; for workerd and the browser it is
 * bundled. What a plain install does not bring is in `machines/`, a package of its own.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const ROOT = at('../../node_modules');
const EXTRA = at('machines/node_modules');
const CHROMIUM = '/usr/bin/chromium';
const INSTALL_EXTRA = 'npm ci --prefix test/everywhere/machines';
const INSTALL_CHROMIUM = 'apt-get install chromium';

/** A run-time. */
export interface Machine {
  readonly name: string;
  /** Whether it has `Temporal`. */
  readonly temporal: 'native' | 'polyfill';
  /** How to install it, where it is not here. */
  missing(): string | undefined;
  /** What the program's `run` gives for the arguments. @param file - An absolute path. */
  run(file: string, args: readonly string[]): Promise<unknown>;
  /** What a command prints, where the run-time runs files. @param file - An absolute path. */
  command?(file: string, args: readonly string[], cwd: string): Promise<string>;
}

/** One that runs files. */
function command(
  name: string,
  temporal: Machine['temporal'],
  path: string,
  before: readonly string[] = [],
): Machine {
  const runFile = async (args: readonly string[], cwd: string): Promise<string> => {
    const { stdout } = await promisify(execFile)(path, [...before, ...args], {
      cwd,
      env: { ...process.env, NODE_OPTIONS: '', DENO_NO_UPDATE_CHECK: '1' },
    });
    return stdout;
  };
  return {
    name,
    temporal,
    missing: () =>
      existsSync(path) ? undefined : path.startsWith(EXTRA) ? INSTALL_EXTRA : 'npm ci',
    run: async (file, args) =>
      JSON.parse(await runFile([at('main.mjs'), file, ...args], dirname(file))),
    command: (file, args, cwd) => runFile([file, ...args], cwd),
  };
}

const workerd: Machine = {
  name: 'workerd',
  temporal: 'polyfill',
  missing: () => (existsSync(`${EXTRA}/miniflare`) ? undefined : INSTALL_EXTRA),
  async run(file, args) {
    const worker = await startWorker(file);
    try {
      return await worker.ask(args);
    } finally {
      await worker.stop();
    }
  },
};

/** A worker that answers each request with what the program's `run` gives. Its module is loaded once for all of them. */
export interface Worker {
  ask(args: readonly string[]): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts workerd. @param file - The program, by an absolute path. */
export async function startWorker(file: string): Promise<Worker> {
  const script = await bundle(
    file,
    'export default { fetch: async (request) => Response.json(await run(await request.json())) };',
  );
  const { Miniflare } = (await import(
    pathToFileURL(`${EXTRA}/miniflare/dist/src/index.js`).href
  )) as MiniflareModule;
  const miniflare = new Miniflare({
    modules: true,
    script,
    compatibilityDate: '2026-07-01',
    // Nothing is fetched to make a `request.cf`.
    cf: false,
  });
  return {
    async ask(args) {
      const init = { method: 'POST', body: JSON.stringify(args) };
      const answer = await miniflare.dispatchFetch('http://worker/', init);
      const text = await answer.text();
      if (!answer.ok) throw new Error(text);
      return JSON.parse(text) as unknown;
    },
    stop: () => miniflare.dispose(),
  };
}

const chromium: Machine = {
  name: 'Chromium',
  temporal: 'native',
  missing() {
    if (!existsSync(CHROMIUM)) return INSTALL_CHROMIUM;
    return existsSync(`${EXTRA}/playwright-core`) ? undefined : INSTALL_EXTRA;
  },
  async run(file, args) {
    const script = await bundle(file, 'globalThis.run = run;');
    // A page of a real origin, which is another than the server's: what CORS does belongs to it.
    const pages = createServer((request, response) => {
      const isScript = request.url === '/script.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(
        isScript ? script : '<!doctype html><script type="module" src="/script.js"></script>',
      );
    });
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`);
      return await page.evaluate(`globalThis.run(${JSON.stringify(args)})`);
    } finally {
      await browser.close();
      pages.close();
    }
  },
};

/** Why there is no Chromium; `undefined` where there is one. */
export const missingChromium = (): string | undefined => chromium.missing();

/** Starts Chromium, by Playwright. Its user-data-dir is a new one each time. */
export async function launchChromium(): Promise<Browser> {
  const { chromium: browsers } = (await import(
    pathToFileURL(`${EXTRA}/playwright-core/index.mjs`).href
  )) as PlaywrightModule;
  return browsers.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
}

/** It must not look for anything outside of this machine. */
const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface MiniflareModule {
  readonly Miniflare: new (
    options: object,
  ) => {
    dispatchFetch(url: string, init: RequestInit): Promise<Response>;
    dispose(): Promise<void>;
  };
}

interface PlaywrightModule {
  readonly chromium: { launch(options: object): Promise<Browser> };
}

/** What is used of Playwright's browsers: its package is not where the types of the project are looked for. */
export interface Browser {
  newPage(options?: object): Promise<Page>;
  close(): Promise<void>;
}

/** A page of a browser. */
export interface Page {
  readonly keyboard: {
    type(text: string): Promise<void>;
    press(key: string): Promise<void>;
  };
  goto(url: string): Promise<unknown>;
  evaluate(script: string): Promise<unknown>;
  getByRole(role: string, options?: { readonly name?: string | RegExp }): Locator;
  locator(selector: string): Locator;
  on(event: 'console', listener: (message: { type(): string; text(): string }) => void): void;
  on(event: 'pageerror', listener: (error: Error) => void): void;
  on(
    event: 'request',
    listener: (request: { url(): string; allHeaders(): Promise<Record<string, string>> }) => void,
  ): void;
  waitForEvent(event: 'download'): Promise<{
    suggestedFilename(): string;
    path(): Promise<string>;
  }>;
  emulateMedia(media: object): Promise<void>;
  close(): Promise<void>;
}

/** Elements of a page. Whatever is done with them waits until they are there. */
export interface Locator {
  locator(selector: string): Locator;
  getByRole(role: string, options?: { readonly name?: string | RegExp }): Locator;
  first(): Locator;
  click(): Promise<void>;
  check(): Promise<void>;
  focus(): Promise<void>;
  waitFor(options?: object): Promise<void>;
  count(): Promise<number>;
  textContent(): Promise<string | null>;
  allTextContents(): Promise<readonly string[]>;
  getAttribute(name: string): Promise<string | null>;
  isVisible(): Promise<boolean>;
  setInputFiles(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void>;
}

/** A program as one module without imports, with some lines after it that know `run`. */
async function bundle(file: string, lines: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { run } from ${JSON.stringify(file)};\n${lines}`,
      resolveDir: dirname(file),
    },
    bundle: true,
    format: 'esm',
    // Whatever is not of the web would be an import of `node:` here, and fail.
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

/** Every run-time that the library is for. */
export const MACHINES: readonly Machine[] = [
  command('Node 22', 'polyfill', `${EXTRA}/node-22/bin/node`),
  command('Node 24', 'polyfill', `${EXTRA}/node-24/bin/node`),
  command('Node 26', 'native', `${ROOT}/node/bin/node`),
  command('Deno', 'native', `${ROOT}/.bin/deno`, ['run', '--allow-all', '--no-lock']),
  command('Bun', 'native', `${ROOT}/.bin/bun`, ['run']),
  workerd,
  chromium,
];

/** Those that are not here, and how to install them: a line each. */
export function missingMachines(): readonly string[] {
  return MACHINES.flatMap((machine) => {
    const how = machine.missing();
    return how === undefined ? [] : [`${machine.name} is not here: ${how}`];
  });
}
