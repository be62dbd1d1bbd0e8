import { compile } from '../../contract/schema/compile.js';
import { failure } from '../protocol/answer.js';
import type { Call } from '../state/call.js';
import { isObject } from '../state/json.js';
import { reshaped, variation } from './build.js';
import type { Variation, Varied } from './variation.js';

const ROLE =
  'Each operation declares AccessDeniedException: what a caller may do is for the policies of the account.';
const ACCOUNT = 'Each operation that makes something declares PendingVerification.';
const QUOTAS =
  'Quotas are of an account and region, whoever uses them; ServiceQuotaExceededException says so.';
const STATES = 'No document says how long a configuration is being created.';

/** What a caller may not do, what there is no room for, and what takes its time. */
export function limitVariations(): Variation[] {
  return [...roles(), ...rooms(), slowStates()];
}

function roles(): Variation[] {
  const refusing = (
    id: string,
    statement: string,
    freedom: string,
    code: string,
    refuses: (call: Call) => boolean,
  ): Variation => ({
    ...variation(id, statement, freedom, {
      intercept: (call, next) =>
        refuses(call)
          ? failure(call.contract, code, `not authorized to perform: ivs:${call.operation.operation}`)
          : next(),
    }),
    alone: 'Of what may not be asked nothing else can be told.',
    undecides: 'What the caller may not do cannot be asked.',
  });
  const denied = 'AccessDeniedException';
  const makes = ({ operation: { operation } }: Call) => /^(?:Create|Import|Start)/.test(operation);
  return [
    refusing(
      'role/reading-only',
      'The caller may only read.',
      ROLE,
      denied,
      ({ operation }) => !operation.readonly,
    ),
    refusing('role/nothing-made', 'The caller may make nothing.', ROLE, denied, makes),
    refusing(
      'role/no-tags',
      'The caller may not look at tags, or change them.',
      ROLE,
      denied,
      ({ operation }) => /^(?:Tag|Untag|ListTagsFor)Resource$/.test(operation.operation),
    ),
    refusing(
      'role/one-service',
      'The caller may use low-latency streaming only.',
      ROLE,
      denied,
      ({ service }) => service !== 'ivs',
    ),
    refusing(
      'role/not-verified',
      'The account is not verified.',
      ACCOUNT,
      'PendingVerification',
      (call) => makes(call) && call.operation.errors.includes('PendingVerification'),
    ),
  ];
}

/** Others have used up what there may be. */
function rooms(): Variation[] {
  const full = (id: string, statement: string, applies: (call: Call, random: () => number) => boolean) =>
    variation(
      `others/${id}`,
      statement,
      QUOTAS,
      (random): Varied => ({
        intercept(call, next) {
          const { operation, contract, input } = call;
          const mayBe = ADJUSTABLE.test(operation.operation) && operation.errors.includes(EXCEEDED);
          if (!mayBe || !applies(call, random) || compile(contract, operation.input)(input).length > 0)
            return next();
          return failure(contract, EXCEEDED, 'there are as many as there may be');
        },
      }),
      'Where there is no room nothing else can be told of what would be made.',
    );
  const making =
    (...names: readonly string[]) =>
    ({ operation: { operation } }: Call) =>
      names.includes(operation);
  return [
    full('no-room', 'Others have used up every quota that can be raised.', () => true),
    full('no-room-at-times', 'Others use up quotas, and make room again.', (_, random) => random() < 0.2),
    full('no-room-for-channels', 'Others have used up the quota of channels.', making('CreateChannel')),
    full('no-room-for-stages', 'Others have used up the quota of stages.', making('CreateStage')),
    full(
      'no-room-for-configurations',
      'Others have used up the quotas of configurations.',
      ({ operation: { operation } }) => operation.endsWith('Configuration'),
    ),
    full(
      'no-room-for-compositions',
      'Others have used up the quota of compositions.',
      making('StartComposition'),
    ),
  ];
}

const EXCEEDED = 'ServiceQuotaExceededException';

/** What makes things of which an account may have raised how many there may be. */
const ADJUSTABLE = /^(?:Create(?!StreamKey|ParticipantToken)|StartComposition$)/;

/** What is being created for some time, by its ARN. */
const SLOW = /:(?:recording|failover-slate)-configuration\//;

/** Reads for which a configuration is still being created. */
const READS = 2;

function slowStates(): Variation {
  return variation('states/slow', 'Configurations are being created for some reads.', STATES, () => {
    const reads = new Map<string, number>();
    return {
      intercept: (call, next) =>
        reshaped(call, next(), {
          structure(value) {
            const { arn, state } = value;
            if (typeof arn !== 'string' || !SLOW.test(arn) || (state !== 'ACTIVE' && state !== 'CREATED'))
              return value;
            const before = reads.get(arn) ?? 0;
            reads.set(arn, before + 1);
            return isObject(value) && before < READS ? { ...value, state: 'CREATING' } : value;
          },
        }),
    };
  });
}
