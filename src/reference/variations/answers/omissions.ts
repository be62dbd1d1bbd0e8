import { resolve } from '../../../contract/load.js';
import type { Contract, Json, JsonObject, Schema } from '../../../contract/types.js';
import { isObject, nested, text } from '../../state/json.js';
import { reshaped, reshaping, variation } from '../build.js';
import { type Variation, withBody } from '../variation.js';

/** Members that need not be shown: those without a value, and those that nobody has sent. */
export function omissionVariations(): Variation[] {
  return [...emptiness(), ...unsent(), settings(), ...published()];
}

/** Participants as published examples show them, contrary to the model, or the other way round. */
function published(): Variation[] {
  const of = (id: string, statement: string, change: (participant: JsonObject) => JsonObject) =>
    variation(`published/${id}`, statement, EXAMPLES, {
      ...reshaping({
        structure: (value, { properties = {} }) =>
          'replicationType' in properties && 'participantId' in value ? change(value) : value,
      }),
    });
  return [
    of('no-source', 'A participant that is no replica has an empty source stage and session.', (value) =>
      value.replicationType === 'REPLICA' ? value : { sourceStageArn: '', sourceSessionId: '', ...value },
    ),
    of('recording-prefix', 'Prefixes of recordings have no slashes in them, as modelled.', (value) => {
      const prefix = text(value, 'recordingS3Prefix');
      return prefix === '' ? value : { ...value, recordingS3Prefix: prefix.replaceAll('/', '-') };
    }),
  ];
}

/** Empty values left out where nothing says that they are shown, and shown where nothing says that they are not. */
function emptiness(): Variation[] {
  const empty = (value: Json | undefined) =>
    value === '' ||
    (Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0);
  const pruned = (value: JsonObject, { required = [] }: Schema, isMeant = (_: Json) => true) =>
    Object.fromEntries(
      Object.entries(value).filter(
        ([name, one]) => required.includes(name) || EMPTY.has(name) || !empty(one) || !isMeant(one),
      ),
    );
  const inEntries = (path: string) => path.includes('[]');
  return [
    variation('empty/left-out-of-entries', 'Entries of lists leave out what is empty.', UNSHOWN, {
      ...reshaping({
        structure: (value, schema, path) => (inEntries(path) ? pruned(value, schema) : value),
      }),
    }),
    variation('empty/collections-left-out', 'Answers leave out empty lists and maps.', UNSHOWN, {
      ...reshaping({
        structure: (value, schema, path) => (path === '' ? value : pruned(value, schema, isObjectOrList)),
      }),
    }),
    variation('empty/left-out', 'Answers leave out what is empty.', UNSHOWN, {
      ...reshaping({ structure: (value, schema, path) => (path === '' ? value : pruned(value, schema)) }),
    }),
    variation(
      'empty/collections-shown',
      'Entries of lists show empty lists and maps for what they lack.',
      UNSHOWN,
      {
        intercept: (call, next) =>
          reshaped(call, next(), {
            structure: (value, { properties = {} }, path) =>
              inEntries(path) ? { ...emptyCollections(call.contract, properties), ...value } : value,
          }),
      },
    ),
  ];
}

function isObjectOrList(value: Json): boolean {
  return typeof value === 'object';
}

/** An empty list or map for every member that may be one. */
function emptyCollections(contract: Contract, properties: NonNullable<Schema['properties']>): JsonObject {
  const members = Object.entries(properties).flatMap(([name, unresolved]): [string, Json][] => {
    const { type, properties: inner, minItems = 0, additionalProperties } = resolve(contract, unresolved);
    if (type === 'array' && minItems === 0) return [[name, []]];
    return type === 'object' && inner === undefined && additionalProperties !== undefined ? [[name, {}]] : [];
  });
  return Object.fromEntries(members);
}

/** Tokens that do not show what was not sent. */
function unsent(): Variation[] {
  const shown = (token: JsonObject, sent: JsonObject) =>
    Object.fromEntries(Object.entries(token).filter(([name]) => ASSIGNED.has(name) || name in sent));
  return [
    variation('unsent/participant-token', 'CreateParticipantToken shows only what was sent.', TOKENS, {
      intercept: (call, next) => {
        const answer = next();
        if (call.operation.operation !== 'CreateParticipantToken') return answer;
        return withBody(answer, (body) => ({
          ...body,
          ...(isObject(body.participantToken)
            ? { participantToken: shown(body.participantToken, call.input) }
            : {}),
        }));
      },
    }),
    variation(
      'unsent/stage-tokens',
      'CreateStage shows only what was sent of each participant token.',
      TOKENS,
      {
        intercept: (call, next) => {
          const answer = next();
          const sent = call.input.participantTokenConfigurations;
          if (call.operation.operation !== 'CreateStage' || !Array.isArray(sent)) return answer;
          const one = (token: Json, at: number) => {
            const configuration = sent[at];
            return isObject(token) && isObject(configuration) ? shown(token, configuration) : token;
          };
          return withBody(answer, (body) =>
            Array.isArray(body.participantTokens)
              ? { ...body, participantTokens: body.participantTokens.map(one) }
              : body,
          );
        },
      },
    ),
  ];
}

/** Configurations that show only the settings that were sent, whoever shows them. */
function settings(): Variation {
  const members = [
    'recordingReconnectWindowSeconds',
    'renditionConfiguration',
    'thumbnailConfiguration',
    'video',
  ];
  return variation(
    'unsent/settings',
    'Configurations show only the settings that were sent.',
    SETTINGS,
    () => {
      const made = new Map<string, JsonObject>();
      const onlySent = (value: JsonObject): JsonObject => {
        const sent = made.get(text(value, 'arn'));
        if (sent === undefined) return value;
        return Object.fromEntries(
          Object.entries(value).flatMap(([name, one]): [string, Json][] => {
            if (!members.includes(name)) return [[name, one]];
            const given = sent[name];
            return given === undefined || given === null ? [] : [[name, asSent(one, given)]];
          }),
        );
      };
      return {
        intercept: (call, next) => {
          const answer = next();
          const output = SETTING[call.operation.operation];
          const arn = output === undefined ? '' : text(nested(answer.body ?? {}, output), 'arn');
          if (arn !== '') made.set(arn, call.input);
          return reshaped(call, answer, { structure: onlySent });
        },
      };
    },
  );
}

/** The members of a structure that were sent. */
function asSent(value: Json, sent: Json): Json {
  if (!isObject(value) || !isObject(sent)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => (sent[name] ?? null) !== null));
}

/** Operations that make what has such settings → member of the answer that shows it. */
const SETTING: { readonly [operation: string]: string } = {
  CreateRecordingConfiguration: 'recordingConfiguration',
  CreateEncoderConfiguration: 'encoderConfiguration',
};

/** What the service assigns to a participant token. */
const ASSIGNED: ReadonlySet<string> = new Set(['participantId', 'token', 'expirationTime']);

const EXAMPLES = 'The examples of the AWS CLI for GetParticipant and ListParticipants show it (errata).';

/** Documented to be the empty string where nothing is recorded. */
const EMPTY: ReadonlySet<string> = new Set(['recordingS3BucketName', 'recordingS3Prefix']);

const UNSHOWN = 'No document says whether a member without a value is shown empty or left out.';
const SETTINGS = 'No published answer shows a setting that was not sent: none was left out in any example.';
const TOKENS =
  'Published examples of both operations show neither duration nor capabilities that were not sent.';
