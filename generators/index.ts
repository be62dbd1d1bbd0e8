/**
 * Arbitraries (fast-check generators) for Amazon IVS: from any schema of a contract, and by domain.
 *
 * @module ivs-conformance/generators
 */
export { type ArnParts, arn } from './arn.js';
export { arnElsewhere } from './arn-elsewhere.js';
export { arnNearMiss } from './arn-near-miss.js';
export { boundaries } from './boundaries.js';
export { boundariesFor } from './boundaries-for.js';
export { broken } from './broken.js';
export { brokenFor } from './broken-for.js';
export { channelInput } from './channel-input.js';
export { channelInputForbidden } from './channel-input-forbidden.js';
export { country } from './country.js';
export { countryNearMiss } from './country-near-miss.js';
export { everyCountry } from './every-country.js';
export { fromSchema } from './from-schema.js';
export { inputFor } from './input-for.js';
export { origin } from './origin.js';
export { originNearMiss } from './origin-near-miss.js';
export { participantAttributes } from './participant-attributes.js';
export { participantTokenInput } from './participant-token-input.js';
export { playbackRestrictionPolicyInput } from './playback-restriction-policy-input.js';
export { publicKeyMaterial } from './public-key-material.js';
export { publicKeyMaterialNearMiss } from './public-key-material-near-miss.js';
export { recordingConfigurationInput } from './recording-configuration-input.js';
export { resourceArnOf } from './resource-arn-of.js';
export { sequence } from './sequence.js';
export { stageInput } from './stage-input.js';
export { tag } from './tag.js';
export { tags } from './tags.js';
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
