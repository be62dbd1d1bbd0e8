import { describe, expect, test } from 'vitest';
import { loadContract } from '../load.js';
import { loadResources, type Resource } from '../resources.js';
import { loadRules, type Rule } from '../rules/rules.js';
import { SERVICES, type Service } from '../types.js';
import { resourcesIn } from './revise-resources.js';
import { rulesIn } from './revise-rules.js';

function resourcesAt(service: Service, date: string): Map<string, Resource> {
  const there = resourcesIn(loadContract(service, date), loadResources(service));
  return new Map(there.map((resource) => [resource.name, resource]));
}

function rulesAt(service: Service, date: string): Map<string, Rule> {
  const contract = loadContract(service, date);
  const rules = rulesIn(contract, resourcesIn(contract, loadResources(service)), loadRules(service));
  return new Map(rules.map((rule) => [rule.id, rule]));
}

describe('at the latest revision', () => {
  test.each(SERVICES)('resources and rules of %s are those that are written down', (service) => {
    const contract = loadContract(service);
    const resources = loadResources(service);
    expect(resourcesIn(contract, resources)).toEqual(resources);
    expect(rulesIn(contract, resources, loadRules(service))).toEqual(loadRules(service));
  });
});

describe('resources', () => {
  test('that nothing made yet are not there', () => {
    expect([...resourcesAt('ivs', '2023-11-21').keys()]).toEqual([
      'Channel',
      'StreamKey',
      'RecordingConfiguration',
      'PlaybackKeyPair',
    ]);
    expect([...resourcesAt('ivs-realtime', '2023-03-23').keys()]).toEqual(['Stage', 'ParticipantToken']);
  });

  test('have only the operations that there were', () => {
    expect(resourcesAt('ivs', '2026-05-18').get('AdConfiguration')).not.toHaveProperty('update');
    expect(resourcesAt('ivs', '2026-06-04').get('AdConfiguration')).toHaveProperty('update');
    const actions = resourcesAt('ivs', '2021-10-20').get('Channel')?.actions ?? [];
    expect(actions.map(({ operation }) => operation)).toEqual([
      'GetStream',
      'ListStreams',
      'PutMetadata',
      'StopStream',
    ]);
  });

  test('are asked about their tags when they could be made with them', () => {
    expect(resourcesAt('ivs', '2026-04-22').get('AdConfiguration')?.taggable).toBe(false);
    expect(resourcesAt('ivs', '2026-04-27').get('AdConfiguration')?.taggable).toBe(true);
    const tagging = (date: string) => rulesAt('ivs', date).get('tag-keys-aws-reserved')?.operations;
    expect(tagging('2026-04-22')).not.toContain('CreateAdConfiguration');
    expect(tagging('2026-04-27')).toContain('CreateAdConfiguration');
  });

  test('refer only to what there was, by members that there were', () => {
    const references = (date: string) =>
      resourcesAt('ivs', date)
        .get('Channel')
        ?.references?.map(({ member }) => member);
    expect(references('2023-11-21')).toEqual(['recordingConfigurationArn']);
    expect(references('2024-02-01')).toEqual(['recordingConfigurationArn', 'playbackRestrictionPolicyArn']);
  });

  test('show of what is promised only what there was', () => {
    const shown = (date: string) =>
      resourcesAt('ivs', date)
        .get('Channel')
        ?.actions?.find(({ operation }) => operation === 'GetStreamSession')?.always;
    expect(shown('2024-10-15')).not.toContain('streamSession.ingestConfigurations');
    expect(shown('2024-11-14')).toContain('streamSession.ingestConfigurations');
  });
});

describe('rules', () => {
  test('that were not documented yet are not asked', () => {
    expect([...rulesAt('ivs', '2023-06-01').values()].filter(({ since }) => since > '2023-06-01')).toEqual(
      [],
    );
    expect(rulesAt('ivs', '2023-05-31').has('preset-by-channel-type')).toBe(false);
    expect(rulesAt('ivs', '2023-06-01').has('preset-by-channel-type')).toBe(true);
  });

  test('name only operations that there were', () => {
    expect(rulesAt('ivs-realtime', '2025-03-13').get('participants-of-unknown-session')?.operations).toEqual([
      'ListParticipants',
      'ListParticipantEvents',
    ]);
  });

  test('of members that exclude each other are about those that there were, at least two', () => {
    const members = (date: string) => {
      const rule = rulesAt('ivs', date).get('list-channels-one-filter');
      return rule?.kind === 'exclusive' ? rule.members.map(({ member }) => member) : undefined;
    };
    expect(members('2021-10-20')).toEqual(['filterByName', 'filterByRecordingConfigurationArn']);
    expect(members('2024-02-01')).toHaveLength(3);
    expect(rulesAt('ivs-realtime', '2024-03-14').get('participant-filters-exclusive')).toMatchObject({
      members: [{ member: 'filterByUserId' }, { member: 'filterByPublished' }, { member: 'filterByState' }],
    });
  });

  test('of several resources are about those that there were', () => {
    expect(rulesAt('ivs-realtime', '2023-03-23').get('realtime-identifiers-are-distinct')).toMatchObject({
      members: { Stage: ['arn'], ParticipantToken: ['participantId'] },
    });
  });

  const contract = loadContract('ivs', '2023-05-31');
  const base = {
    service: 'ivs',
    operations: ['CreateChannel'],
    since: '2021-10-20',
    statement: '',
    strength: 'documented',
    source: { document: 'x' },
  } as const;
  const left = (rule: Rule) => rulesIn(contract, resourcesIn(contract, loadResources('ivs')), [rule]);

  test('keep the inputs that could be sent, and go when none could', () => {
    const accepted: Rule = {
      ...base,
      id: 'a',
      kind: 'accepted',
      what: 'types',
      inputs: [{ type: 'BASIC' }, { type: 'ADVANCED_HD' }, { preset: '' }],
    };
    expect(left(accepted)).toEqual([{ ...accepted, inputs: [{ type: 'BASIC' }] }]);
    expect(left({ ...accepted, inputs: [{ type: 'ADVANCED_HD' }] })).toEqual([]);
  });

  test('keep the cases that could come up', () => {
    const shows = [{ member: 'type', state: 'there' }] as const;
    const plain = { id: 'plain', when: { type: 'BASIC' }, shows };
    const shown: Rule = {
      ...base,
      id: 's',
      kind: 'shown',
      resource: 'Channel',
      cases: [plain, { id: 'later', when: { type: 'BASIC' }, update: { type: 'ADVANCED_SD' }, shows }],
    };
    expect(left(shown)).toEqual([{ ...shown, cases: [plain] }]);
  });

  test('go with the resource that they are about', () => {
    const same: Rule = {
      ...base,
      id: 's',
      kind: 'same-name',
      resource: 'PlaybackRestrictionPolicy',
      members: ['arn'],
    };
    expect(left(same)).toEqual([]);
    expect(left({ ...same, resource: 'Channel' })).toHaveLength(1);
    expect(
      left({ ...base, id: 'c', kind: 'cascade', resource: 'Channel', removes: 'AdConfiguration' }),
    ).toEqual([]);
  });
});
