import type { JsonObject } from '../../contract/types.js';
import type { Call, World } from '../state/call.js';
import { isObject } from '../state/json.js';
import type { Kind } from '../state/store.js';
import { oneOf, variation } from './build.js';
import type { Next, Variation, Varied } from './variation.js';

const ACCOUNT = 'An account is not the suite’s alone: others make, change and remove resources at any time.';

const NAMES = 'Names are not unique, and anybody of the account may give any.';

/** What others make, change and remove. */
interface Owned {
  readonly service: Call['service'];
  readonly kind: Kind;
  readonly create: string;
  readonly output: string;
  readonly update?: string;
  readonly delete: string;
  readonly input: JsonObject;
}

const S3 = { bucketName: 'somebody-elses-bucket' };
const TYPES: readonly Owned[] = [
  {
    ...{ service: 'ivs', kind: 'channel', create: 'CreateChannel', output: 'channel' },
    ...{ update: 'UpdateChannel', delete: 'DeleteChannel', input: { name: 'others' } },
  },
  {
    ...{ service: 'ivs', kind: 'recording-configuration', create: 'CreateRecordingConfiguration' },
    ...{ output: 'recordingConfiguration', delete: 'DeleteRecordingConfiguration' },
    input: { destinationConfiguration: { s3: S3 } },
  },
  {
    ...{ service: 'ivs', kind: 'playback-restriction-policy', create: 'CreatePlaybackRestrictionPolicy' },
    ...{ output: 'playbackRestrictionPolicy', update: 'UpdatePlaybackRestrictionPolicy' },
    ...{ delete: 'DeletePlaybackRestrictionPolicy', input: { name: 'others', allowedCountries: ['NZ'] } },
  },
  {
    ...{ service: 'ivs-realtime', kind: 'stage', create: 'CreateStage', output: 'stage' },
    ...{ update: 'UpdateStage', delete: 'DeleteStage', input: { name: 'others' } },
  },
  {
    ...{ service: 'ivs-realtime', kind: 'encoder-configuration', create: 'CreateEncoderConfiguration' },
    ...{ output: 'encoderConfiguration', delete: 'DeleteEncoderConfiguration', input: { name: 'others' } },
  },
  {
    ...{ service: 'ivs-realtime', kind: 'storage-configuration', create: 'CreateStorageConfiguration' },
    ...{ output: 'storageConfiguration', delete: 'DeleteStorageConfiguration', input: { s3: S3 } },
  },
  {
    ...{ service: 'ivs-realtime', kind: 'ingest-configuration', create: 'CreateIngestConfiguration' },
    ...{ output: 'ingestConfiguration', delete: 'DeleteIngestConfiguration' },
    input: { ingestProtocol: 'RTMPS' },
  },
];

/** Others who use the same account. */
export function tenantVariations(): Variation[] {
  return [
    variation('others/come-and-go', 'Others make, change and remove resources all the time.', ACCOUNT, busy),
    variation('others/same-names', 'Others give names that were given before.', NAMES, namesakes),
    variation('others/were-there', 'There are more resources than a page holds.', ACCOUNT, () => before(60)),
    variation(
      'others/were-there-and-live',
      'Some resources are there, channels live and stages with people.',
      ACCOUNT,
      () => before(3, (world, arn) => enliven(world, arn)),
    ),
    variation('others/have-keys', 'The account has a key of either service.', ACCOUNT, () => keys(1)),
    variation('others/have-all-keys', 'The account has as many keys as it may have.', ACCOUNT, () => keys(3)),
  ];
}

function busy(random: () => number): Varied {
  const made: { readonly owned: Owned; readonly arn: string; readonly region: string }[] = [];
  const act = (call: Call, next: Next): void => {
    const own = made.filter(({ owned, region }) => owned.service === call.service && region === call.region);
    if (own.length < 5 || random() < 0.4) {
      const owned = oneOf(
        random,
        TYPES.filter(({ service }) => service === call.service),
      );
      const arn = create(call, next, owned);
      if (arn !== undefined) made.push({ owned, arn, region: call.region });
      return;
    }
    const one = oneOf(random, own);
    if (one.owned.update !== undefined && random() < 0.4) {
      ask(call, next, one.owned.update, { arn: one.arn, name: `others-${Math.floor(random() * 1e6)}` });
      return;
    }
    ask(call, next, one.owned.delete, { arn: one.arn });
    made.splice(made.indexOf(one), 1);
  };
  return {
    intercept(call, next) {
      if (random() < 0.3) act(call, next);
      const answer = next();
      if (random() < 0.1) act(call, next);
      return answer;
    },
  };
}

/** Some of what is made has a namesake then, which stays. */
function namesakes(random: () => number): Varied {
  return {
    intercept(call, next) {
      const { name } = call.input;
      const owned = TYPES.find(
        ({ service, create }) => service === call.service && create === call.operation.operation,
      );
      if (owned !== undefined && typeof name === 'string' && name !== '' && random() < 0.2)
        create(call, next, { ...owned, input: { ...owned.input, name } });
      return next();
    },
  };
}

function before(count: number, use: (world: World, arn: string) => void = () => {}): Varied {
  const known = new Set<string>();
  return {
    intercept(call, next, world) {
      const place = `${call.service} ${call.region}`;
      if (!known.has(place)) {
        known.add(place);
        for (const owned of TYPES.filter(({ service }) => service === call.service)) {
          for (let made = 0; made < count; made += 1) use(world, create(call, next, owned) ?? '');
        }
      }
      return next();
    },
  };
}

function enliven({ store, broadcasts, attendance }: World, arn: string): void {
  const [, , , region = ''] = arn.split(':');
  const channel = store.find('channel', region, arn);
  if (channel !== undefined) broadcasts.start(channel, {});
  const stage = store.find('stage', region, arn);
  if (stage !== undefined) attendance.join(stage, { userId: 'others', publish: true });
}

function keys(count: number): Varied {
  const known = new Set<string>();
  return {
    intercept(call, next, { store, identities }) {
      if (!known.has(call.region)) {
        known.add(call.region);
        for (let at = 0; at < count; at += 1) {
          for (const kind of ['playback-key', 'public-key'] as const) {
            const fingerprint = Array.from({ length: 16 }, () => `0${at}`).join(':');
            const arn = identities.arn(call.region, kind, identities.id());
            store.add(kind, call.region, arn, { name: 'others', fingerprint, tags: {} });
          }
        }
      }
      return next();
    },
  };
}

function create(call: Call, next: Next, { create: name, output, input }: Owned): string | undefined {
  const made = ask(call, next, name, input)?.[output];
  return isObject(made) && typeof made.arn === 'string' ? made.arn : undefined;
}

function ask(call: Call, next: Next, name: string, input: JsonObject): JsonObject | undefined {
  const operation = call.contract.operations.get(name);
  return operation === undefined ? undefined : next({ ...call, operation, input }).body;
}
