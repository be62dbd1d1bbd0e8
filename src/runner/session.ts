import type { Arbitrary } from 'fast-check';
import { describeAnswer, objectAt, stringAt } from '../checks/expect.js';
import type { Loan } from '../checks/loan.js';
import type {
  Check,
  CheckContext,
  CreateOptions,
  Generators,
  InputOptions,
  Owned,
  PropertyOptions,
  Scope,
} from '../checks/types.js';
import { Inconclusive, Skipped } from '../checks/verdicts.js';
import { type Resource, resourceNamed } from '../contract/resources.js';
import type { Json, JsonObject } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';
import type { Exchange, WireRequest } from '../transport/types.js';
import { Cases } from './cases.js';
import { Conversation } from './conversation.js';
import { Driving } from './driving.js';
import { canShare, type Environment } from './environment.js';
import { eventually } from './eventually.js';
import { Inputs } from './inputs.js';
import type { Lender, Observation } from './lender.js';
import { createWithParent, identify, untilReady } from './making.js';
import { Ownership } from './ownership.js';
import { NOT_PERMITTED } from './permission.js';
import type { Counterexample } from './property.js';
import { deriveSeed } from './seed.js';
import { onceSeen } from './unseen.js';
import { Used } from './used.js';
import { whyNotMade, whyTaken } from './vacancy.js';

/** Exchanges that tell of a verdict. */
interface Told {
  readonly trail: readonly Exchange[];
  readonly exchanges: readonly Exchange[];
}

/** Resources of a population that are made at the same time. */
const MADE_AT_ONCE = 8;

/** What of a check its session has to know. */
type Asker = Pick<Check, 'id' | 'provokes'>;

/** One check being asked: its calls are logged, what it makes is removed. */
export class Session implements CheckContext {
  readonly scope: Scope;
  readonly generators: Generators;
  readonly fc: typeof import('fast-check');
  readonly isSparing: boolean;
  readonly driver: Driving;
  /** Set once the check has used what it shares with others. */
  hasBorrowed = false;
  /** What each exchange was asked with. */
  readonly inputs = new WeakMap<Exchange, JsonObject>();
  readonly #environment: Environment;
  readonly #check: Asker;
  readonly #seed: number;
  readonly #conversation: Conversation;
  readonly #owned: Ownership;
  readonly #lender: Lender | undefined;
  #told: Told = { trail: [], exchanges: [] };
  readonly #used: Used;
  readonly #inputs: Inputs;
  readonly #cases: Cases;
  #unknown = 0;

  /** @param lender lends what checks may share; without one everything is the check's own */
  constructor(environment: Environment, check: Asker, scope: Scope, lender?: Lender) {
    this.#lender = lender;
    this.#environment = environment;
    this.#check = check;
    this.scope = scope;
    this.generators = environment.generators;
    this.fc = environment.fc;
    this.isSparing = lender !== undefined;
    this.#seed = deriveSeed(environment.seed, check.id);
    this.#conversation = new Conversation(environment, scope, (operation, answer, input) => {
      if (input !== undefined) this.inputs.set(answer.exchange, input);
      if (answer.succeeded) this.#owned.noteRemoval(scope.resources, operation, input ?? {});
      const made = scope.resources.find(({ create }) => create?.operation === operation);
      if (made !== undefined) this.#adopt(made, answer, input ?? {});
    });
    this.driver = new Driving(environment.driver, environment.settleMs);
    this.#owned = new Ownership(
      (operation, input, arn) =>
        this.driver.beforeRemoval(arn, () => this.#conversation.remove(operation, input)),
      environment.shared.leftovers,
    );
    this.#inputs = new Inputs(environment, scope, this.#seed);
    this.#cases = new Cases(environment, this.#seed, this.#conversation, this.#owned);
    this.#used = new Used(
      scope,
      (resource) => this.#borrow(resource)?.fixture(resource) ?? this.create(resource, {}, { ready: true }),
      (arn) => this.#owned.find(arn),
    );
  }

  /** Cases that were generated. */
  get cases(): number {
    return this.#cases.count;
  }

  /** There when a generated case deviated. */
  get counterexample(): Counterexample | undefined {
    return this.#cases.counterexample;
  }

  /** Exchanges since the current case began. */
  get log(): readonly Exchange[] {
    return this.#conversation.log;
  }

  /** Exchanges that led to a deviation, from the check's first one on: other cases than the deviating one left out. */
  get trail(): readonly Exchange[] {
    return [...this.#conversation.common, ...(this.counterexample?.exchanges ?? [])];
  }

  /** What the check was answered: the exchanges of the deviating case, or all; and with those that led to it. */
  get told(): Told {
    return this.#told;
  }

  get requests(): number {
    return this.#conversation.requests;
  }

  async call(operation: string, input: JsonObject): Promise<Answer> {
    const answer = await onceSeen(this.#environment, input, () => this.#conversation.ask(operation, input));
    const code = answer.error?.code;
    if (code !== undefined && NOT_PERMITTED.has(code)) {
      throw new Inconclusive(`${operation} is not permitted: ${describeAnswer(answer)}`);
    }
    const taken = whyTaken(this.scope, this.#check, answer);
    if (taken !== undefined) throw new Skipped(taken);
    return answer;
  }

  async send(request: WireRequest, input?: JsonObject): Promise<Answer> {
    const answer = await this.#conversation.send(request, input);
    const taken = whyTaken(this.scope, this.#check, answer);
    if (taken !== undefined) throw new Skipped(taken);
    return answer;
  }

  leastInput(resource: Resource): JsonObject {
    return this.#inputs.least(resource);
  }

  inputsFor(resource: Resource, options?: InputOptions): Arbitrary<JsonObject> {
    return this.#inputs.of(resource, options);
  }

  async placeFor(resource: Resource, given: { readonly [member: string]: string } = {}): Promise<JsonObject> {
    const { parent, implicit } = resource;
    if (parent === undefined) return this.#used.by(resource, given);
    const owned = await this.create(resourceNamed(this.scope.resources, parent.resource));
    if (implicit !== undefined && resource.delete !== undefined) {
      const arn = stringAt(owned.answer.output, `${implicit.output}.arn`);
      if (arn === undefined) throw new Skipped(`${implicit.operation} returned no ${implicit.output}`);
      const answer = await this.call(resource.delete.operation, { [resource.delete.input ?? 'arn']: arn });
      if (!answer.succeeded)
        throw new Skipped(`${resource.delete.operation} answered ${describeAnswer(answer)}`);
    }
    return { [parent.member]: owned.arn };
  }

  fixture(resource: Resource): Promise<Owned> {
    return this.#borrow(resource)?.fixture(resource) ?? this.create(resource);
  }

  lend<T>(loan: Loan<T>): Promise<T> {
    return this.#borrow()?.lend(loan) ?? loan.in(this, {});
  }

  siteFor(resource: Resource): Promise<JsonObject> {
    return this.#borrow(resource)?.siteFor(resource) ?? this.placeFor(resource);
  }

  async population(resource: Resource, count: number): Promise<readonly Owned[]> {
    const lender = this.#borrow(resource);
    if (lender !== undefined) return lender.population(resource, count);
    const place = resource.uses === undefined ? {} : await this.placeFor(resource);
    const owned: Owned[] = [];
    while (owned.length < count) {
      const missing = Math.min(MADE_AT_ONCE, count - owned.length);
      owned.push(...(await Promise.all(Array.from({ length: missing }, () => this.create(resource, place)))));
    }
    return owned;
  }

  /** What an account may have few of is never kept for the whole run. */
  #borrow(resource?: Resource): Lender | undefined {
    if (resource?.quota?.adjustable === false) return undefined;
    this.hasBorrowed ||= this.#lender !== undefined;
    return this.#lender;
  }

  async create(resource: Resource, input: JsonObject = {}, options: CreateOptions = {}): Promise<Owned> {
    if (resource.implicit !== undefined && Object.keys(input).length === 0)
      return createWithParent(this, resource);
    const name = resource.create?.operation ?? '';
    const place =
      resource.uses === undefined
        ? await this.placeFor(resource)
        : await this.#used.by(resource, {}, Object.keys(input));
    const whole = { ...this.leastInput(resource), ...place, ...input };
    const answer = await this.call(name, whole);
    const owned = this.#adopt(resource, answer, whole);
    if (owned === undefined) throw new Skipped(whyNotMade(name, resource, answer));
    if (options.ready) await untilReady(this, owned, this.#environment.settleMs);
    const parent =
      resource.parent === undefined ? undefined : this.#owned.find(stringAt(place, resource.parent.member));
    return parent === undefined ? owned : { ...owned, parent };
  }

  #adopt(resource: Resource, answer: Answer, input: JsonObject): Owned | undefined {
    if (!answer.succeeded) return undefined;
    const output = objectAt(answer.output, resource.create?.output ?? '');
    const arn = stringAt(output, 'arn');
    if (arn === undefined && resource.arnType !== undefined) return undefined;
    const owned = { resource, arn: arn ?? '', output, answer, input };
    if (arn !== undefined) {
      this.#owned.add(owned);
      identify(this.#environment.shared, this.scope.contract.service, arn);
    }
    return owned;
  }

  async unknownArn(resource: Resource): Promise<string> {
    const { shared } = this.#environment;
    const { service } = this.scope.contract;
    if (shared.identity?.[service] === undefined) {
      const first = this.scope.resources.find(({ checked, parent }) => checked && parent === undefined);
      if (first !== undefined) await this.create(first);
    }
    this.#unknown += 1;
    const id = deriveSeed(this.#seed, `unknown ${this.#unknown}`).toString(36).padStart(12, '0').slice(-12);
    return `${shared.identity?.[service]}:${resource.arnType}/${id}`;
  }

  forAll<T extends Json>(
    arbitrary: Arbitrary<T>,
    question: (value: T) => Promise<void>,
    options?: PropertyOptions,
  ): Promise<void> {
    return this.#cases.all(arbitrary, question, options);
  }

  forEach<T extends Json>(
    arbitraries: readonly Arbitrary<T>[],
    question: (value: T) => Promise<void>,
    options?: PropertyOptions,
  ): Promise<void> {
    return this.#cases.each(arbitraries, question, options);
  }

  async observe<T extends Json>(
    subject: string,
    arbitrary: Arbitrary<T>,
    ask: (value: T) => Promise<readonly Answer[]>,
    judge: (answers: readonly Answer[], value: Json) => void,
    options: PropertyOptions = {},
  ): Promise<void> {
    const shared = deriveSeed(this.#environment.seed, subject);
    const lender = this.#borrow();
    if (lender !== undefined) {
      const observed = await lender.observations(subject, async () => {
        const seen: Observation[] = [];
        const look = async (value: T) => void seen.push({ value, answers: await ask(value) });
        await this.#cases.ask(arbitrary, look, options, { seed: shared });
        return seen;
      });
      for (const { answers, value } of observed) judge(answers, value);
      return;
    }
    const question = async (value: T) => judge(await ask(value), value);
    // Where checks share, each asks on its own for the same values that all of them were shown.
    await this.#cases.all(arbitrary, question, options, canShare(this.#environment) ? shared : undefined);
  }

  eventually(question: () => Promise<void>): Promise<void> {
    return eventually(this.#environment.settleMs, question);
  }

  appears<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
    return this.driver.appears(look);
  }

  /** Removes everything that the check made; what it was told so far stays in {@link told}. */
  async cleanUp(): Promise<void> {
    this.#told = { trail: this.trail, exchanges: this.counterexample?.exchanges ?? [...this.log] };
    await this.#conversation.end();
    await this.driver.endAll();
    await this.#owned.release(0);
  }
}
