import { at, objectAt, show, stringAt } from '../checks/expect.js';
import type { CheckContext, Owned, Settled } from '../checks/types.js';
import { Inconclusive, Skipped } from '../checks/verdicts.js';
import { type Resource, resourceNamed } from '../contract/resources.js';
import type { JsonObject, Service } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';
import type { Environment } from './environment.js';
import { pause } from './eventually.js';
import { whyNameless } from './identifier.js';

/** Makes a resource by making its parent, which brings it. */
export async function createWithParent(context: CheckContext, resource: Resource): Promise<Owned> {
  const parent = await context.create(
    resourceNamed(context.scope.resources, resource.parent?.resource ?? ''),
  );
  const output = objectAt(parent.answer.output, resource.implicit?.output ?? '');
  const arn = stringAt(output, 'arn');
  if (arn === undefined)
    throw new Skipped(`${resource.implicit?.operation} returned no ${resource.implicit?.output}`);
  const owned = { resource, arn, output, answer: parent.answer, input: {}, parent };
  const nameless = whyNameless(owned, undefined, resource.implicit?.output);
  if (nameless !== undefined) throw nameless;
  return owned;
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

/**
 * Waits until a resource can be used, as long as it shows a state after which it will.
 * @param settleMs how long, in milliseconds, but two seconds at least
 */
export async function settle(
  context: CheckContext,
  owned: Pick<Owned, 'resource' | 'arn'>,
  settleMs: number,
): Promise<Settled> {
  const { ready, get } = owned.resource;
  if (ready === undefined || get === undefined) return { outcome: 'ready' };
  const deadline = Date.now() + Math.max(settleMs, 2_000);
  for (;;) {
    const answer = await context.call(get.operation, { [get.input ?? 'arn']: owned.arn });
    const state = stringAt(answer.output, `${get.output}.${ready.member}`);
    if (state === ready.failed) return { outcome: 'failed', answer };
    // What else it shows is for the checks of the operation.
    if (state === undefined || !ready.before.includes(state)) return { outcome: 'ready' };
    if (Date.now() > deadline) return { outcome: 'pending', answer };
    await pause(100);
  }
}

/** @throws Skipped when it has failed, Inconclusive when it is not ready yet */
export function requireReady({ resource }: Pick<Owned, 'resource'>, { outcome, answer }: Settled): void {
  const state = at(answer?.output, `${resource.get?.output}.${resource.ready?.member}`);
  if (outcome === 'failed') throw new Skipped(`the ${resource.name} went into state ${show(state)}`);
  if (outcome === 'pending') throw new Inconclusive(stillPending(resource, show(state)));
}

/** Why nothing is concluded from a resource that stays in a state, and how to wait longer. */
function stillPending({ name }: Resource, state: string): string {
  return `the ${name} stayed in state ${state}; no document says how long it may: wait longer with --settle`;
}

/** `arn:<partition>:<service>:<region>:<account>`. */
const IDENTITY = /^arn(?::[^:]+){4}(?=:)/;

/**
 * Notes the account and region of a service: the services may be at different endpoints, in different accounts. What is
 * no ARN tells neither; then an account is made up, so that what names nothing has the form of an ARN all the same.
 */
export function identify({ shared, transport }: Environment, service: Service, arn: string): void {
  const madeUp = `arn:aws:ivs:${transport.region}:123456789012`;
  const known = shared.identity?.[service];
  if (known !== undefined && known !== madeUp) return;
  shared.identity = { ...shared.identity, [service]: IDENTITY.exec(arn)?.[0] ?? madeUp };
}
