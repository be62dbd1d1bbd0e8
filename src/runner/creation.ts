import { withoutMembers } from '../checks/expect.js';
import type { CreateOptions, Owned } from '../checks/types.js';
import { Unmet } from '../checks/verdicts.js';
import type { Resource } from '../contract/resources.js';
import type { JsonObject } from '../contract/types.js';
import { isEmpty } from '../contract/values.js';
import type { Answer } from '../transport/answer.js';
import type { Shared } from './environment.js';
import type { Inputs } from './inputs.js';
import { isRebuff } from './refusals.js';
import type { Session } from './session.js';
import { Taken, whyNotMade } from './vacancy.js';

/** What came of an attempt to make a resource. */
export interface Made {
  readonly answer: Answer;
  /** Undefined where nothing was made, or the answer does not show what. */
  readonly owned: Owned | undefined;
}

/** What a resource is to be made with. */
interface Wish {
  readonly resource: Resource;
  /** What names its parent, and what it uses. */
  readonly place: JsonObject;
  readonly input: JsonObject;
  /** Members that it is not to have unless the input has them. */
  readonly without: readonly string[];
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

  /** Makes a resource; what is refused is tried again in other ways. */
  async make(
    resource: Resource,
    place: JsonObject,
    input: JsonObject,
    options: CreateOptions,
  ): Promise<Made> {
    const without = (options.without ?? []).filter((member) => this.#inputs.mayLack(resource, member));
    const wish = { resource, place, input, without };
    try {
      const first = await this.#try(wish, this.#least(wish));
      const { answer } = first;
      if (answer.succeeded || !isRebuff(answer)) return first;
      const why = whyNotMade(answer.operation.operation, resource, answer);
      this.#session.proceedings.noteRebuff(new Unmet(answer, why));
      return (await this.#otherwise(wish, answer)) ?? first;
    } catch (error) {
      // The name may be what others have, and not what no two may share.
      const other = error instanceof Taken ? await this.#renamed(wish) : undefined;
      if (other === undefined) throw error;
      return other;
    }
  }

  #least({ resource, without }: Wish): JsonObject {
    return withoutMembers(this.#session.leastInput(resource), without);
  }

  async #try({ resource, place, input }: Wish, members: JsonObject): Promise<Made> {
    const whole = { ...members, ...place, ...input };
    const answer = await this.#session.call(resource.create?.operation ?? '', whole);
    return { answer, owned: this.#session.proceedings.adopt(resource, answer, whole) };
  }

  /** The same if something was made. */
  async #made(wish: Wish, members: JsonObject): Promise<Made | undefined> {
    const made = await this.#try(wish, members);
    return made.owned === undefined ? undefined : made;
  }

  /** Makes it with another name, without one, or with everything that may be given; what the endpoint wants is kept in mind. */
  async #otherwise(wish: Wish, { status }: Answer): Promise<Made | undefined> {
    if (status === CONFLICT) return this.#renamed(wish);
    const unmarked = status < 500 ? await this.#unmarked(wish) : undefined;
    return unmarked ?? (await this.#unnamed(wish)) ?? this.#full(wish);
  }

  /** An endpoint may refuse tags: then what it makes carries no mark among them. */
  async #unmarked(wish: Wish): Promise<Made | undefined> {
    const { unmarked } = this.#shared;
    if (unmarked.has(wish.resource)) return undefined;
    unmarked.add(wish.resource);
    const made = await this.#made(wish, this.#least(wish));
    if (made === undefined) unmarked.delete(wish.resource);
    return made;
  }

  async #renamed(wish: Wish): Promise<Made | undefined> {
    const least = this.#least(wish);
    if (least.name === undefined || wish.input.name !== undefined) return undefined;
    this.#shared.renamed += 1;
    return this.#made(wish, { ...least, name: `${least.name}-${this.#shared.renamed}` }).catch((error) => {
      if (error instanceof Taken) return undefined;
      throw error;
    });
  }

  async #unnamed(wish: Wish): Promise<Made | undefined> {
    const { name, ...unnamed } = this.#least(wish);
    if (name === undefined || wish.input.name !== undefined || !this.#inputs.mayLack(wish.resource, 'name'))
      return undefined;
    const made = await this.#made(wish, unnamed);
    if (made !== undefined) this.#shared.unnamed.add(wish.resource);
    return made;
  }

  async #full(wish: Wish): Promise<Made | undefined> {
    const { wanted } = this.#shared;
    const { resource, without } = wish;
    const least = this.#least(wish);
    const further = withoutMembers(this.#inputs.full(resource), [...Object.keys(least), ...without]);
    if (wanted.has(resource) || isEmpty(further)) return undefined;
    const made = await this.#made(wish, { ...this.#least(wish), ...further });
    if (made === undefined) return undefined;
    // One of them is mostly enough: the less is sent, the more can be asked about what is not.
    for (const [member, value] of Object.entries(further)) {
      const one = { [member]: value };
      const lesser = await this.#made(wish, { ...this.#least(wish), ...one });
      if (lesser === undefined) continue;
      wanted.set(resource, one);
      return lesser;
    }
    wanted.set(resource, further);
    return made;
  }
}

const CONFLICT = 409;
