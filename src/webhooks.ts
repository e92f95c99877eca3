/**
 * `hypchat/webhooks`: what an add-on needs that is called by HipChat. An entry of its own, so that whoever only calls
 * does not load `jose`, which checks the signatures.
 *
 * @module hypchat/webhooks
 */

export { HypchatError, type RequestFacts, type Where } from './errors/HypchatError.ts';
export { SignatureError, type SignatureFault } from './errors/SignatureError.ts';
export type { GlanceContent, GlanceStatus, Target } from './types/addon.ts';
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
export type { Scope } from './types/token.ts';
export type { WebhookEventName } from './types/webhook.ts';
export type { Json, JsonObject } from './values/json.ts';
export { describeAddon } from './webhooks/describeAddon.ts';
export {
  readSignature,
  type SecretOf,
  type Signature,
  type SignatureOptions,
} from './webhooks/readSignature.ts';
export { type Delivery, readWebhook, type WebhookOptions } from './webhooks/readWebhook.ts';
