/** Run by Vitest in a project that has the package installed. */
import { createReference, startReference } from 'ivs-conformance';
import { describeConformance } from 'ivs-conformance/vitest';
import { describe, expect, test } from 'vitest';

const reference = createReference();
const server = await startReference({
  handle(request) {
    const response = reference.handle(request);
    if (request.path !== '/GetChannel' || response.status !== 200) return response;
    return { ...response, body: response.body.replace(/"latencyMode":"\w+"/, '"latencyMode":"FAST"') };
  },
});

const few = { effort: 'smoke', seed: 1, check: ['shape/*'] };
describeConformance({ ...few, name: 'conforming' });
describeConformance({ ...few, name: 'broken', endpoint: server.url, service: ['ivs'] });

describe('matcher', () => {
  test('judges an output', () => {
    expect({ channel: { latencyMode: 'LOW' } }).toConformTo('CreateChannel');
    expect({ channel: { latencyMode: 'FAST' } }).not.toConformTo('CreateChannel');
  });
});
