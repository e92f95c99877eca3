/**
 * A certificate made at start, signed by itself: for clients that insist on `https://`.
 *
 * Some dozen fields of DER, written here, because libraries that make certificates bring a dozen
 * packages along. Good for this machine's names and the address that is listened on, for a year.
 */
import { Buffer } from 'node:buffer';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate and its key, in PEM. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

const dayMs = 86_400_000;

/**
 * Makes a certificate.
 *
 * @param host - A name or address that is added to those of this machine.
 */
export function selfSigned(host: string, now: number = Date.now()): TlsFiles {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = sequence(set(sequence(oid('550403'), der(0x0c, Buffer.from('hypchat-server')))));
  const unsigned = sequence(
    // Version 3.
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    name,
    sequence(time(now - dayMs), time(now + 365 * dayMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions([...new Set(['localhost', '127.0.0.1', '::1', host])]))),
  );
  const signature = sign('sha256', unsigned, privateKey);
  const cert = sequence(unsigned, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  return {
    cert: pem('CERTIFICATE', cert),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function extensions(names: readonly string[]): Buffer[] {
  const yes = der(0x01, Buffer.from([0xff]));
  const isAuthority = sequence(oid('551d13'), yes, octets(sequence(yes)));
  // Signing answers, and itself.
  const usage = sequence(oid('551d0f'), yes, octets(der(0x03, Buffer.from([2, 0x84]))));
  const forServers = sequence(oid('551d25'), octets(sequence(oid('2b06010505070301'))));
  const alternatives = sequence(oid('551d11'), octets(sequence(...names.map(alternativeName))));
  return [isAuthority, usage, forServers, alternatives];
}

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
const octets = (part: Buffer): Buffer => der(0x04, part);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const ecdsaWithSha256: Buffer = sequence(oid('2a8648ce3d040302'));

/** `20180104101602Z` */
const time = (millis: number): Buffer =>
  der(0x18, Buffer.from(`${new Date(millis).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));

const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
