import { describe, expect, test } from 'vitest';
import { askReference, createJudge } from '../../proof/mutation/judge.js';
import { findMutant } from '../../reference/mutants/index.js';

const judge = createJudge(1, 'smoke');

async function verdictOf(id: string, mutant?: string) {
  const check = judge.checks.find((each) => each.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  const broken = mutant === undefined ? undefined : findMutant(judge.contracts, mutant);
  const [result] = await askReference(judge, [check], broken);
  return result;
}

describe.each<[check: string, mutant: string, expected: RegExp]>([
  [
    'accepted/ivs/allowed-origins-of-every-form/CreatePlaybackRestrictionPolicy',
    'allowed-refused/ivs/CreatePlaybackRestrictionPolicy/port',
    /^success, because origins of every form are documented as allowed$/,
  ],
  [
    'same-name/ivs/recording-configuration-names-not-unique',
    'name-unique/ivs/CreateRecordingConfiguration',
    /^success, as the first time$/,
  ],
  [
    'distinct/ivs/assigned-values-are-distinct/StreamKey',
    'assigned-same/ivs/CreateStreamKey/value',
    /^another streamKey\.value than/,
  ],
  [
    'shown/ivs/srt-of-channels/secure-ingest-only',
    'srt-lost/ivs/CreateChannel/srt.passphrase',
    /^channel\.srt\.passphrase is there$/,
  ],
  [
    'ingest/ivs-realtime/redundant-ingest-credentials',
    'credentials-always/ivs-realtime/UpdateIngestConfiguration',
    /^no ingestConfiguration\.redundantIngestCredentials, because redundantIngest is false$/,
  ],
  [
    'shown/ivs-realtime/stage-recording-settings-reset/switched-off',
    'recording-not-reset/ivs-realtime/UpdateStage/mediaTypes',
    /mediaTypes is \["AUDIO_VIDEO"\], if shown at all$/,
  ],
  [
    'settles/ivs/recording-configuration-becomes-active',
    'state-regresses/ivs/GetRecordingConfiguration',
    /^recordingConfiguration\.state is still ACTIVE$/,
  ],
  [
    'made-along/ivs/create-channel-makes-stream-key/answer',
    'stream-key-of-another/ivs/CreateChannel',
    /^streamKey\.channelArn is "arn:.*\(the ARN of the Channel\)$/,
  ],
  [
    'made-along/ivs/create-channel-makes-stream-key/list',
    'stream-key-not-listed/ivs/ListStreamKeys',
    /^the StreamKey arn:/,
  ],
  [
    'omitted/ivs/stream-key-values-not-listed',
    'secret-listed/ivs/ListStreamKeys/value',
    /^an entry without value$/,
  ],
  ['malformed/ivs/member-case', 'wire/member-case-ignored', /^no name, because NAME is another member$/],
  [
    'ingest/ivs-realtime/ingest-by-state',
    'filter-ignored/ivs-realtime/ListIngestConfigurations/filterByState',
    /^filterByState ACTIVE lists only ones in that state, and not arn:/,
  ],
  [
    'exclusive/ivs-realtime/ingest-filters-exclusive/filterByStageArn+filterByState',
    'filters-not-exclusive/ivs-realtime/ListIngestConfigurations',
    /^a refusal \(4xx\), because filterByStageArn and filterByState exclude one another$/,
  ],
  [
    'limit-per-parent/ivs/one-stream-key-per-channel/room',
    'stream-key-not-renewed/ivs/CreateStreamKey',
    /^another value than before$/,
  ],
  ['tags/ivs/tag-keys-are-case-sensitive/Channel', 'tag-case-ignored/ivs/TagResource', /"genre":"music"/],
])('%s', (id, mutant, expected) => {
  test('passes a conforming endpoint', async () => {
    expect(await verdictOf(id)).toMatchObject({ outcome: 'conforms' });
  });

  test(`catches ${mutant}`, async () => {
    const result = await verdictOf(id, mutant);
    expect(result?.outcome).toBe('deviates');
    expect(result?.deviation?.expected).toMatch(expected);
  });
});

test('an endpoint that lacks what makes the fixture is not blamed twice', async () => {
  const result = await verdictOf(
    'made-along/ivs/create-channel-makes-stream-key/get',
    'stream-key-not-shown/ivs/CreateChannel',
  );
  expect(result?.outcome).toBe('skipped');
});
