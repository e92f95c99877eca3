import { HypchatError, type Where } from './HypchatError.ts';

/** Why a step could not be taken. */
export type StepCode = 'noSuchLink' | 'noSuchItem' | 'pastNothing';

/** A step led nowhere: the documents hold no such link, field or item. */
export class StepError extends HypchatError {
  static override readonly name = 'StepError';
  override get name(): 'StepError' {
    return 'StepError';
  }
  /** What is wrong with the step, as one word for programs. */
  readonly code: StepCode;

  constructor(code: StepCode, reason: string, where: Where) {
    super(reason, { where });
    this.code = code;
  }

  override at(where: Where): StepError {
    return new StepError(this.code, this.reason, where);
  }
}
