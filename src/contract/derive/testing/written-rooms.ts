/** What people have written of rooms, before there were lamps. */
export const ROOM = {
  name: 'Room',
  arnType: 'room',
  checked: true,
  create: { operation: 'CreateRoom', output: 'room' },
  get: { operation: 'GetRoom', input: 'arn', output: 'room' },
  list: { operation: 'ListRooms', output: 'rooms' },
  update: { operation: 'UpdateRoom', input: 'arn', output: 'room' },
  delete: { operation: 'DeleteRoom', input: 'arn' },
  taggable: false,
  always: ['arn'],
};
const SOURCE = { document: 'API reference', url: 'https://example.com/' };
/** At most one of their filters goes with a list. */
export const ONE_FILTER = {
  id: 'rooms-by-one-filter',
  service: 'ivs',
  kind: 'exclusive',
  statement: 'At most one filter goes with a ListRooms call.',
  operations: ['ListRooms'],
  strength: 'documented',
  source: SOURCE,
  since: '2023-01-01',
  members: [{ member: 'filterByName' }, { member: 'filterByDoor' }],
};
/** Their names are not unique. */
export const SAME_NAME = {
  id: 'room-names-not-unique',
  service: 'ivs',
  kind: 'same-name',
  statement: 'Rooms may have the same name: each is one of its own.',
  operations: ['CreateRoom'],
  strength: 'documented',
  source: SOURCE,
  since: '2023-01-01',
  resource: 'Room',
  members: ['arn'],
};
