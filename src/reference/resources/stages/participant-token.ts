import type { JsonObject } from '../../../contract/types.js';
import { type Call, constrain, type Handlers, named, type World } from '../../state/call.js';
import { idOf } from '../../state/identity.js';
import { nested, pick, text, texts } from '../../state/json.js';
import type { Entry } from '../../state/store.js';
import { factsOf } from '../facts.js';

const MS_PER_MINUTE = 60_000;
const ATTRIBUTES_LIMIT_BYTES = 1024;
const SIGNATURE_LENGTH = 128;

/** Participant tokens that are made after their stage. */
export const participantTokenHandlers: Handlers = {
  CreateParticipantToken(call, world) {
    const stage = named(call, world, 'stage', 'stageArn');
    checkAttributes(call, call.input);
    return { participantToken: participantToken(world, stage, call.input) };
  },

  RevokeConnectionToken(call, { store, attendance }) {
    for (const stage of store.all('stage', call.region))
      attendance.revoke(stage, text(call.input, 'tokenId'));
    return {};
  },
};

/**
 * The attributes of a token may not exceed 1 KB together.
 * @throws Fault ValidationException when they do
 */
export function checkAttributes(call: Call, configuration: JsonObject): void {
  const entries = Object.entries(nested(configuration, 'attributes')).flat();
  const bytes = entries.reduce<number>((sum, part) => sum + Buffer.byteLength(String(part)), 0);
  const message = `attributes take ${bytes} bytes, more than ${ATTRIBUTES_LIMIT_BYTES}`;
  constrain(call, 'attributes/size', bytes <= ATTRIBUTES_LIMIT_BYTES, message);
}

/** A new token for a stage. The participant has not joined, so the stage only learns whom to expect. */
export function participantToken(
  { identities, now, attendance }: World,
  stage: Entry,
  configuration: JsonObject,
): JsonObject {
  const { defaults = {} } = factsOf('ivs-realtime', 'ParticipantToken');
  const { duration: asked } = configuration;
  const duration = typeof asked === 'number' ? asked : Number(defaults.duration);
  const requested = texts(configuration, 'capabilities');
  const capabilities = requested.length > 0 ? requested : texts(defaults, 'capabilities');
  const mayPublish = capabilities.includes('PUBLISH');
  const [issued, participantId] = [now().getTime(), identities.id()];
  const expires = issued + duration * MS_PER_MINUTE;
  const [userId, attributes] = [text(configuration, 'userId'), nested(configuration, 'attributes')];
  attendance.admit(stage.arn, participantId, { userId, attributes, mayPublish });
  const claims = {
    exp: Math.floor(expires / 1000),
    iat: Math.floor(issued / 1000),
    jti: participantId,
    resource: stage.arn,
    topic: idOf(stage.arn),
    capabilities: { allow_publish: mayPublish, allow_subscribe: capabilities.includes('SUBSCRIBE') },
    version: '1.0',
  };
  const signed = [{ alg: 'KMS', typ: 'JWT' }, claims].map(encode);
  return {
    ...pick(configuration, ['userId', 'attributes']),
    ...{
      participantId,
      token: [...signed, identities.alphanumeric(SIGNATURE_LENGTH)].join('.'),
      duration,
      capabilities,
    },
    expirationTime: new Date(expires).toISOString(),
  };
}

function encode(part: JsonObject): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
