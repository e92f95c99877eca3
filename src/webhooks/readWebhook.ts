import { SignatureError } from '../errors/SignatureError.ts';
import type { JsonObject } from '../values/json.ts';
import { isJsonObject } from '../values/json.ts';
import { parseJson } from '../values/parseJson.ts';
import {
  readSignature,
  type SecretOf,
  type Signature,
  type SignatureOptions,
} from './readSignature.ts';

/** A delivery that is what it says. */
export interface Delivery {
  /**
   * What was posted: `hc.wrap(json)` makes a snapshot of it, whose resources can be walked on from. A whole number beyond 2^53 is the
   * text of its digits.
   */
  readonly json: JsonObject;
  /** Who signed it, for whom, and until when it is good. */
  readonly signature: Signature;
}

/** How a delivery is read. */
export interface WebhookOptions extends SignatureOptions {
  /** How long its body may be, in bytes; default 1 MiB. */
  readonly maxBodyBytes?: number | undefined;
}

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Reads what a webhook with `authentication: 'jwt'` is posted, once its signature was found good.
 *
 * The signature does not cover the body. What is checked of that is that it names the installation that signed; for
 * the rest, let webhooks be posted to an `https:` address.
 *
 * @param request - A request as Fetch has it. Of any other, give its `Authorization` header to `readSignature`.
 * @throws {SignatureError} For what is not signed, or not by that secret, or not for now. Its body was not read.
 * @throws {RangeError} When the body is too long, or the option that says how long it may be is none.
 * @throws {TypeError} When it is no such request, its body was read before, or is no JSON object.
 *
 * @example
 * ```ts
 * const { json } = await readWebhook(request, (oauthId) => secrets.get(oauthId));
 * const { event, item } = hc.wrap(json);
 * if (event === 'room_message') await item.room.message(`You said: ${item.message.message}`);
 * ```
 */
export async function readWebhook(
  request: Request,
  secret: SecretOf,
  options: WebhookOptions = {},
): Promise<Delivery> {
  if (typeof request?.headers?.get !== 'function') {
    throw new TypeError(
      '`readWebhook` takes a `Request` as Fetch has it: of any other, `readSignature` takes the `Authorization` header',
    );
  }
  const { maxBodyBytes = MAX_BODY_BYTES } = options;
  // No body is longer than what is no number.
  if (!Number.isSafeInteger(maxBodyBytes) || maxBodyBytes < 1) {
    throw new RangeError(
      `\`maxBodyBytes\` has to be a whole number from 1 on, got ${maxBodyBytes}`,
    );
  }
  const signature = await readSignature(request.headers.get('authorization'), secret, options);
  if (request.bodyUsed) {
    throw new TypeError('the body was read before: give `readWebhook` a `clone()` of the request');
  }
  const text = await readBody(request, maxBodyBytes);
  const parsed = parseJson(text);
  if ('fault' in parsed) throw new TypeError(`what the webhook was posted ${parsed.fault}`);
  const { json } = parsed;
  if (!isJsonObject(json)) throw new TypeError('what the webhook was posted is no JSON object');
  const { oauth_client_id: named } = json;
  if (named !== undefined && named !== signature.oauthId) {
    throw new SignatureError('wrong', 'the body is of another installation than the signature');
  }
  return { json, signature };
}

async function readBody(request: Request, most: number): Promise<string> {
  const reader = request.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || value === undefined) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > most) {
      await reader?.cancel().catch(() => {});
      throw new RangeError(`what the webhook was posted is longer than ${most} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}
