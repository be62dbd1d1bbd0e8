import { describe, expect, test } from 'vitest';
import { listRevisions, loadContract } from '../../load.js';
import { SERVICES, type Service } from '../../types.js';
import { type HistoryDocument, stepBack } from '../history.js';
import { changesBetween, changesOf, type RevisionChanges } from './changes.js';

function changesIn(service: Service, revision: string): RevisionChanges {
  const [changes] = changesOf(service, { from: revision, to: revision });
  if (changes === undefined) throw new Error(`${service} has no revision ${revision}`);
  return changes;
}

/** Operations and their sides, as AWS's API change log names them. */
function asInTheLog({ new: added, removed, updated }: RevisionChanges): object {
  const sides = updated.map(
    ({ operation, request, response }) =>
      `${operation} (${[request.length > 0 && 'request', response.length > 0 && 'response'].filter(Boolean).join(', ')})`,
  );
  return { new: added, removed, updated: sides };
}

describe("AWS's API change log is told as it is published", () => {
  test('for ivs of 2024-02-01', () => {
    expect(asInTheLog(changesIn('ivs', '2024-02-01'))).toEqual({
      new: [
        'CreatePlaybackRestrictionPolicy',
        'DeletePlaybackRestrictionPolicy',
        'GetPlaybackRestrictionPolicy',
        'ListPlaybackRestrictionPolicies',
        'UpdatePlaybackRestrictionPolicy',
      ],
      removed: [],
      updated: [
        'BatchGetChannel (response)',
        'CreateChannel (request, response)',
        'GetChannel (response)',
        'GetStreamSession (response)',
        'ListChannels (request, response)',
        'UpdateChannel (request, response)',
      ],
    });
  });

  test('for ivs of 2026-10-26', () => {
    expect(asInTheLog(changesIn('ivs', '2026-10-26'))).toEqual({
      new: ['Create', 'Delete', 'Get', 'List', 'Update'].map(
        (verb) => `${verb}FailoverSlateConfiguration${verb === 'List' ? 's' : ''}`,
      ),
      removed: [],
      updated: [
        'BatchGetChannel (response)',
        'CreateChannel (request, response)',
        'GetChannel (response)',
        'GetStreamSession (response)',
        'ListChannels (request, response)',
        'UpdateChannel (request, response)',
      ],
    });
  });

  test.each<[Service, string, { new: string[]; updated: string[] }]>([
    ['ivs', '2026-10-28', { new: [], updated: ['InsertAdBreak (request, response)'] }],
    [
      'ivs-realtime',
      '2026-09-18',
      { new: [], updated: ['CreateIngestConfiguration (response)', 'UpdateIngestConfiguration (response)'] },
    ],
    ['ivs-realtime', '2026-10-22', { new: ['RevokeConnectionToken'], updated: [] }],
  ])('for %s of %s', (service, revision, told) => {
    expect(asInTheLog(changesIn(service, revision))).toEqual({ removed: [], ...told });
  });

  test('for ivs-realtime of 2024-12-10', () => {
    expect(asInTheLog(changesIn('ivs-realtime', '2024-12-10'))).toEqual({
      new: [],
      removed: [],
      updated: [
        'CreateStage (request, response)',
        'GetComposition (response)',
        'GetStage (response)',
        'StartComposition (request, response)',
        'UpdateStage (request, response)',
      ],
    });
  });

  test('for ivs-realtime of 2025-12-09, with the enum value that is new', () => {
    const { updated } = changesIn('ivs-realtime', '2025-12-09');
    expect(updated).toEqual([
      {
        operation: 'ListParticipantEvents',
        request: [],
        response: [
          { path: 'events[].newToken', change: 'added' },
          { path: 'events[].previousToken', change: 'added' },
          { path: 'events[].name', change: 'values', added: ['TOKEN_EXCHANGED'], removed: [] },
        ],
      },
    ]);
  });

  test('for the launch of ivs-realtime, whose 10 operations were all new', () => {
    const { new: added, updated, constraints } = changesIn('ivs-realtime', '2023-03-23');
    expect(added).toHaveLength(10);
    expect([updated, constraints]).toEqual([[], []]);
  });
});

describe('what that log leaves out is told as well', () => {
  test('constraints and defaults', () => {
    const { updated, constraints, defaults } = changesIn('ivs', '2022-08-16');
    expect(updated).toEqual([]);
    expect(constraints).toContainEqual({
      operation: 'ListChannels',
      side: 'request',
      member: 'maxResults',
      what: 'maximum',
      before: 50,
      after: 100,
    });
    expect(defaults).toContainEqual({
      operation: 'ListPlaybackKeyPairs',
      side: 'request',
      member: 'maxResults',
      what: 'default',
      before: 50,
    });
  });

  test('declared errors, and errors that are new', () => {
    const { errors } = changesIn('ivs', '2026-04-22');
    expect(errors).toContainEqual({
      operation: 'BatchGetChannel',
      error: 'ValidationException',
      what: 'declared',
      before: false,
      after: true,
    });
    expect(errors).toContainEqual({ error: 'ServiceUnavailable', what: 'status', after: 503 });
  });

  test('HTTP bindings, also where an erratum corrects the earlier model', () => {
    expect(loadContract('ivs', '2023-06-27').operations.get('PutMetadata')?.http.status).toBe(204);
    const status = { what: 'status', before: 200, after: 204 };
    expect(changesIn('ivs', '2023-07-05').http).toEqual([
      { operation: 'DeleteRecordingConfiguration', ...status },
      { operation: 'PutMetadata', ...status },
    ]);
  });

  test('a type, where the model had it wrong', () => {
    expect(changesIn('ivs-realtime', '2023-04-05').constraints).toContainEqual({
      operation: 'CreateParticipantToken',
      side: 'response',
      member: 'participantToken.expirationTime',
      what: 'type',
      before: 'number',
      after: 'string',
    });
  });
});

describe('between two contracts', () => {
  const latest = loadContract('ivs');
  const from = (patch: HistoryDocument['patch']) =>
    changesBetween(stepBack(latest, { revision: '2026-01-01', patch }), latest);
  const none = { new: [], removed: [], updated: [], constraints: [], defaults: [], errors: [], http: [] };

  test('that are the same, nothing is different', () => {
    expect(from([])).toEqual({ service: 'ivs', revision: latest.revision, ...none });
  });

  test('an operation may go', () => {
    const operation = { ...latest.operations.get('GetChannel'), operation: 'PaintChannel' };
    expect(from([{ op: 'add', path: '/operations/PaintChannel', value: operation }])).toMatchObject({
      ...none,
      removed: ['PaintChannel'],
    });
  });

  test('a member is told with its outermost part, on each side that has it', () => {
    const { updated } = from([
      { op: 'remove', path: '/shapes/$defs/Channel/properties/srt' },
      { op: 'remove', path: '/operations/CreateChannel/input/properties/multitrackInputConfiguration' },
    ]);
    expect(updated).toContainEqual({
      operation: 'CreateChannel',
      request: [{ path: 'multitrackInputConfiguration', change: 'added' }],
      response: [{ path: 'channel.srt', change: 'added' }],
    });
  });

  test('a member may go, and so may an enum value', () => {
    const { updated } = from([
      { op: 'add', path: '/shapes/$defs/StreamKey/properties/colour', value: { type: 'string' } },
      { op: 'add', path: '/shapes/$defs/ChannelType/enum/-', value: 'GOLD' },
    ]);
    const byName = new Map(updated.map((each) => [each.operation, each]));
    expect(byName.get('GetStreamKey')?.response).toEqual([{ path: 'streamKey.colour', change: 'removed' }]);
    expect(byName.get('UpdateChannel')?.request).toEqual([
      { path: 'type', change: 'values', added: [], removed: ['GOLD'] },
    ]);
  });

  test('enum values in another order are no change', () => {
    const values = [...(latest.shapes.$defs.ChannelType?.enum ?? [])].reverse();
    expect(from([{ op: 'replace', path: '/shapes/$defs/ChannelType/enum', value: values }])).toMatchObject(
      none,
    );
  });

  test('what is required is a constraint', () => {
    const { updated, constraints } = from([{ op: 'remove', path: '/operations/GetChannel/input/required' }]);
    expect(updated).toEqual([]);
    expect(constraints).toEqual([
      {
        operation: 'GetChannel',
        side: 'request',
        member: 'arn',
        what: 'required',
        before: false,
        after: true,
      },
    ]);
  });

  test('members may travel otherwise', () => {
    const { http } = from([
      { op: 'replace', path: '/operations/GetChannel/http/method', value: 'GET' },
      { op: 'replace', path: '/operations/UntagResource/http/input/tagKeys/name', value: 'keys' },
    ]);
    expect(http).toEqual([
      { operation: 'GetChannel', what: 'method', before: 'GET', after: 'POST' },
      {
        operation: 'UntagResource',
        side: 'request',
        member: 'tagKeys',
        what: 'location',
        before: 'querystring keys',
        after: 'querystring tagKeys',
      },
    ]);
  });
});

describe('all revisions', () => {
  test.each(SERVICES)('of %s are told, oldest first', (service) => {
    expect(changesOf(service).map(({ revision }) => revision)).toEqual(listRevisions(service));
  });

  test('of a period: both its dates are part of it', () => {
    const dates = changesOf('ivs', { from: '2024-02-01', to: '2024-04-04' }).map(({ revision }) => revision);
    expect(dates).toEqual(['2024-02-01', '2024-02-20', '2024-04-04']);
    expect(changesOf('ivs', { from: '2024-02-02', to: '2024-02-19' })).toEqual([]);
    expect(changesOf('ivs', { from: '2099-01-01' })).toEqual([]);
  });

  test.each(SERVICES)('of %s together give the operations that there are now', (service) => {
    const there = new Set<string>();
    for (const { new: added, removed } of changesOf(service)) {
      for (const name of added) there.add(name);
      for (const name of removed) there.delete(name);
    }
    expect([...there].sort()).toEqual([...loadContract(service).operations.keys()]);
  });
});
