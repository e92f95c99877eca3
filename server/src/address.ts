/**
 * On which address links are made: the one that whoever runs the server said, or else the one that
 * is listened on.
 *
 * What a request says of it, in `Host` and the `X-Forwarded-*` headers, is whatever its sender
 * likes: a link made of that leads whoever follows it, with their token, to the sender. So it counts
 * from proxies that were named alone, and never in what is sent to somebody else, to the receivers
 * of webhooks.
 */
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Where links of a request lead. */
export interface Addresses {
  /** In its answer, `http://127.0.0.1:8080`. */
  readonly answer: string;
  /** In what others are told of it. */
  readonly home: string;
}

/** How a request came. */
export interface Arrival {
  /** The address that it came in on; `undefined` within the process, where its URL says it. */
  readonly origin?: string | undefined;
  /** Who sent it, an IP address; `undefined` within the process. */
  readonly peer?: string | undefined;
}

/** Finds the addresses of a request, by its URL, its headers and how it came. */
export type AddressOf = (
  url: string,
  header: (name: string) => string | undefined,
  arrival: Arrival,
) => Addresses;

/**
 * @param publicUrl - What links are made on; `undefined` for what is listened on.
 * @param proxies - Whose word on the address counts, `10.0.0.7` or `10.0.0.0/8`.
 * @throws {RangeError} For what is no address.
 */
export function createAddressOf(
  publicUrl: string | undefined,
  proxies: readonly string[],
): AddressOf {
  const said = publicUrl === undefined ? undefined : originIn(publicUrl);
  const trusted = new Proxies(proxies);
  return (url, header, { origin, peer }) => {
    const home = said ?? origin ?? originOf(url);
    if (peer === undefined || !trusted.include(peer)) return { answer: home, home };
    return { answer: forwarded(header, home), home };
  };
}

/**
 * The origin of an address that whoever runs the server wrote.
 *
 * @throws {RangeError} For what is no web address, and for one that says more than a host.
 */
export function originIn(publicUrl: string): string {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  const isBare =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.href === `${url.origin}/` &&
    !/[?#]/.test(publicUrl);
  if (isBare) return url.origin;
  throw new RangeError(
    `"${withoutPassword(publicUrl)}" is no public URL: write an address without a path, such as https://chat.example.com`,
  );
}

/** An address may come with a password, which no message has to repeat. */
const withoutPassword = (text: string): string => text.replace(/\/\/[^/@]*@/, '//…@');

/** The addresses of proxies. */
class Proxies {
  readonly #list = new BlockList();
  readonly #isEmpty: boolean;

  constructor(addresses: readonly string[]) {
    this.#isEmpty = addresses.length === 0;
    for (const address of addresses) this.#add(address);
  }

  include(peer: string): boolean {
    if (this.#isEmpty) return false;
    const address = plainAddress(peer);
    return isIP(address) !== 0 && this.#list.check(address, familyOf(address));
  }

  #add(address: string): void {
    const [network = '', bits, ...rest] = address.split('/');
    const most = isIPv6(network) ? 128 : 32;
    const isPrefix = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
    if (isIP(network) === 0 || !isPrefix || rest.length > 0) {
      throw new RangeError(
        `"${address}" is no proxy to be trusted: write an IP address or a network, such as 10.0.0.7 or 10.0.0.0/8`,
      );
    }
    this.#list.addSubnet(network, bits === undefined ? most : Number(bits), familyOf(network));
  }
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** A socket for both families writes the addresses of the older one in the newer's way. */
export const plainAddress = (address: string): string =>
  address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');

const plausibleHost = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** The address that a proxy says it was called by. */
function forwarded(header: (name: string) => string | undefined, home: string): string {
  const scheme = last(header('x-forwarded-proto'))?.toLowerCase();
  const [ownScheme = 'http', ownHost = ''] = home.split('://');
  const protocol = scheme === 'http' || scheme === 'https' ? scheme : ownScheme;
  const hosts = [last(header('x-forwarded-host')), header('host'), ownHost];
  const addresses = hosts.map((host) =>
    host !== undefined && plausibleHost.test(host) ? `${protocol}://${host}` : '',
  );
  const address = addresses.find((text) => URL.canParse(text));
  return address === undefined ? home : new URL(address).origin;
}

/** Proxies add to what they were sent: only what stands last is the word of the one that is trusted. */
const last = (list: string | undefined): string | undefined => list?.split(',').at(-1)?.trim();

/** The URL without its path. */
function originOf(url: string): string {
  const end = url.indexOf('/', url.indexOf('://') + 3);
  return (end < 0 ? url : url.slice(0, end)).toLowerCase();
}
