import { objectAt, stringAt } from '../checks/expect.js';
import type { CheckContext, Owned } from '../checks/types.js';
import { Inconclusive, Skipped } from '../checks/verdicts.js';
import { type Resource, resourceNamed } from '../contract/resources.js';
import type { JsonObject, Service } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';
import type { Shared } from './environment.js';
import { pause } from './eventually.js';

/** Makes a resource by making its parent, which brings it. */
export async function createWithParent(context: CheckContext, resource: Resource): Promise<Owned> {
  const parent = await context.create(
    resourceNamed(context.scope.resources, resource.parent?.resource ?? ''),
  );
  const output = objectAt(parent.answer.output, resource.implicit?.output ?? '');
  const arn = stringAt(output, 'arn');
  if (arn === undefined)
    throw new Skipped(`${resource.implicit?.operation} returned no ${resource.implicit?.output}`);
  return { resource, arn, output, answer: parent.answer, input: {}, parent };
}

/** What an answer shows to have been made: by its ARN, or by what names it where it has none by the contract. */
export function ownedFrom(resource: Resource, answer: Answer, input: JsonObject): Owned | undefined {
  if (!answer.succeeded) return undefined;
  const output = objectAt(answer.output, resource.create?.output ?? '');
  const arn = stringAt(output, resource.identifier ?? 'arn');
  if (arn === undefined && resource.arnType !== undefined) return undefined;
  return { resource, arn: arn ?? '', output, answer, input };
}

/** Resources of a population that are made at the same time. */
const MADE_AT_ONCE = 8;

/** Makes so many resources, which use the same others. */
export async function populate(context: CheckContext, resource: Resource, count: number): Promise<Owned[]> {
  const place = resource.uses === undefined ? {} : await context.placeFor(resource);
  const owned: Owned[] = [];
  while (owned.length < count) {
    const missing = Math.min(MADE_AT_ONCE, count - owned.length);
    const made = Array.from({ length: missing }, () => context.create(resource, place));
    owned.push(...(await Promise.all(made)));
  }
  return owned;
}

/** Waits until a resource can be used. */
export async function untilReady(
  context: CheckContext,
  owned: Pick<Owned, 'resource' | 'arn'>,
  settleMs: number,
): Promise<void> {
  const { ready, get } = owned.resource;
  if (ready === undefined || get === undefined) return;
  const deadline = Date.now() + Math.max(settleMs, 2_000);
  for (;;) {
    const answer = await context.call(get.operation, { [get.input ?? 'arn']: owned.arn });
    const state = stringAt(answer.output, `${get.output}.${ready.member}`);
    if (state === ready.value || !answer.succeeded) return;
    if (state === ready.failed) throw new Skipped(`the ${owned.resource.name} went into state ${state}`);
    if (Date.now() > deadline) throw new Inconclusive(`the ${owned.resource.name} stayed in state ${state}`);
    await pause(100);
  }
}

/** Notes the account and region of a service: the services may be at different endpoints, in different accounts. */
export function identify(shared: Shared, service: Service, arn: string): void {
  shared.identity = { [service]: arn.split(':').slice(0, 5).join(':'), ...shared.identity };
}
