/** Checks of every outcome, hostile text included. */
import type { Json, Service } from '../../contract/types.js';
import type { CheckResult, Deviation, Outcome, RecordedExchange } from '../../results/types.js';
import { HOSTILE } from './hostile-text.js';

const DOCUMENTATION = 'https://docs.aws.amazon.com/ivs/latest/LowLatencyAPIReference/API_';

interface Part extends Partial<Omit<CheckResult, 'deviation'>> {
  readonly id: string;
  readonly kind: string;
  readonly operation: string;
  readonly deviation?: Partial<Deviation>;
}

/** One exchange. */
export function sampleExchange(
  service: Service,
  operation: string,
  input: Json,
  answer: Json | string,
  status = 200,
): RecordedExchange {
  return {
    service,
    operation,
    request: {
      method: 'POST',
      url: `http://127.0.0.1:5000/${operation}`,
      headers: {
        'content-type': 'application/json',
        authorization: 'AWS4-HMAC-SHA256 Credential=[redacted], Signature=[redacted]',
        'x-amz-date': '20260801T101500Z',
      },
      body: JSON.stringify(input),
    },
    response: {
      status,
      headers: { 'content-type': 'application/json', server: 'Werkzeug/3.1.3 Python/3.12.4' },
      body: typeof answer === 'string' ? answer : JSON.stringify(answer),
    },
    durationMs: 3.42,
  };
}

function check(part: Part, outcome: Outcome): CheckResult {
  const { operation, deviation, ...rest } = part;
  const base = {
    title: `${operation}: ${part.kind}`,
    service: 'ivs' as const,
    operations: [operation],
    strength: 'documented' as const,
    source: { document: `API reference: ${operation}`, url: `${DOCUMENTATION}${operation}.html` },
    outcome,
    cases: 12,
    requests: 14,
    durationMs: 38.5,
    ...rest,
  };
  return deviation === undefined
    ? base
    : { ...base, deviation: completeDeviation(part, base.service, deviation) };
}

function completeDeviation(part: Part, service: Service, deviation: Partial<Deviation>): Deviation {
  const counterexample = deviation.counterexample ?? { name: '' };
  return {
    expected: '400 ValidationException, because it is broken',
    observed: '200 (success)',
    exchanges: [
      sampleExchange(service, part.operation, counterexample, { channel: { arn: 'arn:aws:ivs:us-east-1' } }),
    ],
    reproduce: {
      seed: 42,
      path: '0:1:1',
      command: `npx ivs-conformance run --endpoint http://127.0.0.1:5000 --check '${part.id}' --seed 42`,
      curl: `curl -sS -X POST 'http://127.0.0.1:5000/${part.operation}' --aws-sigv4 'aws:amz:us-east-1:ivs' --data '${JSON.stringify(counterexample)}'`,
      awsCli: `aws ivs ${part.operation} --endpoint-url http://127.0.0.1:5000 --cli-input-json '${JSON.stringify(counterexample)}'`,
      sdk: `import { ${part.operation}Command } from '@aws-sdk/client-ivs';`,
    },
    ...deviation,
    counterexample,
  };
}

const CONSTRAINTS = [
  'name.maxLength',
  'name.pattern',
  'type.enum',
  'latencyMode.enum',
  'preset.enum',
  'recordingConfigurationArn.pattern',
  'recordingConfigurationArn.maxLength',
  'playbackRestrictionPolicyArn.pattern',
  'multitrackInputConfiguration.policy.enum',
  'multitrackInputConfiguration.maximumResolution.enum',
  'tags.maxProperties',
  'tags.propertyNames.minLength',
];

/** Many deviations of one kind of one operation. */
export function constraintDeviations(): CheckResult[] {
  return CONSTRAINTS.map((constraint) => {
    const member = constraint.slice(0, constraint.lastIndexOf('.'));
    return check(
      {
        id: `constraint/ivs/CreateChannel/${constraint}`,
        kind: 'constraint',
        operation: 'CreateChannel',
        title: `CreateChannel refuses ${member} that breaks ${constraint.slice(member.length + 1)}`,
        strength: 'modelled',
        deviation: { member, counterexample: { [member]: 'x'.repeat(129) } },
      },
      'deviates',
    );
  });
}

/** Deviations of which each is of its own kind. */
export function documentedDeviations(): CheckResult[] {
  const channel = {
    arn: 'arn:aws:ivs:us-east-1:123456789012:channel/abcdABCD',
    preset: '',
    name: 'é✓ 日本語 🎥',
  };
  return [
    check(
      {
        id: 'conditional-default/ivs/CreateChannel/preset-by-channel-type',
        kind: 'conditional-default',
        operation: 'CreateChannel',
        title: 'CreateChannel fills in preset by channel type',
        deviation: {
          member: 'channel.preset',
          expected: '"HIGHER_BANDWIDTH_DELIVERY" for ADVANCED_HD',
          observed: '""',
          counterexample: { type: 'ADVANCED_HD' },
          exchanges: [sampleExchange('ivs', 'CreateChannel', { type: 'ADVANCED_HD' }, { channel })],
        },
      },
      'deviates',
    ),
    check(
      {
        id: 'batch/ivs/BatchGetChannel/unknown-arn',
        kind: 'batch',
        operation: 'BatchGetChannel',
        title: 'BatchGetChannel reports an error for each unknown ARN',
        deviation: {
          member: 'errors',
          expected: JSON.stringify({
            channels: [],
            errors: [{ arn: channel.arn, code: 'ResourceNotFound' }],
          }),
          observed: JSON.stringify({ channels: [] }),
          counterexample: { arns: [channel.arn] },
        },
      },
      'deviates',
    ),
    check(
      {
        id: 'exclusive-members/ivs/ListChannels/filters',
        kind: 'exclusive-members',
        operation: 'ListChannels',
        title: 'ListChannels refuses two filters at once',
        deviation: {
          expected:
            'ConflictException with status 409 when filterByName and filterByRecordingConfigurationArn meet',
          observed: 'status 200 when filterByName and filterByRecordingConfigurationArn meet',
          counterexample: { filterByName: 'a', filterByRecordingConfigurationArn: '' },
        },
      },
      'deviates',
    ),
  ];
}

/** Inferred deviations, each with one of the hostile texts wherever an endpoint or a rule could put it. */
export function hostileDeviations(): CheckResult[] {
  return Object.entries(HOSTILE).map(([name, text]) =>
    check(
      {
        id: `shape/ivs-realtime/CreateStage/${name}`,
        kind: 'shape',
        operation: 'CreateStage',
        service: 'ivs-realtime',
        title: `CreateStage answers in its shape (${text})`,
        strength: 'inferred',
        source: { document: `Stages ${text}`, url: 'javascript:alert(3)' },
        deviation: {
          member: `stage.${text}`,
          expected: `a string, not ${text}`,
          observed: `${text} ${'long '.repeat(200)}`,
          counterexample: { name: text },
          exchanges: [sampleExchange('ivs-realtime', 'CreateStage', { name: text }, `<html>${text}`, 500)],
        },
      },
      'deviates',
    ),
  );
}

/** Unimplemented, skipped, inconclusive and accepted checks. */
export function otherOutcomes(): CheckResult[] {
  const unimplemented = ['StartComposition', 'ListCompositions', 'CreateIngestConfiguration'].map(
    (operation) =>
      check(
        {
          id: `http/ivs-realtime/${operation}/implemented`,
          kind: 'http',
          operation,
          service: 'ivs-realtime',
          reason: 'the endpoint answers 501',
        },
        'unimplemented',
      ),
  );
  const skipped = ['GetComposition', 'StopComposition'].map((operation) =>
    check(
      {
        id: `lifecycle/ivs-realtime/${operation}`,
        kind: 'lifecycle',
        operation,
        service: 'ivs-realtime',
        reason: 'needs StartComposition, which the endpoint lacks',
        requests: 0,
        cases: 0,
      },
      'skipped',
    ),
  );
  return [
    ...unimplemented,
    ...skipped,
    check(
      {
        id: 'pagination/ivs/ListStreamKeys/walk',
        kind: 'pagination',
        operation: 'ListStreamKeys',
        reason: `no answer within 10 s (${HOSTILE.ansi})`,
      },
      'inconclusive',
    ),
    check(
      {
        id: 'default/ivs/ListChannels/page-size',
        kind: 'default',
        operation: 'ListChannels',
        title: 'ListChannels answers 100 channels to a page',
        expected: 'our gateway pages by 50; accepted until it is replaced',
        deviation: { expected: '100 channels', observed: '50 channels' },
      },
      'deviates',
    ),
    check(
      {
        id: 'http/ivs/ImportPlaybackKeyPair/implemented',
        kind: 'http',
        operation: 'ImportPlaybackKeyPair',
        reason: 'the endpoint answers 404 with an HTML page',
        expected: 'playback keys are out of scope for us',
      },
      'unimplemented',
    ),
  ];
}

/** So many conforming checks. */
export function conformingChecks(number: number): CheckResult[] {
  const operations = [
    'CreateChannel',
    'GetChannel',
    'UpdateChannel',
    'DeleteChannel',
    'ListChannels',
    'TagResource',
  ];
  const kinds = ['constraint', 'shape', 'http', 'error-form', 'not-found'];
  return Array.from({ length: number }, (_, index) => {
    const operation = operations[index % operations.length] ?? 'GetChannel';
    const kind = kinds[Math.floor(index / operations.length) % kinds.length] ?? 'shape';
    return check({ id: `${kind}/ivs/${operation}/case-${index}`, kind, operation }, 'conforms');
  });
}
