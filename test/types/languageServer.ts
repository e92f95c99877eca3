/**
 * What an editor shows: hovers and errors of a text, by the compiler's own language server.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COMPILER = fileURLToPath(new URL('../../node_modules/typescript-7/bin/tsc', import.meta.url));

/** What the server says of one text. */
export interface Shown {
  /** The hover at the first place of each word, as an editor would show it. */
  readonly hovers: readonly string[];
  /** Each error with the line in which it stands. */
  readonly errors: readonly { readonly line: string; readonly message: string }[];
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Diagnostics {
  readonly items: readonly {
    readonly message: string;
    readonly range: { readonly start: { readonly line: number } };
  }[];
}

interface Completions {
  readonly items: readonly { readonly label: string }[];
}

interface Hover {
  readonly contents: { readonly value: string } | string;
}

/**
 * What the language server offers at the end of each text, by name.
 *
 * @param file - In whose place the texts stand.
 */
export async function offered(
  file: string,
  texts: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const server = connect();
  try {
    await start(server);
    const all: string[][] = [];
    for (const [index, text] of texts.entries()) {
      const uri = pathToFileURL(file.replace(/\.ts$/, `${index}.ts`)).href;
      server.tell('textDocument/didOpen', {
        textDocument: { uri, languageId: 'typescript', version: 1, text },
      });
      const lines = text.split('\n');
      const given = (await server.ask('textDocument/completion', {
        textDocument: { uri },
        position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
      })) as Completions | null;
      all.push((given?.items ?? []).map(({ label }) => label.replace(/\?$/, '')));
    }
    return all;
  } finally {
    server.end();
  }
}

/**
 * Asks the language server.
 *
 * @param file - In whose place the text stands.
 * @param offsets - Where to hover.
 */
export async function show(file: string, text: string, offsets: readonly number[]): Promise<Shown> {
  const server = connect();
  const uri = pathToFileURL(file).href;
  try {
    await start(server);
    const document = { uri, languageId: 'typescript', version: 1, text };
    server.tell('textDocument/didOpen', { textDocument: document });
    const hovers: string[] = [];
    for (const offset of offsets) {
      const before = text.slice(0, offset).split('\n');
      const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
      const hover = (await server.ask('textDocument/hover', {
        textDocument: { uri },
        position,
      })) as Hover | null;
      const contents = hover?.contents ?? 'nothing';
      hovers.push(typeof contents === 'string' ? contents : contents.value);
    }
    const { items } = (await server.ask('textDocument/diagnostic', {
      textDocument: { uri },
    })) as Diagnostics;
    const lines = text.split('\n');
    return {
      hovers,
      errors: items.map(({ message, range }) => ({
        line: lines[range.start.line] ?? '',
        message,
      })),
    };
  } finally {
    server.end();
  }
}

interface Server {
  ask(method: string, params: unknown): Promise<unknown>;
  tell(method: string, params: unknown): void;
  end(): void;
}

async function start(server: Server): Promise<void> {
  await server.ask('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(ROOT).href,
    capabilities: {
      textDocument: { hover: { contentFormat: ['markdown'] }, diagnostic: {}, completion: {} },
    },
  });
  server.tell('initialized', {});
}

function connect(): Server {
  const child = spawn(process.execPath, [COMPILER, '--lsp', '--stdio'], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting = new Map<number, (message: Message) => void>();
  let ids = 0;
  let buffer = Buffer.alloc(0);
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const end = buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.toString('utf8', 0, end))?.[1]);
      if (end < 0 || buffer.length < end + 4 + length) return;
      const message = JSON.parse(buffer.toString('utf8', end + 4, end + 4 + length)) as Message;
      buffer = buffer.subarray(end + 4 + length);
      // The server asks for settings, too: there are none.
      if (message.method !== undefined && message.id !== undefined) {
        send({
          id: message.id,
          result: message.method === 'workspace/configuration' ? [{}] : null,
        });
      } else if (message.id !== undefined) {
        waiting.get(message.id)?.(message);
      }
    }
  });
  child.once('exit', () => {
    for (const tell of waiting.values()) tell({ error: { message: 'the server has gone' } });
  });
  return {
    ask: (method, params) =>
      new Promise((resolve, reject) => {
        ids += 1;
        waiting.set(ids, ({ result, error }) =>
          error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result),
        );
        send({ id: ids, method, params });
      }),
    tell: (method, params) => send({ method, params }),
    end: () => {
      child.kill();
    },
  };
}
