import { describe, expect, it } from 'vitest';
import { Client, expectError, unknownArn } from '../../testing/client.js';
import { countryFault } from './country.js';
import { originFault } from './origin.js';

const CREATE = ['CreatePlaybackRestrictionPolicy', 'playbackRestrictionPolicy'] as const;

describe('playback restriction policies', () => {
  it('have documented defaults', () => {
    expect(new Client().resource(...CREATE)).toEqual({
      arn: expect.stringMatching(/:playback-restriction-policy\/[a-zA-Z0-9]{12}$/),
      allowedCountries: [],
      allowedOrigins: [],
      enableStrictOriginEnforcement: false,
      name: '',
      tags: {},
    });
  });

  it('replace their lists when updated, and keep what is not sent', () => {
    const client = new Client();
    const before = client.resource(...CREATE, {
      name: 'p',
      allowedCountries: ['DE'],
      allowedOrigins: ['null'],
    });
    const update = { arn: before.arn, allowedCountries: ['FR', 'CH'] };
    const after = client.resource('UpdatePlaybackRestrictionPolicy', 'playbackRestrictionPolicy', update);
    expect(after).toEqual({ ...before, allowedCountries: ['FR', 'CH'] });
    const read = client.resource('GetPlaybackRestrictionPolicy', 'playbackRestrictionPolicy', {
      arn: before.arn,
    });
    expect(read).toEqual(after);
  });

  it('are listed one on a page unless more are asked for', () => {
    const client = new Client();
    const first = client.resource(...CREATE);
    const second = client.resource(...CREATE);
    expect(client.post('ListPlaybackRestrictionPolicies').body).toEqual({
      playbackRestrictionPolicies: [first],
      nextToken: expect.any(String),
    });
    expect(client.post('ListPlaybackRestrictionPolicies', { maxResults: 2 }).body).toEqual({
      playbackRestrictionPolicies: [first, second],
    });
  });

  it('cannot be deleted while a channel uses them', () => {
    const client = new Client();
    const { arn } = client.resource(...CREATE);
    const channel = client.channel({ playbackRestrictionPolicyArn: arn });
    expectError(client.post('DeletePlaybackRestrictionPolicy', { arn }), 409, 'ConflictException');
    client.post('DeleteChannel', { arn: channel.arn });
    expect(client.post('DeletePlaybackRestrictionPolicy', { arn }).status).toBe(204);
    expectError(client.post('GetPlaybackRestrictionPolicy', { arn }), 404, 'ResourceNotFoundException');
  });

  it.each(['Get', 'Update', 'Delete'])('need to exist for %s', (verb) => {
    const answer = new Client().post(`${verb}PlaybackRestrictionPolicy`, {
      arn: unknownArn('playback-restriction-policy'),
    });
    expectError(answer, 404, 'ResourceNotFoundException');
  });

  it('refuse a country or origin anywhere in the list', () => {
    const client = new Client();
    const { arn } = client.resource(...CREATE);
    for (const lists of [
      { allowedCountries: ['DE', 'UK'] },
      { allowedOrigins: ['https://a.example', 'b.example'] },
    ]) {
      expectError(client.post(CREATE[0], lists), 400, 'ValidationException');
      expectError(
        client.post('UpdatePlaybackRestrictionPolicy', { arn, ...lists }),
        400,
        'ValidationException',
      );
    }
  });
});

describe('country codes', () => {
  it.each(['DE', 'US', 'GB', 'AX', 'ZW', 'SS'])('%s is assigned', (code) => {
    expect(countryFault(code)).toBeUndefined();
  });

  it.each([
    ['de', 'lower-case'],
    ['De', 'lower-case'],
    ['UK', 'reserved'],
    ['EU', 'reserved'],
    ['XX', 'unassigned'],
    ['XK', 'unassigned'],
    ['ZZ', 'unassigned'],
    ['12', 'unassigned'],
  ])('%s is not: %s', (code, fault) => {
    expect(countryFault(code)).toBe(fault);
  });
});

describe('origins', () => {
  it.each([
    'null',
    'https://example.com',
    'http://localhost:3000',
    'https://a-b.example.com:65535',
    'http://192.0.2.1',
    'http://[2001:db8::1]:8080',
    'capacitor://localhost',
  ])('%s is one', (origin) => {
    expect(originFault(origin)).toBeUndefined();
  });

  it.each([
    ['', 'empty'],
    ['*', 'wildcard'],
    ['https://*.example.com', 'wildcard'],
    ['example.com', 'scheme'],
    ['//example.com', 'scheme'],
    ['NULL', 'scheme'],
    ['https://example.com/', 'path'],
    ['https://example.com/a', 'path'],
    ['https://example.com?a', 'query'],
    ['https://example.com#a', 'fragment'],
    ['https://user@example.com', 'userinfo'],
    ['https://example.com:65536', 'port'],
    ['https://example.com:', 'port'],
    ['https://', 'host'],
    ['https://a b', 'host'],
    ['https://a..b', 'host'],
  ])('"%s" is none: %s', (origin, fault) => {
    expect(originFault(origin)).toBe(fault);
  });
});
