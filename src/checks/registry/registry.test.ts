import { describe, expect, test } from 'vitest';
import { loadContract } from '../../contract/load.js';
import { loadResources } from '../../contract/resources.js';
import { loadRules } from '../../contract/rules/rules.js';
import type { Service } from '../../contract/types.js';
import type { Scope } from '../types.js';
import { checksOf, KINDS } from './registry.js';

const scope = (service: Service): Scope => ({
  contract: loadContract(service),
  resources: loadResources(service),
  rules: loadRules(service),
});
const scopes = { ivs: scope('ivs'), 'ivs-realtime': scope('ivs-realtime') };

/** IDs of a kind's checks, without kind and service, that begin like this. */
function ids(kind: string, service: Service, beginning = ''): string[] {
  const prefix = `${kind}/${service}/`;
  return checksOf(scopes[service])
    .filter((check) => check.kind === kind && check.id.startsWith(prefix + beginning))
    .map(({ id }) => id.slice(prefix.length));
}

test('every kind has an ID of its own, a title, and asks at least one question', () => {
  expect(new Set(KINDS.map(({ id }) => id)).size).toBe(KINDS.length);
  const planned = new Set(Object.values(scopes).flatMap((each) => checksOf(each).map(({ kind }) => kind)));
  for (const { id, title } of KINDS) {
    expect(title).toMatch(/^[A-Z]/);
    expect([...planned], id).toContain(id);
  }
});

test('two checks with the same ID are a fault that is noticed when they are planned', () => {
  const { rules, ...rest } = scopes.ivs;
  const [first] = rules.filter(({ kind }) => kind === 'cascade');
  if (first === undefined) throw new Error('no such rule');
  expect(() => checksOf({ ...rest, rules: [...rules, first] })).toThrow('two checks are named cascade/ivs/');
});

describe('what each kind asks', () => {
  test('operation: each operation of the contract, once', () => {
    expect(ids('operation', 'ivs').sort()).toEqual([...scopes.ivs.contract.operations.keys()].sort());
  });

  test('http: status and body of each operation of the checked resources', () => {
    expect(ids('http', 'ivs', 'DeleteChannel')).toEqual(['DeleteChannel/status', 'DeleteChannel/body']);
    expect(ids('http', 'ivs', 'GetStream/'), 'what acts on a resource').toEqual([
      'GetStream/status',
      'GetStream/body',
    ]);
  });

  test('shape and output-constraint: each operation whose answer has members', () => {
    expect(ids('shape', 'ivs-realtime')).toEqual(
      expect.arrayContaining(['CreateStage', 'GetStage', 'ListStages', 'CreateParticipantToken']),
    );
    expect(ids('shape', 'ivs-realtime')).not.toContain('DeleteStage');
    expect(ids('output-constraint', 'ivs')).toEqual(ids('shape', 'ivs'));
  });

  test('error-form: each declared error that can be provoked', () => {
    expect(ids('error-form', 'ivs', 'CreateStreamKey/')).toEqual(
      expect.arrayContaining([
        'CreateStreamKey/ValidationException',
        'CreateStreamKey/ResourceNotFoundException',
        'CreateStreamKey/ServiceQuotaExceededException',
      ]),
    );
    expect(ids('error-form', 'ivs', 'ListChannels/')).toContain('ListChannels/ConflictException');
  });

  test('not-found: operations that name a resource and declare the error', () => {
    expect(ids('not-found', 'ivs-realtime', 'GetStage')).toEqual(['GetStage', 'GetStageSession']);
    expect(ids('not-found', 'ivs')).not.toContain('ListChannels');
    expect(ids('not-found', 'ivs'), 'it answers with error entries').not.toContain('BatchGetChannel');
  });

  test('elsewhere: operations that name one resource by its ARN and declare that there may be none', () => {
    expect(ids('elsewhere', 'ivs', 'GetChannel')).toEqual(['GetChannel']);
    expect(ids('elsewhere', 'ivs')).not.toContain('BatchGetChannel');
  });

  test('lifecycle: creation and update by member, get, list and delete', () => {
    expect(ids('lifecycle', 'ivs', 'PlaybackRestrictionPolicy/')).toEqual(
      expect.arrayContaining(
        ['create/name', 'create/allowedCountries', 'create/tags', 'get', 'list', 'update/name', 'delete'].map(
          (part) => `PlaybackRestrictionPolicy/${part}`,
        ),
      ),
    );
  });

  test('default: each default that is stated of a create operation', () => {
    expect(ids('default', 'ivs', 'CreateChannel/')).toEqual(
      expect.arrayContaining(
        ['type', 'latencyMode', 'authorized', 'insecureIngest'].map((member) => `CreateChannel/${member}`),
      ),
    );
    expect(ids('default', 'ivs-realtime', 'CreateParticipantToken/')).toEqual(
      expect.arrayContaining(['CreateParticipantToken/duration', 'CreateParticipantToken/capabilities']),
    );
  });

  test('constraint: each keyword of each member, but none that cannot be broken on the wire', () => {
    expect(ids('constraint', 'ivs', 'GetChannel/')).toEqual(
      expect.arrayContaining([
        'GetChannel/arn/required',
        'GetChannel/arn/pattern',
        'GetChannel/arn/maxLength',
      ]),
    );
    expect(ids('constraint', 'ivs', 'TagResource/'), 'it is in the path').not.toContain(
      'TagResource/resourceArn/required',
    );
  });

  test('rules: each case, pair, violation or refused form', () => {
    expect(ids('conditional-default', 'ivs')).toContain('preset-by-channel-type/ADVANCED_HD-to-BASIC');
    expect(ids('exclusive', 'ivs'), 'each pair of five filters').toHaveLength(10);
    expect(ids('required-when', 'ivs')).toContain('multitrack-requirements/UpdateChannel/without-policy');
    expect(ids('allowed-values', 'ivs')).toContain(
      'allowed-countries-are-iso-3166/CreatePlaybackRestrictionPolicy/lower-case',
    );
    expect(ids('unset', 'ivs')).toContain('unset-recording-configuration');
    expect(ids('in-use', 'ivs', 'recording')).toEqual([
      'recording-configuration-in-use/refused',
      'recording-configuration-in-use/released',
    ]);
    expect(ids('cascade', 'ivs')).toContain('delete-channel-removes-stream-keys');
    expect(ids('unknown-reference', 'ivs')).toContain(
      'channel-unknown-recording-configuration/UpdateChannel',
    );
    expect(ids('limit-per-parent', 'ivs')).toEqual(
      ['refused', 'error', 'room'].map((part) => `one-stream-key-per-channel/${part}`),
    );
    expect(ids('size-limit', 'ivs-realtime', 'participant')).toEqual(
      ['refused', 'accepted'].map((part) => `participant-token-attributes-1-kb/${part}`),
    );
    expect(ids('correspondence', 'ivs-realtime')).toEqual(['participant-token-per-configuration']);
    expect(ids('expiry', 'ivs-realtime', 'participant')).toEqual([
      'participant-token-expires-after-duration',
    ]);
  });

  test('rules of single statements: each operation, case or value', () => {
    expect(ids('accepted', 'ivs', 'allowed-origins')).toEqual(
      ['CreatePlaybackRestrictionPolicy', 'UpdatePlaybackRestrictionPolicy'].map(
        (operation) => `allowed-origins-of-every-form/${operation}`,
      ),
    );
    expect(ids('same-name', 'ivs')).toContain('recording-configuration-names-not-unique');
    expect(ids('distinct', 'ivs')).toContain('assigned-values-are-distinct/StreamKey');
    expect(ids('shown', 'ivs', 'srt')).toEqual(
      ['secure-ingest-only'].map((part) => `srt-of-channels/${part}`),
    );
    expect(ids('settles', 'ivs')).toEqual([
      'recording-configuration-becomes-active',
      'failover-slate-configuration-becomes-created',
      'failover-slate-configuration-becomes-created/update',
    ]);
    expect(ids('made-along', 'ivs')).toEqual(
      ['answer', 'get', 'list'].map((part) => `create-channel-makes-stream-key/${part}`),
    );
    expect(ids('omitted', 'ivs')).toContain('stream-key-values-not-listed');
    expect(ids('ingest', 'ivs-realtime')).toContain('ingest-by-state');
  });

  test('filter: each filter', () => {
    expect(ids('filter', 'ivs').sort()).toEqual(
      [
        'filterByAdConfigurationArn',
        'filterByFailoverSlateConfigurationArn',
        'filterByName',
        'filterByPlaybackRestrictionPolicyArn',
        'filterByRecordingConfigurationArn',
      ].map((member) => `ListChannels/${member}`),
    );
  });

  test('pagination: page size and walk of each list, and the default page size where one is stated', () => {
    expect(ids('pagination', 'ivs', 'ListChannels/')).toEqual(
      ['page-size', 'walk', 'empty-token', 'default-page-size'].map((part) => `ListChannels/${part}`),
    );
    expect(ids('pagination', 'ivs', 'ListRecordingConfigurations/')).toEqual(
      expect.arrayContaining(['page-size', 'walk'].map((part) => `ListRecordingConfigurations/${part}`)),
    );
  });

  test('idle, live-member and live: each rule', () => {
    expect(ids('idle', 'ivs')).toEqual(
      expect.arrayContaining(['get-stream-needs-stream', 'list-stream-sessions-of-new-channel']),
    );
    expect(ids('live-member', 'ivs')).toContain('live-stream-state');
    expect(ids('live', 'ivs')).toContain('delete-live-channel');
    for (const { kind, drives } of checksOf(scopes.ivs)) {
      if (kind.startsWith('live')) expect(drives).toBe('goLive');
      if (kind === 'idle' || kind === 'batch-entries') expect(drives).toBeUndefined();
    }
  });

  test('batch: what is found and what is not, of each batch get', () => {
    expect(ids('batch', 'ivs').sort()).toEqual(
      ['batch-get-reports-unknown', 'batch-get-returns-known'].flatMap((rule) =>
        ['BatchGetChannel', 'BatchGetStreamKey'].map((operation) => `${rule}/${operation}`),
      ),
    );
  });

  test('tags: each rule of every resource that can be tagged', () => {
    const resources = [
      'Channel',
      'StreamKey',
      'PlaybackRestrictionPolicy',
      'RecordingConfiguration',
      'PlaybackKeyPair',
      'AdConfiguration',
      'FailoverSlateConfiguration',
    ];
    expect(ids('tags', 'ivs', 'tag-resource-adds/')).toEqual(
      resources.map((name) => `tag-resource-adds/${name}`),
    );
    expect(ids('tag-prefix', 'ivs')).toEqual(
      expect.arrayContaining(['TagResource', 'CreateChannel'].map((name) => expect.stringContaining(name))),
    );
    expect(ids('tag-limit', 'ivs-realtime')).toEqual(
      [
        'Stage',
        'EncoderConfiguration',
        'StorageConfiguration',
        'IngestConfiguration',
        'PublicKey',
        'Composition',
      ].map((name) => `realtime-at-most-50-tags/${name}`),
    );
  });
});
