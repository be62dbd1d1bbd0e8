import { describe, expect, test } from 'vitest';
import { statedDefault } from './defaults.js';
import type { ServiceModel } from './model.js';

const model: ServiceModel = {
  metadata: { apiVersion: '2020-07-14', endpointPrefix: 'ivs', protocol: 'rest-json', serviceId: 'ivs' },
  operations: {},
  shapes: {
    Flag: { type: 'boolean' },
    Window: { type: 'integer', min: 0, max: 300 },
    Rate: { type: 'float', min: 1, max: 60 },
    Mode: { type: 'string', enum: ['LOW', 'NORMAL'] },
    Arn: { type: 'string', min: 0 },
    Name: { type: 'string', min: 1 },
    Modes: { type: 'list', member: { shape: 'Mode' } },
    Countries: { type: 'list', member: { shape: 'Arn' } },
    Roll: {
      type: 'structure',
      required: ['enabled', 'seconds'],
      members: { seconds: { shape: 'Window' }, enabled: { shape: 'Flag' } },
    },
  },
};

describe('prose that states a constant becomes a default', () => {
  test.each([
    ['Window', '<p>Merge interval. Default: 0.</p>', 0],
    ['Window', '<p>Merge interval.</p> <p>The default value is 0, which disables merging.</p>', 0],
    ['Window', '<p>Minutes. Default: 240 (4 hours).</p>', 240],
    ['Window', '<p>Seconds. Default: <code>60</code>.</p> <p> <b>Important:</b> more.</p>', 60],
    ['Rate', '<p>Frames per second. Default: 30.</p>', 30],
    ['Rate', '<p>Frames per second. Default: 29.97.</p>', 29.97],
    ['Flag', '<p>Whether. Default: <code>false</code>.</p>', false],
    ['Flag', '<p>Whether. Default: <code>true</code>. </p>', true],
    ['Mode', '<p>Mode. Default: <code>LOW</code>. For details, see <a href="x">y</a>.</p>', 'LOW'],
    ['Arn', '<p>ARN. Default: "" (empty string, recording is disabled).</p>', ''],
    [
      'Arn',
      '<p>ARN. Default: <code>""</code> (empty string). To disable, set this to <code>""</code>.</p>',
      '',
    ],
    ['Arn', '<p>Name. Defaults to “”.</p>', ''],
    ['Countries', '<p>Countries. Default: All countries (an empty array).</p>', []],
    ['Modes', '<p>Modes. Default: <code>LOW, NORMAL</code>.</p>', ['LOW', 'NORMAL']],
    ['Modes', '<p>Modes. Default: <code>LOW</code>.</p>', ['LOW']],
    [
      'Roll',
      '<p>Roll. Default: disabled (<code>enabled</code> set to false, <code>seconds</code> set to 15).</p>',
      { enabled: false, seconds: 15 },
    ],
  ])('%s: %s', (shape, prose, expected) => {
    const stated = statedDefault(prose, shape, model);
    expect(stated.kind === 'value' ? stated.value : undefined).toEqual(expected);
  });
});

describe('prose that states no constant of the type is left for review', () => {
  test.each([
    ['Window', '<p>Results. Default: your service quota or 100, whichever is smaller.</p>'],
    ['Window', '<p>Out of its own range. Default: 301.</p>'],
    ['Window', '<p>A fraction. Default: 1.5.</p>'],
    ['Mode', '<p>When not set, it defaults to LOW fill mode in the grid and to NORMAL elsewhere.</p>'],
    ['Mode', '<p>For those types, the default <code>mode</code> is <code>LOW</code>.</p>'],
    ['Mode', '<p>Default: Null (source resolution is returned).</p>'],
    ['Mode', '<p>Default: LOW. For others, the default value is NORMAL.</p>'],
    ['Name', '<p>Too short for itself. Default: "" (empty string).</p>'],
    ['Modes', '<p>Default: LOW, MEDIUM.</p>'],
    ['Roll', '<p>Default: no roll is specified.</p>'],
    ['Roll', '<p>Default: off (<code>enabled</code> set to false).</p>'],
    ['Roll', '<p>Default: odd (<code>enabled</code> set to false, <code>colour</code> set to red).</p>'],
  ])('%s: %s', (shape, prose) => {
    expect(statedDefault(prose, shape, model)).toMatchObject({ kind: 'unresolved' });
  });
});

test.each([undefined, '', '<p>Channel name.</p>'])('prose %j says nothing of a default', (prose) => {
  expect(statedDefault(prose, 'Name', model)).toEqual({ kind: 'silent' });
});
