/**
 * A certificate made at start, with an authority of its own: for clients that insist on `https://`.
 *
 * Two certificates, because some clients (rustls, and with it Deno) take none that is an authority
 * and the server's own at once. Some dozen fields of DER, written here, because libraries that make
 * certificates bring a dozen packages along. Good for this machine's names and the address that is
 * listened on, for a year.
 */
import { Buffer } from 'node:buffer';
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate and its key, in PEM. */
export interface TlsFiles {
  /** The server's own, and the authority that signed it: what clients have to know is in it, too. */
  readonly cert: string;
  /** The private key, in PEM. */
  readonly key: string;
}

const dayMs = 86_400_000;

/**
 * Makes a certificate, signed by an authority that is forgotten at once.
 *
 * @param host - A name or address that is added to those of this machine.
 */
export function selfSigned(host: string, now: number = Date.now()): TlsFiles {
  const [authority, own] = [keyPair(), keyPair()];
  const names = [...new Set(['localhost', '127.0.0.1', '::1', host])];
  const signed = (subject: string, key: KeyPair, extensions: readonly Buffer[]): string =>
    certificate({ subject, key, extensions, signer: authority, now });
  return {
    cert: [
      signed('hypchat-server', own, forServer(names, own, authority)),
      signed(authorityName, authority, forAuthority(authority)),
    ].join(''),
    key: own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

const authorityName = 'hypchat-server authority';

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const keyPair = (): KeyPair => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

interface CertificateParts {
  readonly subject: string;
  readonly key: KeyPair;
  readonly extensions: readonly Buffer[];
  readonly signer: KeyPair;
  readonly now: number;
}

function certificate({ subject, key, extensions, signer, now }: CertificateParts): string {
  const unsigned = sequence(
    // Version 3.
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    commonName(authorityName),
    sequence(time(now - dayMs), time(now + 365 * dayMs)),
    commonName(subject),
    spki(key),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', unsigned, signer.privateKey);
  const bits = der(0x03, Buffer.from([0]), signature);
  return pem('CERTIFICATE', sequence(unsigned, ecdsaWithSha256, bits));
}

function forAuthority(key: KeyPair): Buffer[] {
  return [
    extension('551d13', sequence(yes), 'critical'),
    // Signing certificates.
    extension('551d0f', der(0x03, Buffer.from([2, 0x04])), 'critical'),
    extension('551d0e', octets(keyId(key))),
  ];
}

function forServer(names: readonly string[], own: KeyPair, authority: KeyPair): Buffer[] {
  return [
    extension('551d13', sequence(), 'critical'),
    // Signing answers.
    extension('551d0f', der(0x03, Buffer.from([7, 0x80])), 'critical'),
    extension('551d25', sequence(oid('2b06010505070301'))),
    extension('551d11', sequence(...names.map(alternativeName))),
    extension('551d0e', octets(keyId(own))),
    extension('551d23', sequence(der(0x80, keyId(authority)))),
  ];
}

function extension(id: string, value: Buffer, critical?: 'critical'): Buffer {
  return sequence(oid(id), ...(critical ? [yes] : []), octets(value));
}

const spki = ({ publicKey }: KeyPair): Buffer => publicKey.export({ type: 'spki', format: 'der' });
const keyId = (key: KeyPair): Buffer => createHash('sha1').update(spki(key)).digest();

function alternativeName(name: string): Buffer {
  if (isIP(name) === 0) return der(0x82, Buffer.from(name));
  return der(0x87, isIP(name) === 4 ? Buffer.from(name.split('.').map(Number)) : ipv6(name));
}

/** The 16 bytes of an address, whose `::` stands for as many zeros as are missing. */
function ipv6(address: string): Buffer {
  const halves = address.split('::').map((half) => half.split(':').filter((part) => part !== ''));
  const [head = [], tail = []] = halves;
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return Buffer.from(
    [...head, ...zeros, ...tail].map((part) => part.padStart(4, '0')).join(''),
    'hex',
  );
}

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const set = (...parts: readonly Buffer[]): Buffer => der(0x31, ...parts);
const commonName = (name: string): Buffer =>
  sequence(set(sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
const octets = (part: Buffer): Buffer => der(0x04, part);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const yes: Buffer = der(0x01, Buffer.from([0xff]));
const ecdsaWithSha256: Buffer = sequence(oid('2a8648ce3d040302'));

/** `20180104101602Z` */
const time = (millis: number): Buffer =>
  der(0x18, Buffer.from(`${new Date(millis).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));

const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
