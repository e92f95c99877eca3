import { HypchatError, type RequestFacts, type Where } from './HypchatError.ts';

/** A link or a redirect leads to another origin than the endpoint's, where nothing is sent. */
export class OriginError extends HypchatError {
  static override readonly name = 'OriginError';
  override get name(): 'OriginError' {
    return 'OriginError';
  }
  constructor(reason: string, request: RequestFacts, where?: Where) {
    super(reason, { request, where });
  }

  override at(where: Where): OriginError {
    // `request` is always there: the constructor wants it.
    return new OriginError(this.reason, this.request as RequestFacts, where);
  }
}
