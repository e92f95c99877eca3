/** Bodies that are no JSON: what goes over the wire, and that a stream is never sent twice. */
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMultipart } from '../../server/src/multipart.ts';
import { encodeBody } from '../../src/http/encodeBody.ts';
import {
  type Bytes,
  connect,
  explain,
  HypChat,
  hipchat,
  type LinkMap,
  NetworkError,
  TooManyRequestsError,
  trace,
} from '../../src/index.ts';
import { Upload } from '../../src/values/Upload.ts';
import { embedded } from '../helpers/embedded.ts';
import { settle } from '../helpers/settle.ts';

/** A stream of these chunks, and how much of it was asked for. */
function streamOf(chunks: readonly Uint8Array[]): {
  readonly stream: ReadableStream<Uint8Array>;
  readonly seen: { read: number; cancelled: boolean };
} {
  const seen = { read: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[seen.read];
        seen.read += 1;
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      },
      cancel() {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, seen };
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Whatever is taken for a file, made of the same bytes. */
const SOURCES: readonly { readonly name: string; readonly make: () => Bytes }[] = [
  { name: 'bytes', make: () => bytes('hello') },
  { name: 'a buffer', make: () => bytes('hello').buffer },
  { name: 'a view into a buffer', make: () => bytes('well, hello!').subarray(6, 11) },
  { name: 'a Blob', make: () => new Blob(['hel', 'lo']) },
  { name: 'a File', make: () => new File(['hello'], 'other.txt', { type: 'text/plain' }) },
  { name: 'a stream', make: () => streamOf(['he', 'l', '', 'lo'].map(bytes)).stream },
];

describe('a file that is shared', () => {
  it.each(SOURCES)('can be $name', async ({ make }) => {
    const { hc } = embedded({});

    await hc.room('Ops').shareFile(make(), { name: 'hello.txt', message: 'read' });

    const [said] = (await hc.room('Ops').latest({ maxResults: 1 })).items;
    expect(said).toMatchObject({
      message: 'read',
      authenticated_file: { name: 'hello.txt', size: 5 },
    });
  });

  it.each([
    { name: 'a name of its own', file: new File(['x'], 'own.txt'), is: 'own.txt' },
    { name: 'no name', file: new Blob(['x']), is: 'file' },
    {
      name: 'quotes and line breaks in its name',
      file: new File(['x'], 'a"\r\nb\\.txt'),
      is: 'a"__b',
    },
  ])('with $name is called $is', async ({ file, is }) => {
    const { hc } = embedded({});

    await hc.user('@ann').shareFile(file);

    const [said] = (await hc.user('@ann').latest({ maxResults: 1 })).items;
    expect(said?.authenticated_file?.name.startsWith(is) || said?.authenticated_file?.name).toBe(
      is === 'a"__b' ? '.txt' : true,
    );
  });

  it.each([
    {
      what: 'a text',
      file: 'hello',
      message: "`file` has to be a Blob, a File, a stream or bytes, got 'hello'",
    },
    { what: 'nothing', file: undefined, message: '`shareFile` needs `file`' },
    { what: 'a list of numbers', file: [1, 2], message: '`file` has to be a Blob' },
  ])('is refused before anything is sent, where it is $what', async ({ file, message }) => {
    const { hc, answered } = embedded({});

    await expect(settle(hc.room('Ops').shareFile(file as never))).rejects.toThrow(message);
    expect(answered).toEqual([]);
  });

  it('is refused where somebody else reads the stream', async () => {
    const { hc, answered } = embedded({});
    const { stream } = streamOf([bytes('hello')]);
    stream.getReader();

    await expect(settle(hc.room('Ops').shareFile(stream))).rejects.toThrow(
      '`file` is a stream that somebody else reads already',
    );
    expect(answered).toEqual([]);
  });

  it('is shown by its name and size in a plan and a trace, and read by neither plan nor print', async () => {
    const { hc } = embedded({});
    const { stream, seen } = streamOf([bytes('hello')]);
    const action = hc.room('Ops').shareFile(stream, { name: 'a.txt' });

    expect(explain(action).requests[0]?.body).toEqual({
      file: { name: undefined, type: 'application/octet-stream', size: undefined },
      name: 'a.txt',
    });
    expect(String(explain(action))).toContain('application/octet-stream');
    expect(seen.read).toBe(0);
    const { requests } = await trace(hc.room('Ops').shareFile(new Blob(['hello'])));
    expect(requests).toMatchObject([{ status: 204, body: { file: { size: 5 } } }]);
  });

  it('is read by nobody where the action is refused', async () => {
    const { hc } = embedded({});
    const { stream, seen } = streamOf([bytes('hello')]);

    await expect(
      settle(hc.room('Ops').shareFile(stream, { message: 'x'.repeat(1001) })),
    ).rejects.toThrow('0 to 1,000 characters');
    expect([seen.read, stream.locked]).toEqual([0, false]);
  });
});

describe('rule 15, of a file', () => {
  const refusing = (times: number) => {
    let count = 0;
    const bodies: string[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      bodies.push(await request.text());
      count += 1;
      const error = { code: 429, message: 'Rate Limit exceeded', type: 'Too Many Requests' };
      return count <= times
        ? Response.json({ error }, { status: 429, headers: { 'retry-after': '0' } })
        : new Response(null, { status: 204 });
    };
    return { bodies, hc: new HypChat('token', { fetch }) };
  };

  it('bytes are sent again after a 429, the same', async () => {
    const { hc, bodies } = refusing(1);

    await hc.room(1).shareFile(bytes('hello'));

    expect(bodies).toHaveLength(2);
    expect(bodies.every((body) => body.includes('aGVsbG8='))).toBe(true);
  });

  it('a stream that was read is not: the refusal is given', async () => {
    const { hc, bodies } = refusing(1);
    const { stream } = streamOf([bytes('hello')]);

    await expect(settle(hc.room(1).shareFile(stream))).rejects.toBeInstanceOf(TooManyRequestsError);
    expect(bodies).toHaveLength(1);
  });

  it('a stream that another action has sent is refused, and goes nowhere as an empty one', async () => {
    const { hc, bodies } = refusing(0);
    const { stream } = streamOf([bytes('hello')]);
    await hc.room(1).shareFile(stream);

    await expect(settle(hc.room(2).shareFile(stream))).rejects.toThrow(
      new TypeError('a stream is sent once, and this one was read before'),
    );
    expect(bodies).toHaveLength(1);
  });

  it('a stream that is given to two actions of one tick is sent by one of them', async () => {
    const { hc, bodies } = refusing(0);
    const { stream } = streamOf([bytes('hello')]);
    const both = [hc.room(1).shareFile(stream), hc.room(2).shareFile(stream)].map(settle);

    const ends = await Promise.allSettled(both);

    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(bodies).toHaveLength(1);
  });

  it('a stream of which nothing was read is sent once a connection came about', async () => {
    const bodies: string[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (bodies.push('') === 1) {
        const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
        throw new TypeError('fetch failed', { cause });
      }
      bodies.push(await new Request(input, init).text());
      return new Response(null, { status: 204 });
    };
    const { stream } = streamOf([bytes('hel'), bytes('lo')]);

    await new HypChat('token', { fetch }).room(1).shareFile(stream);

    expect(bodies.at(-1)).toContain('aGVsbG8=');
  });

  it('whoever makes a stream is told that nobody wants the rest', async () => {
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const reader = new Request(input, init).body?.getReader();
      // The beginning, the message, the beginning of the file, and some of it.
      for (let piece = 0; piece < 5; piece += 1) await reader?.read();
      await reader?.cancel();
      throw new TypeError('gone');
    };
    const { stream, seen } = streamOf(Array.from({ length: 9 }, () => bytes('abc')));

    await expect(
      settle(new HypChat('token', { fetch }).room(1).shareFile(stream)),
    ).rejects.toBeInstanceOf(NetworkError);
    await expect.poll(() => seen.cancelled).toBe(true);
  });

  it('a stream that is no stream of bytes ends the request, and says so', async () => {
    const fetch: typeof globalThis.fetch = async (input, init) => {
      await new Request(input, init).text();
      return new Response(null, { status: 204 });
    };
    const hc = new HypChat('token', { fetch });
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue('text');
        controller.close();
      },
    });

    const error = await settle(hc.room('Ops').shareFile(stream)).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(NetworkError);
    expect(String((error as Error).message)).toContain('has to give bytes, got a string');
  });
});

describe('parts', () => {
  it('hold what was put into them, whatever that is and in whatever pieces it comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 }),
        fc.string({ unit: 'grapheme' }),
        fc.boolean(),
        fc.boolean(),
        async (chunks, message, base64, isStreamed) => {
          const whole = Buffer.concat(chunks);
          const source = isStreamed ? streamOf(chunks).stream : new Uint8Array(whole);
          const form = { multipart: 'related', json: 'metadata', base64 } as const;
          const traffic = { sentBytes: 0 };
          const given = { message, file: new Upload(source) };
          const { headers, body } = await encodeBody(given, form, traffic);
          const written = new Uint8Array(await new Response(body).arrayBuffer());
          const [metadata, file] = readMultipart(written, headers['content-type'] ?? '');

          expect(traffic.sentBytes).toBe(written.length);
          expect(JSON.parse(Buffer.from(metadata?.bytes ?? []).toString())).toEqual({ message });
          expect([file?.name, file?.filename]).toEqual(['file', 'file']);
          expect(Buffer.from(file?.bytes ?? []).equals(whole)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('another API', () => {
  const sent: Request[] = [];
  const map: LinkMap = {
    root: 'root',
    kinds: {
      root: {
        members: {
          upload: {
            call: {
              is: 'action',
              method: 'POST',
              path: 'assets',
              form: { multipart: 'form-data', json: 'about' },
              parameters: { asset: { type: 'file', required: true }, label: { type: 'string' } },
              positional: ['asset'],
            },
          },
          say: {
            call: {
              is: 'action',
              method: 'POST',
              path: 'say',
              form: 'form',
              parameters: { text: { type: 'string', required: true }, loud: { type: 'boolean' } },
              positional: ['text'],
            },
          },
        },
      },
    },
  };
  interface Root {
    upload(asset: Bytes, options?: { readonly label?: string }): Promise<undefined>;
    say(text: string, options?: { readonly loud?: boolean }): Promise<undefined>;
  }
  const root = connect<Root>(hipchat, map, {
    endpoint: 'https://x.test',
    fetch: async (input, init) => {
      sent.push(new Request(input, init));
      return new Response(null, { status: 204 });
    },
  });

  it('gets the parts of a form, with files as they are', async () => {
    await root.upload(new File(['ä'], 'ä.bin', { type: 'image/png' }), { label: 'one' });

    const form = await sent.at(-1)?.formData();
    const asset = form?.get('asset');
    expect(form?.get('about')).toBe('{"label":"one"}');
    expect(asset).toBeInstanceOf(File);
    expect(await (asset as File).text()).toBe('ä');
    expect([(asset as File).name, (asset as File).type]).toEqual(['ä.bin', 'image/png']);
  });

  it('gets the fields of a form', async () => {
    await root.say('a & b', { loud: true });

    expect(await sent.at(-1)?.text()).toBe('text=a+%26+b&loud=true');
    expect(sent.at(-1)?.headers.get('content-type')).toContain('x-www-form-urlencoded');
  });
});
