import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../contract/types.js';
import { Client, expectError, unknownArn } from '../../testing/client.js';

function create(video: JsonObject): ReturnType<Client['post']> {
  return new Client().post('CreateEncoderConfiguration', { video });
}

describe('encoder configurations', () => {
  it('have documented defaults, member by member', () => {
    const client = new Client();
    const defaults = { width: 1280, height: 720, framerate: 30, bitrate: 2_500_000 };
    const made = client.resource('CreateEncoderConfiguration', 'encoderConfiguration');
    const arn = expect.stringMatching(/:encoder-configuration\/[a-zA-Z0-9]{12}$/);
    expect(made).toEqual({ arn, name: '', video: defaults, tags: {} });
    expect(create({ height: 540, framerate: 29.97 }).body).toMatchObject({
      encoderConfiguration: { video: { ...defaults, height: 540, framerate: 29.97 } },
    });
    const read = client.post('GetEncoderConfiguration', { arn: made.arn });
    expect(read.body).toEqual({ encoderConfiguration: made });
  });

  it.each([
    [{ width: 1920, height: 1080 }, 200],
    [{ width: 1080, height: 1920 }, 200],
    [{ width: 2, height: 2 }, 200],
    [{ width: 1440, height: 1440 }, 200],
    [{ width: 1442, height: 1440 }, 400],
    [{ height: 1920 }, 400],
    [{ width: 1281 }, 400],
    [{ height: 721 }, 400],
  ])('take even sizes of at most 2073600 pixels: %j gives %d', (video, status) => {
    expect(create(video).status).toBe(status);
  });

  it('are listed in summary, and deleted', () => {
    const client = new Client();
    const { arn } = client.resource('CreateEncoderConfiguration', 'encoderConfiguration', { name: 'e' });
    const summary = { arn, name: 'e', tags: {} };
    expect(client.post('ListEncoderConfigurations').body).toEqual({ encoderConfigurations: [summary] });
    expect(client.post('DeleteEncoderConfiguration', { arn })).toMatchObject({ status: 200, body: {} });
    expectError(client.post('GetEncoderConfiguration', { arn }), 404, 'ResourceNotFoundException');
  });

  it.each(['Get', 'Delete'])('need to exist for %s', (verb) => {
    const arn = unknownArn('encoder-configuration');
    expectError(new Client().post(`${verb}EncoderConfiguration`, { arn }), 404, 'ResourceNotFoundException');
  });
});
