/** Rules of what goes on: streams, people on stages, compositions; and of where nothing does. */

import type { Json, JsonObject } from '../types.js';
import type { RuleBase } from './rule-base.js';

/** What an operation answers about a resource on which nothing goes on, as it was made. */
export interface IdleRule extends RuleBase {
  readonly kind: 'idle';
  /** Errors of which any is right; absent where the answer is a list without entries. */
  readonly accept?: readonly string[];
  /** Members that are sent besides the least input. */
  readonly input?: JsonObject;
}

/** A batch operation that acts on pairs reports those that it cannot act on, and does not fail for them. */
export interface BatchEntriesRule extends RuleBase {
  readonly kind: 'batch-entries';
  /** `known`: nothing is reported of what exists; `unknown`: what does not exist is reported. */
  readonly aspect: 'known' | 'unknown';
}

/** What an operation shows of a live stream. */
export interface LiveMemberRule extends RuleBase {
  readonly kind: 'live-member';
  /** Path within the stream that is shown, or within its entry of a list. */
  readonly member: string;
  /** What it is: this value. */
  readonly value?: Json;
  /** What it is: the same as this, where both are there. */
  readonly same?:
    | 'channel'
    | 'channelArn'
    | 'playbackUrl'
    | 'recordingConfiguration'
    | 'failoverSlateConfiguration'
    | 'streamId';
  /** What the resource that the channel uses for it is created with. */
  readonly input?: JsonObject;
  /** What it is: `absent`, the `time` of going live, or a `count`, -1 if it is not known. */
  readonly form?: 'absent' | 'time' | 'count';
}

/** How an operation that acts on a resource answers to what a request gives or leaves out. */
export interface ActionRule extends RuleBase {
  readonly kind: 'action';
  /**
   * `given`: the answer shows the member as the request gave it; `made`: without it, each answer has one of its own;
   * `needs`: it is refused where the resource does not name what the operation uses.
   */
  readonly aspect: 'given' | 'made' | 'needs';
  /** Member of the input; in `needs`, the one that names the resource in vain. */
  readonly member: string;
  /** Path of the output that shows the member, where it is another one. */
  readonly shown?: string;
}

/** What happens to a stream from its beginning to its end, or because of it. */
export interface LiveRule extends RuleBase {
  readonly kind: 'live';
  readonly aspect:
    | 'channel-cannot-be-deleted'
    | 'channel-can-be-deleted-afterwards'
    | 'channel-update'
    | 'deprecated-video-members'
    | 'end-time'
    | 'ends'
    | 'events-newest-first'
    | 'filter-by-health'
    | 'latest-session'
    | 'list-of-ended'
    | 'listed-end-time'
    | 'metadata-size'
    | 'pages-of-sessions'
    | 'pages-of-streams'
    | 'session-keeps-channel'
    | 'session-keeps-slate'
    | 'sessions-newest-first'
    | 'single-track'
    | 'stop';
}

/** What shows in a course of calls, which the kind's code carries out. */
export interface CourseRule extends RuleBase {
  readonly kind: 'composition' | 'presence' | 'replication' | 'ingest';
}
