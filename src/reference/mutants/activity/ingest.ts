import type { Call, World } from '../../state/call.js';
import { list, nested, text } from '../../state/json.js';
import type { Entry } from '../../state/store.js';
import { mutantOf, type Place, showing, withInput } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';

function at(operation: string): Place {
  return { service: 'ivs-realtime', operation };
}

/** Ingest configurations that somebody publishes with, their filters, and their redundant credentials. */
export function ingestMutants(): Mutant[] {
  return [
    ...['ACTIVE', 'INACTIVE'].map((state) =>
      mutantOf(
        'ingest-state-wrong',
        at('GetIngestConfiguration'),
        [state],
        `An ingest configuration is always ${state}.`,
        (_, next) => showing(next(), 'ingestConfiguration', { state }),
      ),
    ),
    activeChanged('UpdateIngestConfiguration', 'An ingest configuration can be updated while it is active.'),
    activeChanged('DeleteIngestConfiguration', 'An ingest configuration can be deleted while it is active.'),
    mutantOf('force-ignored', at('DeleteIngestConfiguration'), [], 'force has no effect.', (call, next) =>
      next(typeof call.input.force === 'boolean' ? withInput(call, { force: undefined }) : call),
    ),
    mutantOf(
      'force-keeps-publisher',
      at('DeleteIngestConfiguration'),
      [],
      'The publisher stays when the configuration is deleted by force.',
      (call, next, world) => {
        const entry = configuration(call, world);
        if (call.input.force !== true || entry === undefined) return next();
        const stage = world.store.findAny(call.region, text(entry.state, 'stageArn'));
        const before = stage && world.attendance.connected(stage.arn, text(entry.state, 'participantId'));
        const members = before?.state;
        const answer = next();
        if (before !== undefined && members !== undefined) before.state = members;
        return answer;
      },
    ),
    ...['DisconnectParticipant', 'DeleteStage'].map((operation) =>
      mutantOf(
        'ingest-not-released',
        at(operation),
        [],
        'The ingest configuration keeps the stage.',
        (call, next, { store }) => {
          const stageArn = text(call.input, operation === 'DeleteStage' ? 'arn' : 'stageArn');
          const all = [...store.all('ingest-configuration', call.region)];
          const held = all.filter(({ state }) => state.stageArn === stageArn);
          const answer = next();
          if (answer.error === undefined)
            for (const entry of held) entry.state = { ...entry.state, stageArn };
          return answer;
        },
      ),
    ),
    mutantOf(
      'redundant-credentials-lost',
      at('GetIngestConfiguration'),
      [],
      'Redundant credentials are not shown.',
      (_, next) => {
        const answer = next();
        const { redundantIngestCredentials, ...rest } = nested(answer.body ?? {}, 'ingestConfiguration');
        return redundantIngestCredentials === undefined
          ? answer
          : { ...answer, body: { ingestConfiguration: rest } };
      },
    ),
    mutantOf(
      'redundant-credentials-always',
      at('GetIngestConfiguration'),
      [],
      'Redundant credentials are shown without redundant ingest.',
      (_, next) => {
        const answer = next();
        const shown = nested(answer.body ?? {}, 'ingestConfiguration');
        if (answer.error !== undefined || list(shown, 'redundantIngestCredentials').length > 0) return answer;
        const { participantId = '', streamKey = '' } = shown;
        return showing(answer, 'ingestConfiguration', {
          redundantIngestCredentials: [{ participantId, streamKey }],
        });
      },
    ),
  ];
}

function configuration({ input, region }: Call, { store }: World): Entry | undefined {
  return store.find('ingest-configuration', region, text(input, 'arn'));
}

/** The state is looked away from for the time of the call. */
function activeChanged(operation: string, statement: string): Mutant {
  return mutantOf('active-ingest-changed', at(operation), [], statement, (call, next, world) => {
    const entry = configuration(call, world);
    if (entry === undefined || entry.state.state !== 'ACTIVE' || call.input.force === true) return next();
    entry.state = { ...entry.state, state: 'INACTIVE' };
    const answer = next();
    entry.state = { ...entry.state, state: 'ACTIVE' };
    return answer;
  });
}
