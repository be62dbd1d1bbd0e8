import { describe, expect, it } from 'vitest';
import { Client, unknownArn } from '../testing/client.js';

describe('the control surface', () => {
  it('says what is wrong with a broadcast', () => {
    const client = new Client();
    const { control } = client.reference;
    const { arn } = client.channel();
    expect(() => control.goLive(unknownArn('channel'))).toThrow(/there is no channel arn:/);
    expect(() => control.goOffline(arn)).toThrow(/is not live/);
    control.goLive(arn);
    expect(() => control.goLive(arn)).toThrow(/is live already/);
  });

  it('says what is wrong with a participant', () => {
    const client = new Client();
    const { control } = client.reference;
    const { arn } = client.resource('CreateStage', 'stage');
    expect(() => control.joinParticipant(unknownArn('stage'))).toThrow(/there is no stage arn:/);
    expect(() => control.leaveParticipant(arn, 'p')).toThrow(/participant p is not on arn:/);
    control.joinParticipant(arn, { participantId: 'p' });
    expect(() => control.joinParticipant(arn, { participantId: 'p' })).toThrow(/is on arn:.* already/);
  });

  it('says what is wrong with an ingest configuration', () => {
    const client = new Client();
    const { control } = client.reference;
    const { arn } = client.resource('CreateStage', 'stage');
    const unknown = { ingestConfigurationArn: unknownArn('ingest-configuration') };
    expect(() => control.joinParticipant(arn, unknown)).toThrow(/there is no ingest-configuration arn:/);
    const ingest = client.resource('CreateIngestConfiguration', 'ingestConfiguration', {
      ingestProtocol: 'RTMPS',
    });
    const other = { ingestConfigurationArn: ingest.arn };
    expect(() => control.joinParticipant(arn, other)).toThrow(/is not associated with/);
  });

  it('finds resources of every region by their ARN', () => {
    const client = new Client();
    client.headers = {
      authorization: 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/ivs/aws4_request',
    };
    const { arn: channelArn } = client.channel();
    client.reference.control.goLive(channelArn);
    expect(client.post('ListStreams').body).toMatchObject({ streams: [{ channelArn }] });
    client.headers = {};
    expect(client.post('ListStreams').body).toEqual({ streams: [] });
  });
});
