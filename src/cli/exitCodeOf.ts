/** Which exit code an error means. Apart from `exitCodes.ts`, which the help needs without the library. */
import {
  AnswerError,
  ApiError,
  BudgetError,
  ItemsError,
  NetworkError,
  OriginError,
  RateLimitError,
  StepError,
  TimeoutError,
} from '../index.ts';
import { overBudgetIn } from './Evaluation.ts';
import { type ExitCode, exitCodes } from './exitCodes.ts';
import { UsageError } from './UsageError.ts';

/** The exit code of an error that ended the command. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof UsageError) return exitCodes.usage;
  if (error instanceof ApiError) return ofStatus(error.status);
  if (error instanceof BudgetError || overBudgetIn(error) !== undefined) {
    return exitCodes.overBudget;
  }
  // The first failure stands for all of them.
  if (error instanceof ItemsError) return exitCodeOf(error.failures[0]?.error);
  if (error instanceof RateLimitError) return exitCodes.rateLimited;
  if (error instanceof StepError) return exitCodes.notFound;
  if (error instanceof OriginError) return exitCodes.refused;
  if (error instanceof NetworkError || error instanceof TimeoutError) return exitCodes.unreachable;
  if (error instanceof AnswerError) return exitCodes.apiError;
  return exitCodes.failed;
}

function ofStatus(status: number): ExitCode {
  switch (status) {
    case 404:
      return exitCodes.notFound;
    case 401:
    case 403:
      return exitCodes.refused;
    case 429:
      return exitCodes.rateLimited;
    default:
      return exitCodes.apiError;
  }
}
