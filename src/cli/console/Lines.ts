/**
 * How the console evaluates a line: by Node's `repl`, except that a value that is a chain is awaited, and the
 * bill stands under what is printed. Of several statements, each that gives a chain is awaited in its turn.
 *
 * The waiting is the repl's own: it is told to await a hidden call, as if somebody had typed that. So keys that
 * are typed meanwhile are kept for later, and Ctrl-C ends the wait.
 */
import { type REPLServer, Recoverable } from 'node:repl';
import { HypchatError } from '../../index.ts';
import { awaitStatements, takeStatements } from '../awaitStatements.ts';
import { awaitValue, isPending } from '../awaitValue.ts';
import type { Colors } from '../Colors.ts';
import { Evaluation } from '../Evaluation.ts';
import { failureText } from '../failureText.ts';
import { syntaxMistake } from '../syntaxMistake.ts';

/** How values are shown. */
export interface Look {
  readonly print: (value: unknown) => string;
  readonly colors: Colors;
}

/** How a command evaluates its text. */
interface Commanded {
  readonly print?: Look['print'];
  readonly budget?: number;
}

/** What is awaited in place of a line's value. */
export type Change = (value: unknown, evaluation: Evaluation) => unknown;

type Done = (error: Error | null, value?: unknown) => void;
type Eval = (code: string, context: object, file: string, done: Done) => void;

/** How a walk ended. It never rejects, so that the repl has nothing to say of it but that it was interrupted. */
type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** Where the repl finds what it is told to await. No line names it by chance. */
const WAITING = Symbol.for('hypchat.console.waiting');
const AWAIT = 'await globalThis[Symbol.for("hypchat.console.waiting")]()\n';

export class Lines {
  readonly #server: REPLServer;
  readonly #standard: Eval;
  readonly #look: Look;
  #current: Evaluation = new Evaluation();
  #unfinished = '';

  /** Takes over how a server evaluates and prints. */
  constructor(server: REPLServer, look: Look) {
    this.#server = server;
    this.#look = look;
    this.#standard = server.eval as Eval;
    takeStatements(({ chain }) => awaitValue(chain, this.#current));
    const evaluate: Eval = (code, context, file, done) => {
      // What Node completes by is evaluated, too, and ends by no line. It is looked at, and not awaited.
      if (!code.endsWith('\n')) return this.#standard.call(server, code, context, file, done);
      const awaiting = awaitStatements(code, 'left') ?? code;
      this.#evaluate(awaiting, [context, file], done, (value) => value);
    };
    Object.assign(server, { eval: evaluate, writer: (value: unknown) => this.#shown(value) });
    // Heard before the repl hears it, so that the walk ends with the wait.
    server.prependListener('SIGINT', () => this.#current.abort());
  }

  /** What was typed of an expression that goes on in the next line; empty where none does. */
  get unfinished(): string {
    return this.#unfinished;
  }

  /** Prints a text that is harmless, and asks for the next line. */
  tell(text: string): void {
    this.#write(text);
    this.#next();
  }

  /**
   * Evaluates a text as a line, and prints what came of it.
   *
   * @param how - How it is printed, by default as every line's value is; and the greatest number of requests.
   */
  run(text: string, change: Change, { print, budget }: Commanded = {}): void {
    const { context } = this.#server;
    const done: Done = (error, value) => {
      // Nobody can go on with what a command was given, as with a line, and the error of the repl has no words.
      if (error instanceof Recoverable) this.#failed(new SyntaxError(syntaxMistake(text)));
      else if (error) this.#failed(error);
      else if (value !== undefined) {
        this.#write(print ? this.#withBill(print(value)) : this.#shown(value));
      }
      this.#next();
    };
    this.#evaluate(`${text}\n`, [context, 'REPL'], done, change, budget);
  }

  /** What later versions of Node call in place of `done`. @returns What they are to do with the error. */
  handleError(error: unknown): 'ignore' | 'print' {
    if (!isOurs(error)) return 'print';
    this.#failed(error);
    this.#next();
    return 'ignore';
  }

  #evaluate(
    code: string,
    [context, file]: readonly [context: object, file: string],
    done: Done,
    change: Change,
    budget?: number,
  ): void {
    const evaluation = new Evaluation(budget);
    this.#current = evaluation;
    const failed = (error: unknown): void => {
      this.#failed(error);
      done(null, undefined);
    };
    const finished: Done = (error, value) => {
      if (error !== null) return isOurs(error) ? failed(error) : done(error);
      if (value === undefined) this.#bill();
      done(null, value);
    };
    const evaluated: Done = (error, value) => {
      this.#unfinished = error instanceof Recoverable ? code : '';
      if (error) return finished(error);
      let meant: unknown;
      try {
        meant = change(value, evaluation);
      } catch (wrong) {
        return failed(wrong);
      }
      if (!isPending(meant)) return finished(null, meant);
      const outcome = outcomeOf(awaitValue(meant, evaluation));
      Reflect.set(globalThis, WAITING, () => outcome);
      this.#standard.call(this.#server, AWAIT, context, file, (interrupt, ended) => {
        if (interrupt) return finished(interrupt);
        const end = ended as Outcome;
        if ('error' in end) failed(end.error);
        else finished(null, end.value);
      });
    };
    evaluation.run(() => this.#standard.call(this.#server, code, context, file, evaluated));
  }

  #failed(error: unknown): void {
    this.#write(this.#withBill(this.#failureText(error)));
  }

  #failureText(error: unknown): string {
    const { colors } = this.#look;
    return isInterrupt(error) ? colors.dim('interrupted') : failureText(error, colors);
  }

  /** What the repl prints: a value, or an error. Before Node 26 it prints ours as well, and hears no better. */
  #shown(value: unknown): string {
    if (isOurs(value)) return this.#withBill(this.#failureText(value));
    const text = this.#look.print(value);
    return value instanceof Error ? text : this.#withBill(text);
  }

  #withBill(text: string): string {
    const isFree = this.#current.count === 0;
    return isFree ? text : `${text}\n${this.#look.colors.dim(this.#current.bill())}`;
  }

  #bill(): void {
    if (this.#current.count > 0) {
      this.#write(this.#look.colors.dim(this.#current.bill()));
    }
  }

  #write(text: string): void {
    this.#server.output.write(`${text}\n`);
  }

  #next(): void {
    this.#server.clearBufferedCommand();
    this.#server.displayPrompt();
  }
}

function outcomeOf(value: Promise<unknown>): Promise<Outcome> {
  return value.then(
    (got) => ({ value: got }),
    (error: unknown) => ({ error }),
  );
}

/** What is told without a stack: our own errors, and a name that there is not, whose stack shows nothing but the repl. */
function isOurs(error: unknown): boolean {
  return error instanceof HypchatError || error instanceof ReferenceError || isInterrupt(error);
}

function isInterrupt(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED'
  );
}
