import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadContract, loadContracts } from '../../src/contract/load.js';
import type { Json } from '../../src/contract/types.js';
import { channelInputForbidden } from '../inputs/channel-input-forbidden.js';
import { recordingConfigurationInput } from '../inputs/recording-configuration-input.js';
import { stageInput } from '../inputs/stage-input.js';
import { contractOf, OPERATIONS } from '../testing/contracts.js';
import { generatesOnly, obeysLaws } from '../testing/laws.js';
import { schemaErrors } from '../testing/schema-errors.js';
import { inputFor } from './input-for.js';

const ivs = contractOf('ivs');
const realtime = contractOf('ivs-realtime');
const REFERENCES = [
  'adConfigurationArn',
  'failoverSlateConfigurationArn',
  'playbackRestrictionPolicyArn',
  'recordingConfigurationArn',
];
const FILTERS = ['Name', ...REFERENCES.map((member) => member.charAt(0).toUpperCase() + member.slice(1))];

/** What the documentation says of a channel's members together. Members that are absent are as they are. */
function channelProblems(value: Json): string[] {
  const { type = 'STANDARD', preset, containerFormat = 'TS', multitrackInputConfiguration } = Object(value);
  const { enabled = false, policy, maximumResolution } = multitrackInputConfiguration ?? {};
  return [
    ...(preset !== undefined && !type.startsWith('ADVANCED_') ? [`preset with type ${type}`] : []),
    ...(enabled && type !== 'STANDARD' ? [`multitrack with type ${type}`] : []),
    ...(enabled && policy === undefined ? ['multitrack without policy'] : []),
    ...(enabled && maximumResolution === undefined ? ['multitrack without maximumResolution'] : []),
    ...(enabled && containerFormat !== 'FRAGMENTED_MP4' ? ['multitrack without FRAGMENTED_MP4'] : []),
  ];
}

const seen = (values: readonly Json[], of: (value: ReturnType<typeof Object>) => unknown) =>
  [...new Set(values.map((value) => JSON.stringify(of(Object(value))) ?? 'absent'))].sort();

describe('inputFor', () => {
  it.each(OPERATIONS)('gives valid inputs of %s without page tokens', (_, contract, { operation, input }) => {
    obeysLaws(inputFor(contract, operation), (value) => [
      ...schemaErrors(contract, input, value),
      ...('nextToken' in value ? ['a page token'] : []),
      ...(Object.keys(value).filter((member) => member.startsWith('filterBy')).length > 1
        ? ['two filters']
        : []),
    ]);
  });

  it('gives videos with even sides of at most Full HD, lying and upright', () => {
    const arbitrary = inputFor(realtime, 'CreateEncoderConfiguration');
    const problems = (value: Json): string[] => {
      const { width = 1280, height = 720 } = Object(value).video ?? {};
      return [
        ...(width % 2 === 0 && height % 2 === 0 ? [] : [`odd ${width}x${height}`]),
        ...(width * height <= 2_073_600 ? [] : [`large ${width}x${height}`]),
      ];
    };
    obeysLaws(arbitrary, problems);
    const videos = fc.sample(arbitrary, { seed: 3, numRuns: 500 }).map((value) => Object(value).video ?? {});
    expect(videos.some(({ width }) => width > 1080)).toBe(true);
    expect(videos.some(({ height }) => height > 1080)).toBe(true);
    expect(videos.some(({ width, height }) => width === undefined && height === undefined)).toBe(true);
  });

  it('gives RTMP with insecure ingest only', () => {
    const arbitrary = inputFor(realtime, 'CreateIngestConfiguration');
    obeysLaws(arbitrary, (value) => {
      const { ingestProtocol, insecureIngest } = Object(value);
      return ingestProtocol === 'RTMP' && insecureIngest !== true ? ['RTMP without insecureIngest'] : [];
    });
    const values = fc.sample(arbitrary, { seed: 3, numRuns: 100 });
    expect(seen(values, ({ ingestProtocol }) => ingestProtocol)).toEqual(['"RTMP"', '"RTMPS"']);
  });

  it('gives channels in documented combinations only, but in all of them', () => {
    const arbitrary = inputFor(ivs, 'CreateChannel');
    obeysLaws(arbitrary, channelProblems);
    generatesOnly(arbitrary, channelProblems, 3, 500);
    const values = fc.sample(arbitrary, { seed: 3, numRuns: 500 });
    expect(seen(values, ({ type, preset }) => `${type} ${preset}`)).toEqual(
      [
        '"ADVANCED_HD CONSTRAINED_BANDWIDTH_DELIVERY"',
        '"ADVANCED_HD HIGHER_BANDWIDTH_DELIVERY"',
        '"ADVANCED_HD undefined"',
        '"ADVANCED_SD CONSTRAINED_BANDWIDTH_DELIVERY"',
        '"ADVANCED_SD HIGHER_BANDWIDTH_DELIVERY"',
        '"ADVANCED_SD undefined"',
        '"BASIC undefined"',
        '"STANDARD undefined"',
        '"undefined undefined"',
      ].sort(),
    );
    expect(seen(values, ({ multitrackInputConfiguration }) => multitrackInputConfiguration?.enabled)).toEqual(
      ['absent', 'false', 'true'],
    );
    expect(
      values.flatMap((value) => Object.keys(value)).filter((member) => REFERENCES.includes(member)),
    ).toEqual([]);
  });

  it('gives updates of a channel that are valid whatever the channel is', () => {
    const judge = (value: Json) => {
      const { type, containerFormat, preset, multitrackInputConfiguration } = Object(value);
      const dependent = [type, containerFormat, preset, multitrackInputConfiguration];
      const settled = type !== undefined && multitrackInputConfiguration?.enabled !== undefined;
      const open = dependent.some((member) => member !== undefined) && !settled;
      return [...channelProblems(value), ...(open ? ['depends on what the channel is'] : [])];
    };
    obeysLaws(inputFor(ivs, 'UpdateChannel'), judge);
    generatesOnly(inputFor(ivs, 'UpdateChannel'), judge, 3, 300);
  });

  it('gives only combinations that agree with what the caller decides', () => {
    const presets = inputFor(ivs, 'CreateChannel', { require: ['preset'] });
    generatesOnly(
      presets,
      (value) => [...channelProblems(value), ...('preset' in value ? [] : ['no preset'])],
      1,
      100,
    );
    for (const type of ['BASIC', 'STANDARD', 'ADVANCED_SD', 'ADVANCED_HD']) {
      const options = { overrides: { type: fc.constant(type) }, require: ['type'] };
      generatesOnly(
        inputFor(ivs, 'CreateChannel', options),
        (value) => [...channelProblems(value), ...(value.type === type ? [] : ['another type'])],
        1,
        100,
      );
    }
  });

  it('refers to other resources where the caller names them', () => {
    const arn = 'arn:aws:ivs:us-west-2:123456789012:recording-configuration/mine';
    const values = fc.sample(
      inputFor(ivs, 'CreateChannel', { overrides: { recordingConfigurationArn: fc.constant(arn) } }),
      { seed: 1, numRuns: 100 },
    );
    expect(seen(values, ({ recordingConfigurationArn }) => recordingConfigurationArn)).toEqual([
      JSON.stringify(arn),
      'absent',
    ]);
  });

  it('asks for each filter of a list, one at a time', () => {
    const values = fc.sample(inputFor(ivs, 'ListChannels'), { seed: 1, numRuns: 200 });
    expect(
      seen(values, (value) => Object.keys(value).filter((member) => member.startsWith('filterBy'))),
    ).toEqual([...FILTERS.map((filter) => `["filterBy${filter}"]`), '[]'].sort());
  });

  it('says which operation or member is missing', () => {
    expect(() => inputFor(ivs, 'CreateStage')).toThrow(/ivs has no operation CreateStage at 20/);
    expect(() => inputFor(ivs, 'CreateChannel', { omit: ['nmae'] })).toThrow(/no member is "nmae"/);
  });
});

describe('inputFor, of earlier revisions', () => {
  it.each(['2021-10-20', '2023-05-31', '2023-06-01', '2024-10-15'])('gives valid inputs of %s', (date) => {
    for (const contract of loadContracts({ revision: date }).values()) {
      for (const { operation, input } of contract.operations.values()) {
        const arbitrary = inputFor(contract, operation);
        const values = fc.sample(arbitrary, { seed: 1, numRuns: 20 });
        expect(
          values.flatMap((value) => schemaErrors(contract, input, value)),
          operation,
        ).toEqual([]);
      }
    }
  });

  it('gives channels of the types that there were', () => {
    const types = (date: string) =>
      seen(
        fc.sample(inputFor(loadContract('ivs', date), 'CreateChannel'), { seed: 1, numRuns: 200 }),
        ({ type }) => type,
      );
    expect(types('2023-05-31')).toEqual(['"BASIC"', '"STANDARD"', 'absent']);
    expect(types('2023-06-01')).toEqual([
      '"ADVANCED_HD"',
      '"ADVANCED_SD"',
      '"BASIC"',
      '"STANDARD"',
      'absent',
    ]);
  });
});

describe('recordingConfigurationInput', () => {
  it('has an interval only with intervals, and renditions exactly when they are custom', () => {
    const judge = (value: Json) => {
      const {
        thumbnailConfiguration = {},
        renditionConfiguration = {},
        destinationConfiguration,
      } = Object(value);
      const { recordingMode, targetIntervalSeconds } = thumbnailConfiguration;
      const { renditionSelection, renditions } = renditionConfiguration;
      return [
        ...(recordingMode === 'DISABLED' && targetIntervalSeconds !== undefined
          ? ['interval of nothing']
          : []),
        ...(recordingMode === 'INTERVAL' && targetIntervalSeconds === undefined ? ['no interval'] : []),
        ...((renditionSelection === 'CUSTOM') === renditions?.length > 0 ? [] : ['renditions do not fit']),
        ...(isBucketName(destinationConfiguration.s3?.bucketName) ? [] : ['no bucket']),
      ];
    };
    obeysLaws(recordingConfigurationInput(ivs), judge);
    generatesOnly(recordingConfigurationInput(ivs), judge, 1, 300);
    const values = fc.sample(recordingConfigurationInput(ivs), { seed: 1, numRuns: 300 });
    expect(seen(values, ({ thumbnailConfiguration }) => thumbnailConfiguration?.recordingMode)).toHaveLength(
      3,
    );
    expect(
      seen(values, ({ renditionConfiguration }) => renditionConfiguration?.renditionSelection),
    ).toHaveLength(4);
  });
});

describe('stageInput', () => {
  it('records participants only where the caller names a storage configuration', () => {
    const plain = fc.sample(stageInput(realtime), { seed: 1, numRuns: 100 });
    expect(
      seen(plain, ({ autoParticipantRecordingConfiguration }) => autoParticipantRecordingConfiguration),
    ).toEqual(['absent']);
    const storage = 'arn:aws:ivs:us-west-2:123456789012:storage-configuration/mine';
    const overrides = {
      'autoParticipantRecordingConfiguration.storageConfigurationArn': fc.constant(storage),
    };
    const recorded = fc.sample(stageInput(realtime, { overrides }), { seed: 1, numRuns: 200 });
    const configurations = recorded.flatMap(
      (value) => Object(value).autoParticipantRecordingConfiguration ?? [],
    );
    expect(seen(configurations, ({ storageConfigurationArn }) => storageConfigurationArn)).toEqual([
      JSON.stringify(storage),
    ]);
    const modes = seen(
      configurations,
      ({ thumbnailConfiguration: { recordingMode, targetIntervalSeconds } = {} }) => [
        recordingMode ?? 'default',
        targetIntervalSeconds === undefined ? 'no interval' : 'interval',
      ],
    );
    expect(modes).toEqual([
      '["DISABLED","no interval"]',
      '["INTERVAL","interval"]',
      '["default","no interval"]',
    ]);
  });

  it('gives tokens attributes below 1 KB and at least one capability', () => {
    const tokens = fc
      .sample(stageInput(realtime), { seed: 1, numRuns: 100 })
      .flatMap((value) => Object(value).participantTokenConfigurations ?? []);
    const bytes = tokens.map(({ attributes = {} }) =>
      Buffer.byteLength(Object.entries(attributes).flat().join('')),
    );
    expect(Math.max(...bytes)).toBeLessThanOrEqual(1024);
    expect(Math.max(...bytes)).toBeGreaterThan(100);
    expect(seen(tokens, ({ capabilities }) => capabilities?.length)).toEqual(['1', '2', 'absent']);
  });
});

describe('channelInputForbidden', () => {
  const EXPECTED = {
    'without-policy': 'multitrack without policy',
    'without-maximum-resolution': 'multitrack without maximumResolution',
    'without-container-format': 'multitrack without FRAGMENTED_MP4',
    'container-format-ts': 'multitrack without FRAGMENTED_MP4',
    'type-basic': 'multitrack with type BASIC',
    'type-advanced-sd': 'multitrack with type ADVANCED_SD',
    'type-advanced-hd': 'multitrack with type ADVANCED_HD',
  };

  it('breaks exactly the rule that the label names, and no schema', () => {
    const input = ivs.operations.get('CreateChannel')?.input ?? {};
    const found = channelInputForbidden(ivs);
    expect(found.map(({ label }) => label)).toEqual(Object.keys(EXPECTED));
    for (const { label, arbitrary } of found) {
      const expected = Object.entries(EXPECTED).find(([key]) => key === label)?.[1] ?? '';
      obeysLaws(arbitrary, (value) => [
        ...schemaErrors(ivs, input, value),
        ...(channelProblems(value).join() === expected ? [] : [`not only ${expected}`]),
      ]);
    }
  });

  it('keeps what the caller decides', () => {
    const overrides = { name: fc.constant('mine') };
    for (const { arbitrary } of channelInputForbidden(ivs, { overrides, require: ['name'] })) {
      generatesOnly(arbitrary, ({ name }) => (name === 'mine' ? [] : ['another name']));
    }
  });
});

function isBucketName(value: unknown): boolean {
  return (
    typeof value === 'string' && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value) && !value.includes('..')
  );
}
