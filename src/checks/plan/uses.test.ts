import { describe, expect, test } from 'vitest';
import { loadContracts } from '../../contract/load.js';
import { loadResources, type Resource, resourceNamed } from '../../contract/resources.js';
import type { Service } from '../../contract/types.js';
import type { Scope } from '../types.js';
import { makingForUse } from './scope.js';
import { otherOf, usesOf, variantWith, withChanged, withExisting } from './uses.js';

const scopes: ReadonlyMap<Service, Scope> = new Map(
  [...loadContracts()].map(([service, contract]) => [
    service,
    { contract, resources: loadResources(service), rules: [] },
  ]),
);
const resources = [...scopes.values()].flatMap((scope) =>
  scope.resources.map((resource) => ({ name: resource.name, resource, scope })),
);

const COMPOSITION: Resource = resourceNamed(loadResources('ivs-realtime'), 'Composition');
const CHANNEL = 'destinations[].channel.channelArn';

describe('what resources are made with', () => {
  test.each(resources.filter(({ resource }) => resource.variants !== undefined))(
    '$name uses what there is, and names the operations by which the other service makes it',
    ({ resource, scope }) => {
      for (const { resource: name, other } of resource.variants?.flatMap(({ uses }) => uses) ?? []) {
        const there = (other && scopes.get(other.service)) ?? scope;
        const making = makingForUse(there, resourceNamed(there.resources, name));
        if (other !== undefined) expect(other.operations).toEqual(making);
      }
    },
  );

  test('a variant takes the place of one of them, and tells what it needs of the other service', () => {
    const variant = variantWith(COMPOSITION, CHANNEL);
    expect(usesOf(COMPOSITION, variant).map(({ member }) => member)).toEqual([
      'stageArn',
      CHANNEL,
      'destinations[].channel.encoderConfigurationArn',
    ]);
    expect(otherOf(variant)).toEqual({ other: { service: 'ivs', operations: ['CreateChannel'] } });
    expect(variantWith(COMPOSITION, 'destinations[].s3.storageConfigurationArn')).toBeUndefined();
    expect(otherOf(undefined)).toEqual({});
  });

  test('what exists is put in place of what generated ARNs name, but for the one that is asked about', () => {
    const place = {
      stageArn: 'stage',
      destinations: [{ channel: { channelArn: 'a', encoderConfigurationArn: 'b' } }],
    };
    const sent = { destinations: [{ channel: { channelArn: 'x', encoderConfigurationArn: 'y' } }] };
    expect(withExisting(COMPOSITION, place, sent, CHANNEL, variantWith(COMPOSITION, CHANNEL))).toEqual({
      destinations: [{ channel: { channelArn: 'x', encoderConfigurationArn: 'b' } }],
    });
  });

  test('a text is changed where there is one', () => {
    const longer = (text: string) => `${text}!`;
    expect(withChanged({ a: [{ b: 'x', c: 1 }] }, 'a[].b', longer)).toEqual({ a: [{ b: 'x!', c: 1 }] });
    expect(withChanged({ a: [] }, 'a[].b', longer)).toEqual({ a: [] });
    expect(withChanged({}, 'arn', longer)).toEqual({});
  });
});
