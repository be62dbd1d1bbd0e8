import { constrain, type World } from './call.js';
import { factsOf } from './facts.js';
import { conflict } from './fault.js';
import { idOf } from './identity.js';
import { text } from './json.js';
import { expand } from './made.js';
import { checkAttributes } from './participant-token.js';
import type { Particulars } from './plain.js';
import type { Entry } from './store.js';

/** How many credentials redundant ingest has is not documented: one for each of two encoders. */
const REDUNDANT_CREDENTIALS = 2;

/** One is ACTIVE while a participant publishes with it, which the control surface arranges. */
export const ingestConfiguration: Particulars = {
  complete(call, _, after) {
    const isAllowed = after.ingestProtocol !== 'RTMP' || after.insecureIngest === true;
    constrain(call, 'ingest/insecure', isAllowed, 'ingestProtocol RTMP needs insecureIngest true');
    checkAttributes(call, call.input);
    return {};
  },

  guard(call, world, entry) {
    if (call.input.force === true) disconnectPublishers(world, entry);
    if (entry.state.state === 'ACTIVE') throw conflict(`${entry.arn} is active`);
  },

  finish(call, { identities }, entry) {
    const { redundantIngestCredentials: before, ...rest } = entry.state;
    entry.state = rest;
    if (rest.redundantIngest !== true) return {};
    // Credentials exist as long as redundant ingest is enabled, and are new when it is enabled again.
    const { assigned = {} } = factsOf('ivs-realtime', 'IngestConfiguration');
    const id = idOf(entry.arn);
    const made = Array.from({ length: REDUNDANT_CREDENTIALS }, () => expand(assigned, call, identities, id));
    entry.state = { ...rest, redundantIngestCredentials: before ?? made };
    return {};
  },
};

function disconnectPublishers({ store, attendance }: World, { arn, region, state }: Entry): void {
  const stage = store.find('stage', region, text(state, 'stageArn'));
  if (stage === undefined) return;
  for (const participant of attendance.present(stage.arn)) {
    if (participant.state.ingestConfigurationArn === arn) attendance.leave(stage, participant);
  }
}
