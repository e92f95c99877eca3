/**
 * hypchat without the polyfill of Temporal, for run-times and bundles that have it. Every public name is listed
 * here; `index.ts` has them all, and brings the polyfill.
 *
 * @module hypchat/native
 */
export type { Temporal } from 'temporal-polyfill';
export type { ClientOptions } from './clientOptions.ts';
export { type ConnectOptions, connect, type LinkBase } from './connect.ts';
export type { ActionRequest, WrittenAction } from './dialects/ActionRequest.ts';
export type { Asked } from './dialects/Asked.ts';
export { bracketed } from './dialects/bracketed.ts';
export type { Dialect, Refusal, Response as DialectResponse } from './dialects/Dialect.ts';
export { hipchat } from './dialects/hipchat.ts';
export { type LinkTemplates, linkTemplates } from './dialects/linkTemplates.ts';
export { linkTo } from './dialects/linkTo.ts';
export type { Allowance, Hold, RatedRequest, RateRules } from './dialects/RateRules.ts';
export { retryAfter, untilReset } from './dialects/serverTime.ts';
export { standardRate } from './dialects/standardRate.ts';
export { AbortError } from './errors/AbortError.ts';
export { AnswerError } from './errors/AnswerError.ts';
export { ApiError } from './errors/ApiError.ts';
export { BudgetError } from './errors/BudgetError.ts';
export {
  type DoneSoFar,
  type ErrorFacts,
  HypchatError,
  type ItemDone,
  type RequestFacts,
  type Where,
} from './errors/HypchatError.ts';
export { type ItemFailure, ItemsError } from './errors/ItemsError.ts';
export { NetworkError } from './errors/NetworkError.ts';
export { OriginError } from './errors/OriginError.ts';
export { RateLimitError } from './errors/RateLimitError.ts';
export { SignatureError, type SignatureFault } from './errors/SignatureError.ts';
export { type StepCode, StepError } from './errors/StepError.ts';
export { BadGatewayError } from './errors/status/BadGatewayError.ts';
export { BadRequestError } from './errors/status/BadRequestError.ts';
export { ClientError } from './errors/status/ClientError.ts';
export { ConflictError } from './errors/status/ConflictError.ts';
export { ContentTooLargeError } from './errors/status/ContentTooLargeError.ts';
export { ExpectationFailedError } from './errors/status/ExpectationFailedError.ts';
export { ForbiddenError } from './errors/status/ForbiddenError.ts';
export { GatewayTimeoutError } from './errors/status/GatewayTimeoutError.ts';
export { GoneError } from './errors/status/GoneError.ts';
export { HttpVersionNotSupportedError } from './errors/status/HttpVersionNotSupportedError.ts';
export { InternalServerError } from './errors/status/InternalServerError.ts';
export { LengthRequiredError } from './errors/status/LengthRequiredError.ts';
export { MethodNotAllowedError } from './errors/status/MethodNotAllowedError.ts';
export { NotAcceptableError } from './errors/status/NotAcceptableError.ts';
export { NotFoundError } from './errors/status/NotFoundError.ts';
export { NotImplementedError } from './errors/status/NotImplementedError.ts';
export { PaymentRequiredError } from './errors/status/PaymentRequiredError.ts';
export { PreconditionFailedError } from './errors/status/PreconditionFailedError.ts';
export { ProxyAuthenticationRequiredError } from './errors/status/ProxyAuthenticationRequiredError.ts';
export { RangeNotSatisfiableError } from './errors/status/RangeNotSatisfiableError.ts';
export { RequestTimeoutError } from './errors/status/RequestTimeoutError.ts';
export { ServerError } from './errors/status/ServerError.ts';
export { ServiceUnavailableError } from './errors/status/ServiceUnavailableError.ts';
export { TooManyRequestsError } from './errors/status/TooManyRequestsError.ts';
export { UnauthorizedError } from './errors/status/UnauthorizedError.ts';
export { UnsupportedMediaTypeError } from './errors/status/UnsupportedMediaTypeError.ts';
export { UriTooLongError } from './errors/status/UriTooLongError.ts';
export { TimeoutError } from './errors/TimeoutError.ts';
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
export {
  type DeclaredAction,
  Doc,
  type Item,
  JsonDoc,
  ListDoc,
  type PageDoc,
  REFUSED,
  Refused,
} from './plan/document.ts';
export type { Limits } from './plan/limits.ts';
export type { Query, Spelled } from './plan/Spelled.ts';
export type { Shortcuts } from './proxy/source.ts';
export type { RenewableGrant } from './renewToken.ts';
export type {
  Addon,
  AddonChain,
  AddonIn,
  AddonLinkChain,
  AddonLinkIn,
  AddonLinkRef,
  AddonStub,
  CreatedAddonLink,
  GlanceContent,
  GlanceStatus,
  GlanceUpdate,
  Installable,
  InstallableChain,
  InstallableIn,
  Target,
} from './types/addon.ts';
export type {
  ActionMember,
  ActionWith,
  BodyForm,
  CallMember,
  LookupMember,
  MultipartForm,
} from './types/callMember.ts';
export type {
  AddonSchema,
  AddonSchemaChain,
  AddonSchemaIn,
  CallableAddonSchema,
  Capabilities,
  CapabilitiesChain,
  CapabilitiesIn,
  CapabilitiesSelf,
} from './types/capabilities.ts';
export type {
  Action,
  Chain,
  Collection,
  FieldAndAction,
  Indexed,
  Items,
  ResourceChain,
} from './types/chain.ts';
export type {
  AddonCapabilities,
  AddonDescriptor,
  Condition,
  DescriptorIcon,
  DescriptorPage,
  DescriptorWebhook,
  ExtensionAction,
  ExtensionGlance,
  Icon,
  ShownName,
} from './types/descriptor.ts';
export type {
  Emoticon,
  EmoticonChain,
  EmoticonForms,
  EmoticonIn,
  EmoticonRow,
  EmoticonSelf,
  EmoticonStub,
  Emoticons,
  EmoticonsOptions,
  MaybeEmoticonChain,
} from './types/emoticon.ts';
export type {
  Expand,
  Expanded,
  ExpandedPages,
  ExpandPath,
  ItemsPath,
  PathIn,
  PathInItems,
  Walk,
} from './types/expansion.ts';
export type {
  ExtensionActionChain,
  ExtensionActionIn,
  ExtensionActionShown,
  ExtensionGlanceChain,
  ExtensionGlanceIn,
  ExtensionGlanceShown,
  ExtensionWebhookChain,
  ExtensionWebhookIn,
} from './types/extension.ts';
export type { FileChain, FileIn, SharedFile } from './types/file.ts';
export type {
  Group,
  GroupChain,
  GroupForms,
  GroupIn,
  GroupRow,
  GroupSelf,
  GroupStub,
  MaybeGroupChain,
} from './types/group.ts';
export { hipchatMap } from './types/hipchatMap.ts';
export type {
  InRow,
  RowItems,
  RowList,
  RowOperations,
  RowPages,
  RowSteps,
} from './types/inner.ts';
export type { KindFor } from './types/keepInStep.ts';
export type { Held, Level } from './types/level.ts';
export type { ExpandLimits, Kind, KindLimits, LinkMap, Many, Member } from './types/linkMap.ts';
export type { ById, ExpandedListing, Listing, PageOf } from './types/listing.ts';
export type { ByParts, JoinedParts } from './types/lookup.ts';
export * as member from './types/members.ts';
export type {
  From,
  FromChain,
  History,
  HistoryOptions,
  Latest,
  LatestOptions,
  MaybeMessageChain,
  Message,
  MessageChain,
  MessageFile,
  MessageForms,
  MessageIn,
  MessageOptions,
  MessageRow,
  Messages,
  NotificationSender,
  RowHistory,
  RowLatest,
} from './types/message.ts';
export type { Moment } from './types/moment.ts';
export type { NoFieldOfTheApi, NoNameButLength, NoNameOfTheApi } from './types/noFieldOfTheApi.ts';
export type { CallablePages, Page, PageLink, PageLinks, PageOptions, Pages } from './types/page.ts';
export type { Implied, Parameter, Parameters } from './types/parameter.ts';
export type {
  FileItem,
  MessageItem,
  PayloadIn,
  PayloadItem,
  PayloadItemChain,
  PayloadItemIn,
  PayloadOf,
  RoomChangePayload,
  RoomFileUploadPayload,
  RoomMessagePayload,
  RoomNotificationPayload,
  RoomPresencePayload,
  RoomTopicChangePayload,
  SenderItem,
  TopicItem,
  WebhookPayload,
} from './types/payload.ts';
export type { PictureChain } from './types/picture.ts';
export type {
  CollectionMember,
  FieldMember,
  KeyedWalk,
  LinkMember,
  ListMember,
  ReadMember,
  RefMember,
} from './types/readMember.ts';
export type {
  ExpandedList,
  ExpandedRef,
  Forms,
  MaybeNamedRef,
  MaybeRef,
  NamedList,
  NamedRef,
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
  Card,
  CardAttribute,
  MaybeRoomChain,
  MemberActions,
  Members,
  MessageSent,
  NotificationOptions,
  Participants,
  ParticipantsOptions,
  Room,
  RoomChain,
  RoomChanges,
  RoomForms,
  RoomIn,
  RoomLike,
  RoomLinks,
  RoomRef,
  RoomRow,
  RoomSelf,
  RoomStub,
  RowMembers,
  ShareFileOptions,
} from './types/room.ts';
export type {
  CallableCapabilities,
  CreatedRoom,
  CreatedUser,
  Invitation,
  NewRoom,
  NewUser,
  Rooms,
  RoomsOptions,
  Root,
  Users,
  UsersOptions,
} from './types/root.ts';
export type {
  ActionsAtOnce,
  Answered,
  Decided,
  FoundOf,
  Given,
  NotInALambda,
  Operations,
  PagesAtOnce,
  Read,
  Row,
  Sequence,
  Spread,
  ToSend,
} from './types/sequence.ts';
export type {
  MaybeStatisticsChain,
  Statistics,
  StatisticsChain,
  StatisticsForms,
  StatisticsIn,
  StatisticsRow,
  StatisticsSelf,
  StatisticsStub,
} from './types/statistics.ts';
export type {
  AuthorizationCodeGrant,
  ClientCredentialsGrant,
  Grant,
  IssuedToken,
  PasswordGrant,
  PersonalGrant,
  RefreshTokenGrant,
  RoomNotificationGrant,
  Scope,
  Token,
  TokenChain,
  TokenIn,
} from './types/token.ts';
export type {
  MaybeUserChain,
  Presence,
  PresenceChanges,
  User,
  UserChain,
  UserChanges,
  UserForms,
  UserIn,
  UserLike,
  UserLinks,
  UserMessageOptions,
  UserRef,
  UserRow,
  UserSelf,
  UserStub,
} from './types/user.ts';
export type {
  CreatedWebhook,
  MaybeWebhookChain,
  NewWebhook,
  RowWebhooks,
  Webhook,
  WebhookActions,
  WebhookChain,
  WebhookEventName,
  WebhookForms,
  WebhookIn,
  WebhookRef,
  WebhookRow,
  WebhookSelf,
  WebhookStub,
  Webhooks,
} from './types/webhook.ts';
export type { Codec } from './values/codec.ts';
export type { Json, JsonObject } from './values/json.ts';
export type { Bytes } from './values/Upload.ts';
export type { ClientEvents } from './walk/client.ts';
export type { WalkLimits } from './walk/limits.ts';
export type { Bill, Plan, PlannedRequest } from './walk/plan.ts';
export type { SentRequest } from './walk/sentRequest.ts';
export type { UnsentEvent } from './walk/unsent.ts';
