import type { Kind } from '../../types.js';
import { courseKind } from '../course.js';
import { PARTICIPANT_FILTER_COURSES } from './participant-filters.js';
import { PARTICIPANT_RECORDING_COURSES } from './participant-recording.js';
import { PARTICIPANT_COURSES } from './participants.js';
import { REVOKED_TOKEN_COURSES } from './revoked-tokens.js';
import { STAGE_PAGE_COURSES } from './stage-pages.js';
import { STAGE_SESSION_COURSES } from './stage-sessions.js';

/** The rules of sessions, participants and their events. */
export const presence: Kind = courseKind('presence', 'People on stages', {
  ...STAGE_SESSION_COURSES,
  ...STAGE_PAGE_COURSES,
  ...PARTICIPANT_COURSES,
  ...PARTICIPANT_FILTER_COURSES,
  ...PARTICIPANT_RECORDING_COURSES,
  ...REVOKED_TOKEN_COURSES,
});
