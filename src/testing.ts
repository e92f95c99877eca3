/**
 * hypchat/testing: what test runners are told of chains, snapshots and moments, so that none is compared or printed
 * as what it is not. For vitest, Jest and whatever takes their testers and serializers.
 */
export { type EqualityContext, equality } from './testing/equality.ts';
export { type Registering, register } from './testing/register.ts';
export { type Printer, type Serializer, serializer } from './testing/serializer.ts';
