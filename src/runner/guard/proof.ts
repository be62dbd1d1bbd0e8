import type { Scope } from '../../checks/types.js';
import type { Resource } from '../../contract/resources.js';
import { objectAt, stringAt } from '../../contract/schema/values.js';
import type { JsonObject } from '../../contract/types.js';
import { pause } from '../conversation/eventually.js';
import { type Evidence, evidenceOf } from './evidence.js';
import type { Inquiry } from './inventory.js';
import type { Kinds } from './kinds.js';

/** What a creation gave. */
export interface Gift {
  readonly scope: Scope;
  readonly resource: Resource;
  readonly arn: string;
  /** The view of it in the answer. */
  readonly shown: JsonObject;
  /** What it was made with. */
  readonly input: JsonObject;
  /** The idempotency token of the request: who sends it again is given the same again. */
  readonly token: string | undefined;
}

/** Whose something is: the run's, somebody else's, or nobody can tell. */
export interface Finding {
  readonly owner: 'run' | 'other' | 'unknown';
  /** Why it is not the run's, as what follows its ARN. */
  readonly why?: string;
}

const OWN: Finding = { owner: 'run' };

/** Finds out whether something that is not known to have been there before was made by the run. */
export class Proof {
  readonly #inquiry: Inquiry;
  readonly #kinds: Kinds;
  readonly #settleMs: number;

  /** @param settleMs how long a read may lag behind a write, in milliseconds */
  constructor(inquiry: Inquiry, kinds: Kinds, settleMs: number) {
    this.#inquiry = inquiry;
    this.#kinds = kinds;
    this.#settleMs = settleMs;
  }

  /**
   * Where lists show what is made, and the answer does not speak against it, what they did not show before is the run's.
   * Else a read has to show what only the request can have given; where nothing can be read, the answer counts.
   */
  async of(gift: Gift): Promise<Finding> {
    const { scope, resource, arn, input, shown } = gift;
    const told = evidenceOf(input, shown);
    if (told === 'for' && this.#kinds.areTrusted) return OWN;
    const parent = stringAt(input, resource.parent?.member ?? '');
    const areKnown = await this.#kinds.areKnown(scope, resource, arn, parent);
    if (areKnown && told !== 'against') return OWN;
    const read = await this.#read(gift);
    if (read === 'for' || (read === undefined && told === 'for')) return OWN;
    if (read === 'none' && areKnown) return OWN;
    if (read === 'against' || told === 'against') {
      return {
        owner: 'other',
        why: 'which is shown with a name, tags or a parent that it was not made with',
      };
    }
    return { owner: 'unknown', why: 'of which neither a list nor a read shows that this run has made it' };
  }

  /** What a read says; undefined where there is none. */
  async #read({ scope, resource, arn, input }: Gift): Promise<Evidence | undefined> {
    const operation = scope.contract.operations.get(resource.get?.operation ?? '');
    if (operation === undefined) return undefined;
    const deadline = Date.now() + this.#settleMs;
    for (let wait = 50; ; wait *= 2) {
      const answer = await this.#inquiry.read(scope, operation, { [resource.get?.input ?? 'arn']: arn });
      const view = typeof answer === 'string' ? {} : objectAt(answer, resource.get?.output ?? '');
      if (Object.keys(view).length > 0) return evidenceOf(input, view);
      const left = deadline - Date.now();
      if (left <= 0) return undefined;
      await pause(Math.min(wait, left));
    }
  }
}
