import type { Contract, Json, JsonObject, OperationContract, Service } from '../../../contract/types.js';
import type { Answer, Call, World } from '../../state/call.js';
import { isObject, list } from '../../state/json.js';
import type { Entry } from '../../state/store.js';
import type { Mutant } from './mutant.js';

/** Where a mutant is at fault. */
export interface Place {
  readonly service: Service;
  readonly operation: string;
}

/** What a mutant does to the calls of its operation. */
export type Behaviour = (call: Call, next: (changed?: Call) => Answer, world: World) => Answer;

/** A mutant of one operation; calls of any other pass untouched. */
export function mutantOf(
  family: string,
  { service, operation }: Place,
  what: readonly string[],
  statement: string,
  behaviour: Behaviour,
): Mutant {
  return {
    id: [family, service, operation, ...what].join('/'),
    title: [operation, ...what, family.replaceAll('-', ' ')].join(' '),
    statement,
    operation,
    intercept: (call, next, world) =>
      call.service === service && call.operation.operation === operation
        ? behaviour(call, next, world)
        : next(),
  };
}

/** The call with other input members on top of its own; `undefined` takes a member out. */
export function withInput(call: Call, members: { readonly [member: string]: Json | undefined }): Call {
  const input: JsonObject = { ...call.input };
  for (const [member, value] of Object.entries(members)) {
    if (value === undefined) delete input[member];
    else input[member] = value;
  }
  return { ...call, input };
}

/** The resource that an answer shows under one of its members (`channel`, `stage`…). */
export function shownEntry(call: Call, answer: Answer, world: World, member: string): Entry | undefined {
  const shown = answer.body?.[member];
  return isObject(shown) && typeof shown.arn === 'string'
    ? world.store.findAny(call.region, shown.arn)
    : undefined;
}

/** The answer with other members of the resource that it shows. */
export function showing(answer: Answer, member: string, members: JsonObject): Answer {
  const shown = answer.body?.[member];
  if (!isObject(shown)) return answer;
  return { ...answer, body: { ...answer.body, [member]: { ...shown, ...members } } };
}

/** The answer with each entry of one of its lists changed. */
export function withEntries(
  answer: Answer,
  member: string,
  change: (entry: JsonObject) => JsonObject,
): Answer {
  if (answer.error !== undefined || !Array.isArray(answer.body?.[member])) return answer;
  const entries = answer.body[member].map((entry) => (isObject(entry) ? change(entry) : entry));
  return { ...answer, body: { ...answer.body, [member]: entries } };
}

/** A mutant that answers with success where its operation refuses with one error. */
export function accepting(
  family: string,
  place: Place,
  error: string,
  statement: string,
  answer: (call: Call, world: World) => JsonObject,
): Mutant {
  return mutantOf(family, place, [], statement, (call, next, world) => {
    const refused = next();
    if (refused.error !== error) return refused;
    const headers = { 'content-type': 'application/json' };
    return { status: call.operation.http.status, headers, body: answer(call, world) };
  });
}

/** Stores other members than those of the request, and shows them. */
export function storing(
  call: Call,
  answer: Answer,
  world: World,
  member: string,
  change: (state: JsonObject) => JsonObject,
): Answer {
  const entry = shownEntry(call, answer, world, member);
  if (entry === undefined) return answer;
  const members = change(entry.state);
  entry.state = { ...entry.state, ...members };
  return showing(answer, member, members);
}

/** A success with other entries of a list. */
export function withItems(
  answer: Answer,
  member: string,
  change: (items: readonly JsonObject[]) => Json[],
): Answer {
  if (answer.error !== undefined) return answer;
  const items = list(answer.body ?? {}, member).filter((item: Json) => isObject(item));
  return { ...answer, body: { ...answer.body, [member]: change(items) } };
}

/** The contract with one operation changed; any other service's contract as it is. */
export function changeOperation(
  contract: Contract,
  { service, operation }: Place,
  change: (before: OperationContract) => OperationContract,
): Contract {
  const before = contract.operations.get(operation);
  if (contract.service !== service || before === undefined) return contract;
  return { ...contract, operations: new Map(contract.operations).set(operation, change(before)) };
}
