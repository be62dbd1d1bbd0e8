import type { Arbitrary } from 'fast-check';
import { describeAnswer, requireSuccess, stringAt } from '../checks/expect.js';
import { NOT_PERMITTED } from '../checks/permission.js';
import { isAwaited, operationOf } from '../checks/scope.js';
import type {
  CheckContext,
  CreateOptions,
  Generators,
  InputOptions,
  Owned,
  Probed,
  PropertyOptions,
  Scope,
  Settled,
  Shareable,
} from '../checks/types.js';
import { usesOf } from '../checks/uses.js';
import { Inconclusive, Skipped, Unmet } from '../checks/verdicts.js';
import { type Resource, resourceNamed, type UseVariant } from '../contract/resources.js';
import type { Json, JsonObject, Service } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';
import type { WireRequest } from '../transport/types.js';
import type { Cases } from './cases.js';
import { Creation } from './creation.js';
import type { Driving } from './driving.js';
import { Emptied } from './emptied.js';
import { canShare, type Environment } from './environment.js';
import { eventually } from './eventually.js';
import { Inputs } from './inputs.js';
import type { Lender } from './lender.js';
import { createWithParent, populate, requireReady, settle } from './making.js';
import { unlessRefused } from './marking.js';
import { notAsked } from './needs.js';
import { askNowhere } from './nowhere.js';
import { observe } from './observed.js';
import { type Asker, asksAboutTags, Proceedings } from './proceedings.js';
import { isNoted } from './refusals.js';
import { onceSeen } from './unseen.js';
import { Used } from './used.js';
import { requireVacancy, whyNotMade } from './vacancy.js';

/** One check asking one service: its calls are logged, what it makes is removed. */
export class Session implements CheckContext {
  readonly scope: Scope;
  readonly generators: Generators;
  readonly fc: typeof import('fast-check');
  readonly isSparing: boolean;
  readonly inventsExternals: boolean;
  readonly proceedings: Proceedings;
  readonly #environment: Environment;
  readonly #check: Asker;
  readonly #lenderOf: ((scope: Scope) => Lender | undefined) | undefined;
  readonly #lender: Lender | undefined;
  readonly #used: Used;
  readonly #creation: Creation;
  readonly #emptied = new Emptied();
  readonly #inputs: Inputs;
  readonly #others = new Map<Service, Session>();

  /**
   * @param lenderOf lends what checks of a service may share; without it everything is the check's own
   * @param proceedings those of the check where it asks another service already
   */
  constructor(
    environment: Environment,
    check: Asker,
    scope: Scope,
    lenderOf?: (scope: Scope) => Lender | undefined,
    proceedings = new Proceedings(environment, check),
  ) {
    this.#lenderOf = lenderOf;
    this.#lender = lenderOf?.(scope);
    this.#environment = environment;
    this.#check = check;
    this.scope = scope;
    this.proceedings = proceedings;
    this.generators = environment.generators;
    this.fc = environment.fc;
    this.isSparing = this.#lender !== undefined && canShare(environment);
    this.inventsExternals = environment.inventsExternals && environment.bucket === undefined;
    this.#inputs = new Inputs(environment, scope, proceedings.seeds, !asksAboutTags(check));
    this.#creation = new Creation(this, environment.shared, this.#inputs);
    this.#used = new Used(
      ({ resource, other }) => this.of(other?.service ?? scope.contract.service).#usable(resource),
      (arn) => proceedings.owned.find(arn),
    );
  }

  get driver(): Driving {
    return this.proceedings.driver;
  }

  get #cases(): Cases {
    return this.proceedings.cases;
  }

  of(service: Service): Session {
    const known = service === this.scope.contract.service ? this : this.#others.get(service);
    if (known !== undefined) return known;
    const scope = this.#environment.scopes.get(service);
    if (scope === undefined) throw new Skipped(notAsked(service));
    const other = new Session(this.#environment, this.#check, scope, this.#lenderOf, this.proceedings);
    this.#others.set(service, other);
    return other;
  }

  async call(operation: string, given: JsonObject): Promise<Answer> {
    const input = this.#inputs.marked(operation, given);
    const marked = await this.#ask(operation, input);
    const without = () => this.#ask(operation, given);
    const answer =
      input === given ? marked : await unlessRefused(this.#environment, this.proceedings, marked, without);
    const code = answer.error?.code;
    if (code !== undefined && NOT_PERMITTED.has(code)) {
      throw new Inconclusive(`${operation} is not permitted: ${describeAnswer(answer)}`);
    }
    await this.#emptied.requireRoom(input, answer, (read, named) => this.#ask(read, named));
    return requireVacancy(this.scope, this.#check, answer);
  }

  async probe(operation: string, input: JsonObject): Promise<Probed> {
    const { conversation } = this.proceedings;
    const unknown = await askNowhere(this.#environment, conversation, operationOf(this.scope, operation));
    return { answer: await this.#ask(operation, this.#inputs.marked(operation, input)), unknown };
  }

  #ask(operation: string, input: JsonObject): Promise<Answer> {
    const nameless = this.proceedings.namelessIn(input);
    if (nameless !== undefined) throw nameless;
    const ask = () => this.proceedings.conversation.ask(operationOf(this.scope, operation), input);
    return onceSeen(this.#environment, input, ask);
  }

  async send(request: WireRequest, input?: JsonObject): Promise<Answer> {
    const { conversation } = this.proceedings;
    return requireVacancy(this.scope, this.#check, await conversation.send(request, input));
  }

  leastInput(resource: Resource): JsonObject {
    return this.#inputs.least(resource);
  }

  inputsFor(resource: Resource, options?: InputOptions): Arbitrary<JsonObject> {
    return this.#inputs.of(resource, options);
  }

  async placeFor(
    resource: Resource,
    given: { readonly [member: string]: string } = {},
    variant?: UseVariant,
  ): Promise<JsonObject> {
    const { parent, implicit } = resource;
    if (parent === undefined) return this.#used.by(usesOf(resource, variant), given);
    const owned = await this.create(resourceNamed(this.scope.resources, parent.resource));
    if (implicit !== undefined && resource.delete !== undefined) {
      const arn = stringAt(owned.answer.output, `${implicit.output}.arn`);
      if (arn === undefined) throw new Skipped(`${implicit.operation} returned no ${implicit.output}`);
      const answer = await this.call(resource.delete.operation, { [resource.delete.input ?? 'arn']: arn });
      requireSuccess(answer);
      this.#emptied.add(owned.arn, { resource, arn, answer });
    }
    return { [parent.member]: owned.arn };
  }

  /** A resource for others to use. */
  #usable(name: string): Promise<Owned> {
    const resource = resourceNamed(this.scope.resources, name);
    return this.#borrow(resource)?.fixture(resource) ?? this.create(resource, {}, { ready: true });
  }

  fixture(resource: Resource): Promise<Owned> {
    return this.#borrow(resource)?.fixture(resource) ?? this.create(resource);
  }

  lend<T>(fixture: Shareable<T>): Promise<T> {
    return this.#borrow()?.lend(fixture) ?? fixture.in(this, {});
  }

  siteFor(resource: Resource, variant?: UseVariant): Promise<JsonObject> {
    return this.#borrow(resource)?.siteFor(resource, variant) ?? this.placeFor(resource, {}, variant);
  }

  async population(resource: Resource, count: number): Promise<readonly Owned[]> {
    const lender = this.#borrow(resource);
    if (lender !== undefined) return lender.population(resource, count);
    return populate(this, resource, count);
  }

  /** What an account may have few of is never kept for the whole run. */
  #borrow(resource?: Resource): Lender | undefined {
    if (!this.isSparing || resource?.quota?.adjustable === false) return undefined;
    this.proceedings.hasBorrowed = true;
    return this.#lender;
  }

  async create(resource: Resource, input: JsonObject = {}, options: CreateOptions = {}): Promise<Owned> {
    if (resource.implicit !== undefined && Object.keys(input).length === 0)
      return createWithParent(this, resource);
    const name = resource.create?.operation ?? '';
    const place =
      resource.uses === undefined
        ? await this.placeFor(resource)
        : await this.#used.by(resource.uses, {}, Object.keys(input));
    const made = await this.#creation.make(resource, place, input, options);
    if (made.owned === undefined) throw new Unmet(made.answer, whyNotMade(name, resource, made.answer));
    const { owned } = made;
    const nameless = this.proceedings.whyNotOwned(owned);
    if (nameless !== undefined) throw nameless;
    if (options.ready || isAwaited(resource)) {
      const settled = await this.settled(owned);
      if (options.ready) requireReady(owned, settled);
    }
    const parent =
      resource.parent === undefined
        ? undefined
        : this.proceedings.owned.find(stringAt(place, resource.parent.member));
    return parent === undefined ? owned : { ...owned, parent };
  }

  async settled(owned: Pick<Owned, 'resource' | 'arn'>): Promise<Settled> {
    const { shared, settleMs } = this.#environment;
    const { name } = owned.resource;
    // What did not get ready is waited for once in a run, not by every check.
    const known = shared.pending.get(name);
    if (known !== undefined) return known;
    const settled = await settle(this, owned, settleMs);
    if (settled.outcome === 'pending') shared.pending.set(name, settled);
    return settled;
  }

  async unknownArn(resource: Resource): Promise<string> {
    const { shared } = this.#environment;
    const { service } = this.scope.contract;
    const id = this.proceedings.seeds.next('unknown').toString(36).padStart(12, '0').slice(-12);
    if (resource.arnType === undefined) return id;
    if (shared.identity?.[service] === undefined) await this.#identify();
    return `${shared.identity?.[service]}:${resource.arnType}/${id}`;
  }

  /**
   * Finds out the account by making something. That is no part of what the check is about, and depends on what others
   * have asked before it, so it is done apart.
   */
  async #identify(): Promise<void> {
    const first = this.scope.resources.find(({ checked, parent }) => checked && parent === undefined);
    if (first === undefined) return;
    const session = new Session(this.#environment, { id: 'identity' }, this.scope);
    try {
      await session.create(first);
    } finally {
      await session.proceedings.cleanUp();
      this.proceedings.requestsApart += session.proceedings.requests;
    }
  }

  isKnownRefusal: CheckContext['isKnownRefusal'] = (answer) => isNoted(this.#environment.shared, answer);

  forAll: CheckContext['forAll'] = (...asked) => this.#cases.all(...asked);

  forSequences: CheckContext['forSequences'] = (...asked) => this.#cases.sequences(...asked);

  forEach<T extends Json>(
    arbitraries: readonly Arbitrary<T>[],
    question: (value: T) => Promise<void>,
    options?: PropertyOptions,
  ): Promise<void> {
    return this.#cases.each(arbitraries, question, options);
  }

  observe<T extends Json>(
    subject: string,
    arbitrary: Arbitrary<T>,
    ask: (value: T) => Promise<readonly Answer[]>,
    judge: (answers: readonly Answer[], value: Json) => void,
    options: PropertyOptions = {},
  ): Promise<void> {
    const look = { subject, arbitrary, ask, judge, options };
    return observe(this.#environment, this.#cases, this.#lender, look, () => {
      this.proceedings.hasBorrowed = true;
    });
  }

  eventually(question: () => Promise<void>): Promise<void> {
    return eventually(this.#environment.settleMs, question);
  }

  appears<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
    return this.driver.appears(look);
  }
}
