/**
 * The error of a refused request by its status. HypChat for Python had a class for each of these statuses, but for
 * 429, which it did not know.
 */
import { ApiError, type ApiErrorFacts } from '../ApiError.ts';
import { BadGatewayError } from './BadGatewayError.ts';
import { BadRequestError } from './BadRequestError.ts';
import { ClientError } from './ClientError.ts';
import { ConflictError } from './ConflictError.ts';
import { ContentTooLargeError } from './ContentTooLargeError.ts';
import { ExpectationFailedError } from './ExpectationFailedError.ts';
import { ForbiddenError } from './ForbiddenError.ts';
import { GatewayTimeoutError } from './GatewayTimeoutError.ts';
import { GoneError } from './GoneError.ts';
import { HttpVersionNotSupportedError } from './HttpVersionNotSupportedError.ts';
import { InternalServerError } from './InternalServerError.ts';
import { LengthRequiredError } from './LengthRequiredError.ts';
import { MethodNotAllowedError } from './MethodNotAllowedError.ts';
import { NotAcceptableError } from './NotAcceptableError.ts';
import { NotFoundError } from './NotFoundError.ts';
import { NotImplementedError } from './NotImplementedError.ts';
import { PaymentRequiredError } from './PaymentRequiredError.ts';
import { PreconditionFailedError } from './PreconditionFailedError.ts';
import { ProxyAuthenticationRequiredError } from './ProxyAuthenticationRequiredError.ts';
import { RangeNotSatisfiableError } from './RangeNotSatisfiableError.ts';
import { RequestTimeoutError } from './RequestTimeoutError.ts';
import { ServerError } from './ServerError.ts';
import { ServiceUnavailableError } from './ServiceUnavailableError.ts';
import { TooManyRequestsError } from './TooManyRequestsError.ts';
import { UnauthorizedError } from './UnauthorizedError.ts';
import { UnsupportedMediaTypeError } from './UnsupportedMediaTypeError.ts';
import { UriTooLongError } from './UriTooLongError.ts';

type ApiErrorClass = new (facts: ApiErrorFacts) => ApiError;

/** The statuses that have a class of their own. */
export const ERROR_OF_STATUS: ReadonlyMap<number, ApiErrorClass> = new Map<number, ApiErrorClass>([
  [400, BadRequestError],
  [401, UnauthorizedError],
  [402, PaymentRequiredError],
  [403, ForbiddenError],
  [404, NotFoundError],
  [405, MethodNotAllowedError],
  [406, NotAcceptableError],
  [407, ProxyAuthenticationRequiredError],
  [408, RequestTimeoutError],
  [409, ConflictError],
  [410, GoneError],
  [411, LengthRequiredError],
  [412, PreconditionFailedError],
  [413, ContentTooLargeError],
  [414, UriTooLongError],
  [415, UnsupportedMediaTypeError],
  [416, RangeNotSatisfiableError],
  [417, ExpectationFailedError],
  [429, TooManyRequestsError],
  [500, InternalServerError],
  [501, NotImplementedError],
  [502, BadGatewayError],
  [503, ServiceUnavailableError],
  [504, GatewayTimeoutError],
  [505, HttpVersionNotSupportedError],
]);

/** The most telling error for what a server said. */
export function toApiError(facts: ApiErrorFacts): ApiError {
  return new (ERROR_OF_STATUS.get(facts.status) ?? classOf(facts.status))(facts);
}

function classOf(status: number): ApiErrorClass {
  // An error in an answer with the status 200 has no better name.
  if (status < 400) return ApiError;
  return status < 500 ? ClientError : ServerError;
}
