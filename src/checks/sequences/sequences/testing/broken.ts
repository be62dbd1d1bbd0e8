/** Endpoints whose faults show only where calls follow one another, or come at once. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Mutant } from '../../../../reference/mutants/build/mutant.js';
import type { Answer, Call, World } from '../../../../reference/state/call.js';
import type { InProcessEndpoint } from '../../../../transport/in-process.js';

/** A mutant that does something besides, once an operation has succeeded. */
function besides(
  id: string,
  statement: string,
  operation: string,
  then: (call: Call, answer: Answer, world: World) => Answer | undefined,
): Mutant {
  return {
    ...{ id, title: id, statement },
    intercept: (call, next, world) => {
      const answer = next();
      if (call.operation.operation !== operation || answer.error !== undefined) return answer;
      return then(call, answer, world) ?? answer;
    },
  };
}

/** What is done to one channel shows in another one. */
export const bleeding = (): Mutant =>
  besides(
    'bleeding',
    'UpdateChannel makes the oldest channel as authorized as the updated one.',
    'UpdateChannel',
    (call, _, { store }) => {
      const [oldest] = store.all('channel', call.region);
      const { authorized } = call.input;
      if (oldest && authorized !== undefined) oldest.state = { ...oldest.state, authorized };
      return undefined;
    },
  );

/** A fault that shows only when something has been done several times. */
export function forgetting(): Mutant {
  const updates = new Map<unknown, number>();
  return besides(
    'forgetting',
    'The second update of a policy lifts the strict enforcement of its origins.',
    'UpdatePlaybackRestrictionPolicy',
    (call, _, { store }) => {
      const { arn } = call.input;
      updates.set(arn, (updates.get(arn) ?? 0) + 1);
      const policy = store.findAny(call.region, String(arn));
      if (policy && updates.get(arn) === 2)
        policy.state = { ...policy.state, enableStrictOriginEnforcement: false };
      return undefined;
    },
  );
}

/** Something that was deleted still stands in the way. */
export function reserving(): Mutant {
  const names = new Set<unknown>();
  const mutant = besides(
    'reserving',
    'The name of a deleted stage is never free again.',
    'DeleteStage',
    () => undefined,
  );
  return {
    ...mutant,
    intercept: (call, next, { store }) => {
      const { operation } = call.operation;
      const { name } = call.input;
      if (operation === 'DeleteStage')
        names.add(store.findAny(call.region, String(call.input.arn))?.state.name);
      if (operation !== 'CreateStage' || !name || !names.has(name)) return next();
      const body = { exceptionMessage: 'the name is taken' };
      const headers = { 'content-type': 'application/json', 'x-amzn-errortype': 'ValidationException' };
      return { status: 400, headers, body, error: 'ValidationException' };
    },
  };
}

/** What is shown is not what there is. */
export function remembering(): Mutant {
  const shown = new Map<unknown, Answer>();
  return {
    id: 'remembering',
    title: 'remembering',
    statement: 'GetEncoderConfiguration shows a resource as it was shown first, whatever its tags are now.',
    intercept: (call, next) => {
      if (call.operation.operation !== 'GetEncoderConfiguration') return next();
      const answer = shown.get(call.input.arn) ?? next();
      const isFound = answer.error === undefined && next().error === undefined;
      if (isFound) shown.set(call.input.arn, answer);
      return isFound ? answer : next();
    },
  };
}

/** What was referred to stays in use, although nothing refers to it any more. */
export function counting(): Mutant {
  const uses = new Map<unknown, number>();
  return {
    id: 'counting',
    title: 'counting',
    statement:
      'Ad configurations stay in use until they are switched off as often as UpdateChannel has set them.',
    intercept: (call, next, { store }) => {
      const { operation } = call.operation;
      const { arn, adConfigurationArn } = call.input;
      const before = store.findAny(call.region, String(arn))?.state.adConfigurationArn;
      if (operation === 'DeleteAdConfiguration' && (uses.get(arn) ?? 0) > 0) {
        const headers = { 'content-type': 'application/json', 'x-amzn-errortype': 'ConflictException' };
        return { status: 409, headers, body: { exceptionMessage: 'in use' }, error: 'ConflictException' };
      }
      const answer = next();
      if (answer.error !== undefined || adConfigurationArn === undefined) return answer;
      if (adConfigurationArn === '') uses.set(before, (uses.get(before) ?? 0) - 1);
      else uses.set(adConfigurationArn, (uses.get(adConfigurationArn) ?? 0) + 1);
      return answer;
    },
  };
}

/**
 * An endpoint that looks at what there is, waits, and writes all of it back, with the changed members in it: of two
 * changes at once, one is lost.
 * @param around the endpoint that it stands before
 * @param path of the update
 * @param get path and output member of the operation that it looks with
 * @param members what it writes back
 */
export function racing(
  around: InProcessEndpoint,
  path: string,
  get: { readonly path: string; readonly output: string },
  members: readonly string[],
): InProcessEndpoint {
  return async (request) => {
    if (request.path !== path) return around(request);
    const input = JSON.parse(String(request.body));
    const body = JSON.stringify({ arn: input.arn });
    const found = await around({ ...request, path: get.path, body });
    await pause(5);
    if (found.status !== 200) return around(request);
    const before = JSON.parse(found.body)[get.output];
    const kept = Object.fromEntries(members.map((member) => [member, before[member]]));
    return around({ ...request, body: JSON.stringify({ ...kept, ...input }) });
  };
}

/** An endpoint that counts the stream keys of a channel, waits, and makes another one for everybody who was let in. */
export function crowding(around: InProcessEndpoint): InProcessEndpoint {
  let under = 0;
  return async (request) => {
    if (request.path !== '/CreateStreamKey') return around(request);
    under += 1;
    const isLetIn = under > 1;
    await pause(5);
    const answer = await around(request);
    under -= 1;
    if (!isLetIn || answer.status !== 402) return answer;
    const { channelArn } = JSON.parse(String(request.body));
    const arn = channelArn.replace(':channel/', ':stream-key/');
    return {
      ...answer,
      status: 200,
      body: JSON.stringify({ streamKey: { arn, channelArn, value: 'sk_1' } }),
    };
  };
}
