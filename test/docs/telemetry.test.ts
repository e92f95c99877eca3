/** The recipe of `docs/guides/telemetry.md`, as it is printed there: it compiles, and makes the spans that it says. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { fileURLToPath } from 'node:url';
import * as api from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { transform } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as hypchat from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';
import { show } from '../types/languageServer.ts';
import { examplesOf } from './examples.ts';

const [recipe, usage] = examplesOf('docs/guides/telemetry.md').map(({ code }) => code);
const HERE = fileURLToPath(new URL('examples.ts', import.meta.url));

type Telemetry = () => hypchat.ClientEvents;

/** What the recipe exports. */
async function loadRecipe(): Promise<Telemetry> {
  const { code } = await transform(recipe ?? '', { loader: 'ts', format: 'cjs' });
  const module = { exports: {} as { telemetry: Telemetry } };
  const modules: Readonly<Record<string, unknown>> = { '@opentelemetry/api': api, hypchat };
  new Function('require', 'module', 'exports', code)(
    (name: string) => modules[name],
    module,
    module.exports,
  );
  return module.exports.telemetry;
}

/** What an SDK for Node brings: the active span follows asynchronous calls. */
class Contexts implements api.ContextManager {
  readonly #storage = new AsyncLocalStorage<api.Context>();

  active(): api.Context {
    return this.#storage.getStore() ?? api.ROOT_CONTEXT;
  }

  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    context: api.Context,
    fn: F,
    thisArg?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    return this.#storage.run(context, () => Reflect.apply(fn, thisArg, args));
  }

  bind<T>(_context: api.Context, target: T): T {
    return target;
  }

  enable(): this {
    return this;
  }

  disable(): this {
    return this;
  }
}

describe('the recipe for OpenTelemetry', () => {
  const live = liveServer();
  const exporter = new InMemorySpanExporter();
  let telemetry: Telemetry;

  beforeAll(async () => {
    const provider = new TracerProvider({
      spanProcessors: [new SimpleSpanProcessor({ exporter })],
    });
    api.trace.setGlobalTracerProvider(provider);
    api.context.setGlobalContextManager(new Contexts());
    telemetry = await loadRecipe();
  });
  beforeEach(() => exporter.reset());
  afterAll(() => {
    api.trace.disable();
    api.context.disable();
  });

  const connect = (options: hypchat.HypChatOptions = {}, token = live.token): hypchat.HypChat =>
    new hypchat.HypChat(token, { endpoint: live.url, on: telemetry(), ...options });

  /** The spans that ended, those of requests first, each in their order. */
  const spans = (): { readonly requests: ReadableSpan[]; readonly walks: ReadableSpan[] } => {
    const all = exporter.getFinishedSpans();
    const isWalk = ({ name }: ReadableSpan): boolean => name === 'hypchat walk';
    return { requests: all.filter((span) => !isWalk(span)), walks: all.filter(isWalk) };
  };

  it('compiles as it is printed', { timeout: 300_000 }, async () => {
    const head = "import { HypChat } from '../../src/index.ts';\ndeclare const token: string;\n";
    const page = `${recipe}\n${usage}\nvoid hc;`;
    const text = head + page.replace("from 'hypchat'", "from '../../src/index.ts'");
    const { errors } = await show(HERE, text, []);

    expect(errors).toEqual([]);
  });

  it('makes a span for the walk, and in it one for each request', async () => {
    await connect().rooms.items[0].owner.message('hi');

    const { requests, walks } = spans();
    expect(walks).toHaveLength(1);
    expect(requests.map(({ name, kind }) => [name, kind])).toEqual([
      ['GET', api.SpanKind.CLIENT],
      ['POST', api.SpanKind.CLIENT],
    ]);
    for (const { parentSpanContext } of requests) {
      expect(parentSpanContext?.spanId).toBe(walks[0]?.spanContext().spanId);
    }
    expect(walks[0]?.attributes).toEqual({
      'hypchat.chains': ["hc.rooms.items[0].owner.message('hi')"],
    });
  });

  it('gives them the attributes of the conventions', async () => {
    await connect().room('Ops').name;

    const { port } = new URL(live.url);
    expect(spans().requests[0]?.attributes).toEqual({
      'http.request.method': 'GET',
      'url.full': `${live.url}/v2/room/Ops`,
      'server.address': new URL(live.url).hostname,
      'server.port': Number(port),
      'http.response.status_code': 200,
      'hypchat.round': 1,
      'hypchat.chains': ["hc.room('Ops').name"],
      'hypchat.waited_ms': 0,
      'hypchat.sent_bytes': 0,
      'hypchat.received_bytes': expect.any(Number),
    });
    expect(spans().requests[0]?.status).toEqual({ code: api.SpanStatusCode.UNSET });
  });

  it('names the port that an address leaves out', async () => {
    const fetch = async (): Promise<Response> => Response.json({ name: 'Ops', links: {} });
    await connect({ fetch, endpoint: 'https://chat.test' }).room('Ops').name;
    await connect({ fetch, endpoint: 'http://chat.test' }).room('Ops').name;

    expect(spans().requests.map(({ attributes }) => attributes['server.port'])).toEqual([443, 80]);
  });

  it('places them by their moments: each request within its walk, and rounds one after the other', async () => {
    await connect().rooms.items[0].owner.message('hi');

    const { requests, walks } = spans();
    const at = ([seconds, nanos]: readonly number[]): number =>
      (seconds ?? 0) * 1e6 + (nanos ?? 0) / 1e3;
    const moments = [
      walks[0]?.startTime,
      ...requests.flatMap(({ startTime, endTime }) => [startTime, endTime]),
      walks[0]?.endTime,
    ].map((time) => at(time ?? []));
    expect(moments).toEqual(moments.toSorted((one, other) => one - other));
  });

  it('makes a span for each time that something is sent, and counts them', async () => {
    let count = 0;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      count += 1;
      if (count === 1) throw new TypeError('fetch failed');
      if (count === 2)
        return new Response(null, { status: 302, headers: { location: '/v2/room/Lobby' } });
      return globalThis.fetch(input, init);
    };
    await connect({ fetch }).room('Ops').name;

    const { requests, walks } = spans();
    expect(walks).toHaveLength(1);
    expect(
      requests.map(({ attributes, status }) => [
        attributes['http.request.resend_count'],
        attributes['http.response.status_code'],
        attributes['error.type'],
        status.code,
      ]),
    ).toEqual([
      [undefined, undefined, 'no_answer', api.SpanStatusCode.ERROR],
      [1, 302, undefined, api.SpanStatusCode.UNSET],
      [2, 200, undefined, api.SpanStatusCode.UNSET],
    ]);
  });

  it('says that a refusal is an error, and ends the walk', async () => {
    await connect()
      .room('Nowhere')
      .name.then(
        () => expect.unreachable(),
        () => {},
      );

    const { requests, walks } = spans();
    expect(walks).toHaveLength(1);
    expect(requests[0]?.attributes).toMatchObject({
      'http.response.status_code': 404,
      'error.type': '404',
    });
    expect(requests[0]?.status).toEqual({ code: api.SpanStatusCode.ERROR });
  });

  it('stands in the span that is active where the chain is awaited', async () => {
    const hc = connect();
    const tracer = api.trace.getTracer('test');
    await tracer.startActiveSpan('a job', async (job) => {
      await hc.room('Ops').name;
      job.end();
    });

    const all = exporter.getFinishedSpans();
    const job = all.find(({ name }) => name === 'a job');
    expect(spans().walks.map(({ parentSpanContext }) => parentSpanContext?.spanId)).toEqual([
      job?.spanContext().spanId,
    ]);
    expect(new Set(all.map((span) => span.spanContext().traceId)).size).toBe(1);
  });

  it('puts no token, password or secret anywhere', async () => {
    const hc = connect();
    const created = { name: 'Max', email: 'max@example.com', password: 'hunter2-secret' };
    await hc.users.create(created);
    await hc.at(`${live.url}/v2/room/Ops?auth_token=other-secret`, 'room').name.then(
      () => {},
      () => {},
    );

    const all = exporter.getFinishedSpans();
    const text = JSON.stringify(
      all.map(({ name, attributes, status, events }) => ({ name, attributes, status, events })),
    );
    expect(all.length).toBeGreaterThan(3);
    for (const secret of [live.token, 'hunter2', 'other-secret'])
      expect(text).not.toContain(secret);
  });

  it('keeps nothing of what is over', async () => {
    const maps: Map<unknown, unknown>[] = [];
    const RealMap = Map;
    class Watched extends RealMap<unknown, unknown> {
      constructor() {
        super();
        maps.push(this);
      }
    }
    const { code } = await transform(recipe ?? '', { loader: 'ts', format: 'cjs' });
    const module = { exports: {} as { telemetry: Telemetry } };
    new Function('require', 'module', 'Map', code)(() => api, module, Watched);
    const hc = connect({ on: module.exports.telemetry() });
    await Promise.allSettled([hc.room('Ops').owner.email, hc.room('Nowhere').name]);

    expect(maps.map(({ size }) => size)).toEqual([0, 0]);
  });
});
