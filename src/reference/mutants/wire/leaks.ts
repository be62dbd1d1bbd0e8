import type { Contracts, JsonObject, OperationContract } from '../../../contract/types.js';
import { implementedOperations } from '../../handlers.js';
import { isObject, list, pick, text } from '../../state/json.js';
import type { Store } from '../../state/store.js';
import { mutantOf, withItems } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { RESOURCE_TYPES, type ResourceType } from '../build/resources.js';

/** Lists that hold what they should not. */
export function leakMutants(contracts: Contracts): Mutant[] {
  const leaking = [...contracts.values()].flatMap((contract) =>
    implementedOperations(contract.service).flatMap((name) => {
      const operation = contract.operations.get(name);
      const items = operation?.pagination?.items;
      return operation === undefined || items === undefined ? [] : leaks(operation, items);
    }),
  );
  return [...leaking, ...RESOURCE_TYPES.map(deletedListed)];
}

function leaks(operation: OperationContract, items: string): Mutant[] {
  const leaking = (family: string, statement: string, change: (arn: string) => string): Mutant =>
    mutantOf(family, operation, [], statement, (_, next) => {
      const answer = next();
      const first = list(answer.body ?? {}, items)[0];
      const arn = isObject(first) ? arnOf(first) : undefined;
      if (!isObject(first) || arn === undefined || answer.body?.nextToken !== undefined) return answer;
      return withItems(answer, items, (all) => [...all, { ...first, [arn]: change(text(first, arn)) }]);
    });
  if (
    !/^List(?:Channels|Streams|Stages|.*(?:Configurations|Keys|KeyPairs|Policies)|Compositions)$/.test(
      operation.operation,
    )
  )
    return [];
  return [
    leaking('list-leaks-account', 'A resource of another account is listed.', (arn) =>
      arn.replace(/\d{12}/, '000000000000').replace(/.{4}$/, 'xxxx'),
    ),
    leaking('list-leaks-region', 'A resource of another region is listed.', (arn) =>
      arn.replace(/^(arn:aws:ivs:)[^:]+/, '$1eu-nowhere-1').replace(/.{4}$/, 'xxxx'),
    ),
    leaking('list-leaks-type', 'A resource of another type is listed.', (arn) =>
      arn.replace(/:[a-z-]+\/(.{8}).*$/, ':thing/$1xxxx'),
    ),
  ];
}

function arnOf(entry: JsonObject): string | undefined {
  return ['arn', 'channelArn'].find((member) => text(entry, member) !== '');
}

function deletedListed(type: ResourceType): Mutant {
  const gone = new WeakMap<Store, JsonObject[]>();
  const place = { service: type.service, operation: type.list };
  const statement = `A ${type.kind} is still listed after it was deleted.`;
  return {
    ...mutantOf('deleted-listed', place, [], statement, (_, next) => next()),
    intercept: (call, next, { store }) => {
      const removed = gone.get(store) ?? [];
      gone.set(store, removed);
      const { operation } = call.operation;
      const isOwn = call.service === type.service;
      const entry = store.findAny(call.region, text(call.input, 'arn'));
      const answer = next();
      if (isOwn && operation === type.delete && entry !== undefined && answer.error === undefined)
        removed.push(entry.state);
      if (!isOwn || operation !== type.list || answer.body?.nextToken !== undefined) return answer;
      const last = removed.at(-1);
      const isElsewhere = last?.channelArn !== undefined && last.channelArn !== call.input.channelArn;
      if (last === undefined || isElsewhere) return answer;
      return withItems(answer, type.items, (all) => [...all, pick(last, Object.keys(all[0] ?? { arn: '' }))]);
    },
  };
}
