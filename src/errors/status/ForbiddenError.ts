import { ClientError } from './ClientError.ts';

/** 403: the token may not do this; `serverMessage` often names the scope that it lacks. */
export class ForbiddenError extends ClientError {
  static override readonly name = 'ForbiddenError';
  override get name(): 'ForbiddenError' {
    return 'ForbiddenError';
  }
}
