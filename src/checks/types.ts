/** What a check is, and what it may use. */
import type { Arbitrary } from 'fast-check';
import type { OtherService, Resource, UseVariant } from '../contract/resources.js';
import type { Rule } from '../contract/rules.js';
import type { Contract, Json, JsonObject, Service, Source, Strength } from '../contract/types.js';
import type { Driver, DriverAction } from '../driver/types.js';
import type { Answer } from '../transport/answer.js';
import type { Exchange, WireRequest } from '../transport/types.js';

/** The generators' public surface; loaded only when checks are run, so that listing them stays quick. */
export type Generators = typeof import('../../generators/index.js');

/** Everything that is known of one service: what checks are planned from. */
export interface Scope {
  readonly contract: Contract;
  readonly resources: readonly Resource[];
  readonly rules: readonly Rule[];
  /** Operations that came after the revision of the contract: what needs them is not asked. */
  readonly later?: ReadonlySet<string>;
}

/** An executable question put to an endpoint about one rule or one constraint of the contract. */
export interface Check {
  /** `<kind>/<service>/…`, unique and stable. */
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly service: Service;
  /** The operation that is asked about first, then the others that the check calls. */
  readonly operations: readonly string[];
  /** Member at fault when it deviates, as a dotted path. */
  readonly member?: string;
  readonly strength: Strength;
  readonly source: Source;
  /** Rule that it asks about. */
  readonly rule?: string;
  /**
   * It walks pages of what all callers share: while other checks of the run remove things, an endpoint may give up
   * its tokens, and the verdict would depend on the order of events. So it is asked after the others, and only beside
   * such checks that walk something else: this names what it walks.
   */
  readonly walks?: string;
  /**
   * It asks what others ask together, or one after the other: it is asked after all of them, those of lower numbers
   * first, and what another check reports of the operations that it calls is not reported again.
   */
  readonly follows?: number;
  /** What the API alone cannot bring about: without a driver that does it, the check is skipped. */
  readonly drives?: DriverAction;
  /** What it calls of the other service, where it is about something that both have to do with: that one has to be asked as well. */
  readonly other?: OtherService;
  /** Errors of a creation that it asks for; else they only tell that an account has no room for what is made. */
  readonly provokes?: readonly string[];
  /** It asks how requests have to be signed, which is not asked of every endpoint. */
  readonly authenticates?: true;
  /** What is sent, for `explain`. */
  readonly sent: string;
  /** What is expected, for `explain`. */
  readonly expected: string;
  /**
   * Puts the question.
   * @throws DeviationFound, Inconclusive or Skipped; returns when the endpoint conforms
   */
  run(context: CheckContext): Promise<void>;
}

/** A generic kind of check: a function from what is documented to checks. */
export interface Kind {
  readonly id: string;
  readonly title: string;
  /**
   * Set where its checks about one operation, by one rule, or all of them are alike: of these, a run of little effort asks so many,
   * chosen by the seed.
   */
  readonly alike?: { readonly per: 'kind' | 'operation' | 'rule'; readonly count: number };
  plan(scope: Scope): Check[];
}

/** A resource that the suite made. */
export interface Owned {
  readonly resource: Resource;
  readonly arn: string;
  /** The resource as its creation returned it. */
  readonly output: JsonObject;
  /** The whole answer of the operation that made it. */
  readonly answer: Answer;
  /** The input it was created with. */
  readonly input: JsonObject;
  /** The parent that was made for it. */
  readonly parent?: Owned;
}

/** How a property is asked. */
export interface PropertyOptions {
  /** Cases at standard effort; scaled by the effort. */
  readonly cases?: number;
  /** How many times as many smaller cases are tried as usual; default: 1. */
  readonly shrinks?: number;
}

/** How sequences are asked. */
export interface SequenceOptions extends PropertyOptions {
  /** Steps that are drawn at most at standard effort; scaled by the effort. Such as are not possible are passed over. */
  readonly longest: number;
}

/** One sequence of steps that is being carried out. */
export interface Play<T extends Json> {
  /** Whether a step can be asked after those before it. */
  isPossible(step: T): boolean;
  /** Asks a step, and judges its answer. */
  perform(step: T): Promise<void>;
  /** Judges what is left when all steps were asked. */
  end(): Promise<void>;
}

/** Which inputs are generated. */
export interface InputOptions {
  /** Members that are always there. */
  readonly require?: readonly string[];
  /** Members that are never there. */
  readonly omit?: readonly string[];
}

/** How a fixture is made. */
export interface CreateOptions {
  /** Waits until the resource has left its transitional state. */
  readonly ready?: boolean;
  /** Members that it does not get unless the input has them: what is asked about is what becomes of one without. */
  readonly without?: readonly string[];
  /** Parent to make it under, instead of a new one. */
  readonly parent?: Owned;
}

/** Something that takes several requests, or a driver, to bring about, and that checks may share. */
export interface Shareable<T> {
  /**
   * What was brought about in this context.
   * @param occasion what it is brought about anew for
   */
  in(context: CheckContext, occasion: object): Promise<T>;
}

/** What a check uses to ask: calls, fixtures that are cleaned up, generated cases. */
export interface CheckContext {
  readonly scope: Scope;
  readonly generators: Generators;
  readonly fc: typeof import('fast-check');
  /** Few requests matter more than variety: checks ask together what they can. */
  readonly isSparing: boolean;
  /** What a resource needs outside of the service may have an invented name: nobody looks whether it is there. */
  readonly inventsExternals: boolean;
  /** Makes channels go live and participants join. @throws Skipped when there is none; checks say in `drives` that they need it */
  readonly driver: Driver;
  /**
   * The way to ask another service than the check's own; what is made there is removed like all else that the check makes.
   * @throws Skipped when that service is not asked; checks say in `other` that they need it
   */
  of(service: Service): CheckContext;
  /** Calls an operation and reads its answer; what it makes is removed after the case or check. @throws Inconclusive when no usable answer arrives */
  call(operation: string, input: JsonObject): Promise<Answer>;
  /** Calls an operation to see whether there is one; whatever comes back is given, and how a path is answered that cannot exist. */
  probe(operation: string, input: JsonObject): Promise<Probed>;
  /**
   * Sends a request exactly as it is given, however wrong, and reads what comes as an answer to the operation that it
   * names; what it makes is removed after the case or check. It may be sent twice where the connection breaks or a 5xx
   * comes. Where no response came (see `unanswered` of the exchange), the status is 0.
   * @param input what of it is an input of the operation, for the counterexample; default: nothing is
   * @throws Inconclusive when it could not be sent
   */
  send(request: WireRequest, input?: JsonObject): Promise<Answer>;
  /** Makes a resource that is removed after the case or check. @throws Unmet when the endpoint refuses to */
  create(resource: Resource, input?: JsonObject, options?: CreateOptions): Promise<Owned>;
  /** Whether a valid request is refused as one to the same operation was before, which is told of. */
  isKnownRefusal(answer: Answer): boolean;
  /** Waits until a resource that has states can be used, or the settling time is over. */
  settled(owned: Pick<Owned, 'resource' | 'arn'>): Promise<Settled>;
  /**
   * A resource for requests that leave it as it is: such as are refused, and reads. Checks may share it: one that then
   * does not conform is asked again with a resource of its own.
   */
  fixture(resource: Resource): Promise<Owned>;
  /** Something else that requests leave as it is, of which the same holds. */
  lend<T>(fixture: Shareable<T>): Promise<T>;
  /** At least so many resources, of which the same holds. */
  population(resource: Resource, count: number): Promise<readonly Owned[]>;
  /** Where a new resource could be made, for creations that are refused: of this the same holds as well. */
  siteFor(resource: Resource, variant?: UseVariant): Promise<JsonObject>;
  /**
   * Where a new resource can be made: the members that name its parent, which is made with room for it, and what it
   * uses, which is made as well unless the ARN is given for its path.
   * @param variant names what it uses in place of some of the usual
   */
  placeFor(
    resource: Resource,
    given?: { readonly [member: string]: string },
    variant?: UseVariant,
  ): Promise<JsonObject>;
  /** What a resource is made with where nothing else is asked for, each time with a name of its own; without what names its parent. */
  leastInput(resource: Resource): JsonObject;
  /** Valid inputs of a resource's create operation, without parent and references to other resources. */
  inputsFor(resource: Resource, options?: InputOptions): Arbitrary<JsonObject>;
  /** A well-formed ARN of the endpoint's account and region that names nothing; an ID for a resource without ARN. */
  unknownArn(resource: Resource): Promise<string>;
  /** Asks the question for generated values; a deviation is shrunk to the smallest one. */
  forAll<T extends Json>(
    arbitrary: Arbitrary<T>,
    question: (value: T) => Promise<void>,
    options?: PropertyOptions,
  ): Promise<void>;
  /** The same for several arbitraries, each of them asked on its own, so that none is left to chance. */
  forEach<T extends Json>(
    arbitraries: readonly Arbitrary<T>[],
    question: (value: T) => Promise<void>,
    options?: PropertyOptions,
  ): Promise<void>;
  /** Asks for generated sequences of steps; one that deviates is shrunk to the shortest one. */
  forSequences<T extends Json>(
    steps: Arbitrary<T>,
    begin: () => Promise<Play<T>>,
    options: SequenceOptions,
  ): Promise<void>;
  /**
   * Asks for generated values, and judges the answers: like `forAll`, but checks with the same subject may share what is
   * asked.
   * @param subject names what is asked; the same for all checks that ask the same
   */
  observe<T extends Json>(
    subject: string,
    arbitrary: Arbitrary<T>,
    ask: (value: T) => Promise<readonly Answer[]>,
    judge: (answers: readonly Answer[], value: Json) => void,
    options?: PropertyOptions,
  ): Promise<void>;
  /**
   * Looks again until something is there, or the time is over in which what the driver does has to show.
   * @param look gives undefined as long as nothing is there
   */
  appears<T>(look: () => Promise<T | undefined>): Promise<T | undefined>;
  /** Asks again until it holds or the settling time is over, where reads may lag behind writes. */
  eventually(question: () => Promise<void>): Promise<void>;
}

/** How an operation was answered, and how a path that cannot exist; undefined where that tells nothing. */
export interface Probed {
  readonly answer: Answer;
  readonly unknown?: Answer | undefined;
}

/** What has become of a resource that takes some time until it can be used. */
export interface Settled {
  readonly outcome: 'ready' | 'pending' | 'failed';
  /** Shows the state, unless it is ready. */
  readonly answer?: Answer;
}

/** Where an operation says something, or is told it. */
export interface Place {
  readonly operation: string;
  /** Member of its output, or of its input, as a dotted path from the top. */
  readonly member: string;
}

/** What a check found. */
export interface Finding {
  readonly expected: string;
  readonly observed: string;
  readonly member?: string;
  /** What the expectation was taken from: if that is wrong, what decides may be right. */
  readonly against?: readonly Place[];
  /** The exchange that decides; the last one unless given. */
  readonly exchange?: Exchange | undefined;
  /** An earlier one that was refused, and had an effect all the same: whoever reproduces it has to send that as well. */
  readonly after?: Exchange;
}
