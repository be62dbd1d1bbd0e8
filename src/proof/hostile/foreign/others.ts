import fc from 'fast-check';
import { inputFor } from '../../../../generators/index.js';
import { objectAt, stringAt } from '../../../checks/expect/expect.js';
import { operationOf } from '../../../checks/plan/scope.js';
import { usedMembers, withUsed } from '../../../checks/plan/uses.js';
import type { Scope } from '../../../checks/types.js';
import type { Resource } from '../../../contract/resources.js';
import { isObject } from '../../../contract/schema/values.js';
import type { JsonObject, OperationContract, Service } from '../../../contract/types.js';
import { bindRequest } from '../../../transport/http/request.js';
import type { InProcessEndpoint } from '../../../transport/in-process.js';

/** Something that was there before a run. */
export interface Other {
  readonly scope: Scope;
  readonly resource: Resource;
  readonly arn: string;
}

/** Resources of each kind; of those that an account may have only few of, one. */
const OF_EACH = 3;

type Scopes = ReadonlyMap<Service, Scope>;

/** Asks an endpoint, and takes whatever comes for JSON. @throws Error for an answer that is no success */
export async function call(
  handle: InProcessEndpoint,
  operation: OperationContract,
  input: JsonObject,
): Promise<JsonObject> {
  const { method, path, headers, body = '' } = bindRequest(operation, input);
  const { status, body: text } = await handle({ method, path, headers: signed(operation, headers), body });
  if (status >= 300) throw new Error(`${operation.operation} answered ${status}: ${text}`);
  const output: unknown = text === '' ? {} : JSON.parse(text);
  return isObject(output) ? output : {};
}

function signed({ service }: OperationContract, headers: { readonly [name: string]: string }) {
  const credential = `Credential=others/20260101/us-east-1/ivs/aws4_request`;
  return {
    ...headers,
    'x-service': service,
    authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=none`,
  };
}

/** An endpoint with people who go live and join, as others do. */
export interface Populated {
  readonly handle: InProcessEndpoint;
  readonly control: {
    goLive(channelArn: string): unknown;
    joinParticipant(stageArn: string, participant: { participantId: string; publish: boolean }): unknown;
  };
}

/** Makes resources of every kind, tagged and in use: a channel is live, and somebody is on each stage. */
export async function settleIn({ handle, control }: Populated, scopes: Scopes): Promise<Other[]> {
  const others: Other[] = [];
  for (const scope of scopes.values()) {
    for (const resource of scope.resources) {
      const amount = resource.quota?.adjustable === false ? 1 : OF_EACH;
      for (let index = 0; index < amount; index += 1) {
        const other = await make(handle, scope, resource, others, index);
        if (other !== undefined) others.push(other);
      }
    }
  }
  const channel = others.find(({ resource }) => resource.name === 'Channel');
  await control.goLive(channel?.arn ?? '');
  // A composition ends by itself where nobody is on its stage.
  for (const { scope, resource, arn: stageArn } of others) {
    if (resource.name !== 'Stage') continue;
    const { participantToken } = await call(handle, operationOf(scope, 'CreateParticipantToken'), {
      stageArn,
    });
    const participantId = stringAt(participantToken, 'participantId') ?? '';
    await control.joinParticipant(stageArn, { participantId, publish: true });
  }
  return others;
}

async function make(
  handle: InProcessEndpoint,
  scope: Scope,
  resource: Resource,
  others: readonly Other[],
  index: number,
): Promise<Other | undefined> {
  const arnOf = (name: string) => others.filter((other) => other.resource.name === name)[index]?.arn ?? '';
  if (resource.arnType === undefined) return undefined;
  // A channel brings its key, and has room for no other one.
  if (resource.implicit !== undefined) return keyOf(handle, scope, resource, arnOf('Channel'));
  const operation = operationOf(scope, resource.create?.operation ?? '');
  const { properties = {}, required = [] } = operation.input;
  const own = ['name', 'tags'].filter((member) => properties[member] !== undefined);
  const optional = Object.keys(properties).filter((member) => !required.includes(member));
  const omit = [...optional, ...usedMembers(resource)].filter((member) => !own.includes(member));
  const [drawn = {}] = fc.sample(inputFor(scope.contract, operation.operation, { omit }), {
    seed: index + 1,
    numRuns: 1,
  });
  let input: JsonObject = { ...drawn, tags: { owner: `others-${index}` } };
  if (own.includes('name')) input = { ...input, name: `n-of-others-${index}` };
  for (const { member, resource: name } of resource.uses ?? []) input = withUsed(input, member, arnOf(name));
  const output = objectAt(await call(handle, operation, input), resource.create?.output ?? '');
  return { scope, resource, arn: stringAt(output, 'arn') ?? '' };
}

async function keyOf(
  handle: InProcessEndpoint,
  scope: Scope,
  resource: Resource,
  channelArn: string,
): Promise<Other> {
  const { streamKeys } = await call(handle, operationOf(scope, 'ListStreamKeys'), { channelArn });
  const [first] = Array.isArray(streamKeys) ? streamKeys : [];
  return { scope, resource, arn: stringAt(first, 'arn') ?? '' };
}

/** All that the API shows of what others have, as text. */
export async function lookAt(
  handle: InProcessEndpoint,
  others: readonly Other[],
): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  for (const { scope, resource, arn } of others) {
    const ask = (name: string, input: JsonObject) =>
      call(handle, operationOf(scope, name), input).catch((error: unknown) => ({ error: String(error) }));
    const views = [
      await ask(resource.get?.operation ?? '', { arn }),
      await ask('ListTagsForResource', { resourceArn: arn }),
    ];
    if (resource.name === 'Channel') {
      views.push(
        await ask('ListStreamKeys', { channelArn: arn }),
        await ask('GetStream', { channelArn: arn }),
      );
    }
    if (resource.name === 'Stage') views.push(...(await whoIsOn(ask, arn)));
    seen.set(arn, JSON.stringify(views));
  }
  return seen;
}

async function whoIsOn(
  ask: (name: string, input: JsonObject) => Promise<JsonObject>,
  stageArn: string,
): Promise<JsonObject[]> {
  const sessions = await ask('ListStageSessions', { stageArn });
  const [first] = Array.isArray(sessions.stageSessions) ? sessions.stageSessions : [];
  const sessionId = stringAt(first, 'sessionId');
  if (sessionId === undefined) return [sessions];
  return [sessions, await ask('ListParticipants', { stageArn, sessionId })];
}
