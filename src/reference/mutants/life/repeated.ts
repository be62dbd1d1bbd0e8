import type { Contracts, Json, JsonObject, OperationContract } from '../../../contract/types.js';
import { implementedOperations } from '../../handlers.js';
import { failure } from '../../protocol/answer.js';
import type { Answer, Call, World } from '../../state/call.js';
import { isObject, text } from '../../state/json.js';
import type { Store } from '../../state/store.js';
import { mutantOf, type Place } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { RESOURCE_TYPES } from '../build/resources.js';

/** Operations that work, but not each time that they are called. */
export function repeatedMutants(contracts: Contracts): Mutant[] {
  const operations = [...contracts.values()].flatMap((contract) =>
    implementedOperations(contract.service).flatMap((name) => contract.operations.get(name) ?? []),
  );
  return [
    ...operations.map(tenthRefused),
    ...operations.filter(({ readonly }) => readonly).flatMap((each) => [thirdRefused(each), stale(each)]),
    ...operations.filter(({ operation }) => WHILE_LIVE.has(operation)).map(secondBare),
    ...RESOURCE_TYPES.map((type) => another({ service: type.service, operation: type.get }, type.member)),
  ];
}

/** One value for each endpoint, so that runs of the same mutant know nothing of each other. */
function perEndpoint<T>(make: () => T): (world: World) => T {
  const values = new WeakMap<Store, T>();
  return ({ store }) => {
    const known = values.get(store) ?? make();
    values.set(store, known);
    return known;
  };
}

/** The error with which a client would have to reckon most. */
function refusal({ contract, operation }: Call): Answer {
  const code = ['ResourceNotFoundException', 'ValidationException'].find((one) =>
    operation.errors.includes(one),
  );
  return failure(contract, code ?? 'ValidationException', 'not this time');
}

function tenthRefused(place: OperationContract): Mutant {
  const counts = perEndpoint(() => ({ calls: 0 }));
  const statement = 'Every tenth call is refused, however valid.';
  return mutantOf('tenth-call-refused', place, [], statement, (call, next, world) => {
    const count = counts(world);
    count.calls += 1;
    return count.calls % 10 === 0 ? refusal(call) : next();
  });
}

/** A number for each request: how often it came before. */
function thirdRefused(place: OperationContract): Mutant {
  const counts = perEndpoint(() => new Map<string, number>());
  const statement = 'The same request is refused when it comes for the third time.';
  return mutantOf('third-repeat-refused', place, [], statement, (call, next, world) => {
    const known = counts(world);
    const request = JSON.stringify(call.input);
    const times = (known.get(request) ?? 0) + 1;
    known.set(request, times);
    return times === 3 ? refusal(call) : next();
  });
}

function stale(place: OperationContract): Mutant {
  const answers = perEndpoint(() => ({ calls: 0, last: undefined as Answer | undefined }));
  const statement = 'Every fifth call is answered as the call before it was.';
  return mutantOf('fifth-call-stale', place, [], statement, (_, next, world) => {
    const known = answers(world);
    known.calls += 1;
    const answer = next();
    const before = known.last;
    if (answer.error === undefined) known.last = structuredClone(answer);
    return known.calls % 5 === 0 && before !== undefined ? structuredClone(before) : answer;
  });
}

/** Reads of streams and of people on stages, which look at what changes by itself. */
const WHILE_LIVE: ReadonlySet<string> = new Set([
  ...['GetStream', 'GetStreamSession', 'ListStreams', 'ListStreamSessions'],
  ...['GetStageSession', 'GetParticipant', 'ListParticipants'],
  ...['ListParticipantEvents', 'ListParticipantReplicas'],
]);

function secondBare(place: OperationContract): Mutant {
  const counts = perEndpoint(() => ({ calls: 0 }));
  const statement = 'Every second answer lacks a member that the one before had.';
  return mutantOf('second-answer-bare', place, [], statement, (_, next, world) => {
    const answer = next();
    const count = counts(world);
    count.calls += 1;
    return count.calls % 2 === 0 && answer.body ? { ...answer, body: bare(answer.body) } : answer;
  });
}

/** The same without the last member, but for what tells the entries of a list apart, of the object or the entries in it. */
function bare(body: JsonObject): JsonObject {
  const without = (value: Json): Json => {
    if (!isObject(value)) return value;
    const last = Object.keys(value).findLast(
      (name) => !/^(?:streamId|sessionId|participantId|arn|eventTime)$/.test(name),
    );
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== last));
  };
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(without) : without(value),
    ]),
  );
}

function another(place: Place, member: string): Mutant {
  const counts = perEndpoint(() => ({ calls: 0 }));
  const statement = 'Every third call is answered with another resource of the type.';
  return mutantOf('third-call-another', place, [], statement, (call, next, world) => {
    const answer = next();
    const shown = answer.body?.[member];
    const entry = isObject(shown) ? world.store.findAny(call.region, text(shown, 'arn')) : undefined;
    const other =
      entry && [...world.store.all(entry.kind, call.region)].findLast(({ arn }) => arn !== entry.arn);
    const count = counts(world);
    count.calls += 1;
    if (count.calls % 3 !== 0 || other === undefined) return answer;
    return { ...answer, body: { ...answer.body, [member]: structuredClone(other.state) } };
  });
}
