import { describe, expect, test } from 'vitest';
import { loadContract } from '../../../load.js';
import { loadResources, type Resource } from '../../../resources.js';
import { SERVICES } from '../../../types.js';
import { proposedResources } from './resources.js';

/** What an entry tells that can be read off the operations alone; the rest of it takes a person. */
function readable(entry: Resource | undefined): object {
  const { name, arnType, create, get, list, update, delete: remove, batchGet } = entry ?? {};
  const { taggable, parent, implicit, external, ready, leaving } = entry ?? {};
  const operations = { create, get, list, update, remove, batchGet };
  const references = entry?.references?.map((each) => `${each.member} ${each.resource} ${each.unset}`).sort();
  return { name, arnType, operations, taggable, parent, implicit, external, ready, leaving, references };
}

describe.each(SERVICES)('had nobody written of a resource of %s', (service) => {
  const written = loadResources(service);

  test.each(written.map((entry) => [entry.name, entry] as const))(
    '%s would be proposed as it is written',
    (name, entry) => {
      const others = written.filter((each) => each !== entry);
      const [proposed, ...more] = proposedResources(loadContract(service), others);
      expect(more).toEqual([]);
      expect(readable(proposed), name).toEqual(readable(entry));
    },
  );

  test('all of them would be', () => {
    const proposed = proposedResources(loadContract(service), []);
    const byName = new Map(proposed.map((entry) => [entry.name, readable(entry)]));
    expect(byName).toEqual(new Map(written.map((entry) => [entry.name, readable(entry)])));
  });
});
