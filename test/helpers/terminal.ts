/**
 * A terminal as a person has it: a program on a real pseudo-terminal, keys that are typed, and the screen that is
 * seen, as xterm would draw it.
 *
 * The pseudo-terminal comes from `script` (util-linux) or Python, whichever the machine has.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import xterm from '@xterm/headless';
import { onTestFinished } from 'vitest';

/** How a program is put on a pseudo-terminal here; `undefined` where the machine cannot. */
export const wrapper: ((command: string) => readonly [string, ...string[]]) | undefined = find();

function find() {
  const works = (name: string, args: string[]): boolean =>
    spawnSync(name, args, { stdio: 'ignore' }).status === 0;
  if (works('script', ['-qec', 'true', '/dev/null'])) {
    return (command: string) => ['script', '-qefc', command, '/dev/null'] as const;
  }
  if (works('python3', ['-c', 'import pty'])) {
    const code = 'import pty,sys; sys.exit(pty.spawn(["sh","-c",sys.argv[1]])>>8)';
    return (command: string) => ['python3', '-c', code, command] as const;
  }
  return undefined;
}

/** What is typed besides letters. */
export const keys = {
  enter: '\r',
  tab: '\t',
  up: '\x1b[A',
  clearLine: '\x15',
  ctrlC: '\x03',
  ctrlD: '\x04',
} as const;

const COLUMNS = 100;
const ROWS = 40;
/** Longer than anything takes on a machine that is busy; nothing waits for it that goes well. */
export const PATIENCE_MS = 15_000;

export class Terminal {
  readonly #child: ChildProcess;
  readonly #screen = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  /** Everything that the program wrote, with its control sequences. */
  written = '';
  exitCode: number | null = null;

  /** Starts a program. It ends with the test. */
  constructor(command: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    if (wrapper === undefined) throw new Error('there is no pseudo-terminal on this machine');
    const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    const [name, ...args] = wrapper(`stty cols ${COLUMNS} rows ${ROWS}; exec ${quoted}`);
    // A person at a terminal has none of these, which switch colors on or off.
    const { NO_COLOR: _no, FORCE_COLOR: _force, CI: _ci, ...inherited } = process.env;
    this.#child = spawn(name, args, {
      env: { ...inherited, TERM: 'xterm-256color', ...environment },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.written += text;
      this.#screen.write(text);
    });
    this.#child.on('exit', (code) => {
      this.exitCode = code;
    });
    onTestFinished(() => {
      this.#child.kill('SIGKILL');
      this.#child.stdin?.destroy();
    });
  }

  /** Presses keys. */
  type(text: string): void {
    this.#child.stdin?.write(text);
  }

  /** The screen, without the spaces at the end of lines. */
  screen(): string {
    const { active } = this.#screen.buffer;
    const lines: string[] = [];
    for (let row = 0; row < active.length; row += 1) {
      lines.push(active.getLine(row)?.translateToString(true) ?? '');
    }
    return lines.join('\n').trimEnd();
  }

  /** Waits until the screen shows something. */
  async shows(what: string | RegExp): Promise<string> {
    const isShown = (): boolean => {
      const screen = this.screen();
      return typeof what === 'string' ? screen.includes(what) : what.test(screen);
    };
    const end = Date.now() + PATIENCE_MS;
    while (!isShown()) {
      if (Date.now() > end) {
        throw new Error(`the screen never showed ${what}\n---\n${this.screen()}\n---`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return this.screen();
  }

  /** Waits until the cursor's line ends with a text, spaces at its end aside. */
  async endsWith(text: string): Promise<string> {
    const escaped = text.trimEnd().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return this.shows(new RegExp(`${escaped}$`));
  }

  /** Waits until the program has ended, and gives its exit code. */
  async ended(): Promise<number | null> {
    if (this.exitCode === null) await once(this.#child, 'exit');
    return this.exitCode;
  }
}
