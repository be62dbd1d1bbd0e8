import { describe, expect, it } from 'vitest';
import { loadContracts } from '../../contract/load.js';
import type { Service } from '../../contract/types.js';
import type { JudgeOptions } from './classify.js';
import type { HarEntry } from './har/har.js';
import { TrafficJudge } from './judge.js';
import { ARN, CHANNEL, entry, type Recorded } from './testing/entries.js';
import type { JudgedEntry } from './verdict.js';

const judges = {
  all: { contracts: loadContracts() },
  named: (service: Service) => ({ contracts: loadContracts({ services: [service] }), isNamed: true }),
};

/** The verdict on an entry that is the only one of its recording. */
function only(recorded: HarEntry, options: JudgeOptions): JudgedEntry | undefined {
  const by = new TrafficJudge(options);
  return [...by.take(0, recorded), ...by.finish()][0]?.judged;
}

function judge(recorded: Recorded, by: JudgeOptions = judges.all): JudgedEntry {
  const judged = only(entry(recorded), by);
  if (judged === undefined) throw new Error('the entry was left alone');
  return judged;
}

const problems = (recorded: Recorded) =>
  judge(recorded).problems.map(({ where, path, rule, message }) => `${where} ${rule} ${path} | ${message}`);

describe('recognising', () => {
  const found = (recorded: Recorded, by: JudgeOptions = judges.all) => {
    const judged = only(entry(recorded), by);
    return judged === undefined ? 'left alone' : `${judged.service} ${judged.operation}`;
  };
  const tags = `/tags/${encodeURIComponent('arn:aws:ivs:us-east-1:123456789012:stage/abcdABCD1234')}`;

  it('goes by method and path at any host', () => {
    expect(found({})).toBe('ivs GetChannel');
    expect(found({ path: '/GetStage' })).toBe('ivs-realtime GetStage');
    expect(found({ method: 'GET' })).toBe('left alone');
    expect(found({ method: 'OPTIONS' })).toBe('left alone');
    expect(found({ path: '/GetChannels' })).toBe('left alone');
    expect(found({ path: '/', host: 'data:' })).toBe('left alone');
  });

  it('goes by host where that is one of AWS', () => {
    expect(found({ host: 'https://ivs.us-west-2.amazonaws.com' })).toBe('ivs GetChannel');
    expect(found({ host: 'https://ivsrealtime.eu-west-1.api.aws', path: '/GetStage' })).toBe(
      'ivs-realtime GetStage',
    );
    expect(found({ host: 'https://s3.us-west-2.amazonaws.com' })).toBe('left alone');
    expect(found({ host: 'https://ivs.us-west-2.amazonaws.com', path: '/GetNothing' })).toBe(
      'ivs POST /GetNothing',
    );
    expect(found({ host: 'https://ivs.us-west-2.amazonaws.com', path: '/GetStage' })).toBe(
      'ivs POST /GetStage',
    );
  });

  it('goes by the ARN where both services have the path', () => {
    expect(found({ method: 'GET', path: tags, sent: '' })).toBe('ivs-realtime ListTagsForResource');
    expect(found({ method: 'GET', path: '/tags/holiday', sent: '' })).toBe('left alone');
  });

  it('goes below a path where the user names the service, or the request is signed for it', () => {
    const below = { path: '/proxy/ivs/GetChannel' };
    const authorization = 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/ivs/aws4_request, Signature=0';
    expect(found(below)).toBe('left alone');
    expect(found(below, judges.named('ivs'))).toBe('ivs GetChannel');
    expect(found(below, judges.named('ivs-realtime'))).toBe('left alone');
    expect(found({ ...below, headers: { Authorization: authorization } })).toBe('ivs GetChannel');
  });
});

describe('requests', () => {
  it('that are valid conform, also where members are null', () => {
    expect(judge({}).outcome).toBe('conforms');
    expect(judge({ path: '/ListChannels', sent: { maxResults: null }, body: { channels: [] } }).outcome).toBe(
      'conforms',
    );
  });

  it('that break the contract and are accepted deviate', () => {
    expect(problems({ sent: {} })).toEqual([
      'request input-constraints arn | arn: expected present, observed absent',
    ]);
    expect(problems({ sent: { arn: ARN, region: 'x' } })).toEqual([
      'request input-constraints region | region: expected no member of this name, observed present',
    ]);
    expect(problems({ sent: { arn: 1 } })).toEqual([
      'request malformed-type arn | arn: expected a string, observed 1',
    ]);
    expect(problems({ sent: '{"arn":' })).toEqual([
      'request malformed-json  | expected a JSON object as the body, observed no JSON',
    ]);
  });

  it('that break the contract and are refused are told in a note only', () => {
    const refused = judge({
      sent: {},
      status: 400,
      answered: { 'X-Amzn-ErrorType': 'ValidationException:http://x/' },
      body: { message: 'no' },
    });
    expect(refused).toMatchObject({ outcome: 'conforms', problems: [] });
    expect(refused.notes.map(({ text }) => text)).toEqual([
      'the request was refused, and is invalid: arn: expected present, observed absent',
    ]);
  });

  it('are read from path and query', () => {
    const path = `/tags/${encodeURIComponent(ARN)}?tagKeys=a&tagKeys=b`;
    const recorded = { method: 'DELETE', path, sent: '', body: {} };
    expect(judge(recorded)).toMatchObject({
      outcome: 'conforms',
      input: { resourceArn: ARN, tagKeys: ['a', 'b'] },
    });
    expect(problems({ ...recorded, path: path.replace(/\?.*/, '') })).toEqual([
      'request input-constraints tagKeys | tagKeys: expected present, observed absent',
    ]);
    expect(problems({ ...recorded, path: `${path}&tagKeys=%` })).toEqual([
      'request malformed-json  | expected a percent-encoded query, observed one that is not',
    ]);
  });
});

describe('successes', () => {
  it('have the documented status, type and members', () => {
    expect(problems({ status: 201 })).toEqual([
      'response http-status  | expected status 200, observed status 201',
    ]);
    expect(problems({ content: { mimeType: 'text/plain', text: '{"channel":{}}' } })).toEqual([
      'response http-body  | expected content type application/json, observed content type text/plain',
    ]);
    expect(problems({ body: { channel: { ...CHANNEL, authorized: 'yes', latencyMode: 'FAST' } } })).toEqual([
      'response output-shape channel.authorized | channel.authorized: expected a boolean, observed "yes"',
      'response output-shape channel.latencyMode | channel.latencyMode: expected one of "NORMAL", "LOW", observed "FAST"',
    ]);
    expect(problems({ body: { channel: { ...CHANNEL, name: 'a b' } } })[0]).toMatch(
      /^response output-constraints channel\.name \| /,
    );
    expect(problems({ body: '<html>' })[0]).toMatch(
      /^response http-body {2}\| expected a JSON object, observed/,
    );
  });

  it('may have members that the contract does not know, and members that are null', () => {
    expect(judge({ body: { channel: { ...CHANNEL, more: 1, srt: null } } }).outcome).toBe('conforms');
  });

  it('that the documentation publishes contrary to the model conform, with a note', () => {
    expect(judge({}).notes[0]?.text).toMatch(
      /^channel\.preset of the response is "".*erratum ivs-channel-preset-empty/,
    );
    expect(judge({ body: { channel: { ...CHANNEL, preset: 'HIGHER_BANDWIDTH_DELIVERY' } } }).notes).toEqual(
      [],
    );
  });

  it('of participants conform as published, with a note for each contradiction to the model', () => {
    const session = {
      stageArn: 'arn:aws:ivs:us-east-1:123456789012:stage/abcdABCD1234',
      sessionId: 'st-a1b2c3d4e5f6g',
    };
    const prefix = 'abcdABCDefgh/st-a1b2c3d4e5f6g/abCDEf12GHIj/1234567890';
    const participant = { participantId: 'abCDEf12GHIj', recordingS3Prefix: prefix };
    const one = judge({
      path: '/GetParticipant',
      sent: { ...session, participantId: 'abCDEf12GHIj' },
      body: { participant },
    });
    const source = { participantId: 'abCDEf12GHIj', sourceStageArn: '', sourceSessionId: '' };
    const all = judge({ path: '/ListParticipants', sent: session, body: { participants: [source] } });
    expect([one.outcome, all.outcome]).toEqual(['conforms', 'conforms']);
    const errata = [...one.notes, ...all.notes].map(({ about }) => about).sort();
    expect(errata).toEqual([
      'erratum ivs-realtime-participant-recording-prefix',
      'erratum ivs-realtime-participant-summary-source-session-empty',
      'erratum ivs-realtime-participant-summary-source-stage-empty',
    ]);
  });

  it('that were not recorded whole are not decided', () => {
    const cut = { mimeType: 'application/json', text: '{"chan', size: 400 };
    expect(judge({ content: cut })).toMatchObject({ outcome: 'inconclusive', problems: [] });
    expect(judge({ content: cut }).reason).toContain('cuts it off after 6 of 400 bytes');
    expect(judge({ status: 0, content: {} })).toMatchObject({
      outcome: 'inconclusive',
      reason: 'no response was recorded',
    });
    expect(judge({ status: 304 }).outcome).toBe('inconclusive');
    expect(judge({ content: cut, sent: {} })).toMatchObject({ outcome: 'deviates' });
  });

  it('that are no UTF-8 deviate', () => {
    const content = { mimeType: 'application/json', text: '/w==', encoding: 'base64' };
    expect(problems({ content })).toEqual([
      'response http-body  | expected JSON in UTF-8, observed bytes that are no UTF-8',
    ]);
  });
});

describe('errors', () => {
  const failed = (status: number, body: object | string, answered: { [name: string]: string } = {}) => ({
    ...{ status, body, answered },
  });

  it('that are declared, in their form, conform', () => {
    expect(judge(failed(404, { __type: 'ResourceNotFoundException', exceptionMessage: 'x' })).outcome).toBe(
      'conforms',
    );
    const header = { 'x-amzn-ErrorType': 'com.amazonaws.ivs#ResourceNotFoundException' };
    expect(judge(failed(404, { message: 'x' }, header)).outcome).toBe('conforms');
  });

  it('with another status, or without text, deviate', () => {
    expect(problems(failed(400, { __type: 'ResourceNotFoundException', message: 'x' }))).toEqual([
      'response error-form  | expected status 404 for ResourceNotFoundException, observed status 400',
    ]);
    expect(problems(failed(404, { __type: 'ResourceNotFoundException' }))[0]).toContain(
      'the text of the error',
    );
    expect(problems(failed(404, '<html>'))[0]).toContain('status 404 without a code');
  });

  it('that an operation does not declare deviate, but for those that all AWS services have', () => {
    expect(problems(failed(409, { __type: 'ConflictException', message: 'x' }))[0]).toMatch(
      /^response declared-errors .*observed 409 ConflictException$/,
    );
    expect(judge(failed(403, { __type: 'InvalidSignatureException', message: 'x' })).outcome).toBe(
      'conforms',
    );
    expect(judge(failed(429, { __type: 'ThrottlingException', message: 'x' })).outcome).toBe('conforms');
  });

  it('of gateways are not decided', () => {
    expect(judge(failed(502, '<html>Bad gateway</html>')).outcome).toBe('inconclusive');
  });
});

it('never tells a secret', () => {
  const key = `arn:aws:ivs:us-east-1:123456789012:stream-key/abcdABCD1234`;
  const judged = judge({
    path: '/GetStreamKey',
    sent: { arn: key },
    body: { streamKey: { arn: key, channelArn: ARN, value: { secret: 'sk_us-east-1_abcdefgh_secret' } } },
  });
  expect(judged.outcome).toBe('deviates');
  expect(JSON.stringify([judged.problems, judged.notes])).not.toContain('abcdefgh');
});

describe('signing scopes', () => {
  const signed = (path: string, service: string, status: number) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/${service}/aws4_request, Signature=0`;
    const answered = { 'x-amzn-errortype': 'AccessDeniedException' };
    const body = status === 200 ? { stages: [], channels: [] } : { message: 'no' };
    return judge({ path, headers: { authorization }, sent: {}, status, answered, body }).notes.map(
      ({ text }) => text,
    );
  };

  it('of another name than the service has are noted, whatever the answer', () => {
    const note = 'the request is signed for the service name ivsrealtime';
    expect(signed('/ListStages', 'ivsrealtime', 403)[0]).toContain(
      `${note} and was answered with status 403`,
    );
    expect(signed('/ListStages', 'ivsrealtime', 200)[0]).toContain(
      `${note} and was accepted: AWS takes ivs only for ivs-realtime`,
    );
  });

  it('that are right are not', () => {
    expect(signed('/ListStages', 'ivs', 200)).toEqual([]);
    expect(signed('/ListChannels', 'ivs', 403)).toEqual([]);
  });
});
