import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { loadContract, loadContracts } from '../load.js';
import type { Contract } from '../types.js';
import { contractDocument } from './document.js';
import { renderContract } from './render.js';

const ivs = loadContract('ivs');
const every = [...loadContracts().values()].flatMap((contract) =>
  [...contract.operations.keys()].map((name) => ({ contract, name })),
);

function documentOf(contract: Contract, name: string) {
  const operation = contract.operations.get(name);
  if (operation === undefined) throw new Error(`no operation ${name}`);
  return contractDocument(contract, operation);
}

describe('a contract document', () => {
  test.each(every)(
    'of $contract.service $name validates on its own, in strict mode',
    ({ contract, name }) => {
      const document = documentOf(contract, name);
      for (const schema of [document.input, document.output]) {
        const validate = new Ajv2020({ strict: true }).compile(schema);
        expect(validate([])).toBe(false);
      }
      expect(JSON.stringify(document)).not.toContain(':shapes#');
    },
  );

  test('holds the shapes that it needs and no others', () => {
    const { input, output } = documentOf(ivs, 'ListStreamKeys');
    expect(Object.keys(input.$defs)).toEqual(['ChannelArn', 'MaxStreamKeyResults', 'PaginationToken']);
    expect(Object.keys(output.$defs)).toEqual([
      'ChannelArn',
      'PaginationToken',
      'StreamKeyArn',
      'StreamKeyList',
      'StreamKeySummary',
      'TagKey',
      'TagValue',
      'Tags',
    ]);
  });

  test('judges as the contract does', () => {
    const document = documentOf(ivs, 'CreateChannel');
    const input = new Ajv2020({ strict: true }).compile(document.input);
    const output = new Ajv2020({ strict: true }).compile(document.output);
    expect(input({ name: 'studio', type: 'BASIC' })).toBe(true);
    expect(input({ preset: '' })).toBe(false);
    expect(output({ channel: { preset: '' } })).toBe(true);
  });

  test('lists errors, defaults, pagination and sensitive members', () => {
    const document = documentOf(ivs, 'CreateChannel');
    expect(document.errors).toContainEqual(
      expect.objectContaining({ code: 'ServiceQuotaExceededException', status: 402, fault: 'client' }),
    );
    expect(document.defaults).toEqual({
      authorized: false,
      containerFormat: 'TS',
      failoverSlateConfigurationArn: '',
      insecureIngest: false,
      latencyMode: 'LOW',
      'multitrackInputConfiguration.enabled': false,
      playbackRestrictionPolicyArn: '',
      recordingConfigurationArn: '',
      type: 'STANDARD',
    });
    expect(document.sensitive.output).toEqual(['/channel/srt/passphrase', '/streamKey/value']);
    expect(documentOf(ivs, 'ListStreamKeys').pagination).toEqual({
      inputToken: 'nextToken',
      outputToken: 'nextToken',
      limit: 'maxResults',
      items: 'streamKeys',
    });
  });
});

describe('as text', () => {
  test('a list operation', () => {
    expect(renderContract(documentOf(ivs, 'ListPlaybackKeyPairs'))).toMatchInlineSnapshot(`
      "ListPlaybackKeyPairs  (ivs, revision 2026-10-28, only reads)
      https://docs.aws.amazon.com/ivs/latest/LowLatencyAPIReference/API_ListPlaybackKeyPairs.html

      POST /ListPlaybackKeyPairs → 200

      Input
        maxResults  integer, 1..100
        nextToken   string, 0..1024 characters, ^(?:[a-zA-Z0-9+/=_-]*)$

      Output
        keyPairs[]  required, object
          arn       string, 1..128 characters, ^(?:arn:aws:ivs:[a-z0-9-]+:[0-9]+:playback-key/[a-zA-Z0-9-]+)$
          name      string, 0..128 characters, ^(?:[a-zA-Z0-9-_]*)$
          tags      map, keys (string, 1..128 characters, ^(?:([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+))$), values (string, 0..256 characters, ^(?:([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*))$), 0..50 entries
        nextToken   string, 0..1024 characters, ^(?:[a-zA-Z0-9+/=_-]*)$

      Errors
        400 ValidationException
        403 AccessDeniedException

      Pagination
        at most maxResults of keyPairs; the answer's nextToken, sent as nextToken, gives the next page
      "
    `);
  });

  test('an operation whose members travel in the path and the query', () => {
    expect(renderContract(documentOf(ivs, 'UntagResource'))).toMatchInlineSnapshot(`
      "UntagResource  (ivs, revision 2026-10-28)
      https://docs.aws.amazon.com/ivs/latest/LowLatencyAPIReference/API_UntagResource.html

      DELETE /tags/{resourceArn} → 200
        resourceArn: uri resourceArn
        tagKeys: querystring tagKeys

      Input
        resourceArn  required, string, 1..128 characters, ^(?:arn:aws:ivs:[a-z0-9-]+:[0-9]+:[a-z-]+/[a-zA-Z0-9-]+)$
        tagKeys[]    required, string, 1..128 characters, ^(?:([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+))$, 0..50 items

      Output
        (no members)

      Errors
        400 ValidationException
        404 ResourceNotFoundException
        500 InternalServerException
      "
    `);
  });

  test('nested members are indented, with what is known of them', () => {
    const text = renderContract(documentOf(loadContract('ivs-realtime'), 'StartComposition'));
    expect(text).toMatch(/^ {2}destinations\[\] +required, object, 1\.\.2 items$/m);
    expect(text).toMatch(/^ {6}gridGap +integer, at least 0, default 2$/m);
    expect(text).toMatch(/^ {4}startTime +string, ISO 8601 timestamp$/m);
    expect(text).toMatch(/^Idempotency token\n {2}idempotencyToken$/m);
  });

  test.each(every)('of $contract.service $name has no trailing blanks and no holes', ({ contract, name }) => {
    const text = renderContract(documentOf(contract, name));
    expect(text).not.toMatch(/ $/m);
    expect(text).not.toMatch(/undefined|\[object/);
  });
});
