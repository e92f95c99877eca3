import { ServerError } from './ServerError.ts';

/** 503: the server is overloaded or being worked on. */
export class ServiceUnavailableError extends ServerError {
  static override readonly name = 'ServiceUnavailableError';
  override get name(): 'ServiceUnavailableError' {
    return 'ServiceUnavailableError';
  }
}
