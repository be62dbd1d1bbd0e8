import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Client, expectError, unknownArn } from '../../testing/client.js';
import { p384, p384Pair, pemOf } from '../../testing/keys.js';

/** Both services import public keys in the same manner. */
const KINDS = [
  { noun: 'PlaybackKeyPair', member: 'keyPair', items: 'keyPairs', type: 'playback-key' },
  { noun: 'PublicKey', member: 'publicKey', items: 'publicKeys', type: 'public-key' },
] as const;

describe.each(KINDS)('$noun', ({ noun, member, items, type }) => {
  const imported = (client: Client, input: object = {}) =>
    client.resource(`Import${noun}`, member, { publicKeyMaterial: p384(), ...input });

  it('has an MD5 of the key as its fingerprint, and the documented defaults', () => {
    const { pem, der } = p384Pair();
    const client = new Client();
    const key = imported(client, { publicKeyMaterial: pem });
    const pairs = createHash('md5').update(der).digest('hex').match(/../g);
    expect(key).toEqual({
      arn: expect.stringMatching(new RegExp(`^arn:aws:ivs:us-east-1:123456789012:${type}/\\w{12}$`)),
      name: '',
      fingerprint: pairs?.join(':'),
      tags: {},
      ...(type === 'public-key' ? { publicKeyMaterial: pem } : {}),
    });
    expect(client.post(`Get${noun}`, { arn: key.arn }).body).toEqual({ [member]: key });
  });

  it('is listed without fingerprint and material', () => {
    const client = new Client();
    const { arn } = imported(client, { name: 'n', tags: { a: 'b' } });
    expect(client.post(`List${noun}s`).body).toEqual({ [items]: [{ arn, name: 'n', tags: { a: 'b' } }] });
  });

  it('cannot be imported twice, however the PEM is written, until it is deleted', () => {
    const client = new Client();
    const pem = p384();
    const { arn } = imported(client, { publicKeyMaterial: pem });
    const again = { publicKeyMaterial: pem.trimEnd(), name: 'other' };
    expectError(client.post(`Import${noun}`, again), 409, 'ConflictException');
    expect(client.post(`Delete${noun}`, { arn })).toMatchObject({ status: 200, body: {} });
    expect(client.post(`Import${noun}`, again).status).toBe(200);
  });

  it('may share its name with another', () => {
    const client = new Client();
    const [first, second] = [imported(client, { name: 'n' }), imported(client, { name: 'n' })];
    expect(first.arn).not.toBe(second.arn);
  });

  it('has a quota of three, which an option lifts', () => {
    const fourth = (client: Client) => {
      for (let at = 0; at < 3; at += 1) imported(client);
      return client.post(`Import${noun}`, { publicKeyMaterial: p384() });
    };
    expectError(fourth(new Client()), 402, 'ServiceQuotaExceededException');
    expect(fourth(new Client({ quotas: { [type]: Number.POSITIVE_INFINITY } })).status).toBe(200);
  });

  it.each([
    ['no key at all', 'key'],
    ['a key that is cut off', p384().replace(/\n.{8}/, '\n')],
    ['P-256', pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)],
    ['RSA', pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey)],
    ['Ed25519', pemOf(generateKeyPairSync('ed25519').publicKey)],
    [
      'a private key',
      generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ],
  ])('cannot be %s', (_, publicKeyMaterial) => {
    const input = { publicKeyMaterial: String(publicKeyMaterial) };
    expectError(new Client().post(`Import${noun}`, input), 400, 'ValidationException');
  });

  it.each(['Get', 'Delete'])('needs to exist for %s', (verb) => {
    const answer = new Client().post(`${verb}${noun}`, { arn: unknownArn(type) });
    expectError(answer, 404, 'ResourceNotFoundException');
  });
});
