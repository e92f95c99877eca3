/**
 * Notifications of a room: how one looks, and the card that it may bring.
 */
import type { Icon } from './descriptor.ts';

/** How a notification looks. */
export interface NotificationOptions {
  /** A label beside the sender's name, up to 64 characters. */
  readonly from?: string | undefined;
  /** Default `html`. */
  readonly messageFormat?: 'html' | 'text' | undefined;
  /** Default `yellow`. */
  readonly color?: 'yellow' | 'green' | 'red' | 'purple' | 'gray' | 'random' | undefined;
  /** Whether people are notified; default `false`. */
  readonly notify?: boolean | undefined;
  /** The id of a message of the same room to hang it on. */
  readonly attachTo?: string | undefined;
  /** Something to look at: sent as it is, but for the fields that are checked. */
  readonly card?: Card | Readonly<Record<string, unknown>> | null | undefined;
}

/** A card of a notification, with whatever else the API takes in it. */
export interface Card {
  /** What it is about, which decides how it looks. */
  readonly style: 'file' | 'image' | 'application' | 'link' | 'media';
  /** A text, also where it looks like a number. */
  readonly id: string;
  /** 1 to 500 characters. */
  readonly title: string;
  /** What stands below the title. */
  readonly description?:
    | string
    | { readonly value: string; readonly format: 'html' | 'text' }
    | undefined;
  /** How much room it takes. */
  readonly format?: 'compact' | 'medium' | undefined;
  /** Where the title leads. */
  readonly url?: string | undefined;
  /** A picture of what it is about. */
  readonly thumbnail?:
    | (Icon & { readonly width?: number | undefined; readonly height?: number | undefined })
    | undefined;
  /** The line that stands for the card while it is folded. */
  readonly activity?:
    | { readonly html: string; readonly icon?: string | Icon | undefined }
    | undefined;
  /** Lines of names and values. */
  readonly attributes?: readonly CardAttribute[] | undefined;
  /** The picture beside the title. */
  readonly icon?: string | Icon | undefined;
  readonly [name: string]: unknown;
}

/** One line of a card. */
export interface CardAttribute {
  /** What stands before the value. */
  readonly label?: string | undefined;
  /** The value: its text, where it leads, and how it looks. */
  readonly value: {
    /** What stands before the value. */
    readonly label: string;
    readonly url?: string | undefined;
    readonly style?:
      | 'lozenge'
      | 'lozenge-success'
      | 'lozenge-error'
      | 'lozenge-current'
      | 'lozenge-complete'
      | 'lozenge-moved'
      | undefined;
    readonly icon?: string | Icon | undefined;
  };
}
