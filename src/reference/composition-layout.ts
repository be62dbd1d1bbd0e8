import type { JsonObject } from '../contract/types.js';
import { nested } from './json.js';

/** `videoFillMode` has no value of its own when it is not set: the slot of a participant decides. */
const GRID: JsonObject = {
  featuredParticipantAttribute: '',
  omitStoppedVideo: false,
  videoAspectRatio: 'VIDEO',
  gridGap: 2,
  participantOrderAttribute: '',
};

/** `pipWidth` and `pipHeight` follow from the composition when they are not set. */
const PIP: JsonObject = {
  featuredParticipantAttribute: '',
  omitStoppedVideo: false,
  videoFillMode: 'COVER',
  gridGap: 0,
  pipParticipantAttribute: '',
  pipBehavior: 'STATIC',
  pipOffset: 0,
  pipPosition: 'BOTTOM_RIGHT',
  participantOrderAttribute: '',
};

/** A composition's layout with its defaults filled in; a grid when none is asked for. */
export function completeLayout(requested: JsonObject): JsonObject {
  const pip = requested.pip === undefined ? {} : { pip: { ...PIP, ...nested(requested, 'pip') } };
  const isGrid = requested.grid !== undefined || requested.pip === undefined;
  return isGrid ? { grid: { ...GRID, ...nested(requested, 'grid') }, ...pip } : pip;
}
