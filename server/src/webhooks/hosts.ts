/**
 * The hosts that webhooks may be delivered to.
 *
 * Names are compared as they are written and never looked up here, so that no name can be made to
 * mean another machine than the one that was allowed under it.
 */

export class Hosts {
  readonly #hosts: ReadonlySet<string>;

  /**
   * @param hosts - `example.com` allows every port, `127.0.0.1:8000` only that one.
   * @throws {RangeError} For what is no host.
   */
  constructor(hosts: readonly string[]) {
    for (const host of hosts) {
      if (!/^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host)) {
        throw new RangeError(`"${host}" is no host: write example.com or example.com:8000`);
      }
    }
    this.#hosts = new Set(hosts.map((host) => host.toLowerCase()));
  }

  allows(url: URL): boolean {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
    // An address may be written in many ways (0x7f.1); what `URL` made of it is what is called.
    const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
    return this.#hosts.has(url.hostname) || this.#hosts.has(`${url.hostname}:${port}`);
  }
}
