import { describe, expect, test } from 'vitest';
import './index.js';

const channel = { name: 'one', type: 'STANDARD', preset: '' };

describe('toConformTo', () => {
  test('passes what conforms', () => {
    expect({ channel }).toConformTo('CreateChannel');
    expect({ name: 'one' }).toConformTo('CreateChannel', { part: 'input' });
    expect({ tags: {} }).toConformTo('ListTagsForResource', { service: 'ivs' });
    expect({ channel: { ...channel, type: 'HUGE' } }).not.toConformTo('CreateChannel');
  });

  test('says what is wrong with what does not', () => {
    expect(() => expect({ channel: { type: 'HUGE' } }).toConformTo('CreateChannel')).toThrow(
      'expected the output of CreateChannel:\n  channel.type should be one of "BASIC", "STANDARD", "ADVANCED_SD", "ADVANCED_HD", but is "HUGE"',
    );
    expect(() => expect({ channel }).not.toConformTo('CreateChannel')).toThrow('but it conforms');
  });

  test('refuses what is no operation', () => {
    expect(() => expect({}).toConformTo('CreateChanel')).toThrow('no operation CreateChanel');
  });
});
