/** What is said when no token is given. */
import { ApiError } from '../errors.ts';

/** The add-on did not say who it is, or not rightly. */
export const wrongClient = (): ApiError =>
  new ApiError(
    401,
    'Invalid OAuth client credentials',
    {},
    { 'WWW-Authenticate': 'Basic realm="HipChat"' },
  );

/** What was handed in is no good. Its value is not repeated: it is a secret. */
export const oauthRefused = (field: string, message = `Invalid ${field}`): ApiError =>
  new ApiError(400, message, { field, validation: 'oauth' });
