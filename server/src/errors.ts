/**
 * Every refusal the server can give, in HipChat's words.
 *
 * The texts that were seen live are followed to the letter; the others are the most plausible
 * reading and stand here so that they can be changed in one place. Errors of validation are made
 * in `validate.ts`, from the same class.
 */
import { STATUS_CODES } from 'node:http';
import type { Document } from './json.ts';
import { pythonRepr } from './pythonRepr.ts';
import type { Scope } from './scopes.ts';

/** The statuses that errors have. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 408 | 409 | 413 | 429 | 500 | 503;

/** A refusal: its status, HipChat's message, and what else its body and headers say. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: ErrorStatus;
  /** What stands in the body beside `code`, `type` and `message`. */
  readonly details: Document;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ErrorStatus,
    message: string,
    details: Document = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.details = details;
    this.headers = headers;
  }
}

/** The body of an error, `{"error": {"code", "message", "type", …}}`. */
export function errorDocument(error: ApiError): Document {
  const { status, message, details } = error;
  return { error: { ...details, code: status, message, type: STATUS_CODES[status] } };
}

const docs = 'https://www.hipchat.com/docs/apiv2/auth';

export const badRequest = (message: string): ApiError => new ApiError(400, message);

export const unauthenticated = (): ApiError =>
  new ApiError(401, `Authenticated requests only. See ${docs} for more information.`);

export const invalidSession = (): ApiError => new ApiError(401, 'Invalid OAuth session');

export const missingScope = (scopes: readonly Scope[]): ApiError =>
  new ApiError(403, `This action requires one of the following scopes: ${pythonRepr(scopes)}`);

export const forbidden = (message: string): ApiError => new ApiError(403, message);

export const notFound = (what: string, which: string): ApiError =>
  new ApiError(404, `${what} ${which} not found`);

export const unknownPath = (): ApiError => new ApiError(404, 'Not found');

export const methodNotAllowed = (allowed: readonly string[]): ApiError =>
  new ApiError(405, 'Method not allowed', {}, { Allow: allowed.join(', ') });

export const bodyTooLarge = (): ApiError => new ApiError(413, 'The request body is too large');

export const rateLimitExceeded = (headers: Readonly<Record<string, string>> = {}): ApiError =>
  new ApiError(429, 'Rate Limit exceeded', {}, headers);

export const requestTimeout = (): ApiError => new ApiError(408, 'The request body came too slowly');

export const conflict = (message: string): ApiError => new ApiError(409, message);

/** @param seconds - After how many it is worth another try. */
export const unavailable = (message: string, seconds: number): ApiError =>
  new ApiError(503, message, {}, { 'Retry-After': String(seconds) });

/** What a closed server answers. It does not open again, so this is no 503, which clients send again. */
export const serverClosed = (): ApiError => new ApiError(500, 'This server is closed');

export const internalError = (): ApiError =>
  new ApiError(500, 'An unexpected error occurred. Please try again later.');
