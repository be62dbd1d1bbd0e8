import { describe, expect, it, test } from 'vitest';
import type { JsonObject } from '../../../contract/types.js';
import { surfaceOfModel } from './found-model.js';
import { serviceModelOf } from './smithy.js';
import type { SmithyShape } from './smithy-ast.js';

const SERVICE = 'test.rooms#Rooms';

/** A service with the operation `PutRoom`, whose input has these members. */
function roomModel(
  members: SmithyShape['members'],
  more: { readonly [id: string]: SmithyShape } = {},
  traits: JsonObject = {},
) {
  const shapes: { readonly [id: string]: SmithyShape } = {
    [SERVICE]: {
      type: 'service',
      version: '2020-07-14',
      operations: [{ target: 'test.rooms#PutRoom' }],
      errors: [{ target: 'test.rooms#Overloaded' }],
      traits: { 'aws.api#service': { sdkId: 'ivs' }, 'aws.protocols#restJson1': {}, ...traits },
    },
    'test.rooms#PutRoom': {
      type: 'operation',
      input: { target: 'test.rooms#PutRoomRequest' },
      output: { target: 'smithy.api#Unit' },
      traits: { 'smithy.api#http': { method: 'PUT', uri: '/rooms', code: 202 } },
    },
    'test.rooms#PutRoomRequest': { type: 'structure', members: members ?? {} },
    'test.rooms#Overloaded': {
      type: 'structure',
      members: { message: { target: 'smithy.api#String' } },
      traits: { 'smithy.api#error': 'server' },
    },
    'test.rooms#Name': {
      type: 'string',
      traits: { 'smithy.api#length': { min: 1, max: 9 }, 'smithy.api#pattern': '^[a-z]+$' },
    },
    ...more,
  };
  return { smithy: '2.0', shapes };
}

function facts(...model: Parameters<typeof roomModel>): string[] {
  const found = surfaceOfModel('ivs', {
    file: 'rooms.json',
    model: serviceModelOf(roomModel(...model), SERVICE),
  });
  const { modelled, enums, input, output } = found.get('PutRoom') ?? {};
  return [
    ...[...(input ?? []), ...(output ?? [])].map((member) => `member ${member}`),
    ...[...(enums ?? [])].map(([place, values]) => `${place}: ${values.join(' ')}`),
    ...(modelled?.constraints ?? []),
    ...(modelled?.http ?? []),
    ...(modelled?.errors ?? []),
  ];
}

describe('a Smithy model', () => {
  it('has shapes of the prelude, operations without output, and errors of all operations', () => {
    expect(facts({ count: { target: 'smithy.api#PrimitiveInteger' } })).toEqual([
      'member count',
      'input count type: integer',
      'PUT /rooms',
      'status 202 without body',
      'Overloaded 500',
    ]);
  });

  it('may give a member constraints of its own, in place of those of its shape', () => {
    const found = facts({
      name: { target: 'test.rooms#Name', traits: { 'smithy.api#length': { min: 2 } } },
      other: { target: 'test.rooms#Name' },
    });
    expect(found).toContain('input name minLength: 2');
    expect(found).not.toContain('input name maxLength: 9');
    expect(found).toContain('input name pattern: ^(?:[a-z]+)$');
    expect(found).toContain('input other maxLength: 9');
  });

  it.each([
    ['^[a-z]$', '^(?:[a-z])$'],
    ['[a-z]', '^(?:.*[a-z].*)$'],
    ['^[a-z]', '^(?:[a-z].*)$'],
    ['[a-z]$', '^(?:.*[a-z])$'],
    ['^a\\$', '^(?:a\\$.*)$'],
  ])('means the pattern %s for any part of a text that it does not anchor', (pattern, whole) => {
    const found = facts({ text: { target: 'smithy.api#String', traits: { 'smithy.api#pattern': pattern } } });
    expect(found).toContain(`input text pattern: ${whole}`);
  });

  it('has enums of two kinds, unions, maps and sets, and structures that hold themselves', () => {
    const found = facts(
      { light: { target: 'test.rooms#Light' }, room: { target: 'test.rooms#Room' } },
      {
        'test.rooms#Light': {
          type: 'enum',
          members: {
            ON: { target: 'smithy.api#Unit' },
            OFF: { target: 'smithy.api#Unit', traits: { 'smithy.api#enumValue': 'off' } },
          },
        },
        'test.rooms#Room': {
          type: 'union',
          members: { inner: { target: 'test.rooms#Room' }, doors: { target: 'test.rooms#Doors' } },
        },
        'test.rooms#Doors': {
          type: 'map',
          key: { target: 'test.rooms#Name' },
          value: { target: 'test.rooms#Colours' },
        },
        'test.rooms#Colours': { type: 'set', member: { target: 'test.rooms#Colour' } },
        'test.rooms#Colour': {
          type: 'string',
          traits: { 'smithy.api#enum': [{ value: 'RED', name: 'Red' }] },
        },
      },
    );
    expect(found).toEqual(
      expect.arrayContaining([
        ...['input light: ON off', 'input room.doors{}[]: RED', 'input room.inner type: object'],
        ...['input room.doors{key} maxLength: 9', 'input room.doors{} type: array'],
      ]),
    );
  });
});

test.each<[string, Parameters<typeof roomModel>, RegExp]>([
  [
    'lacks a shape',
    [{ a: { target: 'test.rooms#Gone' } }],
    /refers to shape "test\.rooms#Gone", which it does not define/,
  ],
  [
    'has bytes',
    [{ a: { target: 'smithy.api#Blob' } }],
    /"smithy\.api#Blob" is a blob, which contracts cannot express/,
  ],
  [
    'sends a member as the body',
    [{ a: { target: 'test.rooms#Name', traits: { 'smithy.api#httpPayload': {} } } }],
    /uses httpPayload, which contracts cannot express/,
  ],
  [
    'has an operation without a path',
    [{}, { 'test.rooms#PutRoom': { type: 'operation' } }],
    /\/operations\/PutRoom\/http must/,
  ],
])('a Smithy model that %s is refused', (_, model, message) => {
  expect(() => serviceModelOf(roomModel(...model), SERVICE)).toThrow(message);
});

test('a Smithy model of another protocol is refused', () => {
  const { shapes } = roomModel({});
  const service = { type: 'service', version: '1', traits: { 'aws.api#service': { sdkId: 'ivs' } } };
  expect(() => serviceModelOf({ smithy: '2.0', shapes: { ...shapes, [SERVICE]: service } }, SERVICE)).toThrow(
    /does not speak the protocol restJson1/,
  );
});
