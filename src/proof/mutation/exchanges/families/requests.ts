import type { Contracts, Json, JsonObject, OperationContract, Schema } from '../../../../contract/types.js';
import { changedMember, exchangeMutant, ofAnother, success } from '../build.js';
import { type ExchangeMutant, type Fault, isSuccess } from '../exchange.js';
import { inputSites, isMember, type OperationSite } from '../sites.js';

/** Each member of a request: lost on the way, emptied, or that of an earlier request. */
export function requestMutants(contracts: Contracts): ExchangeMutant[] {
  return inputSites(contracts)
    .filter(isMember)
    .flatMap((each) => [
      changedMember('request', 'request-dropped', each, 'is lost on the way', () => () => undefined),
      changedMember('request', 'request-of-another', each, 'is that of an earlier request', ofAnother),
      ...emptied(each),
    ]);
}

/** Lists and maps lose what is in them; an optional setting loses what it sets. */
function emptied(each: OperationSite): ExchangeMutant[] {
  const empty = emptyOf(each.site.schema);
  return empty === undefined
    ? []
    : [
        changedMember(
          'request',
          'request-emptied',
          each,
          'is emptied on the way',
          () => () => structuredClone(empty),
        ),
      ];
}

function emptyOf({ type, additionalProperties }: Schema): Json | undefined {
  if (type === 'array') return [];
  return typeof additionalProperties === 'object' ? {} : undefined;
}

/** Requests that never reach the endpoint, and are answered as if they had. */
export function unforwardedMutants(operations: readonly OperationContract[]): ExchangeMutant[] {
  return operations
    .filter(({ readonly }) => !readonly)
    .flatMap((operation) => {
      const others = operations
        .filter(({ service }) => service === operation.service)
        .map((each) => each.operation);
      const make = (family: string, statement: string, isLost: (request: number) => boolean) =>
        exchangeMutant(family, operation, [], statement, () => losing(operation, isLost), others);
      return [
        ...(operation.http.hasOutput ? [] : [make('never-done', 'No request is carried out.', () => true)]),
        make('every-second-lost', 'Every second request is not carried out.', (request) => request % 2 === 0),
      ];
    });
}

/**
 * Does not forward some requests that would not be refused for what they name; where the operation has an output, they
 * are answered as the one before.
 */
function losing(operation: OperationContract, isLost: (request: number) => boolean): Fault {
  const there = new Set<string>();
  let requests = 0;
  let body: JsonObject | undefined;
  return (asked, forward) => {
    const named = JSON.stringify(asked.input).match(ARNS) ?? [];
    const isOurs = asked.operation === operation;
    if (isOurs && named.every((arn) => there.has(arn))) {
      requests += 1;
      if (isLost(requests) && (body !== undefined || !operation.http.hasOutput))
        return success(operation, body);
    }
    const reply = forward();
    if (!isSuccess(reply)) return reply;
    if (isOurs) body = structuredClone(reply.body);
    for (const arn of JSON.stringify(reply.body ?? {}).match(ARNS) ?? []) there.add(arn);
    if (/^(?:Delete|Stop)/.test(asked.operation.operation)) for (const arn of named) there.delete(arn);
    return reply;
  };
}

const ARNS = /arn:[^"]+/g;
