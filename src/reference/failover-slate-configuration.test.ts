import { describe, expect, it } from 'vitest';
import { loadContracts } from '../contract/load.js';
import { Client, expectError, unknownArn } from './testing/client.js';

const DEFAULTS = {
  name: '',
  activationThresholdSeconds: 3,
  minSlateDisplaySeconds: 3,
  maxSlateDisplaySeconds: 60,
  tags: {},
};

function slateOf(client: Client, input = {}) {
  return client.resource('CreateFailoverSlateConfiguration', 'failoverSlateConfiguration', input);
}

/** A resource that nothing but data makes known to the endpoint. */
describe('failover slate configurations', () => {
  it('have documented defaults, and are CREATED soon after they were CREATING', () => {
    const client = new Client();
    const { arn, ...created } = slateOf(client);
    expect(created).toEqual({ ...DEFAULTS, state: 'CREATING' });
    const { body } = client.post('GetFailoverSlateConfiguration', { arn });
    expect(body).toEqual({ failoverSlateConfiguration: { arn, ...DEFAULTS, state: 'CREATED' } });
    expect(client.post('ListFailoverSlateConfigurations').body).toEqual({
      failoverSlateConfigurations: [body.failoverSlateConfiguration],
    });
  });

  it('change what an update names, and show in its answer that it goes on', () => {
    const client = new Client();
    const { arn } = slateOf(client, { name: 'slate', tags: { a: 'b' } });
    const change = { arn, maxSlateDisplaySeconds: 90 };
    const changed = { ...DEFAULTS, name: 'slate', tags: { a: 'b' }, ...change };
    const { body } = client.post('UpdateFailoverSlateConfiguration', change);
    expect(body.failoverSlateConfiguration).toEqual({ ...changed, state: 'UPDATING' });
    const read = client.post('GetFailoverSlateConfiguration', { arn }).body;
    expect(read.failoverSlateConfiguration).toEqual({ ...changed, state: 'CREATED' });
  });

  it('cannot be deleted while a channel uses them', () => {
    const client = new Client();
    const { arn } = slateOf(client);
    const channel = client.channel({ failoverSlateConfigurationArn: arn });
    expectError(client.post('DeleteFailoverSlateConfiguration', { arn }), 409, 'ConflictException');
    client.post('UpdateChannel', { arn: channel.arn, failoverSlateConfigurationArn: '' });
    expect(client.post('DeleteFailoverSlateConfiguration', { arn }).status).toBe(204);
    expectError(client.post('GetFailoverSlateConfiguration', { arn }), 404, 'ResourceNotFoundException');
  });

  it('have to exist where a channel names them', () => {
    const failoverSlateConfigurationArn = unknownArn('failover-slate-configuration');
    const answer = new Client().post('CreateChannel', { failoverSlateConfigurationArn });
    expectError(answer, 404, 'ResourceNotFoundException');
  });

  it('filter channels, but not together with anything else', () => {
    const client = new Client();
    const failoverSlateConfigurationArn = slateOf(client).arn;
    const { arn } = client.channel({ failoverSlateConfigurationArn, name: 'with' });
    client.channel({ name: 'without' });
    const filter = { filterByFailoverSlateConfigurationArn: failoverSlateConfigurationArn };
    expect(client.post('ListChannels', filter).body.channels).toEqual([expect.objectContaining({ arn })]);
    for (const other of [{ filterByName: 'with' }, { filterByAdConfigurationArn: '' }])
      expectError(client.post('ListChannels', { ...filter, ...other }), 409, 'ConflictException');
  });

  it('are shown by a stream session as they were', () => {
    const client = new Client();
    const slate = slateOf(client, { name: 'before' });
    const { arn } = client.channel({ failoverSlateConfigurationArn: slate.arn });
    client.reference.control.goLive(arn);
    client.post('UpdateFailoverSlateConfiguration', { arn: slate.arn, name: 'after' });
    const { body } = client.post('GetStreamSession', { channelArn: arn });
    expect(body.streamSession).toMatchObject({ failoverSlateConfiguration: { ...slate, state: 'CREATED' } });
  });

  it('are unknown before their revision', () => {
    const client = new Client({ contracts: loadContracts({ revision: '2026-07-09' }) });
    expect(client.post('CreateFailoverSlateConfiguration').status).toBe(404);
    expect(client.channel()).not.toHaveProperty('failoverSlateConfigurationArn');
  });
});
