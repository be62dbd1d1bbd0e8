import type { Contracts, OperationContract } from '../../contract/types.js';
import { failure } from '../answer.js';
import type { Answer, Call, World } from '../call.js';
import { implementedOperations } from '../handlers.js';
import { isObject, text } from '../json.js';
import type { Store } from '../store.js';
import { mutantOf, type Place } from './build.js';
import type { Mutant } from './mutant.js';
import { RESOURCE_TYPES } from './resources.js';

/** Operations that work, but not each time that they are called. */
export function repeatedMutants(contracts: Contracts): Mutant[] {
  const operations = [...contracts.values()].flatMap((contract) =>
    implementedOperations(contract.service).flatMap((name) => contract.operations.get(name) ?? []),
  );
  return [
    ...operations.map(tenthRefused),
    ...operations.filter(({ readonly }) => readonly).flatMap((each) => [thirdRefused(each), stale(each)]),
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
