import type { JsonObject } from '../contract/types.js';
import { type Call, constrain, type Handlers, type World } from './call.js';
import { named } from './entry.js';
import { list, nested, pick, text } from './json.js';
import type { Entry } from './store.js';

const DEFAULT_DURATION_MINUTES = 720;
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
    const tokenId = text(call.input, 'tokenId');
    for (const stage of store.all('stage', call.region)) attendance.revoke(stage, tokenId);
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
  const { duration: asked } = configuration;
  const duration = typeof asked === 'number' ? asked : DEFAULT_DURATION_MINUTES;
  const requested = list(configuration, 'capabilities');
  const capabilities = requested.length > 0 ? [...requested] : ['PUBLISH', 'SUBSCRIBE'];
  const issued = now();
  const expires = new Date(issued.getTime() + duration * MS_PER_MINUTE);
  const participantId = identities.id();
  attendance.admit(stage.arn, participantId, {
    userId: text(configuration, 'userId'),
    attributes: nested(configuration, 'attributes'),
    mayPublish: capabilities.includes('PUBLISH'),
  });
  const claims = {
    exp: seconds(expires),
    iat: seconds(issued),
    jti: participantId,
    resource: stage.arn,
    topic: stage.arn.slice(stage.arn.indexOf('/') + 1),
    capabilities: {
      allow_publish: capabilities.includes('PUBLISH'),
      allow_subscribe: capabilities.includes('SUBSCRIBE'),
    },
    version: '1.0',
  };
  return {
    participantId,
    token: `${encode({ alg: 'KMS', typ: 'JWT' })}.${encode(claims)}.${identities.alphanumeric(SIGNATURE_LENGTH)}`,
    ...pick(configuration, ['userId', 'attributes']),
    duration,
    capabilities,
    expirationTime: expires.toISOString(),
  };
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

function encode(part: JsonObject): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
