import { TIMESTAMP_PATTERN } from '../../../../contract/schema/timestamp.js';
import type { Contracts, Json, JsonObject, OperationContract, Schema } from '../../../../contract/types.js';
import { replaceAt } from '../../../../reference/mutants/build/replace-at.js';
import { changedMember, exchangeMutant, ofAnother, onSuccess, Seen, same } from '../build.js';
import type { ExchangeMutant } from '../exchange.js';
import { inputSites, isMember, lastMember, type OperationSite, outputSites } from '../sites.js';

/** Each output member: lost, lost at times, emptied, of an earlier answer, in another case, of another time. */
export function answerMutants(contracts: Contracts): ExchangeMutant[] {
  const chosen = chosenMembers(contracts);
  return outputSites(contracts)
    .filter(isMember)
    .flatMap((each) => [
      changedMember('answer', 'answer-dropped', each, 'is missing', () => () => undefined),
      droppedAtTimes(each),
      ...emptied(each),
      ...(canDiffer(each, chosen)
        ? [changedMember('answer', 'answer-of-another', each, 'is that of an earlier answer', ofAnother)]
        : []),
      ...(each.site.schema.type === 'string'
        ? [changedMember('answer', 'answer-case', each, 'is written in the other case', () => inOtherCase)]
        : []),
      ...times(each),
    ]);
}

/** Names of members that clients choose. */
function chosenMembers(contracts: Contracts): ReadonlySet<string> {
  const ofCreations = inputSites(contracts).filter(({ operation }) =>
    /^(?:Create|Update|Start)/.test(operation.operation),
  );
  return new Set(ofCreations.map(({ site }) => lastMember(site)));
}

/** Members that services assign, to each resource another value. */
const ASSIGNED = /(?:[aA]rn|Id|Time|^value|^fingerprint|^token|^streamKey|^playbackUrl|Prefix)$/;

/** Members that name what is outside of the services: one bucket, which the suite is given, serves for a whole run. */
const OUTSIDE: ReadonlySet<string> = new Set(['s3', 'bucketName', 'destinationConfiguration']);

/** Whether answers show different values in it; page tokens apart, which pages are walked by. */
function canDiffer({ operation, site }: OperationSite, chosen: ReadonlySet<string>): boolean {
  const member = lastMember(site);
  if (member === operation.pagination?.outputToken || OUTSIDE.has(member)) return false;
  // What happens within a second may be said to have happened at the same time.
  if (site.schema.pattern === TIMESTAMP_PATTERN) return false;
  return chosen.has(member) || ASSIGNED.test(member);
}

function droppedAtTimes({ operation, site }: OperationSite): ExchangeMutant {
  const statement = `Every second answer lacks ${site.path}.`;
  return exchangeMutant('answer-dropped-at-times', operation, [site.path], statement, () => {
    let answers = 0;
    return onSuccess(operation, (body) => {
      const has = structuredClone(body);
      replaceAt(has, site.steps, () => undefined);
      // Only those count that have it.
      if (!same(has, body)) answers += 1;
      if (answers % 2 === 0) replaceAt(body, site.steps, () => undefined);
    });
  });
}

/** Where the model forbids it to be empty, that is another fault than where nothing but its meaning does. */
function emptied(each: OperationSite): ExchangeMutant[] {
  const { schema } = each.site;
  const empty = emptyOf(schema);
  if (empty === undefined) return [];
  const { enum: values, pattern = '', minLength = 0, minItems = 0 } = schema;
  const isAllowed =
    values === undefined &&
    minLength === 0 &&
    minItems === 0 &&
    (empty !== '' || new RegExp(pattern, 'u').test(''));
  const family = isAllowed ? 'answer-emptied' : 'answer-emptied-wrongly';
  return [changedMember('answer', family, each, 'is empty', () => () => structuredClone(empty))];
}

function emptyOf({ type, properties, additionalProperties }: Schema): Json | undefined {
  if (type === 'string') return '';
  if (type === 'array') return [];
  return properties !== undefined || typeof additionalProperties === 'object' ? {} : undefined;
}

/** Letters only: what has none is left as it is. */
function inOtherCase(value: Json): Json {
  if (typeof value !== 'string') return value;
  const upper = value.toUpperCase();
  return value === upper ? value.toLowerCase() : upper;
}

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;

function times(each: OperationSite): ExchangeMutant[] {
  if (each.site.schema.pattern !== TIMESTAMP_PATTERN) return [];
  const moved = (value: Json, ms: number): Json => new Date(Date.parse(String(value)) + ms).toISOString();
  return [
    changedMember('answer', 'time-backwards', each, 'is an hour earlier from answer to answer', () => {
      let answers = 0;
      return (value) => {
        answers += 1;
        return moved(value, -(answers - 1) * HOUR_MS);
      };
    }),
    changedMember('answer', 'time-creeps', each, 'is a second later from answer to answer', () => {
      let answers = 0;
      return (value) => {
        answers += 1;
        return moved(value, answers * SECOND_MS);
      };
    }),
  ];
}

/** Every list in an answer: an entry lost, or there twice. */
export function entryMutants(contracts: Contracts): ExchangeMutant[] {
  return outputSites(contracts)
    .filter(({ site }) => site.schema.type === 'array')
    .flatMap(({ operation, site }) => {
      const listed = (family: string, statement: string, change: (entries: readonly Json[]) => Json[]) =>
        exchangeMutant(family, operation, [site.path], statement, () =>
          onSuccess(operation, (body) =>
            replaceAt(body, site.steps, (value) => (Array.isArray(value) ? change(value) : value)),
          ),
        );
      return [
        listed('entry-first-lost', `${site.path} lacks its first entry.`, (all) => all.slice(1)),
        listed('entry-last-lost', `${site.path} lacks its last entry.`, (all) => all.slice(0, -1)),
        listed('entry-repeated', `${site.path} holds its last entry twice.`, (all) => [
          ...all,
          ...all.slice(-1),
        ]),
      ];
    });
}

/** Each answer with a body is that to an earlier request of the operation. */
export function wholeMutants(operations: readonly OperationContract[]): ExchangeMutant[] {
  return operations
    .filter(({ output }) => Object.keys(output.properties ?? {}).length > 0)
    .flatMap((operation) => [
      exchangeMutant(
        'answer-whole-of-another',
        operation,
        [],
        'The answer is that to an earlier request.',
        () => {
          const seen = new Seen();
          return onSuccess(operation, (body) => become(body, seen.before(structuredClone(body))));
        },
      ),
      ...(operation.readonly ? [remembered(operation)] : []),
    ]);
}

/** Only of what reads: that the same is done twice is for what makes resources to say. */
function remembered(operation: OperationContract): ExchangeMutant {
  const statement = 'A request that was answered before is answered the same again.';
  return exchangeMutant('answer-remembered', operation, [], statement, () => {
    const answers = new Map<string, JsonObject>();
    return onSuccess(operation, (body, { input }) => {
      const known = answers.get(JSON.stringify(input));
      if (known === undefined) answers.set(JSON.stringify(input), structuredClone(body));
      become(body, known);
    });
  });
}

/** Puts another body in the place of one. */
function become(body: JsonObject, other: Json | undefined): void {
  if (typeof other !== 'object' || other === null || Array.isArray(other)) return;
  for (const member of Object.keys(body)) delete body[member];
  Object.assign(body, structuredClone(other));
}
