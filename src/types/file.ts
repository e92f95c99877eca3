/**
 * Files that were shared: where one can be fetched, for a while. The API's own client used this; it was never
 * documented.
 */
import type { ResourceChain } from './chain.ts';
import type { KindFor } from './keepInStep.ts';
import { field } from './members.ts';
import type { Representation, Whole } from './representation.ts';

/** A file that was shared, whose bytes `download` gives: its id is a message's `authenticated_file.id`. */
export interface FileIn<R extends Representation> {
  /** The file's number. */
  readonly id: Whole<R, number>;
  /** The name with which it was shared, such as `report.pdf`. */
  readonly name: Whole<R, string>;
  /** In bytes. */
  readonly size: Whole<R, number>;
  /** Where it can be fetched without a token. */
  readonly temp_url: Whole<R, string>;
  /** Of pictures only. */
  readonly thumb_url: Whole<R, string | undefined>;
}

/** A whole file. */
export interface SharedFile extends FileIn<'whole'> {}
/** A file that nobody fetched yet. */
export interface FileChain extends FileIn<'chain'>, ResourceChain<'file', SharedFile> {}

/** What the planner knows of files. */
export const file: KindFor<FileIn<'chain'>, FileIn<'stub'>, FileIn<'ref'>> = {
  address: 'file/{id}',
  bytes: 'temp_url',
  members: {
    id: field('number', 'whole'),
    name: field('string', 'whole'),
    size: field('number', 'whole'),
    temp_url: field('string', 'whole'),
    thumb_url: field('string', 'whole'),
  },
};

/** How a file is shared. */
export interface ShareFileOptions {
  /** What is said with it, up to 1,000 characters. */
  readonly message?: string | undefined;
  /** What it is called; default the name of a `File`, or `file`. */
  readonly name?: string | undefined;
}
