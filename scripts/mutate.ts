// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is searched for is source text.
/**
 * Takes the guards of the kernel out, one at a time, and holds that a test falls for each: `npm run mutate`.
 *
 * A guard is a piece of text in a file of `src/proxy` or `src/http` and what stands there without it. Each is
 * taken out in a copy of the tree, and the tests of the kernel run there (`plant.ts`).
 */
import { type Fault, plantEach, runTests } from './plant.ts';

/** A guard, and what stands in its place when it is taken out. Its name says what it guards against. */
interface Guard extends Fault {
  /** The tests that hold it, where the kernel's own are not those. */
  readonly tests?: readonly string[];
}

const CHAIN = 'src/proxy/chain.ts';
const STEP = 'src/proxy/step.ts';
const SNAPSHOT = 'src/proxy/snapshot.ts';
const ROW = 'src/proxy/row.ts';
const SEND = 'src/http/send.ts';

const GUARDS: readonly Guard[] = [
  {
    name: 'the root is thenable',
    file: CHAIN,
    search: "this.source.kind === 'root'",
    replace: 'false',
  },
  {
    name: 'what hosts probe for is a step',
    file: CHAIN,
    search: 'if (own !== undefined) return own === ABSENT ? undefined : own;',
    replace: 'if (own !== undefined && own !== ABSENT) return own;',
  },
  {
    name: 'an index is a name',
    file: CHAIN,
    search: 'isIndex(key) ? Number(key) : key',
    replace: 'key',
  },
  {
    name: 'a name that only looks like an index is one',
    file: CHAIN,
    search: String.raw`/^(?:0|[1-9]\d{0,14})$/`,
    replace: String.raw`/^\d+$/`,
  },
  {
    name: 'arguments change after the call',
    file: CHAIN,
    search: 'args.map((arg) => copied(arg))',
    replace: '[...args]',
  },
  {
    name: 'an argument that holds itself is copied for ever',
    file: CHAIN,
    search: ' || depth > 20) return value',
    replace: ') return value',
  },
  {
    name: 'a call is told to nobody',
    file: CHAIN,
    search: 'this.source.called?.(call, this.steps());',
    replace: '',
    tests: ['test/walk/unsent.test.ts'],
  },
  {
    name: '`in` says yes to everything',
    file: CHAIN,
    search: "return typeof key === 'string' && OWN.has(key) && OWN.get(key) !== ABSENT;",
    replace: "return typeof key === 'string';",
  },
  {
    name: 'a chain passes for a function',
    file: CHAIN,
    search: 'getPrototypeOf(): object {\n    return Chain.prototype;',
    replace: 'getPrototypeOf(): object {\n    return Function.prototype;',
  },
  {
    name: 'the keys of the target show',
    file: CHAIN,
    search: 'ownKeys(): string[]',
    replace: 'noOwnKeys(): string[]',
  },
  {
    name: 'the properties of the target show',
    file: CHAIN,
    search: 'getOwnPropertyDescriptor(): undefined',
    replace: 'noOwnPropertyDescriptor(): undefined',
  },
  ...['set', 'defineProperty', 'deleteProperty', 'setPrototypeOf', 'preventExtensions'].map(
    (trap) => ({
      name: `a chain can be changed: ${trap}`,
      file: CHAIN,
      search: `\n  ${trap}(`,
      replace: `\n  no_${trap}(`,
    }),
  ),
  {
    name: 'the target owns what a Proxy may not hide',
    file: CHAIN,
    search: 'const TARGET: () => void = () => {};',
    replace: 'const TARGET: () => void = function () {};',
  },
  {
    name: 'the console shows the target',
    file: CHAIN,
    search: 'Object.defineProperty(TARGET, INSPECT, {',
    replace: 'Object.defineProperty({}, INSPECT, {',
  },
  {
    name: 'the console shows the node, and the arguments in it',
    file: CHAIN,
    search: '  [INSPECT](): string {',
    replace: '  noInspect(): string {',
  },
  {
    name: 'a console that reads symbols finds nothing',
    file: CHAIN,
    search: '    case INSPECT:\n',
    replace: '',
  },
  ...['toJSON', 'valueOf'].map((name) => ({
    name: `\`${name}\` is a step`,
    file: CHAIN,
    search: `  ['${name}', forced],\n`,
    replace: '',
  })),
  {
    name: '`constructor` is a step',
    file: CHAIN,
    search: "  ['constructor', Chain],\n",
    replace: '',
  },
  ...['call', 'apply', 'bind'].map((name) => ({
    name: `\`${name}\` is a step`,
    file: CHAIN,
    search: `  ['${name}', Function.prototype.${name}],\n`,
    replace: '',
  })),
  {
    name: '`then` of no chain fails without a word',
    file: CHAIN,
    search:
      'if (node === undefined) throw new TypeError(`\\`${method}\\` was called on no chain`);\n',
    replace: 'if (node === undefined) return undefined;\n',
  },
  {
    name: 'a chain in JSON bears no mark',
    file: CHAIN,
    search: "return `⟦chain ${nodeOf(this) ?? ''}⟧`;",
    replace: "return `${nodeOf(this) ?? ''}`;",
  },
  {
    name: 'a chain in a text bears no mark',
    file: CHAIN,
    search: "(hint === 'number' ? Number.NaN : `⟦chain ${node}⟧`)",
    replace: "(hint === 'number' ? Number.NaN : `${node}`)",
  },
  {
    name: 'a chain is a number',
    file: CHAIN,
    search: "(hint === 'number' ? Number.NaN : `⟦chain ${node}⟧`)",
    replace: '`⟦chain ${node}⟧`.length',
  },
  {
    name: 'a chain has no tag',
    file: CHAIN,
    search: "return 'Chain';",
    replace: 'return undefined;',
  },
  {
    name: 'going through a chain says nothing',
    file: CHAIN,
    search: '    case Symbol.iterator:\n',
    replace: '',
  },
  {
    name: 'an unknown symbol is a step',
    file: CHAIN,
    search: '    default:\n      return undefined;',
    replace: '    default:\n      return next(node, String(key));',
  },
  {
    name: 'a secret stands in the chain’s text',
    file: STEP,
    search: "SECRET.test(key) ? '…' : writeValue(each, depth + 1)",
    replace: 'writeValue(each, depth + 1)',
  },
  {
    name: 'a long argument stands in the chain’s text',
    file: STEP,
    search: 'plain(cut(value, 40))',
    replace: 'plain(value)',
  },
  {
    name: 'an argument breaks the line of the chain’s text',
    file: STEP,
    search: 'plain(cut(value, 40))',
    replace: 'cut(value, 40)',
  },
  {
    name: 'a name that is no identifier is written as one',
    file: STEP,
    search: ': `[${JSON.stringify(step.name)}]`;',
    replace: ': `.${step.name}`;',
  },
  {
    name: 'a snapshot is thenable',
    file: SNAPSHOT,
    search: 'if (NEVER_CHAINS.has(each)) continue;',
    replace: '',
  },
  {
    name: 'a snapshot can be changed',
    file: SNAPSHOT,
    search: 'return Object.freeze(snapshot);',
    replace: 'return snapshot;',
  },
  {
    name: 'a field called `__proto__` is a prototype',
    file: SNAPSHOT,
    search: 'Object.defineProperty(snapshot, name, { value, enumerable: true });',
    replace: 'Reflect.set(snapshot, name, value);',
  },
  {
    name: 'a snapshot serialises as its values',
    file: SNAPSHOT,
    search: 'PARTS.get(this)?.wire ?? []',
    replace: 'PARTS.get(this)?.values ?? []',
  },
  {
    name: 'a moment prints as an empty object',
    file: SNAPSHOT,
    search: 'const shown = isTemporal(value) ?',
    replace: 'const shown = false ?',
  },
  {
    name: 'a snapshot prints without its name',
    file: SNAPSHOT,
    search: '.replace(/^\\[Object: null prototype\\]/, parts.name)',
    replace: '',
  },
  ...['set', 'defineProperty', 'deleteProperty'].map((trap) => ({
    name: `a row can be changed: ${trap}`,
    file: ROW,
    search: `\n  ${trap}(): never`,
    replace: `\n  no_${trap}(): never`,
  })),
  {
    name: 'a row is thenable',
    file: ROW,
    search: "if (typeof key === 'symbol' || key === 'then') return undefined;",
    replace: "if (typeof key === 'symbol') return undefined;",
  },
  {
    name: 'a row spreads into nothing',
    file: ROW,
    search: 'return this.#reader.names();',
    replace: 'return [];',
  },
  {
    name: 'a row serialises as what it reads',
    file: ROW,
    search: "if (key === 'toJSON') return () => this.#reader.json();",
    replace: '',
  },
  {
    name: 'the token goes to another origin',
    file: SEND,
    search: 'at.origin !== endpoint.origin ||',
    replace: '',
  },
  {
    name: 'an address of another scheme passes',
    file: SEND,
    search: '|| at.protocol !== endpoint.protocol',
    replace: '',
    tests: ['test/attacks/origins.test.ts'],
  },
  {
    name: 'redirects are followed by the platform',
    file: SEND,
    search: "redirect: 'manual'",
    replace: "redirect: 'follow'",
    tests: ['test/attacks/origins.test.ts', 'test/http/send.test.ts'],
  },
  {
    name: 'an action is sent again after a redirect',
    file: SEND,
    search: "if (request.method !== 'GET') {",
    replace: 'if (false) {',
  },
  {
    name: 'redirects go round for ever',
    file: SEND,
    search: 'if (redirects === MOST_REDIRECTS) {',
    replace: 'if (redirects === 100) {',
  },
  { name: 'ky sends again', file: SEND, search: 'retry: 0,', replace: 'retry: 3,' },
  {
    name: 'an error carries the request, and with it the token',
    file: SEND,
    search: 'throw new NetworkError(hide(reason), facts, safeCause(error, hide));',
    replace: 'throw new NetworkError(hide(reason), facts, error);',
  },
  {
    name: 'the server’s words repeat the token',
    file: SEND,
    search: 'serverMessage: hide(message),',
    replace: 'serverMessage: message,',
  },
  {
    name: 'an answer that is no JSON passes for none',
    file: SEND,
    search: "if (json === undefined && text !== '') {",
    replace: 'if (false) {',
  },
  {
    name: 'an abort does not reach the request',
    file: SEND,
    search: '...(request.signal && { signal: request.signal }),',
    replace: '',
    tests: ['test/functions/within.test.ts'],
  },
];

const TESTS = ['test/proxy', 'test/http', 'test/walk/snapshot.test.ts', 'test/walk/lambda.test.ts'];
// What chains cost the compiler is no matter of the kernel's guards, and slow.
const QUICK = '--testNamePattern=^(?!.*41 chain types)';

await plantEach(
  GUARDS,
  (tree) =>
    runTests(tree, [QUICK, ...new Set([TESTS, ...GUARDS.map(({ tests = [] }) => tests)].flat())]),
  (tree, { tests = TESTS }) => runTests(tree, [QUICK, ...tests]),
);
