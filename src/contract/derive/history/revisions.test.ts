import { expect, test } from 'vitest';
import type { ServiceModel } from '../smithy/model.js';
import { ROOM_MODEL } from '../testing/room-service.js';
import { deriveRevisions } from './revisions.js';

/** The model before its rooms had doors, and before there was anything but making and listing them. */
function earlier(): ServiceModel {
  const { CreateRoom, ListRooms } = ROOM_MODEL.operations;
  const { Room } = ROOM_MODEL.shapes;
  if (CreateRoom === undefined || ListRooms === undefined || Room === undefined) throw new Error('no rooms');
  const { doors: _, ...members } = Room.members ?? {};
  return {
    ...ROOM_MODEL,
    operations: { CreateRoom, ListRooms },
    shapes: { ...ROOM_MODEL.shapes, Room: { ...Room, members } },
  };
}

test('an operation is as old as the first revision that has it; younger members are named, at any depth', () => {
  const history = [
    { revision: '2023-01-01', model: earlier() },
    { revision: '2024-02-01', model: ROOM_MODEL },
  ];
  expect(deriveRevisions(history)).toMatchObject({
    revisions: ['2023-01-01', '2024-02-01'],
    operations: { CreateRoom: '2023-01-01', DeleteRoom: '2024-02-01', ListRooms: '2023-01-01' },
    members: {
      CreateRoom: {
        output: { 'room.doors': '2024-02-01', 'room.doors[].code': '2024-02-01' },
      },
    },
  });
});

test('members as old as their operation are left out', () => {
  expect(deriveRevisions([{ revision: '2024-02-01', model: ROOM_MODEL }])).toMatchObject({ members: {} });
});
