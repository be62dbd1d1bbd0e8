import type { Resource, StateName } from '../contract/resources.js';
import type { JsonObject } from '../contract/types.js';
import type { DriverAction } from '../driver/types.js';
import { requireSuccess } from './expect.js';
import { goLive, untilDescribed, WATCHING } from './live/stream.js';
import { SharedFixture } from './loan.js';
import { JOINING, join } from './presence.js';
import type { CheckContext, Owned } from './types.js';

/** A state that takes a driver. */
export interface State {
  readonly drives: DriverAction;
  /** Operations by which it is seen that a resource has got there. */
  readonly needs: readonly string[];
  /**
   * Brings a new resource into the state, and waits until the endpoint shows it.
   * @returns input members that name what is there now, such as a stream's id
   * @throws Inconclusive when the endpoint does not show it
   */
  enter(context: CheckContext, owned: Owned): Promise<JsonObject>;
}

/** Every state that an operation may need a resource to be in. */
export const STATES: { readonly [name in StateName]: State } = {
  live: {
    drives: 'goLive',
    needs: WATCHING,
    enter: async (context, channel) => {
      const { streamId } = await goLive(context, channel);
      await untilDescribed(context, channel);
      return streamId === undefined ? {} : { streamId };
    },
  },
  joined: {
    drives: 'joinParticipant',
    needs: JOINING,
    enter: async (context, stage) => ({ ...(await join(context, stage)) }),
  },
  replicated: {
    drives: 'joinParticipant',
    needs: [...JOINING, 'StartParticipantReplication'],
    enter: async (context, stage) => {
      const { participantId, sessionId } = await join(context, stage);
      const destination = await context.create(stage.resource);
      const destinationStageArn = destination.arn;
      const input = { sourceStageArn: stage.arn, destinationStageArn, participantId };
      requireSuccess(await context.call('StartParticipantReplication', input));
      return { participantId, sessionId, destinationStageArn };
    },
  },
};

/** A resource that has been brought into a state, and the members that name what is there. */
export interface InState {
  readonly owned: Owned;
  readonly found: JsonObject;
}

/** Makes a resource and brings it into a state; leaves it as it was made without one. */
export async function bringInto(
  context: CheckContext,
  resource: Resource,
  name: StateName | undefined,
  input: JsonObject = {},
): Promise<InState> {
  const owned = await context.create(resource, input);
  return { owned, found: name === undefined ? {} : await STATES[name].enter(context, owned) };
}

const looked = new WeakMap<Resource, Map<StateName, SharedFixture<InState>>>();

/** A resource in a state, for requests that only look at it. */
export function lookedAt(resource: Resource, name: StateName): SharedFixture<InState> {
  const known = looked.get(resource) ?? new Map<StateName, SharedFixture<InState>>();
  looked.set(resource, known);
  const loan = known.get(name) ?? new SharedFixture((context) => bringInto(context, resource, name));
  known.set(name, loan);
  return loan;
}
