// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is searched for is source text.
/**
 * Takes the guards of the kernel out, one at a time, and holds that a test falls for each: `npm run mutate`.
 *
 * A guard is a piece of text in a source file and what stands there without it. Each is
 * taken out in a copy of the tree, and the tests of the kernel run there (`plant.ts`).
 */
import { EXPLORER_GUARDS } from './explorerGuards.ts';
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
const EXCHANGE = 'src/http/exchange.ts';
const READ = 'src/http/readAnswer.ts';
const ORIGINS = 'src/http/Origins.ts';
const QUEUE = 'src/http/Queue.ts';
const BUCKET = 'src/http/Bucket.ts';
const REPEATS = 'src/http/Repeats.ts';
const HIPCHAT_RATE = 'src/dialects/hipchatRate.ts';
const SERVER_TIME = 'src/dialects/serverTime.ts';
const ACTIONS = 'src/walk/actions.ts';
const WAITERS = 'src/walk/waiters.ts';

const GUARDS: readonly Guard[] = [
  ...EXPLORER_GUARDS,
  {
    name: 'the root is thenable',
    file: CHAIN,
    search: "this.source.kind === 'root'",
    replace: 'false',
  },
  {
    name: 'what hosts probe for is a step',
    file: CHAIN,
    search: 'if (own !== undefined) {',
    replace: 'if (own !== undefined && own !== ABSENT) {',
  },
  {
    name: 'an index is a name',
    file: CHAIN,
    search: 'isIndex(key) ? Number(key) : key',
    replace: 'key',
  },
  {
    name: 'a name that only looks like an index is one',
    file: 'src/proxy/step.ts',
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
    file: 'src/proxy/copied.ts',
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
    search: "return nodeOf(this)?.forced ?? '⟦chain ⟧';",
    replace: "return String(nodeOf(this) ?? '');",
  },
  {
    name: 'a chain in a text bears no mark',
    file: CHAIN,
    search: "(hint === 'number' ? Number.NaN : node.forced)",
    replace: "(hint === 'number' ? Number.NaN : `${node}`)",
  },
  {
    name: 'a chain is a number',
    file: CHAIN,
    search: "(hint === 'number' ? Number.NaN : node.forced)",
    replace: 'node.forced.length',
  },
  {
    name: 'a chain is printed as the chain to its name',
    file: CHAIN,
    search: "tagged === this && key === 'name'",
    replace: 'false',
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
    search: "const shown = isSecret ? '…' : writeValue(each, depth + 1);",
    replace: 'const shown = writeValue(each, depth + 1);',
  },
  {
    name: 'a long argument stands in the chain’s text',
    file: STEP,
    search: 'plain(cut(shown + rest, 40))',
    replace: 'plain(shown + rest)',
  },
  {
    name: 'an argument breaks the line of the chain’s text',
    file: STEP,
    search: 'plain(cut(shown + rest, 40))',
    replace: 'cut(shown + rest, 40)',
  },
  {
    name: 'a secret in an address stands in the chain’s text',
    file: STEP,
    search: 'hideSecrets(text.slice(0, LOOKED_AT))',
    replace: 'text.slice(0, LOOKED_AT)',
    tests: ['test/attacks/secretAddresses.test.ts'],
  },
  {
    name: 'a session shows its token',
    file: 'src/values/hideSecrets.ts',
    search: ".replace(SESSION, '$1…')",
    replace: '',
    tests: ['test/attacks/secretAddresses.test.ts'],
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
    search: 'value: wire?.has(field) ? wire.get(field) : value,',
    replace: 'value,',
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
    search: '.replace(/^\\[Object: null prototype\\]/, shape.name)',
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
    name: 'an address of another origin passes',
    file: ORIGINS,
    search: 'if (access !== undefined && isWeb)',
    replace: 'if (isWeb)',
  },
  {
    name: 'an address of another scheme passes',
    file: ORIGINS,
    search: "const isWeb = protocol === 'https:' || protocol === 'http:';",
    replace: 'const isWeb = true;',
    tests: ['test/attacks/origins.test.ts', 'test/clientOptions.test.ts'],
  },
  {
    name: 'the token goes to an origin that is allowed without it',
    file: ORIGINS,
    search: "return access === 'token';",
    replace: 'return true;',
    tests: ['test/clientOptions.test.ts'],
  },
  {
    name: 'another origin takes the place of the endpoint',
    file: ORIGINS,
    search: `      ...Object.entries(others).map(checked),
      [this.#home, 'token' as const],`,
    replace: `      [this.#home, 'token' as const],
      ...Object.entries(others).map(checked),`,
    tests: ['test/clientOptions.test.ts'],
  },
  {
    name: 'what is no origin is allowed',
    file: ORIGINS,
    search: 'if (!isOrigin) {',
    replace: 'if (url === undefined) {',
    tests: ['test/clientOptions.test.ts'],
  },
  {
    name: 'redirects are followed by the platform',
    file: EXCHANGE,
    search: "redirect: 'manual'",
    replace: "redirect: 'follow'",
    tests: ['test/attacks/origins.test.ts', 'test/http/send.test.ts'],
  },
  {
    name: 'an action is sent again after a redirect',
    file: 'src/http/redirect.ts',
    search: 'if (!isRead(facts.method)) {',
    replace: 'if (false) {',
  },
  {
    name: 'redirects go round for ever',
    file: SEND,
    search: 'if (redirects > MOST_REDIRECTS) {',
    replace: 'if (redirects > 100) {',
  },
  {
    name: 'a redirect goes over the budget',
    file: SEND,
    search: `        if (!mayGoOn()) {`,
    replace: '        if (false) {',
  },
  {
    name: 'what is sent again goes over the budget',
    file: SEND,
    search: 'if (pauseMs === undefined || !mayGoOn()) {',
    replace: 'if (pauseMs === undefined) {',
  },
  { name: 'ky sends again', file: EXCHANGE, search: 'retry: 0,', replace: 'retry: 3,' },
  {
    name: 'a ky that was handed in changes addresses',
    file: EXCHANGE,
    search: "prefix: '',",
    replace: '',
    tests: ['test/clientOptions.test.ts'],
  },
  {
    name: 'a body may take for ever',
    file: EXCHANGE,
    search: 'return await Promise.race([receive(), ...ends]);',
    replace: 'return await receive();',
  },
  {
    name: 'the signal of a ky that was given is told as a broken connection',
    file: EXCHANGE,
    search: 'if (theirs?.aborted && !joined.aborted) {',
    replace: 'if (false) {',
    tests: ['test/clientOptions.test.ts'],
  },
  {
    name: 'a body may be twice as long as it may be',
    file: 'src/http/readText.ts',
    search: 'if (bytes > most) {',
    replace: 'if (bytes > 2 * most) {',
  },
  {
    name: 'an id loses its digits',
    file: 'src/values/parseJson.ts',
    search: "odd === 'long' && LONG_NUMBER.test(text) ? withDigits(text) : { json }",
    replace: '{ json }',
  },
  {
    name: 'an answer may be nested without an end',
    file: 'src/values/parseJson.ts',
    search: 'oddityOf(json, DEEPEST)',
    replace: 'oddityOf(json, 1e9)',
  },
  {
    name: 'another base is any text that begins so',
    file: 'src/dialects/rebased.ts',
    search: 'address.startsWith(root) && ',
    replace: 'address.startsWith(root) || ',
  },
  {
    name: 'an error carries the request, and with it the token',
    file: EXCHANGE,
    search: 'cause: safeCause(error, hide),',
    replace: 'cause: error,',
  },
  {
    name: 'the connection’s words repeat the token',
    file: EXCHANGE,
    search: 'throw new NetworkError(hide(reason), facts, {',
    replace: 'throw new NetworkError(reason, facts, {',
    tests: ['test/attacks/origins.test.ts', 'test/http/events.test.ts'],
  },
  {
    name: 'the server’s words repeat the token',
    file: READ,
    search: 'serverMessage: hide(message),',
    replace: 'serverMessage: message,',
  },
  {
    name: 'what else the server says repeats a password',
    file: READ,
    search: 'details: hideIn(details, hide) as Record<string, Json>',
    replace: 'details',
    tests: ['test/errors/status.test.ts'],
  },
  {
    name: 'what the server says goes down without end',
    file: READ,
    search: "if (depth === DEEPEST) return '…';",
    replace: '',
    tests: ['test/hostile.test.ts'],
  },
  {
    name: 'a password that was sent is repeated',
    file: SEND,
    search:
      'const hide = hideWordsOf({ body, headers: request.headers, password: basic?.[1] }, hideToken);',
    replace: 'const hide = hideToken;',
    tests: ['test/errors/status.test.ts'],
  },
  {
    name: 'the headers of a request go to another origin',
    file: SEND,
    search: 'isHome ? headersOf(request, url) : {}',
    replace: 'headersOf(request, url)',
    tests: ['test/functions/request.test.ts'],
  },
  {
    name: 'what a request by hand may have changed is believed',
    file: 'src/plan/Changes.ts',
    search: 'if (this.#all > moment) return true;',
    replace: '',
    tests: ['test/functions/request.test.ts'],
  },
  {
    name: 'what only reads makes unknown what is known',
    file: 'src/walk/run.ts',
    search: 'sent.filter(({ act }) => !isReading(act))',
    replace: 'sent',
    tests: ['test/functions/request.test.ts'],
  },
  {
    name: 'what a request by hand deletes is not seen by loops',
    file: ACTIONS,
    search: 'return byHand || method',
    replace: 'return method',
    tests: ['test/functions/request.test.ts'],
  },
  {
    name: 'a request by hand forgets in no walk but its own',
    file: 'src/functions/request.ts',
    search: 'target?.client === client ? target.start.walk : undefined',
    replace: 'undefined',
    tests: ['test/functions/request.test.ts'],
  },
  {
    name: 'a way up is part of an address',
    file: 'src/plan/readRequest.ts',
    search: String.raw`/^(?:\.|%2e){1,2}$/i.test(part)`,
    replace: 'false',
    tests: ['test/functions/request.test.ts'],
  },
  {
    name: 'a header shows somebody else',
    file: 'src/dialects/readHeaders.ts',
    search: 'if (shows.includes(name)) {',
    replace: 'if (false) {',
    tests: ['test/functions/request.test.ts'],
  },
  {
    name: 'a request reads once',
    file: 'src/walk/written.ts',
    search: 'identity: isAsked ? {} : isCalled',
    replace: 'identity: isCalled',
    tests: ['test/functions/request.test.ts'],
  },
  {
    name: 'an event holds the token',
    file: SEND,
    search: 'const facts = { method, url: hide(url) };',
    replace: 'const facts = { method, url };',
  },
  {
    name: 'a listener that throws spoils the request',
    file: 'src/http/events.ts',
    search: 'queueMicrotask(() => {\n        throw error;\n      });',
    replace: 'throw error;',
  },
  {
    name: 'a token that no header can hold is repeated by the platform',
    file: 'src/connect.ts',
    search:
      "  if (token !== undefined && typeof token !== 'function') checkToken(dialect, token);\n",
    replace: '',
    tests: ['test/clientOptions.test.ts'],
  },
  {
    name: 'an endpoint with a password passes',
    file: 'src/connect.ts',
    search: "if (url.username !== '' || url.password !== '' ||",
    replace: 'if (',
    tests: ['test/clientOptions.test.ts'],
  },
  {
    name: 'an answer that is no JSON passes for none',
    file: READ,
    search: 'if (fault !== undefined) {',
    replace: 'if (false) {',
  },
  {
    name: 'an abort does not reach the request',
    file: EXCHANGE,
    search: 'signal: joined,',
    replace: 'signal: deadline.signal,',
    tests: ['test/functions/within.test.ts'],
  },
  {
    name: 'an action that may have been done is sent again',
    file: REPEATS,
    search: '!timedOut && (this.#isRead || nothingSent)',
    replace: '!timedOut',
  },
  {
    name: 'an action that a gateway answers for is sent again',
    file: REPEATS,
    search: 'return this.#isRead && PASSING',
    replace: 'return PASSING',
  },
  {
    name: 'an action that is refused by a 503 is sent again',
    file: REPEATS,
    search: '(this.#isRead || status === 429) && ',
    replace: '',
  },
  {
    name: 'an action that was refused for too many is not sent again',
    file: REPEATS,
    search: '(this.#isRead || status === 429)',
    replace: 'this.#isRead',
  },
  {
    name: 'what took too long is sent again',
    file: REPEATS,
    search: '!timedOut && (this.#isRead',
    replace: '(this.#isRead',
  },
  {
    name: 'a refused request comes back for ever',
    file: REPEATS,
    search: ' && this.#refusals < MOST_REFUSALS',
    replace: '',
  },
  {
    name: 'a failed read comes back for ever',
    file: REPEATS,
    search: 'if (this.#failures === this.#mostFailures) return undefined;',
    replace: 'if (this.#failures === 100) return undefined;',
  },
  {
    name: 'a server that says nothing of when is asked as fast each time',
    file: BUCKET,
    search: 'FIRST_HOLD_MS * 2 ** Math.min(this.#refusals - 1, MOST_DOUBLINGS)',
    replace: 'FIRST_HOLD_MS',
  },
  {
    name: 'a request is sent again that nobody waits for',
    file: 'src/http/pause.ts',
    search: "    signal?.addEventListener('abort', end, { once: true });\n",
    replace: '',
  },
  {
    name: 'a refusal holds nothing back',
    file: QUEUE,
    search: 'if (isRefusal) bucket.hold(hold.forMs, now);',
    replace: '',
  },
  {
    name: 'refusals of one moment count as many',
    file: BUCKET,
    search: 'if (this.#heldUntil === undefined || now >= this.#heldUntil) this.#refusals += 1;',
    replace: 'this.#refusals += 1;',
  },
  {
    name: 'a wait that is too long is waited for',
    file: QUEUE,
    search: 'if (ms !== undefined && ms > this.#longestWaitMs) {',
    replace: 'if (false) {',
  },
  {
    name: 'who waits for the limit cannot give up',
    file: QUEUE,
    search: "signal?.addEventListener('abort', end, { once: true });\n      this.#waiting.add",
    replace: 'this.#waiting.add',
  },
  {
    name: 'a wait is told to nobody',
    file: QUEUE,
    search: 'this.#tell(bucket, ms, now);',
    replace: '',
  },
  {
    name: 'requests overtake each other',
    file: QUEUE,
    search: 'for (const waiting of this.#waiting) {',
    replace: 'for (const waiting of [...this.#waiting].reverse()) {',
  },
  {
    name: 'what is in flight counts for nothing',
    file: BUCKET,
    search: 'this.#left > this.inFlight',
    replace: 'this.#left > 0',
  },
  {
    name: 'all come back at once after a refusal',
    file: BUCKET,
    search: 'this.#isProbing = true;',
    replace: '',
  },
  {
    name: 'an old answer gives back what is spent',
    file: BUCKET,
    search: 'isSame ? Math.min(this.#left, left) : left',
    replace: 'left',
  },
  {
    name: 'a spent window lasts for ever',
    file: BUCKET,
    search: 'if (this.#ends !== undefined && now >= this.#ends) this.#begin();',
    replace: '',
  },
  {
    name: 'flood control holds everything back',
    file: HIPCHAT_RATE,
    search: "return { of: counted, ...reset(headers, 'floodcontrol') };",
    replace: "return reset(headers, 'floodcontrol');",
  },
  {
    name: 'a reset is measured by the local clock',
    file: SERVER_TIME,
    search: 'return Number.isNaN(date) ? Date.now() : date;',
    replace: 'return Date.now();',
  },
  {
    name: 'a small reset is a date',
    file: SERVER_TIME,
    search: 'if (number < LEAST_MOMENT_S) return believed(number * 1000);',
    replace: '',
  },
  {
    name: 'milliseconds are seconds',
    file: SERVER_TIME,
    search: 'number < LEAST_MOMENT_MS ? number * 1000 : number',
    replace: 'number * 1000',
  },
  {
    name: 'a wait of years is believed',
    file: SERVER_TIME,
    search: 'ms >= 0 && ms <= LONGEST_MS',
    replace: 'ms >= 0',
  },
  {
    name: 'an action that waits cannot be given up',
    file: ACTIONS,
    search: '        signal,\n        mayGoOn,',
    replace: '        mayGoOn,',
  },
  {
    name: 'an action that was given up is done for good',
    file: ACTIONS,
    search: 'if (isGivenUp) return undefined;',
    replace: '',
  },
  {
    name: 'the ETag of what came with an expansion guards an action',
    file: 'src/walk/answerAsk.ts',
    search: "isPlain ? headers.get('etag') : undefined;",
    replace: "headers.get('etag');",
    tests: ['test/living/guard.test.ts'],
  },
  {
    name: 'what guards an action comes with something else',
    file: 'src/plan/guard.ts',
    search: ', alone: true }',
    replace: ' }',
    tests: ['test/living/guard.test.ts'],
  },
  {
    name: 'each request of an action has another key',
    file: ACTIONS,
    search: 'this.#keys.get(identity) ?? uuid()',
    replace: 'uuid()',
    tests: ['test/living/key.test.ts'],
  },
  {
    name: 'an answer is believed to be the whole that the map promised',
    file: ACTIONS,
    search: "beyond.length === 0 || beyond.some(isThere) ? gives : 'ref'",
    replace: 'gives',
    tests: ['test/living/gives.test.ts'],
  },
  {
    name: 'what else an action changed is believed',
    file: 'src/walk/run.ts',
    search: '[act, ...runner.actions.changedBesides(act)]',
    replace: '[act]',
    tests: ['test/living/gives.test.ts'],
  },
  {
    name: 'one who gives up an action gives it up for all',
    file: WAITERS,
    search: 'if (this.#count === 0) this.#controller.abort();',
    replace: 'this.#controller.abort();',
  },
  {
    name: 'what is sent again is not in the trace',
    file: 'src/walk/answerAsk.ts',
    search: 'for (const sent of flight.sent) {',
    replace: 'for (const sent of flight.sent.slice(-1)) {',
  },
  {
    name: 'what is sent again is told as another request',
    file: SEND,
    search: 'sendInTurn({ request, url, facts, isLed, id, tries })',
    replace: 'sendInTurn({ request, url, facts, isLed, id: id + tries, tries })',
  },
  {
    name: 'a chain that joins a request on its way is not named',
    file: 'src/walk/flights.ts',
    search: 'share(flight.purpose, purpose);',
    replace: '',
  },
  {
    name: 'what was told changes when others join',
    file: SEND,
    search: 'const chains = [...purpose.chains];',
    replace: 'const { chains } = purpose;',
  },
  {
    name: 'a request that waited in the queue did not',
    file: QUEUE,
    search: 'since = performance.now();',
    replace: '',
  },
  {
    name: 'bytes are characters',
    file: 'src/http/readText.ts',
    search: 'new Blob([whole]).size',
    replace: '(typeof whole === "string" ? whole.length : whole.size)',
  },
  {
    name: 'a request is sent before its trace is open',
    file: 'src/connect.ts',
    search: 'trace.opened.then(() => sendNow(request))',
    replace: 'sendNow(request)',
  },
  {
    name: 'what a lambda wrote and did not return is not missed',
    file: 'src/plan/readItems.ts',
    search: 'opened.counts(tried.outputs, tried.answer?.value);',
    replace: '',
    tests: ['test/walk/unsent.test.ts'],
  },
  {
    name: 'what a lambda within a lambda wrote is given by that one',
    file: 'src/walk/unsent.ts',
    search: 'if (this.#noted !== undefined) this.#noted.push(...noted);\n    else {',
    replace: '{',
    tests: ['test/walk/unsent.test.ts'],
  },
  {
    name: 'what a second operation reads of a collection is asked for by itself',
    file: 'src/plan/missing.ts',
    search: 'if (guessed.length === 0) return needs;',
    replace: 'if (guessed.length >= 0) return needs;',
    tests: ['test/operations/inner.test.ts'],
  },
  {
    name: 'what a lambda closes over is missed before it runs on data',
    file: 'src/walk/rows.ts',
    search: 'if (before !== undefined) surroundings.reading = closedOver;',
    replace: '',
    tests: ['test/operations/inner.test.ts'],
  },
  {
    name: 'a reduce begins anew with what a run that counts for nothing has added',
    file: 'src/plan/gather.ts',
    search: 'copyOf(initial.value);',
    replace: 'initial.value;',
    tests: ['test/operations/gather.test.ts'],
  },
  {
    name: 'a comparator is told of what it misses pair by pair',
    file: 'src/plan/gather.ts',
    search: 'for (const value of values) runs.run(() => compare(value, value));',
    replace: '',
    tests: ['test/operations/gather.test.ts'],
  },
  {
    name: 'what a forEach has done is not in the error that ends it',
    file: 'src/walk/toRun.ts',
    search: 'const soFar = soFarOf(run, runner);',
    replace: 'const soFar = undefined;',
    tests: ['test/operations/forEach.test.ts'],
  },
  {
    name: 'an action makes a loop forget what it has not shown yet',
    file: 'src/walk/Walks.ts',
    search: 'for (const batch of walk.loop?.batches ?? []) batch.settle();',
    replace: '',
    tests: ['test/regression/settledItems.test.ts'],
  },
  {
    name: 'a loop that waits for nothing holds up the page behind',
    file: 'src/walk/iterate.ts',
    search: 'if (this.#isLeaving) await new Promise<void>((resolve) => afterPromiseJobs(resolve));',
    replace: '',
    tests: ['test/operations/loops.test.ts'],
  },
  {
    name: 'what is read of the items of an expanded collection is not expanded',
    file: 'src/plan/foresee.ts',
    search: "last?.is === 'operation' ?",
    replace: 'last === undefined ?',
    tests: ['test/living/embedded.test.ts'],
  },
  {
    name: 'what is read of an item that an operation gave is not expanded',
    file: 'src/walk/rows.ts',
    search: 'for (const foreseen of within) foreseen();',
    replace: '',
    tests: ['test/living/embedded.test.ts'],
  },
  {
    name: 'an id within a segment tells no kind',
    file: 'src/plan/templates.ts',
    search: 'const patterns = segments.map(patternOf);',
    replace: 'const patterns = segments.map(() => undefined);',
    tests: ['test/connect/keys.test.ts'],
  },
  {
    name: 'an id loses the zeros in front of it',
    file: 'src/plan/requestOf.ts',
    search: '/^(?:0|[1-9]\\d*)$/',
    replace: '/^\\d+$/',
    tests: ['test/connect/keys.test.ts'],
  },
  {
    name: 'names of JSON:API alone pass for a page of what they name',
    file: 'src/dialects/jsonApiDocument.ts',
    search: "return isThere && inner !== undefined ? new ListDoc(items, 'whole') : items;",
    replace: "return new ListDoc(items, 'whole');",
    tests: ['test/dialects/jsonApi.test.ts'],
  },
  {
    name: 'the first items that HAL embeds pass for all',
    file: 'src/dialects/halDocument.ts',
    search: "return isAll ? new ListDoc(items, 'whole') : undefined;",
    replace: "return new ListDoc(items, 'whole');",
    tests: ['test/dialects/hal.test.ts'],
  },
  {
    name: 'addresses of OData are relative to the page',
    file: 'src/dialects/odataDocument.ts',
    search: 'this.#base = isRead ? new URL(context, url).href : url;',
    replace: 'this.#base = url;',
    tests: ['test/dialects/odata.test.ts'],
  },
  {
    name: 'a loop goes on after its signal',
    file: 'src/walk/goThrough.ts',
    search: 'isAborted: () => start.limits.signal?.aborted ?? false,',
    replace: 'isAborted: () => false,',
    tests: ['test/attacks/listsLoops.test.ts'],
  },
];

const TESTS = ['test/proxy', 'test/http', 'test/walk/snapshot.test.ts', 'test/walk/lambda.test.ts'];
// What chains cost the compiler is no matter of the kernel's guards, and slow.
const QUICK = '--testNamePattern=^(?!.*41 chain types)';

const ALL = [...new Set([TESTS, ...GUARDS.map(({ tests = [] }) => tests)].flat())];
/** All of them at once, with browsers and commands among them, take their time on a busy machine. */
const LONGEST_OF_ALL_MS = 300_000;

await plantEach(
  GUARDS,
  (tree) => runTests(tree, [QUICK, ...ALL], {}, LONGEST_OF_ALL_MS),
  (tree, { tests = TESTS }) => runTests(tree, [QUICK, ...tests]),
);
