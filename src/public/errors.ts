/** The public names of the errors. */
export { AbortError } from '../errors/AbortError.ts';
export { AnswerError } from '../errors/AnswerError.ts';
export { ApiError } from '../errors/ApiError.ts';
export { BudgetError } from '../errors/BudgetError.ts';
export {
  type DoneSoFar,
  type ErrorFacts,
  HypchatError,
  type ItemDone,
  type RequestFacts,
  type Where,
} from '../errors/HypchatError.ts';
export { type ItemFailure, ItemsError } from '../errors/ItemsError.ts';
export { NetworkError } from '../errors/NetworkError.ts';
export { OriginError } from '../errors/OriginError.ts';
export { RateLimitError } from '../errors/RateLimitError.ts';
export { SignatureError, type SignatureFault } from '../errors/SignatureError.ts';
export { type StepCode, StepError } from '../errors/StepError.ts';
export { BadGatewayError } from '../errors/status/BadGatewayError.ts';
export { BadRequestError } from '../errors/status/BadRequestError.ts';
export { ClientError } from '../errors/status/ClientError.ts';
export { ConflictError } from '../errors/status/ConflictError.ts';
export { ContentTooLargeError } from '../errors/status/ContentTooLargeError.ts';
export { ExpectationFailedError } from '../errors/status/ExpectationFailedError.ts';
export { ForbiddenError } from '../errors/status/ForbiddenError.ts';
export { GatewayTimeoutError } from '../errors/status/GatewayTimeoutError.ts';
export { GoneError } from '../errors/status/GoneError.ts';
export { HttpVersionNotSupportedError } from '../errors/status/HttpVersionNotSupportedError.ts';
export { InternalServerError } from '../errors/status/InternalServerError.ts';
export { LengthRequiredError } from '../errors/status/LengthRequiredError.ts';
export { MethodNotAllowedError } from '../errors/status/MethodNotAllowedError.ts';
export { NotAcceptableError } from '../errors/status/NotAcceptableError.ts';
export { NotFoundError } from '../errors/status/NotFoundError.ts';
export { NotImplementedError } from '../errors/status/NotImplementedError.ts';
export { PaymentRequiredError } from '../errors/status/PaymentRequiredError.ts';
export { PreconditionFailedError } from '../errors/status/PreconditionFailedError.ts';
export { ProxyAuthenticationRequiredError } from '../errors/status/ProxyAuthenticationRequiredError.ts';
export { RangeNotSatisfiableError } from '../errors/status/RangeNotSatisfiableError.ts';
export { RequestTimeoutError } from '../errors/status/RequestTimeoutError.ts';
export { ServerError } from '../errors/status/ServerError.ts';
export { ServiceUnavailableError } from '../errors/status/ServiceUnavailableError.ts';
export { TooManyRequestsError } from '../errors/status/TooManyRequestsError.ts';
export { UnauthorizedError } from '../errors/status/UnauthorizedError.ts';
export { UnsupportedMediaTypeError } from '../errors/status/UnsupportedMediaTypeError.ts';
export { UriTooLongError } from '../errors/status/UriTooLongError.ts';
export { TimeoutError } from '../errors/TimeoutError.ts';
