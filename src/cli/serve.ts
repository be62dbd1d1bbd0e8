import { Command, Option } from 'commander';
import { type Contracts, SERVICES } from '../contract/types.js';
import { joined } from '../reference/mutants/build/joined.js';
import { findMutant, mutants } from '../reference/mutants/index.js';
import { createReference, type ReferenceOptions } from '../reference/reference.js';
import { startReference } from '../reference/server/server.js';
import { sending } from '../reference/variations/delivery/deliver.js';
import { findVariation, variations } from '../reference/variations/index.js';
import { UsageError } from '../results/errors/usage-error.js';
import { keyPair } from '../transport/signing/shared-config.js';
import { absentText, contractsAt } from './run/services.js';
import { withHelp } from './terminal/help.js';
import { collect, wholeNumber } from './terminal/options.js';

/** `ivs-conformance serve`: the reference endpoint, or one of its mutants. */
export function serveCommand(): Command {
  const command = new Command('serve')
    .description('serve the reference endpoint on loopback until interrupted')
    .option('--port <number>', 'port to listen on; 0 takes a free one', wholeNumber(0, 65_535), 0)
    .option('--mutant <id>', 'break exactly one behaviour, to see a check catch it (repeatable)', collect)
    .option('--list-mutants', 'list the mutants and exit')
    .option('--revision <date>', 'serve the API as of this date (YYYY-MM-DD)')
    .addOption(
      new Option(
        '--variation <id>',
        'differ in one thing that the documents leave free, to see no check object',
      ).conflicts('mutant'),
    )
    .option('--list-variations', 'list the variations and exit')
    .option(
      '--verify',
      'answer only what is signed with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, for AWS_REGION or us-east-1',
    )
    .action(async (options: ServeOptions) => {
      const contracts = contractsAt(SERVICES, options.revision);
      process.stderr.write(absentText(SERVICES, contracts));
      if (options.listMutants) list(mutants(contracts));
      else if (options.listVariations) list(variations());
      else await serve(contracts, options);
    });
  return withHelp(command, HELP);
}

function list(all: readonly { readonly id: string; readonly statement: string }[]): void {
  process.stdout.write(`${all.map(({ id, statement }) => `${id}\n    ${statement}`).join('\n')}\n`);
}

async function serve(contracts: Contracts, options: ServeOptions): Promise<void> {
  const { mutant: mutantIds, variation: variationId } = options;
  const mutant = mutantIds && joined(mutantIds.map((id) => named(() => findMutant(contracts, id))));
  const variation = variationId === undefined ? undefined : named(() => findVariation(variationId));
  const varied = variation?.vary(Math.random);
  const reference = createReference({
    contracts,
    ...(mutant && { mutant }),
    ...(varied && { varied }),
    ...(options.verify ? accepted(process.env) : {}),
  });
  const server = await startReference(reference, {
    port: options.port,
    control: reference.control,
    ...(varied?.delivery && { send: sending(varied.delivery) }),
  }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `Port ${options.port} cannot be listened on (${error.code}). Choose another --port, or 0 for any.`,
    );
  });
  process.stdout.write(`listening on ${server.url}\n`);
  if (mutant) process.stderr.write(`mutant ${mutant.id}: ${mutant.statement}\n`);
  if (variation) process.stderr.write(`variation ${variation.id}: ${variation.statement}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
}

const HELP = {
  text: `What the API alone cannot bring about, clients on this machine ask for by POST /_reference/ACTION with a JSON object:
  goLive            {channelArn, video?, audio?, health?, viewerCount?, recordingStartSeconds?} makes a channel go live
  goOffline         {channelArn} ends its stream
  setRecordingConfigurationState  {arn, state}, which is CREATING, CREATE_FAILED or ACTIVE
  joinParticipant   {stageArn, participantId?, userId?, attributes?, publish?, protocol?, ingestConfigurationArn?}
  leaveParticipant  {stageArn, participantId}
video and audio are lists of VideoConfiguration and AudioConfiguration, one for each track. This path is not part of
the API of Amazon IVS. ivs-conformance run --endpoint URL --driver reference uses it.`,
  examples: ['serve --port 5000'],
};
interface ServeOptions {
  readonly port: number;
  readonly mutant?: string[];
  readonly listMutants?: boolean;
  readonly revision?: string;
  readonly variation?: string;
  readonly listVariations?: boolean;
  readonly verify?: boolean;
}

/** What requests have to be signed with, and for. @throws UsageError when the variables do not say */
function accepted(env: NodeJS.ProcessEnv): Pick<ReferenceOptions, 'credentials' | 'region'> {
  const credentials = keyPair(env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY, env.AWS_SESSION_TOKEN);
  if (credentials === undefined) {
    throw new UsageError(
      '--verify needs to know what requests are signed with. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    );
  }
  return { credentials, region: env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1' };
}

/** @throws UsageError when there is nothing of that name */
function named<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
