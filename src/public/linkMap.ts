/** The public names of link maps: what whoever maps an API of their own writes. */
export type {
  ActionMember,
  ActionWith,
  BodyForm,
  CallMember,
  LookupMember,
  MultipartForm,
} from '../types/callMember.ts';
export type { KindFor } from '../types/keepInStep.ts';
export type { Held, Level } from '../types/level.ts';
export type { ExpandLimits, Kind, KindLimits, LinkMap, Many, Member } from '../types/linkMap.ts';
export * as member from '../types/members.ts';
export type { Implied, Parameter, Parameters } from '../types/parameter.ts';
export type {
  CollectionMember,
  FieldMember,
  KeyedWalk,
  LinkMember,
  ListMember,
  ReadMember,
  RefMember,
} from '../types/readMember.ts';
export type { Codec } from '../values/codec.ts';
