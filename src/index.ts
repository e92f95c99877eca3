/**
 * hypchat: fluent navigation over linked JSON. Every public name is listed here.
 */
export { type ConnectOptions, connect } from './connect.ts';
export type { Dialect, Refusal, Response as DialectResponse } from './dialects/Dialect.ts';
export { hipchat } from './dialects/hipchat.ts';
export { AbortError } from './errors/AbortError.ts';
export { AnswerError } from './errors/AnswerError.ts';
export { ApiError } from './errors/ApiError.ts';
export { BudgetError } from './errors/BudgetError.ts';
export { HypchatError, type RequestFacts, type Where } from './errors/HypchatError.ts';
export { type ItemFailure, ItemsError } from './errors/ItemsError.ts';
export { NetworkError } from './errors/NetworkError.ts';
export { OriginError } from './errors/OriginError.ts';
export { type StepCode, StepError } from './errors/StepError.ts';
export { TimeoutError } from './errors/TimeoutError.ts';
export { type Box, box } from './functions/box.ts';
export { explain } from './functions/explain.ts';
export { field } from './functions/field.ts';
export { fresh } from './functions/fresh.ts';
export { href } from './functions/href.ts';
export { parent } from './functions/parent.ts';
export { type Trace, trace } from './functions/trace.ts';
export { within } from './functions/within.ts';
export { HypChat, type HypChatOptions } from './HypChat.ts';
export { Doc, type Item, type PageDoc } from './plan/document.ts';
export type { Limits } from './plan/limits.ts';
export type { Capabilities, CapabilitiesChain } from './types/capabilities.ts';
export type { Action, Chain, Collection, Items, ResourceChain } from './types/chain.ts';
export type { Group, GroupChain, GroupRow, GroupStub } from './types/group.ts';
export { hipchatMap } from './types/hipchatMap.ts';
export type { Codec, Kind, Level, LinkMap, Member } from './types/linkMap.ts';
export * as member from './types/members.ts';
export type { HistoryOptions, LatestOptions, Message, MessageRow } from './types/message.ts';
export type { Page, PageOptions, Pages } from './types/page.ts';
export type {
  MessageSent,
  NotificationOptions,
  Room,
  RoomChain,
  RoomRef,
  RoomRow,
  RoomStub,
} from './types/room.ts';
export type { NewRoom, NewUser, RoomsOptions, Root, UsersOptions } from './types/root.ts';
export type {
  ActionsAtOnce,
  Given,
  Operations,
  PagesAtOnce,
  Row,
  Sequence,
  ToSend,
} from './types/sequence.ts';
export type { Statistics, StatisticsStub } from './types/statistics.ts';
export type { User, UserChain, UserRef, UserRow, UserStub } from './types/user.ts';
export type { Json, JsonObject } from './values/json.ts';
export type { ClientEvents } from './walk/client.ts';
export type { WalkLimits } from './walk/limits.ts';
export type { Bill, Plan, PlannedRequest } from './walk/plan.ts';
export type { SentRequest } from './walk/sentRequest.ts';
export type { UnsentEvent } from './walk/unsent.ts';
