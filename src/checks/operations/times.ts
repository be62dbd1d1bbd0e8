import { membersOf } from '../../contract/schema/constraints.js';
import { TIMESTAMP_PATTERN } from '../../contract/schema/timestamp.js';
import type { Json } from '../../contract/types.js';
import { type Answer, isObject } from '../../transport/http/answer.js';
import { type Exercise, exercisesOf, observe } from '../ask/exercise.js';
import { requireSuccess } from '../expect/expect.js';
import { DeviationFound } from '../expect/verdicts.js';
import { sourceOf } from '../plan/scope.js';
import type { Check, Kind, Scope } from '../types.js';

/** How far clocks and delays may be apart, in minutes. */
const TOLERANCE = 5;

const TIMESTAMP = new RegExp(TIMESTAMP_PATTERN, 'u');

/** Members that clients fill as they like, perhaps with what looks like a time. */
const CLIENTS = ['tags', 'attributes'];

/** The one member that tells of what is still to come. */
const AHEAD = 'expirationTime';

/** When something was, lies in the past: only what expires does so later. */
export const times: Kind = {
  id: 'times',
  title: 'Times',
  plan: (scope) =>
    exercisesOf(scope, true)
      // Of what is not known to show anything, no time can be seen.
      .filter(({ drives, shows }) => drives !== undefined || shows.length > 0)
      .flatMap((exercise) => check(exercise, timesOf(scope, exercise))),
};

/** Paths of the answer's times that have been, as text. */
function timesOf({ contract }: Scope, { operation }: Exercise): string[] {
  return membersOf(contract, operation.output)
    .filter(({ schema }) => schema.pattern === TIMESTAMP_PATTERN)
    .map(({ member }) => member)
    .filter((member) => member.endsWith('Time') && !member.endsWith(AHEAD));
}

function check(exercise: Exercise, paths: readonly string[]): Check[] {
  const { operation, needs, sent, drives } = exercise;
  if (paths.length === 0) return [];
  return [
    {
      id: `times/${operation.service}/${operation.operation}`,
      kind: 'times',
      title: `${operation.operation} shows no times that are yet to come`,
      service: operation.service,
      operations: [operation.operation, ...needs],
      strength: 'inferred',
      source: sourceOf(operation),
      sent,
      ...(drives === undefined ? {} : { drives }),
      expected: `${paths.join(', ')} at most ${TOLERANCE} minutes after the answer`,
      run: (context) => observe(context, exercise, judge),
    },
  ];
}

function judge(answer: Answer): void {
  const output = requireSuccess(answer);
  // The endpoint's own clock, where it tells the time, so that a wrong clock here is not held against it.
  const now = Date.parse(answer.exchange.response.headers.date ?? '') || Date.now();
  const early = found(output, '').find(({ value }) => Date.parse(value) > now + TOLERANCE * 60_000);
  if (early === undefined) return;
  throw new DeviationFound({
    expected: `${early.path} is not after ${new Date(now).toISOString()}, when it was asked`,
    observed: `${early.path} is ${early.value}`,
    member: early.path,
    exchange: answer.exchange,
  });
}

/** Every time in a value, but for when something expires. */
function found(value: Json, path: string): { readonly path: string; readonly value: string }[] {
  if (Array.isArray(value)) return value.flatMap((entry) => found(entry, `${path}[]`));
  if (isObject(value)) {
    return Object.entries(value).flatMap(([name, member]) =>
      name === AHEAD || (typeof member === 'string' && !name.endsWith('Time')) || CLIENTS.includes(name)
        ? []
        : found(member, path === '' ? name : `${path}.${name}`),
    );
  }
  return typeof value === 'string' && TIMESTAMP.test(value) ? [{ path, value }] : [];
}
