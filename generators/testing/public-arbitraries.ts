/** Every arbitrary that the package exports, with what its values have to be. */
import { createPublicKey } from 'node:crypto';
import type fc from 'fast-check';
import { loadResources, type Resource, resourceNamed } from '../../src/contract/resources.js';
import type { Contract, Json, Schema } from '../../src/contract/types.js';
import * as generators from '../index.js';
import { contractOf } from './contracts.js';
import type { Judge } from './laws.js';
import { schemaErrors } from './schema-errors.js';

const ivs = contractOf('ivs');
const realtime = contractOf('ivs-realtime');

interface PublicArbitrary {
  /** The exported function, and what it was called with where that matters. */
  readonly name: string;
  readonly arbitrary: fc.Arbitrary<Json>;
  readonly judge: Judge<Json>;
}

function inputSchema(operation: string): Schema {
  return (ivs.operations.get(operation) ?? realtime.operations.get(operation))?.input ?? {};
}

function valid(operation: string): Judge<Json> {
  const contract = ivs.operations.has(operation) ? ivs : realtime;
  return (value) => schemaErrors(contract, inputSchema(operation), value);
}

function breaking(operation: string, expected: string): Judge<Json> {
  return (value) => {
    const errors = valid(operation)(value);
    return errors.join() === expected ? [] : [`expected ${expected}, got [${errors.join()}]`];
  };
}

function matching(regex: RegExp): Judge<Json> {
  return (value) => (typeof value === 'string' && regex.test(value) ? [] : [`no match of ${regex}`]);
}

const ARN = /^arn:aws:ivs:[a-z]+-[a-z]+-[0-9]:[0-9]{12}:channel\/[a-zA-Z0-9]{12}$/;
const MINE = 'arn:aws:ivs:us-west-2:123456789012:channel/AbCdEf012345';

function isOrigin(value: Json): boolean {
  return (
    value === 'null' || (typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value)
  );
}

const ONE_TO_THREE_TAGS: Schema = {
  $ref: `${ivs.shapes.$id}#/$defs/Tags`,
  type: 'object',
  minProperties: 1,
  maxProperties: 3,
};

const originJudge: Judge<Json> = (value) => (isOrigin(value) ? [] : ['no origin']);
const noOrigin: Judge<Json> = (value) => (isOrigin(value) ? ['an origin after all'] : []);

/** Two capital letters that ISO 3166-1 has not assigned: reserved, left to users, or withdrawn. */
const NOT_ASSIGNED = new Set(
  'AA AC AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC NH QM QO QZ RH SU TA TP UK UN VD XA XB XK XX XZ YD YU ZR ZZ'.split(
    ' ',
  ),
);

/** Names of regions as the runtime knows them: more than are assigned, from another source than the generators'. */
const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

function isCountry(value: Json): boolean {
  if (typeof value !== 'string' || !/^[A-Z]{2}$/.test(value)) return false;
  return REGIONS.of(value) !== undefined && !NOT_ASSIGNED.has(value);
}

const countryJudge: Judge<Json> = (value) => (isCountry(value) ? [] : ['not assigned']);
const noCountry: Judge<Json> = (value) => (isCountry(value) || value === '' ? ['a country after all'] : []);

const PUBLIC_KEY = /^-----BEGIN PUBLIC KEY-----\n[^-]+\n-----END PUBLIC KEY-----\n?$/;

/** Whether Node.js, too, reads it as a public key on P-384. */
function isKey(value: Json): boolean {
  if (typeof value !== 'string' || !PUBLIC_KEY.test(value)) return false;
  try {
    return createPublicKey(value).asymmetricKeyDetails?.namedCurve === 'secp384r1';
  } catch {
    return false;
  }
}

const keyJudge: Judge<Json> = (value) => (isKey(value) ? [] : ['no P-384 public key']);
const noKey: Judge<Json> = (value) => (isKey(value) ? ['a P-384 public key after all'] : []);

const CHANNEL = resourceNamed(loadResources('ivs'), 'Channel');
const INGEST = resourceNamed(loadResources('ivs-realtime'), 'IngestConfiguration');

/** A step is a valid call once everything that it is about has an ARN. */
function asCall(contract: Contract, resource: Resource): Judge<Json> {
  const arnOf = ({ arnType }: Resource) => `arn:aws:ivs:us-west-2:123456789012:${arnType}/AbCdEf012345`;
  const references = resource.references ?? [];
  return (value) => {
    const { does, operation, input, names, filter }: generators.Step = Object(value);
    const role = does === 'get' || does === 'update' || does === 'delete' ? resource[does] : undefined;
    const tagged = ['tag', 'untag', 'listTags'].includes(does) ? 'resourceArn' : undefined;
    const subject = role?.input ?? tagged;
    const call = {
      ...input,
      ...(subject === undefined ? {} : { [subject]: arnOf(resource) }),
      ...(filter === '' ? {} : { [filter]: filter === 'filterByName' ? 'first' : arnOf(resource) }),
    };
    const named = references.flatMap(({ member, resource: name, unset = '' }): [string, Json][] => {
      const which = names[member];
      if (which === undefined) return [];
      const other = resourceNamed(loadResources(contract.service), name);
      return [[member, which === null ? unset : arnOf(other)]];
    });
    const { input: schema = {} } = contract.operations.get(operation) ?? {};
    // A filter takes whatever the resource that is looked for has.
    return schemaErrors(contract, schema, { ...call, ...Object.fromEntries(named) }).filter(
      (error) => filter === '' || !error.startsWith(filter),
    );
  };
}

/** One entry for each exported function, and for each label where a function gives several arbitraries. */
export const PUBLIC_ARBITRARIES: readonly PublicArbitrary[] = [
  { name: 'arn', arbitrary: generators.arn({ resource: 'channel' }), judge: matching(ARN) },
  {
    name: 'resourceArnOf',
    arbitrary: generators.resourceArnOf(MINE),
    judge: (value) =>
      value === MINE ? ['the same ARN'] : matching(/^arn:aws:ivs:us-west-2:123456789012:channel\//)(value),
  },
  ...generators.arnNearMiss(MINE, ARN.source).map((miss) => ({
    name: `arnNearMiss ${miss.label}`,
    arbitrary: miss.arbitrary,
    judge: (value: Json) => (ARN.test(String(value)) ? ['an ARN of a channel after all'] : []),
  })),
  ...generators.arnElsewhere(MINE).map((other) => ({
    name: `arnElsewhere ${other.label}`,
    arbitrary: other.arbitrary,
    judge: (value: Json) => (value === MINE ? ['the same ARN'] : matching(ARN)(value)),
  })),
  { name: 'country', arbitrary: generators.country(), judge: countryJudge },
  ...generators.everyCountry().map((arbitrary, at) => ({
    name: `everyCountry ${at}`,
    arbitrary,
    judge: (value: Json) => (Array.isArray(value) ? value.flatMap(countryJudge) : ['no list']),
  })),
  ...generators
    .countryNearMiss()
    .map((miss) => ({ name: `countryNearMiss ${miss.label}`, arbitrary: miss.arbitrary, judge: noCountry })),
  { name: 'origin', arbitrary: generators.origin(), judge: originJudge },
  ...generators
    .originNearMiss()
    .map((miss) => ({ name: `originNearMiss ${miss.label}`, arbitrary: miss.arbitrary, judge: noOrigin })),
  { name: 'publicKeyMaterial', arbitrary: generators.publicKeyMaterial(), judge: keyJudge },
  ...generators.publicKeyMaterialNearMiss().map((miss) => ({
    name: `publicKeyMaterialNearMiss ${miss.label}`,
    arbitrary: miss.arbitrary,
    judge: noKey,
  })),
  { name: 'tag', arbitrary: generators.tag(), judge: () => [] },
  {
    name: 'tags',
    arbitrary: generators.tags({ min: 1, max: 3 }),
    judge: (value) => schemaErrors(ivs, ONE_TO_THREE_TAGS, value),
  },
  { name: 'participantAttributes', arbitrary: generators.participantAttributes(), judge: belowOneKilobyte },
  {
    name: 'fromSchema',
    arbitrary: generators.fromSchema(ivs, inputSchema('ListChannels')),
    judge: valid('ListChannels'),
  },
  ...generators
    .boundaries(ivs, inputSchema('PutMetadata'))
    .flatMap(({ member, keyword, inside, outside }) => [
      { name: `boundaries ${member} ${keyword} inside`, arbitrary: inside, judge: valid('PutMetadata') },
      {
        name: `boundaries ${member} ${keyword} outside`,
        arbitrary: outside,
        judge: breaking('PutMetadata', `${member} ${keyword}`),
      },
    ]),
  ...generators.boundariesFor(ivs, 'ListStreams').flatMap(({ member, keyword, inside, outside }) => [
    { name: `boundariesFor ${member} ${keyword} inside`, arbitrary: inside, judge: valid('ListStreams') },
    {
      name: `boundariesFor ${member} ${keyword} outside`,
      arbitrary: outside,
      judge: breaking('ListStreams', `${member} ${keyword}`),
    },
  ]),
  ...generators.broken(ivs, inputSchema('GetStreamSession')).map(({ member, keyword, arbitrary }) => {
    return {
      name: `broken ${member} ${keyword}`,
      arbitrary,
      judge: breaking('GetStreamSession', `${member} ${keyword}`),
    };
  }),
  ...generators.brokenFor(ivs, 'ListStreams').flatMap(({ member, keyword, arbitrary, near }) =>
    [{ label: '', arbitrary }, ...near].map((each) => ({
      name: `brokenFor ${member} ${keyword} ${each.label}`.trimEnd(),
      arbitrary: each.arbitrary,
      judge: breaking('ListStreams', `${member} ${keyword}`),
    })),
  ),
  { name: 'inputFor', arbitrary: generators.inputFor(ivs, 'UpdateChannel'), judge: valid('UpdateChannel') },
  { name: 'channelInput', arbitrary: generators.channelInput(ivs), judge: valid('CreateChannel') },
  ...generators.channelInputForbidden(ivs).map(({ label, arbitrary }) => {
    return { name: `channelInputForbidden ${label}`, arbitrary, judge: valid('CreateChannel') };
  }),
  {
    name: 'playbackRestrictionPolicyInput',
    arbitrary: generators.playbackRestrictionPolicyInput(ivs),
    judge: valid('CreatePlaybackRestrictionPolicy'),
  },
  {
    name: 'recordingConfigurationInput',
    arbitrary: generators.recordingConfigurationInput(ivs),
    judge: valid('CreateRecordingConfiguration'),
  },
  { name: 'sequence', arbitrary: generators.sequence(ivs, CHANNEL), judge: asCall(ivs, CHANNEL) },
  {
    name: 'sequence of some kinds, without references',
    arbitrary: generators.sequence(realtime, INGEST, { kinds: ['create', 'update'], references: [] }),
    judge: (step) => [
      ...asCall(realtime, INGEST)(step),
      ...(['create', 'update'].includes(Object(step).does) ? [] : ['of another kind']),
      ...(Object.keys(Object(step).names).length === 0 ? [] : ['refers to another resource']),
    ],
  },
  { name: 'stageInput', arbitrary: generators.stageInput(realtime), judge: valid('CreateStage') },
  {
    name: 'participantTokenInput',
    arbitrary: generators.participantTokenInput(realtime),
    judge: valid('CreateParticipantToken'),
  },
];

function belowOneKilobyte(value: Json): string[] {
  const text = Object.entries(Object(value)).flat().join('');
  return Buffer.byteLength(text) <= 1024 ? [] : ['more than 1 KB'];
}
