import type { Service } from '../../types.js';
import type { ModelMember, PaginatorsModel, ServiceModel } from '../smithy/model.js';

const HEADER: ModelMember = { shape: 'Text', location: 'header', locationName: 'x-amzn-ErrorType' };

/** A small service model that uses everything that derivation knows. */
export const ROOM_MODEL: ServiceModel = {
  metadata: {
    apiVersion: '2020-07-14',
    endpointPrefix: 'ivs',
    protocol: 'rest-json',
    serviceId: 'ivs',
    signingName: 'ivs',
  },
  operations: {
    UpdateRoom: {
      name: 'UpdateRoom',
      http: { method: 'POST', requestUri: '/UpdateRoom', responseCode: 200 },
      input: { shape: 'UpdateRoomRequest' },
      output: { shape: 'CreateRoomResponse' },
    },
    CreateRoom: {
      name: 'CreateRoom',
      http: { method: 'POST', requestUri: '/CreateRoom', responseCode: 200 },
      input: { shape: 'CreateRoomRequest' },
      output: { shape: 'CreateRoomResponse' },
      errors: [{ shape: 'RoomBusy' }, { shape: 'BrokenException' }],
    },
    DeleteRoom: {
      name: 'DeleteRoom',
      http: { method: 'DELETE', requestUri: '/rooms/{roomArn}', responseCode: 204 },
      input: { shape: 'DeleteRoomRequest' },
    },
    ListRooms: {
      name: 'ListRooms',
      http: { method: 'POST', requestUri: '/ListRooms' },
      input: { shape: 'ListRoomsRequest' },
      output: { shape: 'ListRoomsResponse' },
    },
  },
  shapes: {
    Arn: { type: 'string', pattern: '^$|^arn:room/[a-z]+$', min: 0, max: 20 },
    Text: { type: 'string' },
    Secret: { type: 'string', sensitive: true },
    Mode: { type: 'string', enum: ['SLOW', 'FAST'] },
    Seats: { type: 'integer', min: 1, max: 9 },
    Speed: { type: 'double' },
    Time: { type: 'timestamp', timestampFormat: 'iso8601' },
    Flag: { type: 'boolean' },
    Tags: { type: 'map', key: { shape: 'Text' }, value: { shape: 'Text' }, min: 0, max: 50 },
    Door: {
      type: 'structure',
      required: ['code'],
      members: {
        locked: { shape: 'Flag', documentation: '<p>Whether it is locked. Default: <code>true</code>.</p>' },
        code: { shape: 'Secret' },
      },
    },
    Doors: { type: 'list', member: { shape: 'Door' }, min: 1, max: 4 },
    Room: {
      type: 'structure',
      members: { tags: { shape: 'Tags' }, doors: { shape: 'Doors' }, opened: { shape: 'Time' } },
    },
    Rooms: { type: 'list', member: { shape: 'Room' } },
    CreateRoomRequest: {
      type: 'structure',
      required: ['mode', 'doors'],
      members: {
        mode: { shape: 'Mode', documentation: '<p>Mode. Default: <code>SLOW</code>.</p>' },
        seats: { shape: 'Seats', documentation: '<p>Seats. Default: 4.</p>' },
        speed: { shape: 'Speed', deprecated: true },
        doors: { shape: 'Doors' },
        token: { shape: 'Text', idempotencyToken: true },
      },
    },
    CreateRoomResponse: {
      type: 'structure',
      members: { room: { shape: 'Room' }, cacheControl: { ...HEADER, locationName: 'Cache-Control' } },
    },
    UpdateRoomRequest: {
      type: 'structure',
      members: {
        seats: { shape: 'Seats', documentation: '<p>Seats. Default: 4.</p>' },
        doors: { shape: 'Doors' },
      },
    },
    DeleteRoomRequest: {
      type: 'structure',
      required: ['roomArn'],
      members: { roomArn: { shape: 'Arn', location: 'uri', locationName: 'roomArn' } },
    },
    ListRoomsRequest: {
      type: 'structure',
      members: { nextToken: { shape: 'Text' }, maxResults: { shape: 'Seats' } },
    },
    ListRoomsResponse: {
      type: 'structure',
      required: ['rooms'],
      members: { rooms: { shape: 'Rooms' }, nextToken: { shape: 'Text' } },
    },
    RoomBusy: {
      type: 'structure',
      exception: true,
      error: { httpStatusCode: 409, senderFault: true },
      members: { xAmznErrorType: HEADER, exceptionMessage: { shape: 'Text' } },
    },
    BrokenException: {
      type: 'structure',
      exception: true,
      fault: true,
      error: { httpStatusCode: 500 },
      members: { exceptionMessage: { shape: 'Text' } },
    },
  },
};

/** The same model under the name of a service. */
export function roomModelOf(service: Service): ServiceModel {
  return { ...ROOM_MODEL, metadata: { ...ROOM_MODEL.metadata, serviceId: service } };
}

/** Pagination of the list operation under another name than the one that would be inferred. */
export const ROOM_PAGINATORS: PaginatorsModel = {
  pagination: {
    ListRooms: { input_token: 'from', output_token: 'next', limit_key: 'count', result_key: 'rooms' },
  },
};
