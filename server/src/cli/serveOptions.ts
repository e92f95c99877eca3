/** The options of `hypchat-server` itself, which serves. */
import { readFileSync } from 'node:fs';
import { parseFault } from '../faults/fault.ts';
import type { ServerOptions } from '../ServerOptions.ts';
import { selfSigned, type TlsFiles } from '../tls.ts';
import { type Given, type Option, UsageError } from './options.ts';

export const serveOptions: Readonly<Record<string, Option>> = {
  port: {
    kind: 'number',
    value: 'N',
    most: 65_535,
    help: 'Listen on this port; 0 takes any that is free (default 8080)',
  },
  host: { kind: 'text', value: 'NAME', help: 'Listen on this address (default 127.0.0.1)' },
  'public-url': {
    kind: 'text',
    value: 'URL',
    help: 'Make links on this address, such as https://chat.example.com\n(default: the address that is listened on)',
  },
  'trusted-proxies': {
    kind: 'list',
    value: 'ADDRESSES',
    help: 'Believe what these proxies say of the address in Host and\nX-Forwarded-*: IP addresses or networks, with commas between',
  },
  data: {
    kind: 'text',
    value: 'FILE',
    help: 'Keep the data in this file, and files in FILE-files\n(default: in memory)',
  },
  sample: { kind: 'flag', help: 'Fill an empty database with a sample group' },
  'rate-limit': {
    kind: 'number',
    value: 'N',
    help: 'Requests a token has in five minutes; 0 is no limit\n(default 100, add-ons 500; with --sample 500)',
  },
  'flood-limit': {
    kind: 'number',
    value: 'N',
    help: 'Messages a room or person takes in a minute; 0 is no limit\n(default 30; with --sample 500)',
  },
  'expand-depth': {
    kind: 'number',
    value: 'N',
    help: 'Expand titles at most N names deep; 0 switches expansion off\n(default: no bound)',
  },
  'expand-limit': {
    kind: 'number',
    value: 'N',
    help: 'Resources that the expansion of one answer puts in\n(default 10000)',
  },
  'file-limit': {
    kind: 'number',
    value: 'BYTES',
    help: 'The largest file that is taken (default 20971520)',
  },
  'webhook-hosts': {
    kind: 'list',
    value: 'HOSTS',
    help: 'Deliver webhooks to these hosts, HOST or HOST:PORT with\ncommas between (default: webhooks are not delivered)',
  },
  cors: {
    kind: 'list',
    value: 'ORIGINS',
    help: 'Let pages of these origins read answers; * is every one',
  },
  tls: { kind: 'flag', help: 'Serve https, with a certificate made at start' },
  'tls-cert': { kind: 'text', value: 'FILE', help: 'Serve https with this certificate (PEM)' },
  'tls-key': { kind: 'text', value: 'FILE', help: 'The key of that certificate (PEM)' },
  fault: {
    kind: 'many',
    value: 'FAULT',
    help: 'Make something go wrong, such as "latency ms=200" or\n"drop when=after method=POST path=/room times=1";\nmay be given several times (in the environment: with ;)',
  },
  'fault-route': {
    kind: 'flag',
    help: 'Serve /test/faults to the holder of the test token,\nwhich is printed as "testToken"',
  },
  log: {
    kind: 'text',
    value: 'json|none',
    help: 'One line of JSON for each request, on the standard error\n(default json)',
  },
};

/** What to serve, and where. */
export interface ServePlan {
  readonly port: number;
  readonly hostname: string;
  readonly tls: TlsFiles | undefined;
  /** The certificate that was made at start. */
  readonly madeCertificate: string | undefined;
  readonly logs: boolean;
  readonly server: ServerOptions;
}

export function readServePlan(given: Given): ServePlan {
  const hostname = given.text('host') ?? '127.0.0.1';
  const hosts = given.list('webhook-hosts');
  const made =
    given.flag('tls') && given.text('tls-cert') === undefined ? selfSigned(hostname) : undefined;
  return {
    port: given.number('port') ?? 8080,
    hostname,
    tls: made ?? readTls(given),
    madeCertificate: made?.cert,
    logs: readLog(given),
    server: {
      database: given.text('data') ?? ':memory:',
      sample: given.flag('sample'),
      faultRoute: given.flag('fault-route'),
      ...present('rateLimit', given.number('rate-limit')),
      ...present('floodLimit', given.number('flood-limit')),
      ...present('expandDepth', given.number('expand-depth')),
      ...present('expandLimit', given.number('expand-limit')),
      ...present('fileLimit', given.number('file-limit')),
      ...present('publicUrl', given.text('public-url')),
      ...present('trustedProxies', given.list('trusted-proxies')),
      ...present('cors', given.list('cors')),
      ...present('webhooks', hosts && { hosts }),
      ...present('faults', given.many('fault')?.map(readFault)),
    },
  };
}

function present<K extends string, V>(name: K, value: V | undefined): { [name in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { [name in K]?: V });
}

function readTls(given: Given): TlsFiles | undefined {
  const [cert, key] = [given.text('tls-cert'), given.text('tls-key')];
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    throw new UsageError('--tls-cert and --tls-key belong together');
  }
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}

function readLog(given: Given): boolean {
  const log = given.text('log') ?? 'json';
  if (log === 'json' || log === 'none') return log === 'json';
  throw new UsageError(`--log takes json or none, not "${log}"`);
}

function readFault(line: string): ReturnType<typeof parseFault> {
  try {
    return parseFault(line);
  } catch (error) {
    throw new UsageError(`--fault: ${error instanceof Error ? error.message : String(error)}`);
  }
}
