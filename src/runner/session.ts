import type { Arbitrary } from 'fast-check';
import { describeAnswer, objectAt, stringAt, withMember } from '../checks/expect.js';
import { operationOf } from '../checks/scope.js';
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
import { DeviationFound, Inconclusive, Skipped } from '../checks/verdicts.js';
import { type Resource, resourceNamed } from '../contract/resources.js';
import type { Json, JsonObject } from '../contract/types.js';
import type { Driver } from '../driver/types.js';
import type { Answer } from '../transport/answer.js';
import type { Exchange, WireRequest } from '../transport/types.js';
import { Conversation } from './conversation.js';
import type { Environment } from './environment.js';
import { Ownership } from './ownership.js';
import { NOT_PERMITTED } from './permission.js';
import { type Counterexample, runProperty } from './property.js';
import { deriveSeed } from './seed.js';

/** Why a check that needs a driver is not asked without one. */
export const NO_DRIVER =
  'needs a live stream or people on a stage, which the API alone cannot bring about; name a driver with --driver';

/** One check being asked: its calls are logged, what it makes is removed. */
export class Session implements CheckContext {
  readonly scope: Scope;
  readonly generators: Generators;
  readonly fc: typeof import('fast-check');
  cases = 0;
  /** What each exchange was asked with. */
  readonly inputs = new WeakMap<Exchange, JsonObject>();
  /** Set when a generated case deviated. */
  counterexample: Counterexample | undefined;
  readonly #environment: Environment;
  readonly #seed: number;
  readonly #conversation: Conversation;
  readonly #owned: Ownership;
  #unknown = 0;

  constructor(environment: Environment, check: Check, scope: Scope) {
    this.#environment = environment;
    this.scope = scope;
    this.generators = environment.generators;
    this.fc = environment.fc;
    this.#seed = deriveSeed(environment.seed, check.id);
    this.#conversation = new Conversation(environment, scope, (operation, answer, input) => {
      if (input !== undefined) this.inputs.set(answer.exchange, input);
      const made = scope.resources.find(({ create }) => create?.operation === operation);
      if (made !== undefined) this.#adopt(made, answer, input ?? {});
    });
    this.#owned = new Ownership(
      (operation, input) => this.#conversation.remove(operation, input),
      environment.shared.leftovers,
    );
  }

  /** Exchanges since the current case began. */
  get log(): readonly Exchange[] {
    return this.#conversation.log;
  }

  /** Exchanges that led to a deviation, from the check's first one on: other cases than the deviating one left out. */
  get trail(): readonly Exchange[] {
    return [...this.#conversation.common, ...(this.counterexample?.exchanges ?? [])];
  }

  get driver(): Driver {
    const { driver } = this.#environment;
    if (driver === undefined) throw new Skipped(NO_DRIVER);
    return driver;
  }

  get requests(): number {
    return this.#conversation.requests;
  }

  async call(operation: string, input: JsonObject): Promise<Answer> {
    const answer = await this.#conversation.ask(operation, input);
    const code = answer.error?.code;
    if (code !== undefined && NOT_PERMITTED.has(code)) {
      throw new Inconclusive(`${operation} is not permitted: ${describeAnswer(answer)}`);
    }
    return answer;
  }

  send(request: WireRequest, input?: JsonObject): Promise<Answer> {
    return this.#conversation.send(request, input);
  }

  leastInput(resource: Resource): JsonObject {
    const { shared, bucket, inventsExternals, seed } = this.#environment;
    const known = shared.least.get(resource);
    if (known !== undefined) return known;
    const operation = operationOf(this.scope, resource.create?.operation ?? '');
    const required = operation.input.required ?? [];
    const optional = Object.keys(operation.input.properties ?? {}).filter(
      (member) => !required.includes(member),
    );
    const omit = [...optional, ...(resource.parent === undefined ? [] : [resource.parent.member])];
    const inputs = this.generators.inputFor(this.scope.contract, operation.operation, { omit });
    let [input = {}] = this.fc.sample(inputs, { seed, numRuns: 1 });
    if (resource.external !== undefined) {
      if (bucket === undefined && !inventsExternals) {
        throw new Skipped(`${operation.operation} needs an S3 bucket; name one with --bucket`);
      }
      if (bucket !== undefined) input = withMember(input, resource.external, bucket);
    }
    shared.least.set(resource, input);
    return input;
  }

  inputsFor(resource: Resource, options: InputOptions = {}): Arbitrary<JsonObject> {
    const least = this.leastInput(resource);
    const operation = operationOf(this.scope, resource.create?.operation ?? '');
    const references = (resource.references ?? []).map(({ member }) => member.split('.')[0] ?? '');
    const parent = resource.parent === undefined ? [] : [resource.parent.member];
    const external = resource.external?.split('.')[0];
    const require = (options.require ?? []).filter((member) => member !== external);
    const omit = [...references, ...parent, ...(options.omit ?? [])].filter(
      (member) => !require.includes(member),
    );
    const inputs = this.generators.inputFor(this.scope.contract, operation.operation, { omit, require });
    const fixed = external === undefined ? {} : { [external]: least[external] ?? null };
    return inputs.map((input) => ({ ...input, ...fixed }));
  }

  async placeFor(resource: Resource): Promise<JsonObject> {
    const { parent, implicit } = resource;
    if (parent === undefined) return {};
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

  async create(resource: Resource, input: JsonObject = {}, options: CreateOptions = {}): Promise<Owned> {
    if (resource.implicit !== undefined && Object.keys(input).length === 0)
      return this.#createImplicit(resource);
    const name = resource.create?.operation ?? '';
    const place = await this.placeFor(resource);
    const whole = { ...this.leastInput(resource), ...place, ...input };
    const answer = await this.call(name, whole);
    const owned = this.#adopt(resource, answer, whole);
    if (owned === undefined) throw new Skipped(whyNotMade(name, resource, answer));
    if (options.ready) await this.#untilReady(owned);
    const parent =
      resource.parent === undefined ? undefined : this.#owned.find(stringAt(place, resource.parent.member));
    return parent === undefined ? owned : { ...owned, parent };
  }

  async #createImplicit(resource: Resource): Promise<Owned> {
    const parent = await this.create(resourceNamed(this.scope.resources, resource.parent?.resource ?? ''));
    const output = objectAt(parent.answer.output, resource.implicit?.output ?? '');
    const arn = stringAt(output, 'arn');
    if (arn === undefined)
      throw new Skipped(`${resource.implicit?.operation} returned no ${resource.implicit?.output}`);
    return { resource, arn, output, answer: parent.answer, input: {}, parent };
  }

  async #untilReady(owned: Owned): Promise<void> {
    const { ready, get } = owned.resource;
    if (ready === undefined || get === undefined) return;
    const deadline = Date.now() + Math.max(this.#environment.settleMs, 2_000);
    for (;;) {
      const answer = await this.call(get.operation, { [get.input ?? 'arn']: owned.arn });
      const state = stringAt(answer.output, `${get.output}.${ready.member}`);
      if (state === ready.value || !answer.succeeded) return;
      if (state === ready.failed) throw new Skipped(`the ${owned.resource.name} went into state ${state}`);
      if (Date.now() > deadline)
        throw new Inconclusive(`the ${owned.resource.name} stayed in state ${state}`);
      await pause(100);
    }
  }

  #adopt(resource: Resource, answer: Answer, input: JsonObject): Owned | undefined {
    if (!answer.succeeded) return undefined;
    const output = objectAt(answer.output, resource.create?.output ?? '');
    const arn = stringAt(output, 'arn');
    if (arn === undefined && resource.arnType !== undefined) return undefined;
    const owned = { resource, arn: arn ?? '', output, answer, input };
    if (arn !== undefined) {
      this.#owned.add(owned);
      this.#identify(arn);
    }
    return owned;
  }

  /** The services may be at different endpoints, in different accounts. */
  #identify(arn: string): void {
    const { shared } = this.#environment;
    const { service } = this.scope.contract;
    shared.identity = { [service]: arn.split(':').slice(0, 5).join(':'), ...shared.identity };
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

  async forAll<T extends Json>(
    arbitrary: Arbitrary<T>,
    question: (value: T) => Promise<void>,
    options: PropertyOptions = {},
  ): Promise<void> {
    await this.#ask(arbitrary, question, options, '', this.#environment.path);
  }

  async forEach<T extends Json>(
    arbitraries: readonly Arbitrary<T>[],
    question: (value: T) => Promise<void>,
    options: PropertyOptions = {},
  ): Promise<void> {
    const [chosen, ...rest] = this.#environment.path?.split(':') ?? [];
    for (const [index, arbitrary] of arbitraries.entries()) {
      if (chosen !== undefined && chosen !== String(index)) continue;
      const path = rest.length === 0 ? undefined : rest.join(':');
      await this.#ask(arbitrary, question, { cases: 2, ...options }, `${index}:`, path);
    }
  }

  async #ask<T extends Json>(
    arbitrary: Arbitrary<T>,
    question: (value: T) => Promise<void>,
    options: PropertyOptions,
    prefix: string,
    path: string | undefined,
  ): Promise<void> {
    const base = this.#owned.size;
    this.#conversation.beginCases();
    const outcome = await runProperty(
      { ...this.#environment, path },
      arbitrary,
      this.#seed,
      options,
      async (value) => {
        this.cases += 1;
        this.#conversation.beginCase();
        try {
          await question(value);
        } finally {
          await this.#conversation.settle();
          await this.#owned.release(base);
        }
      },
      () => this.log,
    );
    this.#conversation.endCases();
    this.counterexample = outcome && { ...outcome, path: `${prefix}${outcome.path}` };
    if (outcome !== undefined) throw outcome.deviation;
  }

  async eventually(question: () => Promise<void>): Promise<void> {
    const deadline = Date.now() + this.#environment.settleMs;
    for (let wait = 250; ; wait = Math.min(wait * 2, 4_000)) {
      try {
        return await question();
      } catch (error) {
        if (!(error instanceof DeviationFound) || Date.now() + wait > deadline) throw error;
        await pause(wait);
      }
    }
  }

  /** Removes everything that the check made. */
  async cleanUp(): Promise<void> {
    await this.#conversation.end();
    await this.#owned.release(0);
  }
}

function whyNotMade(operation: string, resource: Resource, answer: Answer): string {
  return answer.succeeded
    ? `${operation} succeeded, but its answer holds no ARN in ${resource.create?.output}`
    : `${operation} answered ${describeAnswer(answer)} to a valid request`;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
