import { describe, expect, test } from 'vitest';
import type { ServiceModel } from '../smithy/model.js';
import { ROOM_MODEL } from '../testing/room-service.js';
import { classesOf } from './classes.js';
import { deriveSentences, proseOf } from './sentences.js';
import { sentencesOf } from './text.js';

describe('the sentences of a documentation string', () => {
  test.each<[string, string, string[]]>([
    [
      'end with a full stop before a capital',
      '<p>A room. It has doors, e.g. one.</p>',
      ['A room.', 'It has doors, e.g. one.'],
    ],
    ['end with their paragraph', '<p>Doors:</p><ul><li>one</li><li>two</li></ul>', ['Doors:', 'one', 'two']],
    [
      'have no markup and straight quotes',
      'Default: <code>“a”</code> &amp;\n <b>b</b>.',
      ['Default: "a" & b.'],
    ],
    ['are none where nothing is said', ' <p> </p>', []],
  ])('%s', (_, html, sentences) => {
    expect(sentencesOf(html)).toEqual(sentences);
  });
});

describe('a sentence seems to state', () => {
  test.each([
    ['Default: 4.', ['default']],
    ['At most 5 requests per second are allowed.', ['limit']],
    ['Current state of the room.', ['state']],
    ['This must be an even number.', ['limit', 'condition']],
    ['The value does not need to be unique.', ['conflict']],
    ['The list is sorted by most recent events.', ['effect']],
    ['Name of the room.', []],
  ])('%s', (sentence, classes) => {
    expect(classesOf(sentence)).toEqual(classes);
  });
});

describe('the sentences of a model', () => {
  const seats = (shape: string) => `/shapes/${shape}/members/seats`;
  const find = (text: string, model = ROOM_MODEL) => proseOf(model).filter((each) => each.text === text);

  test('are told once, with all their places and the operations that these are about', () => {
    expect(find('Default: 4.')).toMatchObject([
      { classes: ['default'], at: [seats('CreateRoomRequest'), seats('UpdateRoomRequest')] },
    ]);
    const { operations } = deriveSentences('ivs', '2024-02-01', ROOM_MODEL);
    expect(operations).toEqual({
      CreateRoomRequest: ['CreateRoom'],
      Door: ['CreateRoom', 'ListRooms', 'UpdateRoom'],
      UpdateRoomRequest: ['UpdateRoom'],
    });
  });

  test('are others about members of another name, and stay the same at another place', () => {
    const mentioned = (member: string, shape: string): ServiceModel => ({
      ...ROOM_MODEL,
      shapes: {
        ...ROOM_MODEL.shapes,
        [shape]: {
          type: 'structure',
          members: { [member]: { shape: 'Seats', documentation: 'Default: 4.' } },
        },
      },
    });
    const [known] = find('Default: 4.');
    expect(find('Default: 4.', mentioned('seats', 'Hall'))).toMatchObject([{ id: known?.id }]);
    expect(find('Default: 4.', mentioned('rows', 'Hall'))).toHaveLength(2);
  });

  test('stand for operations, shapes and the service as well', () => {
    const model: ServiceModel = {
      ...ROOM_MODEL,
      documentation: '<p>Names are case sensitive.</p>',
      shapes: { ...ROOM_MODEL.shapes, Seats: { type: 'integer', documentation: 'At most nine.' } },
    };
    const at = proseOf(model).flatMap((each) => each.at);
    expect(at).toEqual(expect.arrayContaining(['', '/shapes/Seats']));
  });

  test('are written without their texts', () => {
    const document = JSON.stringify(deriveSentences('ivs', '2024-02-01', ROOM_MODEL));
    expect(document).toContain(find('Default: 4.')[0]?.id);
    expect(document).not.toContain('Default:');
  });
});
