/**
 * The editor: CodeMirror, in a shadow root, where it brings its styles as sheets. In the page itself it would write
 * them into the document, which the policy of the server does not allow.
 */
import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascriptLanguage } from '@codemirror/lang-javascript';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import { drawSelection, EditorView, highlightSpecialChars, keymap } from '@codemirror/view';
import { ask } from './api.ts';
import { h } from './element.ts';
import { look, words } from './look.ts';
import type { CompletionAnswer, Mistake } from './messages.ts';

/** What the editor tells. */
export interface EditorEvents {
  changed(text: string): void;
  run(): void;
}

export class Editor {
  readonly #view: EditorView;

  constructor(host: HTMLElement, events: EditorEvents) {
    const root = host.attachShadow({ mode: 'open' });
    this.#view = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        extensions: [
          highlightSpecialChars(),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          javascriptLanguage,
          syntaxHighlighting(words),
          // Tab would leave the editor while what is offered takes no key yet.
          autocompletion({ override: [complete], icons: false, interactionDelay: 0 }),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({
            'aria-label': 'The walk, as an expression. Control and Enter runs it.',
            spellcheck: 'false',
          }),
          look,
          Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => ran(events) }])),
          // Tab takes what is offered, and otherwise leaves the editor, as everywhere in the page.
          keymap.of([
            { key: 'Tab', run: acceptCompletion },
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...defaultKeymap,
            ...historyKeymap,
            ...lintKeymap,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) events.changed(update.state.doc.toString());
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  set text(text: string) {
    const { length } = this.#view.state.doc;
    this.#view.dispatch({ changes: { from: 0, to: length, insert: text } });
    this.#view.dispatch({ selection: { anchor: text.length } });
  }

  focus(): void {
    this.#view.focus();
  }

  /** Marks what is wrong, in the place of what was marked before. @param mistake - `undefined` marks nothing. */
  mark(mistake: Mistake | undefined): void {
    const { length } = this.#view.state.doc;
    const [from = 0, to = length] = mistake?.mark ?? [];
    const found: Diagnostic[] =
      mistake?.mark === undefined || from >= length
        ? []
        : [{ from, to: Math.min(to, length), severity: 'error', message: mistake.text }];
    this.#view.dispatch(setDiagnostics(this.#view.state, found));
  }
}

/** Takes the key for itself. */
function ran(events: EditorEvents): boolean {
  events.run();
  return true;
}

/** What can stand at the cursor, by the link map. The command says it, and sends nothing for it. */
async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const before = context.state.sliceDoc(0, context.pos);
  if (!context.explicit && !/[\w$.'"@{,]\s?$/.test(before)) return null;
  const answer = await ask<CompletionAnswer>('complete', { text: before });
  if (context.aborted || answer.candidates.length === 0) return null;
  const from = context.pos - answer.partial.length;
  const start = before.slice(0, from);
  return {
    from,
    options: answer.candidates.map(
      (label, index): Completion => ({
        label,
        // The map has them in an order that says more than the alphabet: fields first, actions last.
        sortText: String(index).padStart(4, '0'),
        info: () => helpOn(start, label),
      }),
    ),
    validFor: /^[\w$]*$/,
  };
}

/** The docstring of what is offered. */
async function helpOn(before: string, label: string): Promise<Node | null> {
  const { text } = await ask<{ readonly text: string }>('help', { text: `${before}${label}` });
  return text === '' ? null : h('div', { class: 'help' }, text);
}
