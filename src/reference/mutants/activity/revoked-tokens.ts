import { failure } from '../../protocol/answer.js';
import type { Participant } from '../../resources/stages/stage-session.js';
import type { Call, World } from '../../state/call.js';
import { text } from '../../state/json.js';
import type { Entry } from '../../state/store.js';
import { mutantOf, type Place } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { succeeded } from './streams.js';

const REVOKE: Place = { service: 'ivs-realtime', operation: 'RevokeConnectionToken' };

/** What a revoked token is still good for, and who else is disconnected. */
export function revokedTokenMutants(): Mutant[] {
  return [
    mutantOf('revocation-ineffective', REVOKE, [], 'Nothing comes of a revocation.', (call, next, world) =>
      isToken(call, world) ? succeeded(call, {}) : next(),
    ),
    mutantOf(
      'revoked-token-joins',
      REVOKE,
      [],
      'Who joined with a revoked token is disconnected, but can join again.',
      (call, next, world) => {
        if (!isToken(call, world)) return next();
        onStageOf(call, world, (stage, present) => {
          for (const one of present)
            if (one.participantId === call.input.tokenId) world.attendance.leave(stage, one);
        });
        return succeeded(call, {});
      },
    ),
    mutantOf(
      'revocation-empties-stage',
      REVOKE,
      [],
      'A revocation disconnects everybody on the stage.',
      (call, next, world) => {
        onStageOf(call, world, (stage, present) => {
          for (const one of present) world.attendance.leave(stage, one);
        });
        return next();
      },
    ),
    mutantOf(
      'unknown-token-refused',
      REVOKE,
      [],
      'An unknown token is refused as a conflict.',
      (call, next, world) =>
        isToken(call, world) ? next() : failure(call.contract, 'ConflictException', 'there is no such token'),
    ),
  ];
}

/** Does something to the stages that who joined with the token is on. */
function onStageOf(
  call: Call,
  { store, attendance }: World,
  act: (stage: Entry, present: readonly Participant[]) => void,
): void {
  for (const stage of store.all('stage', call.region)) {
    const present = attendance.present(stage.arn);
    if (present.some(({ participantId }) => participantId === call.input.tokenId)) act(stage, present);
  }
}

function isToken({ region, input }: Call, { store, attendance }: World): boolean {
  return [...store.all('stage', region)].some(
    ({ arn }) => attendance.bearer(arn, text(input, 'tokenId')) !== undefined,
  );
}
