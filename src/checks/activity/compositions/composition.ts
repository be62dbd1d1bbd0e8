/** Compositions: where they record, what they show while they go on, and that a request that comes twice starts one. */

import type { Arbitrary } from 'fast-check';
import { resourceNamed } from '../../../contract/resources.js';
import type { Json, JsonObject } from '../../../contract/types.js';
import { type Answer, isObject } from '../../../transport/http/answer.js';
import {
  at,
  equal,
  expectMember,
  expectRefusal,
  listAt,
  matches,
  objectAt,
  requireSuccess,
  show,
  stringAt,
} from '../../expect/expect.js';
import { entryOf, madeAs } from '../../expect/member-ref.js';
import { DeviationFound } from '../../expect/verdicts.js';
import { itemsOf, itemWith, listed } from '../../expect/walk.js';
import { expectShape } from '../../operations/shape.js';
import { operationOf } from '../../plan/scope.js';
import { withUsed } from '../../plan/uses.js';
import type { CheckContext, Kind, Owned } from '../../types.js';
import { type Course, courseKind } from '../course.js';
import {
  active,
  COMPOSITION,
  compose,
  compositionOf,
  DESTINATION_COURSES,
  DESTINATIONS,
  read,
} from './destinations.js';

/** The rules of compositions. */
export const composition: Kind = courseKind('composition', 'Compositions', {
  ...DESTINATION_COURSES,
  'composition-runs': {
    title: 'a composition that was started is running, and so are its destinations',
    sent: 'StartComposition, then GetComposition',
    makes: [COMPOSITION],
    member: 'composition.state',
    run: async (context) => {
      const owned = await active(context);
      expectRunning(owned.answer);
      await context.eventually(async () => expectRunning(await read(context, owned.arn)));
    },
  },
  'composition-destination-configuration': {
    title: 'a destination shows the configuration that it was made with',
    sent: 'StartComposition with generated destinations, then GetComposition',
    makes: [COMPOSITION],
    member: `${DESTINATIONS}[].configuration`,
    run: async (context) => {
      const place = await context.placeFor(compositionOf(context));
      await context.forAll(destinations(context), async (sent) => {
        const wanted = placed(place, sent);
        const owned = await compose(context, { ...place, destinations: [wanted] });
        expectConfiguration(owned.answer, wanted);
        await context.eventually(async () => expectConfiguration(await read(context, owned.arn), wanted));
      });
    },
  },
  'composition-hls-default': defaultCourse('s3.recordingConfiguration.hlsConfiguration', {
    targetSegmentDurationSeconds: 2,
  }),
  'composition-thumbnail-interval-default': defaultCourse('s3.thumbnailConfigurations', {
    targetIntervalSeconds: 60,
  }),
  'composition-thumbnail-storage-default': defaultCourse('s3.thumbnailConfigurations', {
    storage: ['SEQUENTIAL'],
  }),
  'composition-destination-id': {
    title: 'a destination keeps the id that it was assigned, wherever it is shown',
    sent: 'StartComposition, GetComposition, ListCompositions',
    makes: [COMPOSITION],
    member: `${DESTINATIONS}[].id`,
    run: async (context) => {
      const owned = await active(context);
      const id = at(listAt(owned.output, 'destinations')[0], 'id') ?? null;
      await context.eventually(async () => {
        const answer = await read(context, owned.arn);
        const seen = listAt(answer.output, DESTINATIONS)[0];
        expectMember(answer, `${DESTINATIONS}[].id`, at(seen, 'id'), id, {
          because: 'as on creation',
          against: [madeAs(owned, 'destinations[].id')],
        });
      });
      await context.eventually(async () => {
        const stageArn = stringAt(owned.output, 'stageArn') ?? '';
        const input = { filterByStageArn: stageArn };
        const { items, last: answer } = await listed(context, 'ListCompositions', input);
        const entry = itemWith(items, owned.arn);
        // Whether it is listed at all is asked by the lifecycle checks.
        if (entry === undefined) return;
        const path = 'compositions[].destinations[].id';
        const against = [madeAs(owned, 'destinations[].id')];
        expectMember(answer, path, at(listAt(entry, 'destinations')[0], 'id'), id, { against });
      });
    },
  },
  'compositions-of-encoder-configuration': {
    title:
      'ListCompositions with filterByEncoderConfigurationArn lists every composition with it and no other',
    sent: 'ListCompositions with filterByEncoderConfigurationArn where two match and one does not',
    makes: [COMPOSITION],
    member: 'filterByEncoderConfigurationArn',
    run: async (context) => {
      const resource = compositionOf(context);
      const place = await context.placeFor(resource);
      const encoder = await context.create(resourceNamed(context.scope.resources, 'EncoderConfiguration'));
      const path = 'destinations[].s3.encoderConfigurationArns[]';
      const wanted = withUsed(place, path, encoder.arn);
      const matching = [await compose(context, wanted), await compose(context, wanted)];
      const other = await compose(context, place);
      await context.eventually(() => expectListed(context, encoder.arn, matching, other));
    },
  },
  'composition-idempotency-token': {
    title: 'StartComposition with the same idempotencyToken and input again starts no second composition',
    sent: 'the same StartComposition with an idempotencyToken twice',
    makes: [COMPOSITION],
    member: 'idempotencyToken',
    run: async (context) => {
      const place = await context.placeFor(compositionOf(context));
      // Nobody has used it: the stage is new.
      const idempotencyToken = `ivs-${stringAt(place, 'stageArn')?.split('/')[1] ?? ''}`.slice(0, 64);
      const first = await compose(context, { ...place, idempotencyToken });
      const answer = await context.call('StartComposition', { ...place, idempotencyToken });
      // An endpoint may as well refuse the repetition: what no source allows is a second composition.
      if (!answer.succeeded) return expectRefusal(answer, 'the request was carried out already');
      const because = 'the request is the same, with the same idempotencyToken';
      expectMember(answer, 'composition.arn', stringAt(answer.output, 'composition.arn'), first.arn, {
        because,
      });
      expectShape(context, answer);
    },
  },
});

/** Settings of a destination that are sent without some members, and what these then are. */
function defaultCourse(path: string, wanted: JsonObject): Course {
  const [member = ''] = Object.keys(wanted);
  const isList = path.endsWith('s');
  const full = `destinations[].${path}${isList ? '[]' : ''}.${member}`;
  return {
    title: `StartComposition defaults ${full} to ${show(wanted[member])}`,
    sent: `StartComposition with a destination whose ${path} is ${isList ? 'one empty object' : 'empty'}`,
    makes: [COMPOSITION],
    member: full,
    run: async (context) => {
      const place = await context.placeFor(compositionOf(context));
      const settings = path
        .split('.')
        .slice(1)
        .reduceRight<Json>((inner, step) => ({ [step]: inner }), isList ? [{}] : {});
      const sent = placed(place, { s3: settings });
      const owned = await compose(context, { ...place, destinations: [sent] });
      for (const answer of [owned.answer, await read(context, owned.arn)]) {
        const shown = at(listAt(requireSuccess(answer), DESTINATIONS)[0], `configuration.${path}`);
        const holder = Array.isArray(shown) ? shown[0] : shown;
        const observed = at(holder, member);
        expectMember(
          answer,
          `composition.${full.replace('[]', '[].configuration')}`,
          observed,
          wanted[member] ?? null,
          {
            because: 'its default',
          },
        );
      }
    },
  };
}

/** Settings of S3 destinations, in which ARNs name nothing. */
function destinations({ generators, scope }: CheckContext): Arbitrary<JsonObject> {
  const require = ['destinations[].name'];
  const inputs = generators.inputFor(scope.contract, 'StartComposition', { require });
  return inputs.map((input) => listAt(input, 'destinations').find(isObject) ?? {});
}

/** A destination with the settings, that records where the place says. */
function placed(place: JsonObject, sent: JsonObject): JsonObject {
  const [there] = listAt(place, 'destinations').filter(isObject);
  return { ...sent, s3: { ...objectAt(sent, 's3'), ...objectAt(there, 's3') } };
}

const RUNNING: readonly (Json | undefined)[] = ['STARTING', 'ACTIVE'];

function expectRunning(answer: Answer): void {
  const shown = objectAt(requireSuccess(answer), 'composition');
  const states: [string, Json | undefined][] = [
    ['composition.state', shown.state],
    ...listAt(shown, 'destinations').map((each): [string, Json | undefined] => [
      `${DESTINATIONS}[].state`,
      at(each, 'state'),
    ]),
  ];
  const wrong = states.find(([, state]) => !RUNNING.includes(state));
  const ended = at(shown, 'endTime');
  if (wrong === undefined && ended === undefined) return;
  const [member, observed] = wrong ?? ['composition.endTime', ended];
  throw new DeviationFound({
    expected:
      wrong === undefined ? `${member} is absent while it is running` : `${member} is STARTING or ACTIVE`,
    observed: `${member} is ${show(observed)}`,
    member,
    exchange: answer.exchange,
  });
}

function expectConfiguration(answer: Answer, wanted: JsonObject): void {
  const shown = listAt(requireSuccess(answer), DESTINATIONS);
  const path = `${DESTINATIONS}[].configuration`;
  const configuration = at(shown[0], 'configuration');
  for (const [member, value] of [...Object.entries(wanted), ...Object.entries(objectAt(wanted, 's3'))]) {
    const inS3 = !(member in wanted);
    const seen = at(configuration, inS3 ? `s3.${member}` : member);
    // An empty list says no more than none.
    if (Array.isArray(value) && value.length === 0 && (seen === undefined || equal(seen, []))) continue;
    if (member === 's3' || matchesUnordered(seen, value)) continue;
    expectMember(answer, `${path}.${inS3 ? 's3.' : ''}${member}`, seen, value, { because: 'as it was sent' });
  }
}

/** Thumbnail storage types are a set. */
function matchesUnordered(seen: Json | undefined, wanted: Json): boolean {
  const sorted = (value: Json | undefined): Json | undefined => {
    if (Array.isArray(value)) {
      const entries = value.map((each) => sorted(each) ?? null);
      return entries.every((each) => typeof each === 'string') ? [...entries].sort() : entries;
    }
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, sorted(each) ?? null]));
  };
  return matches(sorted(seen), sorted(wanted) ?? null);
}

async function expectListed(
  context: CheckContext,
  encoder: string,
  matching: readonly Owned[],
  other: Owned,
): Promise<void> {
  const operation = operationOf(context.scope, 'ListCompositions');
  const filter = { filterByEncoderConfigurationArn: encoder };
  const { items, answers } = await itemsOf(context, operation, filter);
  const missing = matching.find(({ arn }) => itemWith(items, arn) === undefined);
  const wrong = items.find((item) => !matching.some(({ arn }) => arn === stringAt(item, 'arn')));
  if (missing === undefined && wrong === undefined) return;
  const observed =
    missing === undefined
      ? `${stringAt(wrong, 'arn') === other.arn ? 'the one without it' : `an entry whose arn is ${show(stringAt(wrong, 'arn'))}`} is listed`
      : `${missing.arn} is not among the ${items.length} listed`;
  throw new DeviationFound({
    expected: 'the two compositions whose destinations use the encoder configuration, and no other',
    observed,
    member: 'filterByEncoderConfigurationArn',
    ...(missing === undefined ? {} : { against: [entryOf(operation), madeAs(missing, 'arn')] }),
    exchange: answers.at(-1)?.exchange,
  });
}
