import { ServerError } from './ServerError.ts';

/** 503: the server is overloaded or being worked on. */
export class ServiceUnavailableError extends ServerError {
  override readonly name = 'ServiceUnavailableError';
}
