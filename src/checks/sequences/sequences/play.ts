import type { Step } from '../../../../generators/index.js';
import { type Resource, resourceNamed } from '../../../contract/resources.js';
import { headOf } from '../../../contract/schema/constraints.js';
import type { JsonObject } from '../../../contract/types.js';
import type { Answer } from '../../../transport/http/answer.js';
import { asObject } from '../../ask/exercise.js';
import { expectGone, GONE } from '../../expect/deletion.js';
import { expectError, expectRefusal, objectAt, stringAt, withMember } from '../../expect/expect.js';
import { DeviationFound, Skipped, Unmet } from '../../expect/verdicts.js';
import { type Part, partOf, type Role } from '../../plan/scope.js';
import { expectUnchanged } from '../../resources/update.js';
import type { CheckContext, Play } from '../../types.js';
import { expectNamed, expectSent, expectTags, expectView, requireDone, unsetOf } from './judge.js';
import { expectListed, listingOf } from './listing.js';
import { type Thing, Things } from './things.js';

/** A sequence of calls about resources of some kinds, each judged by what those before it have left. */
export class SequencePlay implements Play<Step> {
  readonly things: Things;
  readonly #context: CheckContext;
  readonly #resources: readonly Resource[];
  readonly #number: number;
  #count = 0;

  /**
   * @param resources the kinds whose resources are looked at in the end; those first that others belong to
   * @param number tells it from other sequences of the check: what an endpoint still knows of one, by the names of its
   * resources, is not to show in another, or the shortest sequence would be shorter than what it takes
   */
  constructor(context: CheckContext, resources: readonly Resource[], number: number) {
    this.#context = context;
    this.#resources = resources;
    this.#number = number;
    this.things = new Things(context.scope);
  }

  isPossible(step: Step): boolean {
    const resource = this.#resourceOf(step);
    if (step.does === 'create') return this.things.hasPlaceFor(resource, step);
    if (step.does === 'list') return listingOf(this.#context.scope, this.things, step) !== undefined;
    const thing = this.things.target(step);
    if (thing === undefined) return false;
    if (!thing.isThere)
      return this.#context.scope.contract.operations.get(step.operation)?.errors.includes(GONE) ?? false;
    if (step.does === 'delete') return this.things.fateOf(thing) !== undefined;
    if (step.does !== 'update') return true;
    return Object.keys(step.input).length > 0 || this.things.named(step).size > 0;
  }

  async perform(step: Step): Promise<void> {
    await this.#atNext(step.operation, () => this.#ask(step));
  }

  /** Looks at everything that was made. Where no step has made anything, one resource is made all the same. */
  async end(): Promise<void> {
    const [first] = this.#resources;
    if (this.things.all.length === 0 && first !== undefined) await this.perform(this.#plainest(first));
    for (const thing of this.things.all) {
      const get = partOf(this.#context.scope, thing.resource, 'get');
      if (get === undefined || !this.#resources.includes(thing.resource)) continue;
      await this.#atNext(get.operation.operation, () => this.#look(get, thing));
    }
  }

  /** The step that makes a resource with the least input. */
  #plainest(resource: Resource): Step {
    const operation = resource.create?.operation ?? '';
    const input = this.#context.leastInput(resource);
    return { does: 'create', operation, resource: resource.name, on: 0, input, names: {}, filter: '' };
  }

  async #atNext(operation: string, ask: () => Promise<void>): Promise<void> {
    this.#count += 1;
    try {
      await ask();
    } catch (error) {
      if (!(error instanceof DeviationFound)) throw error;
      const { finding } = error;
      const observed = `${finding.observed}, at step ${this.#count}: ${operation}`;
      throw new DeviationFound({ ...finding, observed });
    }
  }

  async #ask(drawn: Step): Promise<void> {
    const step = this.#renamed(drawn);
    const { scope } = this.#context;
    const resource = this.#resourceOf(step);
    if (step.does === 'create') return this.#create(step, resource);
    if (step.does === 'list') {
      const listing = listingOf(scope, this.things, step);
      if (listing === undefined) return;
      return this.#context.eventually(() => expectListed(this.#context, this.things, listing));
    }
    const thing = this.things.target(step);
    if (thing === undefined) return;
    if (!thing.isThere) return this.#askGone(step, thing);
    switch (step.does) {
      case 'get':
        return this.#look(this.#part(resource, 'get'), thing);
      case 'update':
        return this.#update(step, thing);
      case 'delete':
        return this.#delete(step, thing);
      default:
        return this.#tag(step, thing);
    }
  }

  #renamed(step: Step): Step {
    const { name } = step.input;
    if (typeof name !== 'string') return step;
    return { ...step, input: { ...step.input, name: `${name}-${this.#number}` } };
  }

  async #create(step: Step, resource: Resource): Promise<void> {
    const { scope } = this.#context;
    const part = this.#part(resource, 'create');
    const parent = this.things.parentFor(resource, step.on);
    const place = parent && resource.parent ? { [resource.parent.member]: parent.arn } : {};
    const named = this.things.named(step);
    const input = naming(resource, { ...step.input, ...place }, named);
    if (this.things.isFull(resource, parent)) {
      const answer = await this.#context.call(step.operation, input);
      return expectRefusal(answer, `the ${parent?.resource.name} has its ${resource.name} already`);
    }
    const answer = await this.#make(resource, step.operation, input);
    // What others have told of is no reason to leave off: the other steps are about what is there.
    if (this.#context.isKnownRefusal(answer) || isConflict(answer)) return;
    const output = objectAt(requireDone(answer, 'nothing stands in its way'), part.binding.output ?? '');
    const arn = stringAt(output, 'arn');
    if (arn === undefined) throw new Skipped(`${step.operation} returned no ARN`);
    expectSent(scope, answer, part, step.input, output);
    expectNamed(answer, part, named, output);
    const tags = asObject(step.input.tags);
    if (resource.taggable) expectTags(answer, `${part.binding.output}.tags`, tags, output.tags);
    const thing: Thing = {
      ...{ resource, arn, input, view: output, tags, isThere: true },
      names: new Map([...named].flatMap(([member, to]) => (to === null ? [] : [[member, to]]))),
      ...(parent && { parent }),
    };
    this.things.all.push(thing);
    this.#addImplicit(answer, thing);
  }

  /** One that others can use only after a while is waited for; otherwise it is judged whether it can be made at all. */
  async #make(resource: Resource, operation: string, input: JsonObject): Promise<Answer> {
    if (resource.ready === undefined) return this.#context.call(operation, input);
    try {
      return (await this.#context.create(resource, input, { ready: true, without: ['name'] })).answer;
    } catch (error) {
      if (error instanceof Unmet) return error.answer;
      throw error;
    }
  }

  /** What comes with a new resource is there from then on as well. */
  #addImplicit(answer: Answer, parent: Thing): void {
    const { resources } = this.#context.scope;
    for (const resource of resources.filter(
      ({ implicit }) => implicit?.operation === answer.operation.operation,
    )) {
      const view = objectAt(answer.output, resource.implicit?.output ?? '');
      const arn = stringAt(view, 'arn');
      if (arn === undefined) continue;
      const made = { resource, arn, input: {}, view, tags: asObject(view.tags), isThere: true };
      this.things.all.push({ ...made, names: new Map(), parent });
    }
  }

  async #look(get: Part, thing: Thing): Promise<void> {
    const read = () => this.#context.call(get.operation.operation, named(get, thing));
    if (!thing.isThere) return expectGone(this.#context, get, read);
    await this.#context.eventually(async () => {
      const answer = await read();
      const view = objectAt(requireDone(answer, isThere(thing)), get.binding.output ?? '');
      expectView(answer, get, thing, view);
    });
  }

  async #update(step: Step, thing: Thing): Promise<void> {
    const part = this.#part(thing.resource, 'update');
    const to = this.things.named(step);
    const input = naming(thing.resource, { ...step.input, ...named(part, thing) }, to);
    const answer = await this.#done(step.operation, input, isThere(thing));
    const { output = '' } = part.binding;
    const view = objectAt(answer.output, output);
    await this.#context.settled(thing);
    expectSent(this.#context.scope, answer, part, step.input, view);
    expectNamed(answer, part, to, view);
    const sent = [...Object.keys(step.input), ...[...to.keys()].map(headOf)];
    const along = sent.flatMap((member) => thing.resource.members?.[member]?.changes ?? []);
    expectUnchanged(answer, part, thing.view, view, { except: [...sent, ...along, 'tags'] });
    thing.view = { ...without(thing.view, [...sent, ...along]), ...view };
    for (const [member, other] of to) {
      if (other === null) thing.names.delete(member);
      else thing.names.set(member, other);
    }
  }

  async #delete(step: Step, thing: Thing): Promise<void> {
    const part = this.#part(thing.resource, 'delete');
    const input = { ...step.input, ...named(part, thing) };
    const fate = this.things.fateOf(thing);
    if (fate === undefined) return;
    if ('stays' in fate) {
      const answer = await this.#context.call(step.operation, input);
      const why = `a ${fate.user.resource.name} uses it`;
      const { error } = fate.stays;
      if (error === undefined) return expectRefusal(answer, why);
      return expectError(answer, error, this.#statusOf(error), why);
    }
    const isConflictKnown = this.things.inUseRules(thing.resource).length > 0;
    await this.#done(step.operation, input, `${isThere(thing)} and nothing uses it`, isConflictKnown);
    for (const gone of fate.goes) gone.isThere = false;
  }

  async #tag(step: Step, thing: Thing): Promise<void> {
    const input = { ...step.input, resourceArn: thing.arn };
    if (step.does === 'listTags') {
      return this.#context.eventually(async () => {
        const answer = await this.#context.call(step.operation, input);
        expectTags(answer, 'tags', thing.tags, requireDone(answer, isThere(thing)).tags);
      });
    }
    await this.#done(step.operation, input, isThere(thing));
    const { tagKeys } = step.input;
    const removed = Array.isArray(tagKeys) ? tagKeys : [];
    const kept = Object.entries(thing.tags).filter(([key]) => !removed.includes(key));
    thing.tags = { ...Object.fromEntries(kept), ...asObject(step.input.tags) };
  }

  /** What names something that was deleted is refused. */
  async #askGone(step: Step, thing: Thing): Promise<void> {
    const role =
      step.does === 'get' || step.does === 'update' || step.does === 'delete' ? step.does : undefined;
    const target =
      role === undefined ? { resourceArn: thing.arn } : named(this.#part(thing.resource, role), thing);
    await this.#context.eventually(async () => {
      const answer = await this.#context.call(step.operation, { ...step.input, ...target });
      expectError(answer, GONE, this.#statusOf(GONE), `the ${thing.resource.name} was deleted`);
    });
  }

  /** A change may be refused for a while that rests on another one. */
  async #done(operation: string, input: JsonObject, why: string, isConflictKnown = false): Promise<Answer> {
    let answer: Answer | undefined;
    await this.#context.eventually(async () => {
      answer = await this.#context.call(operation, input);
      requireDone(answer, why, isConflictKnown);
    });
    if (answer === undefined) throw new Error(`${operation} was not called`);
    return answer;
  }

  #statusOf(error: string): number {
    return this.#context.scope.contract.shapes.errors[error]?.status ?? 404;
  }

  #resourceOf(step: Step): Resource {
    return resourceNamed(this.#context.scope.resources, step.resource);
  }

  #part(resource: Resource, role: Role): Part {
    const part = partOf(this.#context.scope, resource, role);
    if (part === undefined) throw new Error(`${resource.name} has no operation to ${role} it`);
    return part;
  }
}

/** Whether what others have made stands in the way, by what the operation declares. */
function isConflict({ status, operation }: Answer): boolean {
  return status === 409 && operation.errors.includes('ConflictException');
}

function without(view: JsonObject, members: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(view).filter(([member]) => !members.includes(member)));
}

function isThere(thing: Thing): string {
  return `the ${thing.resource.name} is there`;
}

/** The input member that names a resource. */
function named({ binding }: Part, thing: Thing): JsonObject {
  return { [binding.input ?? 'arn']: thing.arn };
}

/** The input with members that refer to others. */
function naming(resource: Resource, input: JsonObject, to: ReadonlyMap<string, Thing | null>): JsonObject {
  return [...to].reduce(
    (whole, [member, thing]) => withMember(whole, member, thing?.arn ?? unsetOf(resource, member)),
    input,
  );
}
