/**
 * hypchat/testing: what test runners are told of chains, snapshots and moments, so that none is compared or printed
 * as what it is not, and what a chain costs can be held. For vitest, Jest and whatever takes their testers, serializers and matchers.
 *
 * @module hypchat/testing
 */
export { type CheckOptions, checkDialect } from './testing/checkDialect.ts';
export {
  DialectError,
  type DialectFinding,
  type DialectReport,
} from './testing/dialect/DialectError.ts';
export type {
  FetchSample,
  RecordedSample,
  SampleInit,
  SampleName,
} from './testing/dialect/Sample.ts';
export { type EqualityContext, equality } from './testing/equality.ts';
export { hipchatSpelling } from './testing/fake/hipchatSpelling.ts';
export type { PageParts, ResourceParts, Spelling } from './testing/fake/Spelling.ts';
export {
  type FakeAction,
  type FakeApi,
  type FakeApiOptions,
  type FakeData,
  fakeApi,
} from './testing/fakeApi.ts';
export {
  type ChainMatchers,
  type ExpectedRequest,
  type MatcherResult,
  matchers,
} from './testing/matchers.ts';
export type { Measurable } from './testing/measure.ts';
export { type Registering, register } from './testing/register.ts';
export { type Printer, type Serializer, serializer } from './testing/serializer.ts';
