import type { Json, OperationContract } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { type Part, partsOf } from '../plan/scope.js';
import { referringMembers, usedMembers } from '../plan/uses.js';
import type { Scope } from '../types.js';
import { isUnordered } from './compare.js';
import { isContested } from './contested.js';
import { at, expectMember } from './expect.js';

/** The part of an operation that makes or changes a resource, and so shows what it was sent. */
export function showingPart(scope: Scope, operation: OperationContract): Part | undefined {
  return partsOf(scope).find(
    (part) => part.operation === operation && (part.role === 'create' || part.role === 'update'),
  );
}

/** Input members that the answer is documented to give back, without those that name other resources. */
export function echoedMembers({ resource, operation, binding }: Part): string[] {
  const apart = [
    binding.input,
    resource.parent?.member,
    ...usedMembers(resource),
    ...referringMembers(resource),
    ...(resource.silent ?? []),
    ...Object.keys(resource.echo ?? {}),
  ];
  return Object.keys(operation.input.properties ?? {}).filter(
    (member) => !apart.includes(member) && operation.http.input[member] === undefined,
  );
}

/**
 * The answer shows the member as it was sent, unless sources leave that open.
 * @throws DeviationFound when it shows another value
 */
export function expectKept(
  scope: Scope,
  { resource, operation, binding }: Part,
  answer: Answer,
  member: string,
  sent: Json | undefined,
): void {
  if (sent === undefined || isContested(scope, operation.operation, member, sent)) return;
  const path = `${binding.output}.${member}`;
  const seen = at(answer.output, path);
  expectMember(answer, path, seen, sent, {
    unordered: isUnordered(resource, member),
    because: 'as it was sent',
  });
}

/** The same for every member of an input that the answer gives back. */
export function expectAllKept(
  scope: Scope,
  part: Part,
  answer: Answer,
  sent: { readonly [member: string]: Json | undefined },
): void {
  for (const member of echoedMembers(part)) expectKept(scope, part, answer, member, sent[member]);
}
