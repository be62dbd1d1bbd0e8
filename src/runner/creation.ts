import type { CreateOptions, Owned } from '../checks/types.js';
import { Unmet } from '../checks/verdicts.js';
import type { Resource } from '../contract/resources.js';
import type { JsonObject } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';
import type { Shared } from './environment.js';
import type { Inputs } from './inputs.js';
import { isRebuff } from './refusals.js';
import type { Session } from './session.js';
import { whyNotMade } from './vacancy.js';

/** What came of an attempt to make a resource. */
export interface Made {
  readonly answer: Answer;
  /** Undefined where nothing was made, or the answer does not show what. */
  readonly owned: Owned | undefined;
}

/** Makes resources for one check, in a way that the endpoint takes. */
export class Creation {
  readonly #session: Pick<Session, 'call' | 'leastInput' | 'proceedings'>;
  readonly #shared: Shared;
  readonly #inputs: Inputs;

  constructor(session: Pick<Session, 'call' | 'leastInput' | 'proceedings'>, shared: Shared, inputs: Inputs) {
    this.#session = session;
    this.#shared = shared;
    this.#inputs = inputs;
  }

  /** Makes a resource; what is refused with the least is tried again with everything that may be given. */
  async make(
    resource: Resource,
    place: JsonObject,
    input: JsonObject,
    { asGiven = false }: CreateOptions,
  ): Promise<Made> {
    const make = async (members: JsonObject): Promise<Made> => {
      const whole = { ...members, ...place, ...input };
      const answer = await this.#session.call(resource.create?.operation ?? '', whole);
      return { answer, owned: this.#session.proceedings.adopt(resource, answer, whole) };
    };
    const { name, ...unnamed } = this.#session.leastInput(resource);
    const first = await make(asGiven || name === undefined ? unnamed : { ...unnamed, name });
    const { taken } = this.#shared;
    const isUsual = !asGiven && Object.keys(input).length === 0 && !taken.has(resource);
    const { answer } = first;
    if (!isUsual || answer.succeeded || !isRebuff(answer)) return first;
    const why = whyNotMade(answer.operation.operation, resource, answer);
    this.#session.proceedings.noteRebuff(new Unmet(answer, why));
    const full = this.#inputs.full(resource);
    const second = await make(full);
    if (second.owned === undefined) return first;
    taken.set(resource, full);
    return second;
  }
}
