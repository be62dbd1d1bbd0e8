/** What a resource is made with: other resources, named anywhere in the input of its create operation. */

import type { OtherService, Resource, ResourceUse, UseVariant } from '../../contract/resources.js';
import { resourceNamed } from '../../contract/resources.js';
import { headOf } from '../../contract/schema/constraints.js';
import type { Json, JsonObject } from '../../contract/types.js';
import { isObject } from '../../transport/http/answer.js';
import { withMember } from '../expect/expect.js';
import type { CheckContext, Owned } from '../types.js';

/** First steps of the paths by which a resource's create operation names what it uses. */
export function usedMembers(resource: Resource): string[] {
  return [...new Set((resource.uses ?? []).map(({ member }) => headOf(member)))];
}

/** All that a resource is made with. */
export function usesOf({ uses = [] }: Resource, variant?: UseVariant): readonly ResourceUse[] {
  if (variant === undefined) return uses;
  return [...uses.filter(({ member }) => !isWithin(member, variant.instead)), ...variant.uses];
}

/** The variant of a resource that has a member. */
export function variantWith(resource: Resource | undefined, member: string): UseVariant | undefined {
  return resource?.variants?.find((variant) => isWithin(member, variant.member));
}

/** What a variant needs of the other service. */
export function otherOf(variant: UseVariant | undefined): { readonly other?: OtherService } {
  const other = variant?.uses.find((use) => use.other !== undefined)?.other;
  return other === undefined ? {} : { other };
}

function isWithin(path: string, holder: string): boolean {
  return path.startsWith(`${holder}.`);
}

/**
 * A copy of an input in which everything at a path is replaced; where there is nothing yet, one entry of each list on
 * the way, and each object, is made.
 */
export function withUsed(input: JsonObject, path: string, arn: string): JsonObject {
  const changed = replaced(input, stepsOf(path), arn, true);
  return isObject(changed) ? changed : input;
}

/** A copy of an input in which what is there at a path is changed; the rest is as it was. */
export function withChanged(input: JsonObject, path: string, change: (text: string) => string): JsonObject {
  const [text] = valuesAt(input, stepsOf(path));
  if (typeof text !== 'string') return input;
  const changed = replaced(input, stepsOf(path), change(text), false);
  return isObject(changed) ? changed : input;
}

/**
 * The input with existing resources in place of what generated ARNs name, at every path but one.
 * @param place an input that names existing resources
 * @param kept path of the member that is left as it is: the one that a check is about
 */
export function withExisting(
  resource: Resource,
  place: JsonObject,
  input: JsonObject,
  kept: string,
  variant?: UseVariant,
): JsonObject {
  return usesOf(resource, variant).reduce((whole, { member }) => {
    const [arn] = valuesAt(place, stepsOf(member));
    if (member === kept || typeof arn !== 'string') return whole;
    const changed = replaced(whole, stepsOf(member), arn, false);
    return isObject(changed) ? changed : whole;
  }, input);
}

/**
 * A function that puts existing resources in place of what generated ARNs name, at every path but that of the member
 * that a check is about. What exists may be shared with other checks.
 */
export async function existing(
  context: CheckContext,
  resource: Resource | undefined,
  variant?: UseVariant,
): Promise<(input: JsonObject, kept: string) => JsonObject> {
  if (resource?.uses === undefined) return (input) => input;
  const place = await context.siteFor(resource, variant);
  return (input, kept) => withExisting(resource, place, input, kept, variant);
}

/** Makes a resource that uses, or refers to, one that is there already. */
export async function createWith(
  context: CheckContext,
  resource: Resource,
  member: string,
  used: Owned,
): Promise<Owned> {
  const isUse = resource.uses?.some((use) => use.member === member) ?? false;
  if (!isUse) return context.create(resource, withMember({}, member, used.arn));
  return context.create(resource, await context.placeFor(resource, { [member]: used.arn }));
}

/** The resource that a member of another one names, as a reference or because it is used. */
export function resourceAt(
  resources: readonly Resource[],
  resource: Resource,
  member: string,
): Resource | undefined {
  const named = [...(resource.references ?? []), ...(resource.uses ?? [])].find(
    (each) => each.member === member,
  );
  return named && resourceNamed(resources, named.resource);
}

/** First steps of the paths by which a resource refers to others. */
export function referringMembers({ references = [] }: Resource): string[] {
  return references.map(({ member }) => headOf(member));
}

function stepsOf(path: string): string[] {
  return path.split(/\.|(?=\[\])/);
}

function valuesAt(value: Json | undefined, [step, ...rest]: readonly string[]): Json[] {
  if (value === undefined) return [];
  if (step === undefined) return [value];
  if (step === '[]') return Array.isArray(value) ? value.flatMap((entry) => valuesAt(entry, rest)) : [];
  return isObject(value) ? valuesAt(value[step], rest) : [];
}

function replaced(
  value: Json | undefined,
  [step, ...rest]: readonly string[],
  arn: string,
  isMade: boolean,
): Json | undefined {
  if (step === undefined) return value === undefined && !isMade ? undefined : arn;
  if (step === '[]') {
    const entries = Array.isArray(value) ? value : isMade ? [null] : undefined;
    return entries?.map((entry) => replaced(entry ?? undefined, rest, arn, isMade) ?? entry) ?? value;
  }
  const whole = isObject(value) ? value : isMade ? {} : undefined;
  if (whole === undefined) return value;
  const member = replaced(whole[step], rest, arn, isMade);
  return member === undefined ? whole : { ...whole, [step]: member };
}
