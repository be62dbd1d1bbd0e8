import { describe, expect, test } from 'vitest';
import type { Service } from '../../../contract/types.js';
import { surfaceOfModel } from './found-model.js';
import { serviceModelOf } from './smithy.js';
import { type Standing, standingTo } from './standing.js';
import { botocoreText, type Change, smithyText } from './testing/models.js';

const SERVICE_IDS = {
  ivs: 'com.amazonaws.ivs#AmazonInteractiveVideoService',
  'ivs-realtime': 'com.amazonaws.ivsrealtime#AmazonInteractiveVideoServiceRealTime',
} as const;

const botocore = (service: Service, change: Change = (text) => text) =>
  surfaceOfModel(service, { file: 'service-2.json', model: JSON.parse(change(botocoreText(service))) });

const smithy = (service: Service, change: Change = (text) => text) =>
  surfaceOfModel(service, {
    file: 'model.json',
    model: serviceModelOf(JSON.parse(change(smithyText(service))), SERVICE_IDS[service]),
  });

test.each(['ivs', 'ivs-realtime'] as const)('the model of %s says the same in both forms', (service) => {
  expect(smithy(service)).toEqual(botocore(service));
  expect([...botocore(service).keys()]).toHaveLength(2);
});

test.each(['ivs', 'ivs-realtime'] as const)('what models of %s say, the contract has', (service) => {
  const { behind, ahead } = standingTo(service, botocore(service));
  expect(behind).toEqual({
    ...{ service, operations: [], members: [], enumValues: [] },
    ...{ constraints: [], errors: [], http: [] },
  });
  expect(ahead.operations).toContain('TagResource');
  expect({ ...ahead, operations: [] }).toEqual(behind);
});

/** What a change brings, and its counterpart in the contract. */
interface Told {
  readonly behind: Partial<Standing['behind']>;
  readonly ahead?: Partial<Standing['ahead']>;
}

describe('what is new is told by its kind', () => {
  const REVOKED = 'GetStream AccessDeniedException 403';
  const CASES: [string, Change, Change, Told][] = [
    [
      'an operation',
      (text) =>
        text.replace(
          '"operations": {',
          '$& "WatchStream": { "name": "WatchStream", "http": { "method": "POST", "requestUri": "/WatchStream" } },',
        ),
      (text) =>
        text
          .replace(
            '"shapes": {',
            '$& "com.amazonaws.ivs#WatchStream": { "type": "operation", "traits": { "smithy.api#http": { "method": "POST", "uri": "/WatchStream" } } },',
          )
          .replace('"operations": [', '"resources": [{ "target": "com.amazonaws.ivs#Watch" }], $&')
          .replace(
            '"shapes": {',
            '$& "com.amazonaws.ivs#Watch": { "type": "resource", "read": { "target": "com.amazonaws.ivs#WatchStream" } },',
          ),
      { behind: { operations: ['WatchStream'] } },
    ],
    [
      'a member, with nothing of what it holds',
      (text) => text.replace('"viewerCount": {', '"again": { "shape": "StreamState" }, $&'),
      (text) =>
        text.replace('"viewerCount": {', '"again": { "target": "com.amazonaws.ivs#StreamState" }, $&'),
      { behind: { members: ['GetStream output stream.again'] } },
    ],
    [
      'an enum value',
      (text) => text.replace('"STARVING"', '$&, "SINGING"'),
      (text) => text.replace(/\{\s*"value": "STARVING"/, '{ "value": "SINGING" }, $&'),
      { behind: { enumValues: ['GetStream output stream.health: SINGING'] } },
    ],
    [
      'a constraint',
      (text) => text.replace(/"max": 26/, '"max": 27'),
      (text) => text.replace(/"max": 26/, '"max": 27'),
      {
        behind: { constraints: ['GetStream output stream.streamId maxLength: 27'] },
        ahead: { constraints: ['GetStream output stream.streamId maxLength: 26'] },
      },
    ],
    [
      'another type, and that it is required',
      (text) => text.replace('"long"', '"string"').replace(/"Stream": \{/, '$& "required": ["state"],'),
      (text) =>
        text
          .replace('"long"', '"string"')
          .replace(
            /"target": "com.amazonaws.ivs#StreamState"/,
            '$&, "traits": { "smithy.api#required": {} }',
          ),
      {
        behind: {
          constraints: [
            'GetStream output stream.viewerCount type: string',
            'GetStream output stream.state required: true',
          ],
        },
        ahead: { constraints: ['GetStream output stream.viewerCount type: integer'] },
      },
    ],
    [
      'an error, and the status of one',
      (text) =>
        text
          .replace('"httpStatusCode": 403', '"httpStatusCode": 401')
          .replace(/"shape": "InternalServerException"/, '"shape": "AccessDeniedException"'),
      (text) =>
        text
          .replace('"smithy.api#httpError": 403', '"smithy.api#httpError": 401')
          .replace(
            /"target": "com.amazonaws.ivs#InternalServerException"/,
            '"target": "com.amazonaws.ivs#AccessDeniedException"',
          ),
      {
        behind: {
          errors: ['GetStream AccessDeniedException 401', 'UntagResource AccessDeniedException 401'],
        },
        ahead: { errors: [REVOKED, 'UntagResource InternalServerException 500'] },
      },
    ],
    [
      'another way over HTTP',
      (text) =>
        text.replace('"locationName": "tagKeys"', '"locationName": "tag-keys"').replace('"POST"', '"GET"'),
      (text) =>
        text
          .replace('"smithy.api#httpQuery": "tagKeys"', '"smithy.api#httpQuery": "tag-keys"')
          .replace('"POST"', '"GET"'),
      {
        behind: { http: ['GetStream GET /GetStream', 'UntagResource input tagKeys in querystring tag-keys'] },
        ahead: { http: ['GetStream POST /GetStream', 'UntagResource input tagKeys in querystring tagKeys'] },
      },
    ],
  ];

  test.each(CASES)('%s', (_, inBotocore, inSmithy, told) => {
    const none = {
      service: 'ivs',
      operations: [],
      members: [],
      enumValues: [],
      constraints: [],
      errors: [],
      http: [],
    };
    for (const surface of [botocore('ivs', inBotocore), smithy('ivs', inSmithy)]) {
      const { behind, ahead } = standingTo('ivs', surface);
      expect(behind).toEqual({ ...none, ...told.behind });
      expect({ ...ahead, operations: [] }).toEqual({ ...none, ...told.ahead });
    }
  });
});
