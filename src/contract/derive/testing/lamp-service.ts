import type { ModelMember, ModelOperation, ModelShape, ServiceModel } from '../smithy/model.js';

/** Members of a structure, each with its shape and, where it has one, its documentation. */
type Members = { readonly [member: string]: string | readonly [shape: string, documentation: string] };

function structure(members: Members, ...required: string[]): ModelShape {
  const entries = Object.entries(members).map(([name, member]): [string, ModelMember] =>
    typeof member === 'string'
      ? [name, { shape: member }]
      : [name, { shape: member[0], documentation: `<p>${member[1]}</p>` }],
  );
  return { type: 'structure', members: Object.fromEntries(entries), required };
}

function operation(name: string, documentation: string, ...errors: string[]): ModelOperation {
  return {
    name,
    documentation: `<p>${documentation}</p>`,
    http: { method: 'POST', requestUri: `/${name}`, responseCode: name.startsWith('Delete') ? 204 : 200 },
    input: { shape: `${name}Request` },
    ...(name.startsWith('Delete') ? {} : { output: { shape: `${name}Response` } }),
    errors: errors.map((shape) => ({ shape })),
  };
}

function arn(type: string, empty = ''): ModelShape {
  return {
    type: 'string',
    pattern: `${empty}arn:aws:ivs:[a-z0-9-]+:[0-9]+:${type}/[a-zA-Z0-9-]+`,
    min: 0,
    max: 128,
  };
}

const error = (httpStatusCode: number, documentation: string): ModelShape => ({
  type: 'structure',
  documentation: `<p>${documentation}</p>`,
  exception: true,
  error: { httpStatusCode },
  members: { exceptionMessage: { shape: 'Text' } },
});

const NAME = ['Name', 'Name. The value does not need to be unique.'] as const;
const ROOM = {
  arn: 'RoomArn',
  name: NAME,
  lampArn: ['RoomLampArn', 'Lamp ARN. Default: "" (empty string, it is dark).'],
} as const;
const LAMP = {
  arn: 'LampArn',
  name: NAME,
  watts: ['Watts', 'Power. Default: 40.'],
  state: ['LampState', 'Current state of the lamp.'],
  tags: 'Tags',
} as const;
const { arn: _, state: __, ...LAMP_INPUT } = LAMP;

/** Rooms, which are as old as the service. */
const ROOMS: Pick<ServiceModel, 'operations' | 'shapes'> = {
  operations: {
    CreateRoom: operation('CreateRoom', 'Creates a room.', 'ResourceNotFoundException'),
    GetRoom: operation('GetRoom', 'Gets a room.', 'ResourceNotFoundException'),
    ListRooms: operation('ListRooms', 'Lists rooms. Filters are mutually exclusive.', 'ConflictException'),
    UpdateRoom: operation('UpdateRoom', 'Updates a room.', 'ResourceNotFoundException'),
    DeleteRoom: operation('DeleteRoom', 'Deletes a room.', 'ResourceNotFoundException'),
  },
  shapes: {
    CreateRoomRequest: structure({ name: NAME }),
    CreateRoomResponse: structure({ room: 'Room' }),
    GetRoomRequest: structure({ arn: 'RoomArn' }, 'arn'),
    GetRoomResponse: structure({ room: 'Room' }),
    ListRoomsRequest: structure({
      filterByName: ['Name', 'Filters by name.'],
      nextToken: 'Text',
      maxResults: 'Watts',
    }),
    ListRoomsResponse: structure({ rooms: 'Rooms', nextToken: 'Text' }),
    UpdateRoomRequest: structure({ arn: 'RoomArn', name: NAME }, 'arn'),
    UpdateRoomResponse: structure({ room: 'Room' }),
    DeleteRoomRequest: structure({ arn: 'RoomArn' }, 'arn'),
    Room: structure({ arn: 'RoomArn', name: NAME }),
    Rooms: { type: 'list', member: { shape: 'Room' } },
    RoomArn: arn('room'),
    Name: { type: 'string', pattern: '[a-z]*', min: 0, max: 20 },
    Text: { type: 'string' },
    Watts: { type: 'integer', min: 1, max: 100 },
    ConflictException: error(409, 'Updating it can cause an inconsistent state.'),
    ResourceNotFoundException: error(404, 'It does not exist.'),
  },
};

/** Lamps, which a revision brought: rooms can have one, and be listed by it. */
const LAMPS: Pick<ServiceModel, 'operations' | 'shapes'> = {
  operations: {
    CreateLamp: operation('CreateLamp', 'Creates a lamp.', 'ConflictException'),
    GetLamp: operation('GetLamp', 'Gets a lamp.', 'ResourceNotFoundException'),
    ListLamps: operation('ListLamps', 'Lists lamps.'),
    UpdateLamp: operation('UpdateLamp', 'Updates a lamp.', 'ResourceNotFoundException'),
    DeleteLamp: operation('DeleteLamp', 'Deletes a lamp that is not in use.', 'ConflictException'),
    DimLamp: operation('DimLamp', 'Dims a lamp.', 'ResourceNotFoundException'),
  },
  shapes: {
    CreateRoomRequest: structure({ name: NAME, lampArn: ROOM.lampArn }),
    UpdateRoomRequest: structure({ arn: 'RoomArn', name: NAME, lampArn: ROOM.lampArn }, 'arn'),
    ListRoomsRequest: structure({
      filterByName: ['Name', 'Filters by name.'],
      filterByLampArn: ['LampArn', 'Filters by lamp.'],
      nextToken: 'Text',
      maxResults: 'Watts',
    }),
    Room: structure(ROOM),
    CreateLampRequest: structure(LAMP_INPUT),
    CreateLampResponse: structure({ lamp: 'Lamp' }),
    GetLampRequest: structure({ arn: 'LampArn' }, 'arn'),
    GetLampResponse: structure({ lamp: 'Lamp' }),
    ListLampsRequest: structure({ nextToken: 'Text', maxResults: 'Watts' }),
    ListLampsResponse: structure({ lamps: 'Lamps', nextToken: 'Text' }),
    UpdateLampRequest: structure({ arn: 'LampArn', watts: LAMP.watts }, 'arn'),
    UpdateLampResponse: structure({ lamp: 'Lamp' }),
    DeleteLampRequest: structure({ arn: 'LampArn' }, 'arn'),
    DimLampRequest: structure(
      { lampArn: 'LampArn', percent: ['Watts', 'At most half of its power.'] },
      'lampArn',
      'percent',
    ),
    DimLampResponse: structure({}),
    Lamp: structure(LAMP, 'arn', 'state'),
    Lamps: { type: 'list', member: { shape: 'Lamp' } },
    LampArn: arn('lamp'),
    RoomLampArn: arn('lamp', '^$|^'),
    LampState: { type: 'string', enum: ['CREATING', 'CREATED', 'CREATE_FAILED', 'UPDATING'] },
    Tags: { type: 'map', key: { shape: 'Text' }, value: { shape: 'Text' } },
  },
};

function modelOf(...parts: readonly Pick<ServiceModel, 'operations' | 'shapes'>[]): ServiceModel {
  return {
    metadata: { apiVersion: '2020-07-14', endpointPrefix: 'ivs', protocol: 'rest-json', serviceId: 'ivs' },
    operations: Object.assign({}, ...parts.map(({ operations }) => operations)),
    shapes: Object.assign({}, ...parts.map(({ shapes }) => shapes)),
  };
}

/** The model of a service before and after a revision that brought a plain resource. */
export const BEFORE_LAMPS = modelOf(ROOMS);

/** The model after it. */
export const WITH_LAMPS = modelOf(ROOMS, LAMPS);
