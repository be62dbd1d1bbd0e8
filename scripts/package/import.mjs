/** Run in a project that has the package installed: what it exports is there, and works. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { contractOf, createReference, startReference, validateInput, validateOutput } from 'ivs-conformance';
import * as generators from 'ivs-conformance/generators';

const require = createRequire(import.meta.url);
assert.equal(contractOf('CreateChannel').http.uri, '/CreateChannel');
assert.deepEqual(validateInput('CreateChannel', { name: 'one' }), []);
assert.equal(validateOutput('CreateChannel', { channel: { type: 'HUGE' } })[0]?.path, 'channel.type');
assert.equal(require('ivs-conformance/schemas/ivs/CreateChannel.input.json').type, 'object');
assert.equal(require('ivs-conformance/specs/ivs/shapes.json').service, 'ivs');
assert.equal(typeof require('ivs-conformance/reports/report.schema.json').$id, 'string');
assert.ok(Object.keys(generators).length > 5);
const server = await startReference(createReference());
const response = await fetch(`${server.url}/ListChannels`, { method: 'POST', body: '{}' });
assert.deepEqual(await response.json(), { channels: [] });
await server.close();
