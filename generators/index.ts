/**
 * Arbitraries (fast-check generators) for Amazon IVS: from any schema of a contract, and by domain.
 *
 * @module ivs-conformance/generators
 */
export { type ArnParts, arn } from './arns/arn.js';
export { arnElsewhere } from './arns/arn-elsewhere.js';
export { arnNearMiss } from './arns/arn-near-miss.js';
export { resourceArnOf } from './arns/resource-arn-of.js';
export { channelInput } from './inputs/channel-input.js';
export { channelInputForbidden } from './inputs/channel-input-forbidden.js';
export { participantAttributes } from './inputs/participant-attributes.js';
export { participantTokenInput } from './inputs/participant-token-input.js';
export { playbackRestrictionPolicyInput } from './inputs/playback-restriction-policy-input.js';
export { recordingConfigurationInput } from './inputs/recording-configuration-input.js';
export { stageInput } from './inputs/stage-input.js';
export { boundaries } from './schema/boundaries.js';
export { boundariesFor } from './schema/boundaries-for.js';
export { broken } from './schema/broken.js';
export { brokenFor } from './schema/broken-for.js';
export { fromSchema } from './schema/from-schema.js';
export { inputFor } from './schema/input-for.js';
export { sequence } from './sequences/sequence.js';
export type {
  Boundary,
  Broken,
  Labelled,
  LimitKeyword,
  SchemaOptions,
  Step,
  StepKind,
  StepOptions,
} from './types.js';
export { country } from './values/country.js';
export { countryNearMiss } from './values/country-near-miss.js';
export { everyCountry } from './values/every-country.js';
export { origin } from './values/origin.js';
export { originNearMiss } from './values/origin-near-miss.js';
export { publicKeyMaterial } from './values/public-key-material.js';
export { publicKeyMaterialNearMiss } from './values/public-key-material-near-miss.js';
export { tag } from './values/tag.js';
export { tags } from './values/tags.js';
