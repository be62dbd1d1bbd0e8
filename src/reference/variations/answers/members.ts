import type { Json, JsonObject } from '../../../contract/types.js';
import { isObject, nested } from '../../state/json.js';
import { digest, reshaping, shuffled, variation } from '../build.js';
import { type Variation, withBody } from '../variation.js';

const OPEN = 'Services add members; clients ignore those that they do not know.';
const CONTESTED = 'A contested rule says that either is shown.';
const NULLS = 'AWS restJson1: a null member of a structure is read as an absent one.';

const STRANGERS: readonly (readonly [what: string, members: JsonObject])[] = [
  ['text', { x: 'unknown', reserved: '' }],
  ['null', { unknownNull: null }],
  ['number', { revisionNumber: 7.5, flags: true }],
  ['object', { metadata: { arn: 'arn:aws:ivs:eu-west-1:1:unknown/x', nested: { state: 'UNKNOWN' } } }],
  ['list', { links: [], items: [{ arn: 'x' }, 1, null], unknownTags: ['a', 'a'] }],
  // What other services of AWS answer with.
  ['metadata', { ResponseMetadata: { RequestId: '1', HTTPStatusCode: 200, RetryAttempts: 0 } }],
];

/** Members of the same meaning as one that is left out. */
export function memberVariations(): Variation[] {
  return [
    ...STRANGERS.flatMap(([what, members]) => strangers(what, members)),
    ...changing(),
    ...orders(),
    ...absences(),
  ];
}

/** Unknown members whose values are others in every answer, in every structure of it. */
function changing(): Variation[] {
  const each = (id: string, statement: string, members: (answers: number) => JsonObject) =>
    variation(id, statement, OPEN, () => {
      let answers = 0;
      const { intercept } = reshaping({ structure: (value) => ({ ...value, ...members(answers) }) });
      return {
        intercept: (call, next, world) => {
          answers += 1;
          return intercept?.(call, next, world) ?? next();
        },
      };
    });
  return [
    each('members-changing/time', 'Everything shows a time that is another in each answer.', (answers) => ({
      updatedAt: new Date(1_700_000_000_000 + answers * 1000).toISOString(),
    })),
    each('members-changing/number', 'Everything shows a number that grows with each answer.', (answers) => ({
      version: answers,
      etag: `"${digest(String(answers))}"`,
    })),
    each('members-changing/structure', 'Everything shows an object that comes and goes.', (answers) =>
      answers % 2 === 0 ? {} : { links: { self: `/${answers}` }, history: [{ revision: answers }, answers] },
    ),
  ];
}

function strangers(what: string, members: JsonObject): Variation[] {
  return [
    variation(`members-added/top-${what}`, 'Every body has unknown members.', OPEN, {
      answer: (answer) =>
        answer.body !== undefined && Object.keys(answer.body).length === 0
          ? answer
          : withBody(answer, (body) => ({ ...body, ...members })),
    }),
    variation(`members-added/nested-${what}`, 'Every structure of an answer has unknown members.', OPEN, {
      ...reshaping({ structure: (value) => ({ ...members, ...value }) }),
    }),
  ];
}

function orders(): Variation[] {
  const freedom = 'RFC 8259: an object is an unordered collection of members.';
  return [
    variation('member-order/reversed', 'Members come in the reverse order, those of maps too.', freedom, {
      answer: (answer) => withBody(answer, (body) => reordered(body, (names) => names.toReversed())),
    }),
    variation('member-order/random', 'Members come in another order each time.', freedom, (random) => ({
      answer: (answer) => withBody(answer, (body) => reordered(body, (names) => shuffled(names, random))),
    })),
  ];
}

function reordered(object: JsonObject, order: (names: string[]) => string[]): JsonObject {
  const inner = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(inner);
    return isObject(value) ? reordered(value, order) : value;
  };
  return Object.fromEntries(order(Object.keys(object)).map((name) => [name, inner(object[name] ?? null)]));
}

/** Members that are absent in one way or another. */
function absences(): Variation[] {
  return [
    variation('absent/null', 'Optional members that an answer does not have are null.', NULLS, {
      ...reshaping({
        structure: (value, { properties = {} }) => ({
          ...Object.fromEntries(Object.keys(properties).map((name) => [name, null])),
          ...value,
        }),
      }),
    }),
    variation('absent/null-error-members', 'Errors have null members.', NULLS, {
      answer: (answer) =>
        answer.error === undefined
          ? answer
          : withBody(answer, (body) => ({ code: null, __type: null, details: null, ...body })),
    }),
    variation('absent/name', 'What has no name is shown without one.', CONTESTED, without('name', '')),
    variation('absent/tags', 'What has no tags is shown without any.', UNSAID, {
      intercept: (call, next) => {
        const answer = next();
        return call.operation.operation === 'ListTagsForResource' ? answer : withBody(answer, untagged);
      },
    }),
    variation(
      'absent/multitrack',
      'A channel without multitrack input is shown without its configuration.',
      CONTESTED,
      reshaping({
        structure: (value) =>
          nested(value, 'multitrackInputConfiguration').enabled === false
            ? leaveOut(value, 'multitrackInputConfiguration')
            : value,
      }),
    ),
    variation('absent/empty-object', 'A success without members has an empty body.', EMPTY_OUTPUT, {
      respond: (response) => (response.body === '{}' ? { ...response, body: '' } : response),
    }),
  ];
}

const UNSAID = 'No document says that a resource without tags shows an empty map.';
const EMPTY_OUTPUT = 'No source says whether an output without members travels as {} or as an empty body.';

function without(member: string, empty: Json) {
  return reshaping({
    structure: (value) => (value[member] === empty ? leaveOut(value, member) : value),
  });
}

function leaveOut(value: JsonObject, member: string): JsonObject {
  const { [member]: _, ...rest } = value;
  return rest;
}

function untagged(body: JsonObject): JsonObject {
  const inner = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(inner);
    if (!isObject(value)) return value;
    const held = Object.entries(value).filter(
      ([name, tags]) => name !== 'tags' || !isObject(tags) || Object.keys(tags).length > 0,
    );
    return Object.fromEntries(held.map(([name, one]) => [name, inner(one)]));
  };
  const shown = inner(body);
  return isObject(shown) ? shown : body;
}
