import { withoutMembers } from '../../checks/expect/expect.js';
import type { Unmet } from '../../checks/expect/verdicts.js';
import { operationOf, TAG_OPERATIONS } from '../../checks/plan/scope.js';
import type { Check, Owned } from '../../checks/types.js';
import { type Resource, resourceMadeBy } from '../../contract/resources.js';
import type { JsonObject, OperationContract } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import type { Exchange } from '../../transport/types.js';
import { Cases } from '../cases/cases.js';
import { OwnSeeds } from '../cases/check-seeds.js';
import { deriveSeed } from '../cases/seed.js';
import { Conversation, type Told } from '../conversation/conversation.js';
import { pause } from '../conversation/eventually.js';
import { type Environment, scopeOf, scopeWith } from '../environment.js';
import { Driving } from '../fixtures/driver-session.js';
import { Inputs } from '../fixtures/inputs.js';
import { identify, ownedFrom } from '../fixtures/making.js';
import { Ownership } from '../fixtures/ownership.js';
import { lookForAbsent } from '../fixtures/removal/absent.js';
import { isRebuff, isToldOf, type Rebuff } from '../run/skipped/refusals.js';
import { canName, whyNameless } from './identifier.js';

/** Status of a refusal of what is there already. */
const CONFLICT = 409;

/** What of a check has to be known to ask it. */
export type Asker = Pick<Check, 'id' | 'provokes' | 'member'> & Partial<Pick<Check, 'operations'>>;

/** Whether a check asks about tags: then what it makes has none but its own. */
export function asksAboutTags({ id, member, operations = [] }: Asker): boolean {
  if (/^(?:sequence|concurrent)\//.test(id)) return true;
  return member?.startsWith('tags') === true || operations.some((name) => TAGGING.has(name));
}

const TAGGING: ReadonlySet<string> = new Set(Object.values(TAG_OPERATIONS));

/** What belongs to one check, whichever service it asks: its exchanges, its cases, and what it made and has to remove. */
export class Proceedings {
  readonly driver: Driving;
  readonly conversation: Conversation;
  readonly owned: Ownership;
  readonly cases: Cases;
  /** Seeds of what the check draws beside its generated values. */
  readonly seeds: OwnSeeds;
  /** Requests that are no part of what the check is about. */
  requestsApart = 0;
  /** What each exchange was asked with. */
  readonly inputs = new WeakMap<Exchange, JsonObject>();
  /** Set once the check has used what it shares with others. */
  hasBorrowed = false;
  /** What the check was answered: the exchanges of the deviating case, or all; and with those that led to it. */
  told: Told = { trail: [], exchanges: [] };
  /** Valid requests that were not carried out, where the check went on. */
  readonly rebuffs: { readonly unmet: Unmet; readonly rebuff: Rebuff }[] = [];
  readonly #environment: Environment;
  readonly #nameless = new Map<string, Unmet>();
  /** Identifiers that requests of the check have named with success. */
  readonly #seen = new Set<string>();

  constructor(environment: Environment, check: Asker) {
    this.#environment = environment;
    const { guard } = environment;
    this.driver = new Driving(environment.driver, environment.settleMs, (arn, what) =>
      guard.require(arn, what),
    );
    this.conversation = new Conversation(environment, check.id, (answer, input) => this.#note(answer, input));
    const seed = deriveSeed(environment.seed, check.id);
    this.seeds = new OwnSeeds(seed);
    this.owned = new Ownership(
      (owned, name, input) => this.driver.beforeRemoval(owned.arn, () => this.#askOf(owned, name, input)),
      environment.shared.leftovers,
      (owned, answer) => this.#inspect(owned, answer),
    );
    this.cases = new Cases(environment, seed, this.conversation, this.owned, this.seeds, {
      note: (unmet) => this.noteRebuff(unmet),
      learn: (unmet) => this.#learn(unmet),
      get learnt() {
        const { unwanted } = environment.shared;
        return [...unwanted.values()].reduce((sum, { size }) => sum + size, 0);
      },
    });
  }

  /** Exchanges that led to a deviation, from the check's first one on: other cases than the deviating one left out. */
  get trail(): readonly Exchange[] {
    return [...this.conversation.common, ...(this.cases.counterexample?.exchanges ?? [])];
  }

  /**
   * Notes a valid request that was not carried out. What makes resources is certain to be valid; of others, it may depend on
   * what they name, and the checks of their status tell.
   * @param unlessRead a read because of which the creation is at fault, unless it shows what others make
   */
  noteRebuff(unmet: Unmet, unlessRead?: OperationContract): void {
    const { answer } = unmet;
    const { service, operation } = answer.operation;
    const { resources } = scopeOf(this.#environment, service);
    const isMaking = resourceMadeBy(resources, operation) !== undefined;
    if (!isMaking && unmet.finding === undefined) return;
    const exchanges = [...this.conversation.log];
    if (!isRebuff(answer)) return;
    this.rebuffs.push({
      unmet,
      rebuff: { answer, exchanges, trail: [...this.conversation.common, ...exchanges], unlessRead },
    });
  }

  /** Calls an operation of the service that a resource is of, after the check. */
  #askOf({ resource }: Owned, name: string, input: JsonObject): Promise<Answer> {
    return this.conversation.remove(operationOf(scopeWith(this.#environment, resource), name), input);
  }

  /** Notes it where what the check has made is not there for its removal, although nothing has removed it. */
  async #inspect(owned: Owned, removal: Answer): Promise<Answer> {
    const { shared, settleMs, signal } = this.#environment;
    const { resource, arn, input } = owned;
    const parent = input[resource.parent?.member ?? ''];
    const named = [arn, ...(typeof parent === 'string' ? [parent] : [])];
    const isOpen = named.some((each) => this.conversation.attempts.mayHaveRemoved(each));
    if (isOpen || signal.aborted || this.conversation.wasRetried(removal)) return removal;
    const { service, http } = removal.operation;
    const nowhere = await shared.unknown.get(`${service} ${http.method}`)?.catch(() => undefined);
    const { answer, unmet, unlessRead } = await lookForAbsent(owned, removal, nowhere, {
      ask: (name, asked) => this.#askOf(owned, name, asked),
      settle: () => (isToldOf(shared, owned) ? Promise.resolve() : pause(settleMs)),
    });
    // What was there before has been lost since: of that the judge tells.
    if (unmet !== undefined && !this.#seen.has(arn)) this.noteRebuff(unmet, unlessRead);
    return answer;
  }

  /** Finds out which member the endpoint does not make a resource with. */
  async #learn({ answer: { operation, exchange, status } }: Unmet): Promise<void> {
    const { shared } = this.#environment;
    const scope = scopeOf(this.#environment, operation.service);
    const resource = resourceMadeBy(scope.resources, operation.operation);
    const input = this.inputs.get(exchange);
    // What is there twice tells nothing of what is drawn.
    if (resource === undefined || input === undefined || status === CONFLICT) return;
    const inputs = new Inputs(this.#environment, scope, this.seeds, false);
    const members = Object.keys(input).filter((member) => inputs.mayLack(resource, member));
    if (members.some((member) => inputs.isUnwanted(resource, member))) return;
    for (const member of members) {
      const named = member === 'name' ? inputs.named(resource) : {};
      const answer = await this.conversation.ask(operation, { ...withoutMembers(input, [member]), ...named });
      if (!answer.succeeded) continue;
      shared.unwanted.set(resource, new Set([...(shared.unwanted.get(resource) ?? []), member]));
      return;
    }
  }

  /** Why nothing is known of what an input names: a creation of the check has shown that in place of an identifier. */
  namelessIn(input: JsonObject): Unmet | undefined {
    if (this.#nameless.size === 0) return undefined;
    return Object.values(input)
      .flat()
      .flatMap((value) => (typeof value === 'string' ? (this.#nameless.get(value) ?? []) : []))[0];
  }

  /** Takes what a creation made, if it made something, for the check's own. */
  adopt(resource: Resource, answer: Answer, input: JsonObject): Owned | undefined {
    const owned = ownedFrom(resource, answer, input);
    if (owned === undefined) return owned;
    if (!canName(owned)) {
      const what = `a ${resource.name} that is shown as ${JSON.stringify(owned.arn)}`;
      this.#environment.shared.leftovers.set(what, 'it has no identifier to remove it by');
      const nameless = whyNameless(owned, undefined);
      if (nameless !== undefined && owned.arn !== '') this.#nameless.set(owned.arn, nameless);
      return owned;
    }
    if (owned.arn === '') return owned;
    const disowned = this.#whyDisowned(owned);
    if (disowned !== undefined) {
      if (!this.#nameless.has(owned.arn)) this.noteRebuff(disowned);
      this.#nameless.set(owned.arn, disowned);
      return owned;
    }
    this.owned.add(owned);
    identify(this.#environment, answer.operation.service, owned.arn);
    return owned;
  }

  /** Why nothing can be built on what a creation of the check shows. */
  whyNotOwned(owned: Owned): Unmet | undefined {
    return whyNameless(owned, this.owned.find(owned.arn)) ?? this.#whyDisowned(owned);
  }

  /** Why it is not the run's, and has to be left as it is. */
  #whyDisowned(owned: Owned): Unmet | undefined {
    const why = this.#environment.guard.whyDisowned(owned.arn);
    return why === undefined ? undefined : whyNameless(owned, undefined, undefined, why);
  }

  get requests(): number {
    return this.conversation.requests + this.requestsApart;
  }

  #note(answer: Answer, input: JsonObject | undefined): void {
    const { service, operation } = answer.operation;
    const { resources } = scopeOf(this.#environment, service);
    if (input !== undefined) this.inputs.set(answer.exchange, input);
    if (answer.succeeded) {
      this.owned.noteRemoval(resources, operation, input ?? {});
      for (const value of Object.values(input ?? {})) if (typeof value === 'string') this.#seen.add(value);
    }
    const made = resourceMadeBy(resources, operation);
    if (made !== undefined) this.adopt(made, answer, input ?? {});
  }

  /** Removes everything that the check made; what it was told so far stays in {@link told}. */
  async cleanUp(): Promise<void> {
    const exchanges = this.cases.counterexample?.exchanges ?? [...this.conversation.log];
    this.told = { trail: this.trail, exchanges };
    await this.conversation.end();
    await this.driver.endAll();
    await this.owned.release(0);
  }
}
