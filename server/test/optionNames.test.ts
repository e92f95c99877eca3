/** A name that is misspelt is told, and does not count for nothing. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer, serve } from '../src/index.ts';

const misspelt = <Options extends object>(options: Options): object => options;

function opened() {
  const server = createServer();
  onTestFinished(() => server.close());
  return server;
}

describe('an option that there is not', () => {
  it('is refused by `createServer`, with what there is', () => {
    expect(() => createServer(misspelt({ smaple: true }))).toThrow(
      /^`createServer` has no option `smaple`: it has database, sample, rateLimit, /,
    );
  });

  it('is refused by `mintToken`, which would give a token with every scope', () => {
    expect(() => opened().mintToken(misspelt({ scope: ['view_room'] }))).toThrow(
      new TypeError(
        '`mintToken` has no option `scope`: it has kind, user, scopes, room, name, expiresIn',
      ),
    );
  });

  it('is refused by `installAddon`', () => {
    expect(() => opened().installAddon({ key: 'ci', ...misspelt({ scope: [] }) })).toThrow(
      '`installAddon` has no option `scope`: it has key, name, scopes, room, redirectUrls',
    );
  });

  it('is refused by `serve`, which listens to nothing', async () => {
    await expect(serve(opened(), misspelt({ prot: 8080 }))).rejects.toThrow(
      '`serve` has no option `prot`: it has port, hostname,',
    );
  });

  it('is refused in a fault, which would happen for ever', () => {
    const server = opened();

    expect(() => {
      server.faults = [{ fault: 'drop', ...misspelt({ tmies: 1 }) }];
    }).toThrow('is no fault: `drop` has no `tmies`');
  });
});

it('a number that was given as a text is shown as one', () => {
  const text: object = { rateLimit: '3' };

  expect(() => createServer(text)).toThrow('`rateLimit` must be a whole number from 0 on, not "3"');
});
