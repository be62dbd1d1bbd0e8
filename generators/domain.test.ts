import { createPrivateKey, createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countryCodes } from './_internals/text/country-codes.js';
import {
  arn,
  country,
  countryNearMiss,
  origin,
  originNearMiss,
  publicKeyMaterial,
  publicKeyMaterialNearMiss,
  resourceArnOf,
  tag,
  tags,
} from './index.js';

describe('country', () => {
  it('gives the 249 officially assigned codes, Kosovo not among them', () => {
    expect(countryCodes()).toHaveLength(249);
    expect(countryCodes()).not.toContain('XK');
    const seen = new Set(fc.sample(country(), { seed: 1, numRuns: 5000 }));
    expect(seen.size).toBe(249);
  });

  it('has near misses of four kinds', () => {
    const misses = new Map(
      countryNearMiss().map(({ label, arbitrary }) => [
        label,
        fc.sample(arbitrary, { seed: 1, numRuns: 200 }),
      ]),
    );
    expect([...misses.keys()]).toEqual([
      'lower-case',
      'exceptionally-reserved',
      'user-assigned',
      'three-letters',
    ]);
    expect(misses.get('exceptionally-reserved')).toEqual(expect.arrayContaining(['UK', 'EU']));
    expect(misses.get('user-assigned')).toEqual(expect.arrayContaining(['XX', 'ZZ']));
    expect(misses.get('lower-case')?.every((code) => /^[a-z]{2}$/.test(code))).toBe(true);
    expect(misses.get('three-letters')?.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
  });
});

describe('origin', () => {
  it('gives hosts with and without port, and null', () => {
    const seen = fc.sample(origin(), { seed: 1, numRuns: 500 });
    expect(seen).toContain('null');
    expect(seen.some((value) => /^https:\/\/[a-z0-9.-]+$/.test(value))).toBe(true);
    expect(seen.some((value) => /^http:\/\/[a-z0-9.-]+:\d+$/.test(value))).toBe(true);
    expect(Math.max(...seen.map((value) => value.length))).toBeLessThanOrEqual(128);
  });

  it('has near misses of six kinds, none longer than the member allows', () => {
    expect(originNearMiss().map(({ label }) => label)).toEqual([
      'with-path',
      'with-trailing-slash',
      'without-scheme',
      'with-user-info',
      'with-query',
      'with-space',
    ]);
    for (const { label, arbitrary } of originNearMiss()) {
      for (const value of fc.sample(arbitrary, { seed: 1, numRuns: 100 })) {
        expect(value.length, label).toBeLessThanOrEqual(128);
      }
    }
  });
});

describe('publicKeyMaterial', () => {
  it('gives keys that are all different, with and without a line feed at the end', () => {
    const seen = fc.sample(publicKeyMaterial(), { seed: 1, numRuns: 200 });
    expect(new Set(seen.map((key) => key.trimEnd())).size).toBe(200);
    expect(new Set(seen.map((key) => key.at(-1)))).toEqual(new Set(['-', '\n']));
  });

  it('has near misses, each of which is what its label says', () => {
    const read = (material: string): string => {
      if (material.includes('PRIVATE')) return `private ${createPrivateKey(material).asymmetricKeyType}`;
      const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey(material);
      return `${asymmetricKeyType} ${asymmetricKeyDetails?.namedCurve ?? asymmetricKeyDetails?.modulusLength}`;
    };
    const misses = publicKeyMaterialNearMiss().map(({ label, arbitrary }) => {
      const kinds = fc.sample(arbitrary, { seed: 1, numRuns: 20 }).map((material) => {
        try {
          return read(material);
        } catch {
          return 'unreadable';
        }
      });
      return [label, [...new Set(kinds)].join()];
    });
    expect(misses).toEqual([
      ['p-256', 'ec prime256v1'],
      ['rsa', 'rsa 2048'],
      ['private-key', 'private ec'],
      ['truncated', 'unreadable'],
      ['not-a-key', 'unreadable'],
    ]);
  });
});

describe('arn', () => {
  it('takes the parts that are given', () => {
    const parts = { resource: 'stage', region: 'eu-central-1', account: '111122223333', id: 'AbCdEf012345' };
    expect(fc.sample(arn(parts), { seed: 1, numRuns: 1 })).toEqual([
      'arn:aws:ivs:eu-central-1:111122223333:stage/AbCdEf012345',
    ]);
    expect(fc.sample(arn({ resource: 'x', service: 'mediatailor' }), { seed: 1, numRuns: 1 })[0]).toMatch(
      /^arn:aws:mediatailor:/,
    );
  });

  it('gives neighbours of an existing one', () => {
    expect(
      fc.sample(resourceArnOf('arn:aws:ivs:us-east-1:123456789012:channel/AbCdEf012345'), {
        seed: 1,
        numRuns: 1,
      })[0],
    ).toMatch(/^arn:aws:ivs:us-east-1:123456789012:channel\/[a-zA-Z0-9]{12}$/);
    expect(() => resourceArnOf('channel/AbCdEf012345')).toThrow(/"channel\/AbCdEf012345" is not an ARN/);
  });
});

describe('tags', () => {
  it('follow the general AWS rules', () => {
    for (const { key, value } of fc.sample(tag(), { seed: 1, numRuns: 1000 })) {
      expect(key).toMatch(/^[\p{L}\p{N} _.:/=+\-@]{1,128}$/u);
      expect(key).not.toMatch(/^aws:|^ | $/i);
      expect(value).toMatch(/^[\p{L}\p{N} _.:/=+\-@]{0,256}$/u);
    }
  });

  it('are as many as asked for', () => {
    expect(Object.keys(fc.sample(tags({ min: 50 }), { seed: 1, numRuns: 1 })[0] ?? {})).toHaveLength(50);
    expect(Object.keys(fc.sample(tags({ min: 51 }), { seed: 1, numRuns: 1 })[0] ?? {})).toHaveLength(51);
    expect(fc.sample(tags({ max: 0 }), { seed: 1, numRuns: 1 })).toEqual([{}]);
  });
});
