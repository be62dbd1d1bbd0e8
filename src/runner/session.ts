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
import type { Effort } from '../results/types.js';
import { type Answer, readAnswer } from '../transport/answer.js';
import { bindRequest } from '../transport/request.js';
import { sendWithRetry } from '../transport/retry.js';
import { type Exchange, TransportError } from '../transport/types.js';
import type { Environment } from './environment.js';
import { Ownership } from './ownership.js';
import { type Counterexample, runProperty } from './property.js';
import { deriveSeed } from './seed.js';

/** Error codes that tell of the caller's rights or account, and nothing of the behaviour that is asked about. */
const NOT_PERMITTED: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'PendingVerification',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'ExpiredTokenException',
  'IncompleteSignature',
  'MissingAuthenticationToken',
]);

/** One check being asked: its calls are logged, what it makes is removed. */
export class Session implements CheckContext {
  readonly scope: Scope;
  readonly generators: Generators;
  readonly fc: typeof import('fast-check');
  readonly effort: Effort;
  /** Exchanges since the current case began. */
  log: Exchange[] = [];
  requests = 0;
  cases = 0;
  /** What each exchange was asked with. */
  readonly inputs = new WeakMap<Exchange, JsonObject>();
  /** Set when a generated case deviated. */
  counterexample: Counterexample | undefined;
  readonly #environment: Environment;
  readonly #seed: number;
  readonly #owned: Ownership;
  #unknown = 0;

  constructor(environment: Environment, check: Check, scope: Scope) {
    this.#environment = environment;
    this.scope = scope;
    this.generators = environment.generators;
    this.fc = environment.fc;
    this.effort = environment.effort;
    this.#seed = deriveSeed(environment.seed, check.id);
    this.#owned = new Ownership(
      (operation, input) => this.#send(operation, input, false),
      environment.shared.leftovers,
    );
  }

  async call(operation: string, input: JsonObject): Promise<Answer> {
    const answer = await this.#send(operation, input, true);
    const code = answer.error?.code;
    if (code !== undefined && NOT_PERMITTED.has(code)) {
      throw new Inconclusive(`${operation} is not permitted: ${describeAnswer(answer)}`);
    }
    return answer;
  }

  async #send(name: string, input: JsonObject, interruptible: boolean): Promise<Answer> {
    const { transport, isLoopback, signal, coverage, shared } = this.#environment;
    if (interruptible && signal.aborted) throw new Inconclusive('the run was interrupted');
    const operation = operationOf(this.scope, name);
    const policy = { isLoopback, readonly: operation.readonly };
    try {
      const request = bindRequest(operation, input);
      const sent = await sendWithRetry(transport, request, policy, interruptible ? signal : undefined);
      this.requests += 1 + sent.retries;
      this.log.push(sent.exchange);
      this.inputs.set(sent.exchange, input);
      const answer = readAnswer(operation, sent.exchange);
      coverage.record(operation, input, answer);
      if (sent.throttled) throw new Inconclusive(`${name} was throttled ${sent.retries + 1} times`);
      return answer;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      this.requests += 1;
      if (error.failure === 'refused') shared.unreachable = error.message;
      throw new Inconclusive(`${name}: ${error.message}`);
    }
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
    const fixed = {
      ...(external === undefined ? {} : { [external]: least[external] ?? null }),
      ...options.fixed,
    };
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
    const owned = this.adopt(resource, answer, whole);
    if (owned === undefined)
      throw new Skipped(`${name} answered ${describeAnswer(answer)} to a valid request`);
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

  adopt(resource: Resource, answer: Answer, input: JsonObject): Owned | undefined {
    if (!answer.succeeded) return undefined;
    const output = objectAt(answer.output, resource.create?.output ?? '');
    const arn = stringAt(output, 'arn');
    if (arn === undefined && resource.arnType !== undefined) return undefined;
    const owned = { resource, arn: arn ?? '', output, answer, input };
    if (arn !== undefined) {
      this.#owned.add(owned);
      this.#environment.shared.identity ??= arn.split(':').slice(0, 5).join(':');
    }
    return owned;
  }

  async unknownArn(resource: Resource): Promise<string> {
    const { shared } = this.#environment;
    if (shared.identity === undefined) {
      const first = this.scope.resources.find(({ checked, parent }) => checked && parent === undefined);
      if (first !== undefined) await this.create(first);
    }
    this.#unknown += 1;
    const id = deriveSeed(this.#seed, `unknown ${this.#unknown}`).toString(36).padStart(12, '0').slice(-12);
    return `${shared.identity}:${resource.arnType}/${id}`;
  }

  async forAll<T extends Json>(
    arbitrary: Arbitrary<T>,
    question: (value: T) => Promise<void>,
    options: PropertyOptions = {},
  ): Promise<void> {
    const base = this.#owned.size;
    const outcome = await runProperty(
      this.#environment,
      arbitrary,
      this.#seed,
      options,
      async (value) => {
        this.cases += 1;
        this.log = [];
        try {
          await question(value);
        } finally {
          await this.#owned.release(base);
        }
      },
      () => this.log,
    );
    this.counterexample = outcome;
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
    await this.#owned.release(0);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
