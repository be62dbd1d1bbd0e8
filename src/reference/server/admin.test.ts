import { afterEach, describe, expect, it } from 'vitest';
import { createReference, type Reference } from '../reference.js';
import { contracts } from '../testing/client.js';
import { Admin } from './admin.js';
import { type ReferenceServer, startReference } from './server.js';

const servers: ReferenceServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

type Reply = { status: number; body: { [member: string]: unknown } };

/** A reference endpoint with its admin path, asked over HTTP. */
async function serve(options: { admin: boolean } = { admin: true }) {
  const reference: Reference = createReference({ contracts });
  const server = await startReference(reference, options.admin ? { control: reference.control } : {});
  servers.push(server);
  const post = async (path: string, body: unknown, headers: { [name: string]: string } = {}) => {
    const response = await fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const reply: Reply = { status: response.status, body: JSON.parse((await response.text()) || '{}') };
    return reply;
  };
  return { url: server.url, post };
}

async function newChannel({ post }: Awaited<ReturnType<typeof serve>>): Promise<string> {
  const { body } = await post('/CreateChannel', {});
  return String(Object(body.channel).arn);
}

describe('the admin path', () => {
  it('makes a channel go live with a given ingest configuration, and ends the stream', async () => {
    const server = await serve();
    const channelArn = await newChannel(server);
    const options = { video: [{ videoHeight: 1080 }, {}], health: 'STARVING', viewerCount: 7 };
    const live = await server.post('/_reference/goLive', { channelArn, ...options });
    expect(live).toEqual({ status: 200, body: { streamId: expect.stringMatching(/^st-\w{23}$/) } });
    const shown = await server.post('/GetStream', { channelArn });
    expect(shown.body.stream).toMatchObject({ ...live.body, health: 'STARVING', viewerCount: 7 });
    const session = await server.post('/GetStreamSession', { channelArn });
    expect(session.body.streamSession).toMatchObject({
      ingestConfigurations: { videoConfigurations: [{ videoHeight: 1080 }, { videoHeight: 720 }] },
    });
    expect(await server.post('/_reference/goOffline', { channelArn })).toEqual({ status: 200, body: {} });
    expect((await server.post('/GetStream', { channelArn })).status).toBe(404);
  });

  it('joins and leaves participants', async () => {
    const { post } = await serve();
    const { body } = await post('/CreateStage', {});
    const stageArn = String(Object(body.stage).arn);
    const person = { stageArn, userId: 'someone', attributes: { role: 'host' }, publish: true };
    const joined = await post('/_reference/joinParticipant', person);
    const { participantId, sessionId } = joined.body;
    const participant = await post('/GetParticipant', { stageArn, sessionId, participantId });
    expect(participant.body.participant).toMatchObject({
      userId: 'someone',
      attributes: { role: 'host' },
      state: 'CONNECTED',
      published: true,
    });
    expect((await post('/_reference/leaveParticipant', { stageArn, participantId })).status).toBe(200);
    const left = await post('/GetParticipant', { stageArn, sessionId, participantId });
    expect(left.body.participant).toMatchObject({ state: 'DISCONNECTED' });
  });

  it('says what there is', async () => {
    const { url } = await serve();
    const response = await fetch(`${url}/_reference`);
    expect(await response.json()).toEqual({
      actions: [
        ...['goLive', 'goOffline', 'setRecordingConfigurationState', 'joinParticipant', 'leaveParticipant'],
      ],
    });
  });

  it.each<[string, unknown, { [name: string]: string }, number, RegExp]>([
    ['/_reference/fly', {}, {}, 404, /no action fly/],
    ['/_reference/goLive', { channelArn: 'arn:none' }, {}, 400, /there is no channel arn:none/],
    ['/_reference/goLive', {}, {}, 400, /channelArn/],
    ['/_reference/goLive', { channelArn: 'a', video: {} }, {}, 400, /video must be array/],
    ['/_reference/goLive', { channelArn: 'a', health: 'GOOD' }, {}, 400, /health must be equal to one of/],
    ['/_reference/joinParticipant', { stageArn: 'a', publish: 'yes' }, {}, 400, /publish must be boolean/],
    ['/_reference/goLive', [], {}, 400, /JSON object must be object/],
    ['/_reference/goLive', '{', {}, 400, /JSON/],
    ['/_reference/goLive', {}, { 'content-type': 'text/plain' }, 415, /application\/json/],
  ])('refuses %s with %j %j', async (path, body, headers, status, message) => {
    const { post } = await serve();
    expect(await post(path, body, headers)).toEqual({
      status,
      body: { message: expect.stringMatching(message) },
    });
  });

  it('refuses other methods', async () => {
    const { url } = await serve();
    expect((await fetch(`${url}/_reference/goLive`)).status).toBe(405);
  });

  it.each([
    ['192.0.2.7', 'IPv4', 403],
    ['2001:db8::1', 'IPv6', 403],
    ['::ffff:192.0.2.7', 'IPv6', 403],
    [undefined, undefined, 403],
    ['127.0.0.1', 'IPv4', 200],
    ['::1', 'IPv6', 200],
    ['::ffff:127.0.0.1', 'IPv6', 200],
  ])('answers a client at %s (%s) with %i', (remoteAddress, remoteFamily, status) => {
    const admin = new Admin(createReference({ contracts }).control);
    const request = { method: 'GET', headers: {}, socket: { remoteAddress, remoteFamily } };
    expect(admin.answer('', request, '').status).toBe(status);
  });

  it('is no part of the API', async () => {
    const { post } = await serve({ admin: false });
    const { status, body } = await post('/_reference/goLive', {});
    expect(status).toBe(404);
    expect(body.exceptionMessage).toBe('no operation has this path');
  });
});
