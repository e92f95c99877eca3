import { describe, expect, it } from 'vitest';
import { readGiven, strayVariables } from '../src/cli/options.ts';
import { readServePlan, type ServePlan, serveOptions } from '../src/cli/serveOptions.ts';

const plan = (args: readonly string[], environment: Record<string, string> = {}): ServePlan =>
  readServePlan(readGiven(args, environment, serveOptions));

describe('the options', () => {
  it('have defaults that need no one else', () => {
    expect(plan([])).toEqual({
      hostname: '127.0.0.1',
      logs: true,
      madeCertificate: undefined,
      port: 8080,
      server: { database: ':memory:', faultRoute: false, sample: false },
      tls: undefined,
    });
  });

  it('all reach the server', () => {
    const { tls, ...rest } = plan([
      ...['--port', '0', '--host', '::1', '--data', 'x.db', '--sample', '--log', 'none', '--tls'],
      ...['--rate-limit', '1', '--flood-limit', '0', '--expand-depth', '2', '--expand-limit', '3'],
      ...['--file-limit', '4', '--webhook-hosts', 'a.test, b.test:80', '--cors', 'http://a.test'],
      ...['--public-url', 'http://b.test', '--trusted-proxies', '::1, 10.0.0.0/8'],
      ...['--fault', 'latency ms=5', '--fault', 'drop when=after times=1', '--fault-route'],
    ]);

    expect(tls?.key).toContain('PRIVATE KEY');
    expect(rest).toEqual({
      hostname: '::1',
      logs: false,
      madeCertificate: tls?.cert,
      port: 0,
      server: {
        cors: ['http://a.test'],
        database: 'x.db',
        expandDepth: 2,
        expandLimit: 3,
        faultRoute: true,
        faults: [
          { fault: 'latency', ms: 5 },
          { fault: 'drop', times: 1, when: 'after' },
        ],
        fileLimit: 4,
        floodLimit: 0,
        publicUrl: 'http://b.test',
        rateLimit: 1,
        sample: true,
        trustedProxies: ['::1', '10.0.0.0/8'],
        webhooks: { hosts: ['a.test', 'b.test:80'] },
      },
    });
  });

  it('can stand in the environment, where the command line does not say otherwise', () => {
    const environment = {
      HYPCHAT_SERVER_PORT: '9',
      HYPCHAT_SERVER_SAMPLE: '1',
      HYPCHAT_SERVER_FAULT_ROUTE: 'off',
      HYPCHAT_SERVER_RATE_LIMIT: '7',
      HYPCHAT_SERVER_FAULT: 'cut bytes=1; status status=503',
    };
    const { port, server } = plan(['--port', '8'], environment);

    expect(port).toBe(8);
    expect(server).toMatchObject({ faultRoute: false, rateLimit: 7, sample: true });
    expect(server.faults).toMatchObject([{ fault: 'cut' }, { fault: 'status', status: 503 }]);
  });

  it.each([
    { args: ['--nonsense'], says: '--nonsense' },
    { args: ['tokens'], says: 'There is no command "tokens" here: there are token,' },
    { args: ['--port', '65536'], says: 'not "65536"' },
    { args: ['--rate-limit', '-1'], says: 'rate-limit' },
    { args: ['--expand-depth', '1.5'], says: '--expand-depth takes a whole number' },
    { args: ['--data', ''], says: '--data takes a value' },
    { args: ['--log', 'xml'], says: '--log takes json or none' },
    { args: ['--tls-cert', 'x'], says: 'belong together' },
    { args: ['--fault', 'quake'], says: '"quake" is no fault' },
    { args: ['--fault', 'status status=200'], says: 'status' },
    { args: ['--fault', 'latency'], says: '"latency" is no fault: `ms` is missing' },
    { args: ['--fault', 'drop tmies=1'], says: 'is no fault: `drop` has no `tmies`' },
  ])('are refused with a reason: $args', ({ args, says }) => {
    expect(() => plan(args)).toThrow(says);
  });

  it('are refused in the environment as well', () => {
    expect(() => plan([], { HYPCHAT_SERVER_SAMPLE: 'perhaps' })).toThrow('HYPCHAT_SERVER_SAMPLE');
    expect(() => plan([], { HYPCHAT_SERVER_PORT: 'tcp://10.0.0.1:80' })).toThrow(
      'HYPCHAT_SERVER_PORT takes a whole number from 0 to 65535, not "tcp://10.0.0.1:80"',
    );
  });

  it('are found in the environment where they are none', () => {
    const environment = { HYPCHAT_SERVER_PORT: '9', HYPCHAT_SERVER_RATELIMIT: '7', HOME: '/' };

    expect(strayVariables(environment, serveOptions)).toEqual(['HYPCHAT_SERVER_RATELIMIT']);
  });
});
