import type { Contracts, Json, JsonObject, OperationContract } from '../../../contract/types.js';
import { implementedOperations } from '../../handlers.js';
import type { Answer } from '../../state/call.js';
import { mutantOf, type Place } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';

/** Errors besides ValidationException that requests can bring about, and the operations that answer them. */
const REACHABLE: { readonly [code: string]: RegExp } = {
  ResourceNotFoundException:
    /^(Get|Update|Delete|Tag|Untag|ListTags|ListStream|CreateStreamKey|CreateParticipant|CreateChannel|PutMetadata|StopStream|StopComposition|DisconnectParticipant|InsertAd|StartViewer)/,
  ChannelNotBroadcasting: /^(GetStream|PutMetadata|StopStream)$/,
  ConflictException:
    /^(ListChannels|DeleteChannel|DeletePlaybackRestrictionPolicy|DeleteRecordingConfiguration|ImportP\w+)$/,
  ServiceQuotaExceededException: /^(CreateStreamKey|ImportP\w+)$/,
};

/** Error → what a careless endpoint answers in its place. */
const CARELESS: { readonly [code: string]: { readonly code: string; readonly status: number } } = {
  ValidationException: { code: 'BadRequestException', status: 422 },
  ResourceNotFoundException: { code: 'NotFoundException', status: 400 },
  ChannelNotBroadcasting: { code: 'ChannelNotBroadcastingException', status: 400 },
  ConflictException: { code: 'ValidationException', status: 400 },
  ServiceQuotaExceededException: { code: 'LimitExceededException', status: 429 },
};

/** Statuses, headers and error forms that differ from the documented ones. */
export function httpMutants(contracts: Contracts): Mutant[] {
  return [...contracts.values()].flatMap((contract) =>
    implementedOperations(contract.service).flatMap((name) => {
      const operation = contract.operations.get(name);
      return operation === undefined ? [] : [...successMutants(operation), ...errorMutants(operation)];
    }),
  );
}

function successMutants({ service, operation, http }: OperationContract): Mutant[] {
  const place = { service, operation };
  const status = http.status === 200 ? 201 : 200;
  const wrong = mutantOf('status-wrong', place, [], `A success has status ${status}.`, (_, next) =>
    onSuccess(next(), (answer) => ({ ...answer, status })),
  );
  if (!http.hasOutput) return [wrong, bodyAdded(place)];
  const html = mutantOf('content-type-wrong', place, [], 'A success is declared to be HTML.', (_, next) =>
    onSuccess(next(), (answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-type': 'text/html' },
    })),
  );
  return [wrong, html];
}

function bodyAdded(place: Place): Mutant {
  return mutantOf('body-added', place, [], 'A success that has no output carries a body.', (_, next) =>
    onSuccess(next(), (answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-type': 'application/json' },
      body: { x: 1 },
    })),
  );
}

function errorMutants(operation: OperationContract): Mutant[] {
  const place: Place = { service: operation.service, operation: operation.operation };
  const codes = ['ValidationException', ...reachable(operation)];
  const statement = 'Errors carry no code in x-amzn-ErrorType.';
  return [
    ...codes.flatMap((code) => codeMutants(place, code)),
    mutantOf('error-without-type', place, [], statement, (_, next) => withoutType(next())),
    mutantOf('error-without-message', place, [], 'Errors carry no text.', (_, next) => {
      const answer = next();
      return answer.error === undefined ? answer : { ...answer, body: {} };
    }),
    ...(codes.includes('ResourceNotFoundException') && operation.operation !== 'CreateChannel'
      ? [unknownAccepted(operation)]
      : []),
  ];
}

function reachable({ operation, errors }: OperationContract): string[] {
  return Object.entries(REACHABLE)
    .filter(([code, operations]) => errors.includes(code) && operations.test(operation))
    .map(([code]) => code);
}

function codeMutants(place: Place, code: string): Mutant[] {
  const careless = CARELESS[code];
  if (careless === undefined) return [];
  const on = (answer: Answer, change: (error: Answer) => Answer): Answer =>
    answer.error === code ? change(answer) : answer;
  return [
    mutantOf('error-code-wrong', place, [code], `${careless.code} is answered for ${code}.`, (_, next) =>
      on(next(), (error) => ({ ...error, headers: { ...error.headers, 'x-amzn-errortype': careless.code } })),
    ),
    mutantOf('error-status-wrong', place, [code], `${code} has status ${careless.status}.`, (_, next) =>
      on(next(), (error) => ({ ...error, status: careless.status })),
    ),
  ];
}

function unknownAccepted({ service, operation, http, output }: OperationContract): Mutant {
  const members = Object.entries(output.properties ?? {}).filter(([, schema]) => schema.$ref !== undefined);
  const statement = 'An ARN that names nothing is answered as if it named something.';
  return mutantOf('not-found-succeeds', { service, operation }, [], statement, (call, next, { store }) => {
    const answer = next();
    const arn =
      call.input.arn ?? call.input.channelArn ?? call.input.stageArn ?? call.input.resourceArn ?? null;
    const isUnknown = typeof arn === 'string' && store.findAny(call.region, arn) === undefined;
    if (answer.error !== 'ResourceNotFoundException' || !isUnknown) return answer;
    const body: JsonObject = Object.fromEntries(members.map(([member]) => [member, madeUp(member, arn)]));
    const headers = { 'content-type': 'application/json' };
    return http.hasOutput ? { status: http.status, headers, body } : { status: http.status, headers: {} };
  });
}

function madeUp(member: string, arn: string): Json {
  if (member === 'tags') return {};
  return member.endsWith('s') ? [] : { arn };
}

function onSuccess(answer: Answer, change: (success: Answer) => Answer): Answer {
  return answer.error === undefined ? change(answer) : answer;
}

function withoutType(answer: Answer): Answer {
  const { 'x-amzn-errortype': _, ...headers } = answer.headers;
  return { ...answer, headers };
}
