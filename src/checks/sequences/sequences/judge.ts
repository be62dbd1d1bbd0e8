/** What the calls of a sequence have to answer, by the model. */
import type { Resource } from '../../../contract/resources.js';
import type { JsonObject } from '../../../contract/types.js';
import type { Answer } from '../../../transport/http/answer.js';
import { asObject } from '../../ask/exercise.js';
import { differs, isUnordered } from '../../expect/compare.js';
import { isContested } from '../../expect/contested.js';
import { at, describeAnswer, equal, expectMember, show } from '../../expect/expect.js';
import { DeviationFound, Skipped } from '../../expect/verdicts.js';
import type { Part } from '../../plan/scope.js';
import type { Scope } from '../../types.js';
import type { Thing } from './things.js';

/** Statuses that tell of the account or the moment, not of the call. */
const CIRCUMSTANTIAL: readonly number[] = [402, 403, 429, 503];
const CONFLICT = 409;

/**
 * The output of a call that has to succeed by what was called before it.
 * @param isConflictKnown whether documents say when the operation answers with a conflict, so that now it may not
 * @throws DeviationFound when it is refused
 * @throws Skipped when it is refused for what the model does not know
 */
export function requireDone(answer: Answer, why: string, isConflictKnown = false): JsonObject {
  if (answer.succeeded) return answer.output;
  const { status, operation } = answer;
  const isDeclared = status === CONFLICT && operation.errors.includes('ConflictException');
  if (CIRCUMSTANTIAL.includes(status) || (isDeclared && !isConflictKnown))
    throw new Skipped(`${operation.operation} answered ${describeAnswer(answer)}`);
  throw new DeviationFound({
    expected: `success, because ${why}`,
    observed: describeAnswer(answer),
    exchange: answer.exchange,
  });
}

/** The answer shows the members that were sent. @throws DeviationFound */
export function expectSent(
  scope: Scope,
  answer: Answer,
  { resource, operation, binding }: Part,
  sent: JsonObject,
  view: JsonObject,
): void {
  const apart = [resource.parent?.member, ...(resource.silent ?? []), ...Object.keys(resource.echo ?? {})];
  for (const [member, value] of Object.entries(sent)) {
    if (member === 'tags' || apart.includes(member)) continue;
    if (isContested(scope, operation.operation, member, value)) continue;
    expectMember(answer, `${binding.output}.${member}`, view[member] ?? undefined, value, {
      unordered: isUnordered(resource, member),
      because: 'as it was sent',
    });
  }
}

/** The answer shows what the members that refer to others were set to. @throws DeviationFound */
export function expectNamed(
  answer: Answer,
  { resource, binding }: Part,
  named: ReadonlyMap<string, Thing | null>,
  view: JsonObject,
): void {
  for (const [member, thing] of named) {
    const wanted = thing === null ? unsetOf(resource, member) : thing.arn;
    const because = 'as it was sent';
    expectMember(answer, `${binding.output}.${member}`, at(view, member) ?? '', wanted, { because });
  }
}

/** The value that switches a reference off. */
export function unsetOf(resource: Resource, member: string): string {
  return resource.references?.find((reference) => reference.member === member)?.unset ?? '';
}

/** The answer shows a resource as the calls so far have left it. @throws DeviationFound */
export function expectView(answer: Answer, { binding }: Part, thing: Thing, view: JsonObject): void {
  const { resource } = thing;
  const difference = differs(resource, thing.view, view, ['tags']);
  if (difference !== undefined) {
    throw new DeviationFound({
      expected: `${binding.output}.${difference} is ${show(thing.view[difference])}, as the calls before left it`,
      observed: `${binding.output}.${difference} is ${show(view[difference])}`,
      member: `${binding.output}.${difference}`,
      exchange: answer.exchange,
    });
  }
  if (resource.taggable) expectTags(answer, `${binding.output}.tags`, thing.tags, view.tags);
}

/** The answer shows the tags that the calls so far have left. @throws DeviationFound */
export function expectTags(
  answer: Answer,
  path: string,
  wanted: JsonObject,
  tags: JsonObject[string] | undefined,
): void {
  const seen = asObject(tags);
  if (equal(seen, wanted)) return;
  throw new DeviationFound({
    expected: `${path} is ${show(wanted)}, as the calls before left it`,
    observed: `${path} is ${show(seen)}`,
    member: path,
    exchange: answer.exchange,
  });
}
