import { HypchatError, type Where } from './HypchatError.ts';

/** Why a step could not be taken. */
export type StepCode = 'noSuchLink' | 'noSuchItem' | 'pastNothing';

/** A step led nowhere: the documents hold no such link, field or item. */
export class StepError extends HypchatError {
  override readonly name = 'StepError';
  readonly code: StepCode;

  constructor(code: StepCode, reason: string, where: Where) {
    super(reason, { where });
    this.code = code;
  }
}
