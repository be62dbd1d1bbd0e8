import { describe, expect, test } from 'vitest';
import type { Erratum } from '../../errata/errata.js';
import { TIMESTAMP_PATTERN } from '../../schema/timestamp.js';
import type { OperationContract, ShapesDocument } from '../../types.js';
import { ROOM_MODEL, ROOM_PAGINATORS } from '../testing/room-service.js';
import type { ServiceModel } from './model.js';
import { deriveService, type ServiceSource } from './service.js';

const ROOMS: ServiceSource = { service: 'ivs', revision: '2024-02-01', model: ROOM_MODEL };

function derived<T>(file: string, source: ServiceSource = ROOMS): T {
  return JSON.parse(deriveService(source).files.get(file) ?? 'null');
}

const operation = (name: string, source?: ServiceSource) =>
  derived<OperationContract>(`operations/${name}.json`, source);
const shapes = () => derived<ShapesDocument>('shapes.json');
const ref = (shape: string) => ({ $ref: `urn:ivs-conformance:ivs:shapes#/$defs/${shape}` });

describe('an operation', () => {
  test('is derived whole', () => {
    expect(operation('CreateRoom')).toEqual({
      $comment: 'Derived from the service model by `npm run derive`; do not edit.',
      service: 'ivs',
      operation: 'CreateRoom',
      revision: '2024-02-01',
      documentation: 'https://docs.aws.amazon.com/ivs/latest/LowLatencyAPIReference/API_CreateRoom.html',
      http: {
        method: 'POST',
        uri: '/CreateRoom',
        status: 200,
        input: {},
        outputHeaders: { cacheControl: 'Cache-Control' },
        hasOutput: true,
      },
      readonly: false,
      input: {
        type: 'object',
        properties: {
          doors: ref('DoorsInput'),
          mode: ref('Mode'),
          seats: { ...ref('Seats'), default: 4 },
          speed: { ...ref('Speed'), deprecated: true },
          token: ref('Text'),
        },
        required: ['doors', 'mode'],
        additionalProperties: false,
      },
      output: { type: 'object', properties: { room: ref('Room') } },
      errors: ['BrokenException', 'RoomBusy'],
      idempotencyToken: 'token',
      sensitive: { input: ['/doors/*/code'], output: ['/room/doors/*/code'] },
    });
  });

  test('without an output has no body, and members of its path are bound to it', () => {
    const { http, input, output } = operation('DeleteRoom');
    expect(http).toEqual({
      method: 'DELETE',
      uri: '/rooms/{roomArn}',
      status: 204,
      input: { roomArn: { location: 'uri', name: 'roomArn' } },
      outputHeaders: {},
      hasOutput: false,
    });
    expect(input.required).toEqual(['roomArn']);
    expect(output).toEqual({ type: 'object', properties: {} });
  });

  test('that updates has no defaults at any depth, for it keeps what it does not mention', () => {
    expect(operation('UpdateRoom').input.properties).toEqual({
      doors: ref('DoorsUpdateInput'),
      seats: ref('Seats'),
    });
    expect(shapes().$defs.DoorUpdateInput?.properties).toEqual({ code: ref('Secret'), locked: ref('Flag') });
  });

  test('pages as the paginators file says, or else as its members show', () => {
    const inferred = {
      inputToken: 'nextToken',
      outputToken: 'nextToken',
      limit: 'maxResults',
      items: 'rooms',
    };
    expect(operation('ListRooms').pagination).toEqual(inferred);
    const stated = { inputToken: 'from', outputToken: 'next', limit: 'count', items: 'rooms' };
    expect(operation('ListRooms', { ...ROOMS, paginators: ROOM_PAGINATORS }).pagination).toEqual(stated);
    expect(operation('CreateRoom')).not.toHaveProperty('pagination');
  });

  test('whose name says that it reads does, even if the model does not mark it', () => {
    expect(operation('ListRooms').readonly).toBe(true);
  });
});

describe('shapes', () => {
  test('are closed for inputs and open for outputs; what holds no structure is shared', () => {
    expect(shapes().$defs).toMatchObject({
      Door: {
        type: 'object',
        properties: { code: ref('Secret'), locked: { ...ref('Flag'), default: true } },
        required: ['code'],
      },
      DoorInput: { additionalProperties: false },
      Doors: { type: 'array', items: ref('Door'), minItems: 1, maxItems: 4 },
      DoorsInput: { items: ref('DoorInput'), minItems: 1, maxItems: 4 },
      Arn: { type: 'string', pattern: '^(?:|arn:room/[a-z]+)$', minLength: 0, maxLength: 20 },
      Mode: { type: 'string', enum: ['SLOW', 'FAST'] },
      Seats: { type: 'integer', minimum: 1, maximum: 9 },
      Speed: { type: 'number' },
      Time: { type: 'string', pattern: TIMESTAMP_PATTERN },
      Tags: {
        type: 'object',
        propertyNames: ref('Text'),
        additionalProperties: ref('Text'),
        minProperties: 0,
        maxProperties: 50,
      },
    });
    expect(shapes().$defs.Door).not.toHaveProperty('additionalProperties');
    expect(shapes().$defs).not.toHaveProperty('TagsInput');
  });

  test('that are timestamps without a stated form are numbers of seconds', () => {
    const model = withShape('Time', { type: 'timestamp' });
    const { $defs } = derived<ShapesDocument>('shapes.json', { ...ROOMS, model });
    expect($defs.Time).toEqual({ type: 'number' });
  });

  test('come with every error of the service', () => {
    expect(shapes().errors).toEqual({
      BrokenException: {
        code: 'BrokenException',
        status: 500,
        fault: 'server',
        messageMember: 'exceptionMessage',
        headers: {},
      },
      RoomBusy: {
        code: 'RoomBusy',
        status: 409,
        fault: 'client',
        messageMember: 'exceptionMessage',
        headers: { xAmznErrorType: 'x-amzn-ErrorType' },
      },
    });
  });

  test('that hold themselves do not loop', () => {
    const model = withShape('Door', { type: 'structure', members: { next: { shape: 'Door' } } });
    expect(derived<ShapesDocument>('shapes.json', { ...ROOMS, model }).$defs.DoorInput).toEqual({
      type: 'object',
      properties: { next: ref('DoorInput') },
      additionalProperties: false,
    });
  });
});

describe('the derived bytes', () => {
  test('do not depend on the order of the model', () => {
    const reversed = { ...ROOMS, model: reverse(ROOM_MODEL) };
    expect([...deriveService(reversed).files].sort()).toEqual([...deriveService(ROOMS).files].sort());
  });

  test('end in one newline and hold no prose of the model', () => {
    for (const text of deriveService(ROOMS).files.values()) {
      expect(text).toMatch(/[^\n]\n$/);
      expect(text).not.toContain('Whether it is locked');
    }
  });
});

test('every mention of a default is listed for review with what became of it', () => {
  const findings = deriveService(ROOMS).findings.map(({ member, use, value }) => `${member} ${use} ${value}`);
  expect(findings.sort()).toEqual([
    'CreateRoomRequest.mode input undefined',
    'CreateRoomRequest.seats input 4',
    'Door.locked input true',
    'Door.locked output true',
    'Door.locked update undefined',
    'UpdateRoomRequest.seats update undefined',
  ]);
});

test('errata are applied to what is derived', () => {
  const erratum: Erratum = {
    id: 'seats',
    file: 'shapes.json',
    path: '/$defs/Seats/maximum',
    modelled: 9,
    corrected: 12,
    reason: 'There are rooms with more.',
    source: { document: 'API reference' },
  };
  const document = derived<ShapesDocument>('shapes.json', { ...ROOMS, errata: [erratum] });
  expect(document.$defs.Seats).toMatchObject({ $comment: 'erratum seats', maximum: 12 });
});

describe('a model that contradicts itself is refused', () => {
  test.each([
    ['a shape that is missing', withoutShape('Seats'), 'refers to shape "Seats"'],
    ['a name that is taken', withShape('DoorInput', { type: 'string' }), 'has a shape "DoorInput"'],
    ['a list of nothing', withShape('Doors', { type: 'list' }), '"Doors" is a list without "member"'],
    [
      'another time',
      withShape('Time', { type: 'timestamp', timestampFormat: 'sundial' }),
      'timestamp in the unknown form "sundial"',
    ],
    [
      'a path member that is not bound',
      withShape('DeleteRoomRequest', { type: 'structure', members: {} }),
      'no input member is bound to {roomArn}',
    ],
    [
      'an error without a text',
      withShape('RoomBusy', { type: 'structure', exception: true, error: { httpStatusCode: 409 } }),
      'error "RoomBusy" should have exactly one body member',
    ],
  ])('%s', (_, model, message) => {
    expect(() => deriveService({ ...ROOMS, model })).toThrow(message);
  });
});

function withShape(name: string, shape: ServiceModel['shapes'][string]): ServiceModel {
  return { ...ROOM_MODEL, shapes: { ...ROOM_MODEL.shapes, [name]: shape } };
}

function withoutShape(name: string): ServiceModel {
  const { [name]: _, ...shapes } = ROOM_MODEL.shapes;
  return { ...ROOM_MODEL, shapes };
}

/** The same model, the members of every object in the opposite order. */
function reverse<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).reverse())
      : part,
  );
}
