import { describe, expect, test } from 'vitest';
import type { RevisionChanges } from '../../../contract/revisions/changes/changes.js';
import { renderChanges, renderChangesMarkdown } from './render.js';

const NOTHING: RevisionChanges = {
  service: 'ivs',
  revision: '2024-02-20',
  new: [],
  removed: [],
  updated: [],
  constraints: [],
  defaults: [],
  errors: [],
  http: [],
};

const ROOMS: RevisionChanges = {
  ...NOTHING,
  revision: '2024-02-01',
  new: ['CreateRoom'],
  removed: ['PaintRoom'],
  updated: [
    {
      operation: 'GetRoom',
      request: [{ path: 'arn', change: 'added' }],
      response: [
        { path: 'room.doors', change: 'removed' },
        { path: 'room.mode', change: 'values', added: ['FAST', 'FASTER'], removed: ['SLOW'] },
      ],
    },
  ],
  constraints: [
    { operation: 'GetRoom', side: 'request', member: 'name', what: 'maxLength', before: 64, after: 128 },
    { operation: 'ListRooms', side: 'request', member: 'name', what: 'maxLength', before: 64, after: 128 },
    {
      operation: 'ListRooms',
      side: 'response',
      member: 'rooms[].name',
      what: 'maxLength',
      before: 64,
      after: 128,
    },
    { operation: 'ListRooms', side: 'request', member: 'name', what: 'pattern', after: '^a|b$' },
  ],
  defaults: [{ operation: 'ListRooms', side: 'request', member: 'mode', what: 'default', before: '' }],
  errors: [
    { operation: 'GetRoom', error: 'RoomBusy', what: 'declared', before: false, after: true },
    { operation: 'ListRooms', error: 'RoomBusy', what: 'declared', before: true, after: false },
    { error: 'RoomBusy', what: 'status', before: 400, after: 409 },
  ],
  http: [{ operation: 'GetRoom', what: 'method', before: 'GET', after: 'POST' }],
};

describe('for a terminal', () => {
  test('tells what changed, by operation, and what is alike at once', () => {
    expect(renderChanges([ROOMS, NOTHING]).split('\n')).toEqual([
      'ivs 2024-02-01: 1 new, 1 removed and 1 updated operations',
      '  New operations',
      '    CreateRoom',
      '  Removed operations',
      '    PaintRoom',
      '  Updated operations',
      '    GetRoom',
      '      request: arn added',
      '      response: room.doors removed',
      '      response: room.mode may be FAST, FASTER; may no longer be SLOW',
      '  Constraints',
      '    maxLength 64 → 128',
      '      request name of GetRoom, ListRooms',
      '      response rooms[].name of ListRooms',
      '    pattern none → ^a|b$',
      '      request name of ListRooms',
      '  Defaults',
      '    default "" → none',
      '      request mode of ListRooms',
      '  Errors',
      '    RoomBusy is declared',
      '      GetRoom',
      '    RoomBusy is no longer declared',
      '      ListRooms',
      '    status 400 → 409',
      '      RoomBusy',
      '  HTTP',
      '    method GET → POST',
      '      GetRoom',
      '',
      'ivs 2024-02-20: nothing that a caller could notice',
    ]);
  });

  test('says so where operations stay as they are', () => {
    const { constraints } = ROOMS;
    expect(renderChanges([{ ...NOTHING, constraints }])).toContain(
      'ivs 2024-02-20: no operation or member\n',
    );
    expect(renderChanges([{ ...NOTHING, new: ['CreateRoom'] }])).toContain(': 1 new operation\n');
  });
});

describe('as Markdown', () => {
  const lines = renderChangesMarkdown([ROOMS, NOTHING]).split('\n');

  test('is headings, and lists in which names are code', () => {
    expect(lines.slice(0, 8)).toEqual([
      '## ivs 2024-02-01',
      '',
      '1 new, 1 removed and 1 updated operations.',
      '',
      '### New operations',
      '',
      '- `CreateRoom`',
      '',
    ]);
    expect(lines).toContain('  - response: `room.mode` may be `FAST`, `FASTER`; may no longer be `SLOW`');
    expect(lines).toContain('- pattern none → `^a|b$`');
    expect(lines.slice(-3)).toEqual(['## ivs 2024-02-20', '', 'Nothing that a caller could notice.']);
  });

  test('has no two empty lines in a row, as linters of Markdown want it', () => {
    expect(lines.filter((line, index) => line === '' && lines[index + 1] === '')).toEqual([]);
  });
});
