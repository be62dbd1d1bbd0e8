import type { JsonObject } from '../../contract/types.js';
import type { Mutant } from '../mutants/build/mutant.js';
import type { ControlJoinOptions } from '../server/control.js';
import { nested, text } from '../state/json.js';
import { Client, type Received } from './client.js';

/** What one operation was answered. */
export interface Line {
  readonly operation: string;
  readonly status: number;
  readonly code: string | undefined;
  readonly type: string | undefined;
  readonly body: JsonObject;
}

/** Ends what a {@link Scribe} writes down. */
export class Enough extends Error {}

/** Sends requests and writes down what came back. */
export class Scribe {
  readonly lines: Line[] = [];
  readonly #client: Client;

  readonly #isEnough: (line: Line, at: number) => boolean;

  /** @param isEnough whether this line ends it all, by an {@link Enough}; the rest is of no matter then */
  constructor(mutant: Mutant | undefined, isEnough: (line: Line, at: number) => boolean = () => false) {
    this.#isEnough = isEnough;
    this.#client = new Client(mutant === undefined ? {} : { mutant });
  }

  /** Makes a channel go live. @returns the stream's id, empty where the mutant leaves nothing that could */
  goLive(channelArn: string): string {
    try {
      return this.#client.reference.control.goLive(channelArn);
    } catch {
      return '';
    }
  }

  /** Lets somebody join a stage. A mutant may have hidden who or where, and then nobody does. */
  join(stageArn: string, options: ControlJoinOptions = {}): { participantId: string; sessionId: string } {
    try {
      return this.#client.reference.control.joinParticipant(stageArn, options);
    } catch {
      return { participantId: '', sessionId: '' };
    }
  }

  /** Lets somebody leave, if they are there. */
  leave(stageArn: string, participantId: string): void {
    try {
      this.#client.reference.control.leaveParticipant(stageArn, participantId);
    } catch {
      // The lines that follow show that they are not.
    }
  }

  send(operation: string, input: JsonObject = {}): JsonObject {
    return this.#note(operation, this.#client.post(operation, input));
  }

  arn(operation: string, member: string, input: JsonObject = {}): string {
    return text(nested(this.send(operation, input), member), 'arn');
  }

  tags(method: 'GET' | 'POST' | 'DELETE', arn: string, query = '', body = ''): void {
    const operation = { GET: 'ListTagsForResource', POST: 'TagResource', DELETE: 'UntagResource' }[method];
    this.#note(operation, this.#client.tags(method, arn, query, body));
  }

  tag(arn: string, tags: JsonObject): void {
    this.tags('POST', arn, '', JSON.stringify({ tags }));
    this.tags('GET', arn);
  }

  #note(operation: string, { status, code, headers, body }: Received): JsonObject {
    const line = { operation, status, code, type: headers['content-type'], body };
    this.lines.push(line);
    if (this.#isEnough(line, this.lines.length - 1)) throw new Enough();
    return body;
  }
}
