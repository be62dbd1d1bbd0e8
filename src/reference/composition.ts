import type { Json, JsonObject } from '../contract/types.js';
import type { Call, Handlers, World } from './call.js';
import { requestedDestinations, started, usedArns } from './composition-destination.js';
import { completeLayout } from './composition-layout.js';
import { named } from './entry.js';
import { conflict, notFound } from './fault.js';
import { isObject, list, nested, pick, text } from './json.js';
import { page } from './page.js';
import { checkQuota } from './quota.js';
import type { Entry } from './store.js';
import { requestedTags } from './tags.js';

const KIND = 'composition';
const DEFAULT_PAGE_SIZE = 100;
const SUMMARY = ['arn', 'stageArn', 'state', 'tags', 'startTime'];
const DESTINATION_SUMMARY = ['id', 'state', 'startTime'];
/** How long a composition goes on while nobody is on its stage, in milliseconds. */
const IDLE_LIMIT_MS = 60_000;

/**
 * Compositions: STARTING in the answer that makes one, ACTIVE whenever it is read, gone as soon as it stops. They send
 * nothing, so a channel that is a destination does not go live.
 */
export const compositionHandlers: Handlers = {
  StartComposition(call, world) {
    const { store, identities, now } = world;
    const known = earlier(call, world);
    if (known !== undefined) return { composition: known.state };
    const stage = named(call, world, 'stage', 'stageArn');
    const tags = requestedTags(call);
    const destinations = requestedDestinations(call, world, stage);
    checkQuota(call, world, KIND);
    const startTime = now().toISOString();
    const entry = store.add(
      KIND,
      call.region,
      identities.arn(call.region, KIND, identities.id()),
      {
        stageArn: stage.arn,
        state: 'ACTIVE',
        layout: completeLayout(nested(call.input, 'layout')),
        destinations: destinations.map((one) => started(one, startTime)),
        tags,
        startTime,
      },
      { idempotencyToken: text(call.input, 'idempotencyToken'), request: canonical(call.input) },
    );
    return { composition: { ...entry.state, state: 'STARTING', destinations } };
  },

  GetComposition: (call, world) => ({ composition: running(call, world).state }),

  StopComposition(call, world) {
    world.store.remove(running(call, world));
    return {};
  },

  ListCompositions(call, world) {
    const stageArn = text(call.input, 'filterByStageArn');
    const encoder = text(call.input, 'filterByEncoderConfigurationArn');
    const matches = (entry: Entry): boolean =>
      (stageArn === '' || entry.state.stageArn === stageArn) &&
      (encoder === '' || usedArns(entry).includes(encoder));
    const { items, next } = page(call, all(call, world).filter(matches), DEFAULT_PAGE_SIZE, summary);
    return { compositions: items, ...next };
  },
};

/** @throws Fault ConflictException when a running composition uses this resource */
export function refuseComposed(call: Call, world: World, entry: Entry): void {
  for (const composition of all(call, world)) {
    if (usedArns(composition).includes(entry.arn))
      throw conflict(`${entry.arn} is used by ${composition.arn}`);
  }
}

/**
 * The composition that the same request has started before.
 * @throws Fault ConflictException when another request has used its idempotency token
 */
function earlier(call: Call, world: World): Entry | undefined {
  const token = text(call.input, 'idempotencyToken');
  if (token === '') return undefined;
  const known = all(call, world).find(({ hidden }) => hidden.idempotencyToken === token);
  if (known === undefined || known.hidden.request === canonical(call.input)) return known;
  throw conflict('another request has used this idempotencyToken');
}

/** The request as text that does not depend on the order of its members. */
function canonical(input: JsonObject): string {
  return JSON.stringify(input, (_, value: Json) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  );
}

function running(call: Call, world: World): Entry {
  const entry = named(call, world, KIND);
  if (isOver(world, entry)) throw notFound(entry.arn);
  return entry;
}

function all(call: Call, world: World): Entry[] {
  return [...world.store.all(KIND, call.region)].filter((entry) => !isOver(world, entry));
}

/** A composition stops by itself one minute after the last participant has left, or after it has found nobody. */
function isOver({ attendance, now }: World, { state }: Entry): boolean {
  const last = attendance.sessions(text(state, 'stageArn')).at(-1);
  if (last !== undefined && last.endTime === undefined) return false;
  const idleSince = Math.max(Date.parse(text(state, 'startTime')), Date.parse(last?.endTime ?? '') || 0);
  return now().getTime() - idleSince >= IDLE_LIMIT_MS;
}

function summary({ state }: Entry): JsonObject {
  const destinations = list(state, 'destinations')
    .filter((one: Json) => isObject(one))
    .map((one) => pick(one, DESTINATION_SUMMARY));
  return { ...pick(state, SUMMARY), destinations };
}
