/**
 * hypchat without the polyfill of Temporal, for run-times and bundles that have it. Every public name is listed
 * here or in `public/`: the errors, HipChat's kinds, the words of link maps. `index.ts` has them all, and brings the polyfill.
 *
 * @module hypchat/native
 */
export type { Temporal } from 'temporal-polyfill';
export type { ClientOptions } from './clientOptions.ts';
export { connect } from './connect.ts';
export type { ConnectOptions, LinkBase } from './createRoot.ts';
export type { ActionRequest, GivenKind, WrittenAction } from './dialects/ActionRequest.ts';
export type { Asked } from './dialects/Asked.ts';
export { bracketed } from './dialects/bracketed.ts';
export type { Dialect, Refusal, Response as DialectResponse } from './dialects/Dialect.ts';
export { hipchat } from './dialects/hipchat.ts';
export { type LinkTemplates, linkTemplates } from './dialects/linkTemplates.ts';
export { linkTo } from './dialects/linkTo.ts';
export type { Allowance, Hold, RatedRequest, RateRules } from './dialects/RateRules.ts';
export { retryAfter, untilReset } from './dialects/serverTime.ts';
export { standardRate } from './dialects/standardRate.ts';
export { at } from './functions/at.ts';
export { type Box, box } from './functions/box.ts';
export { download } from './functions/download.ts';
export { explain } from './functions/explain.ts';
export { field } from './functions/field.ts';
export { fresh } from './functions/fresh.ts';
export { href } from './functions/href.ts';
export { isChain } from './functions/isChain.ts';
export { type Destination, leadsTo } from './functions/leadsTo.ts';
export { parent } from './functions/parent.ts';
export { request } from './functions/request.ts';
export { type Trace, trace } from './functions/trace.ts';
export { within } from './functions/within.ts';
export { wrap } from './functions/wrap.ts';
export {
  type Addresses,
  type ClientToken,
  HypChat,
  type HypChatOptions,
  type Wrapped,
} from './HypChat.ts';
export type {
  FaultEvent,
  HttpEvents,
  ProgressEvent,
  Purpose,
  RequestEvent,
  ResponseEvent,
  UnreadableEvent,
  WaitEvent,
  WalkEvent,
} from './http/events.ts';
export type { OriginAccess } from './http/Origins.ts';
export type { Issued, TokenSource } from './http/Tokens.ts';
export type { Limits } from './plan/ask/limits.ts';
export {
  type DeclaredAction,
  Doc,
  type Item,
  JsonDoc,
  LinkedDoc,
  ListDoc,
  type PageDoc,
  REFUSED,
  Refused,
} from './plan/known/document.ts';
export type { Query, Spelled } from './plan/map/Spelled.ts';
export type { FieldSelection } from './plan/program/FieldSelection.ts';
export { selectFields } from './plan/program/selectFields.ts';
export type { Shortcuts } from './proxy/source.ts';
export * from './public/errors.ts';
export * from './public/hipchat.ts';
export * from './public/linkMap.ts';
export type { RenewableGrant } from './renewToken.ts';
export type {
  Action,
  Addressed,
  Chain,
  Collection,
  FieldAndAction,
  Indexed,
  Items,
  ResourceChain,
} from './types/chain.ts';
export type {
  Expand,
  Expanded,
  ExpandedPages,
  ExpandPath,
  ItemsPath,
  PathIn,
  PathInItems,
  Unexpanded,
  Walk,
  WalkToItem,
} from './types/expansion.ts';
export type {
  InRow,
  RowCollection,
  RowItems,
  RowList,
  RowOperations,
  RowPageLink,
  RowPages,
  RowSteps,
} from './types/inner.ts';
export type { ById, ExpandedListing, Listing, PageOf } from './types/listing.ts';
export type { ByParts, JoinedParts } from './types/lookup.ts';
export type { Moment } from './types/moment.ts';
export type { NoFieldOfTheApi, NoNameButLength, NoNameOfTheApi } from './types/noFieldOfTheApi.ts';
export type { CallablePages, Page, PageLink, PageLinks, PageOptions, Pages } from './types/page.ts';
export type {
  ExpandedList,
  ExpandedRef,
  Forms,
  MaybeNamedRef,
  MaybeRef,
  MaybeStubRef,
  NamedList,
  NamedRef,
  NamedRow,
  Ref,
  Representation,
  Stub,
  StubList,
  StubRef,
  Whole,
  WholeRef,
} from './types/representation.ts';
export type {
  ReadRequestOptions,
  RequestOptions,
  Requests,
  WritingMethod,
} from './types/request.ts';
export type {
  ActionsAtOnce,
  Answered,
  Decided,
  FoundOf,
  Given,
  NotInALambda,
  OnlyNamed,
  Operations,
  PagesAtOnce,
  Read,
  Row,
  Sequence,
  Spread,
  ToSend,
} from './types/sequence.ts';
export type { Json, JsonObject } from './values/json.ts';
export type { Bytes } from './values/Upload.ts';
export type { UnsentEvent } from './walk/rows/unsent.ts';
export type { ClientEvents } from './walk/run/ClientParts.ts';
export type { WalkLimits } from './walk/run/limits.ts';
export type { SentRequest } from './walk/run/sentRequest.ts';
export type { Bill, Plan, PlannedRequest } from './walk/tell/planned.ts';
