/**
 * What a verdict says apart from what an endpoint assigns anew each time: identifiers, ARNs and times. Two verdicts on
 * the same case are the same if they say the same apart from these.
 */
import type { Json } from '../../contract/types.js';
import type { CheckResult, RecordedExchange } from '../types.js';

/** What of a verdict is the same whenever the same case is asked of the same endpoint. */
export interface Said {
  readonly outcome: string;
  readonly reason?: string;
  readonly member?: string;
  readonly expected?: string;
  readonly observed?: string;
  readonly counterexample?: string;
  readonly path?: string;
}

/** A verdict without what the endpoint assigned. */
export function saidOf({ outcome, reason, deviation }: CheckResult): Said {
  if (deviation === undefined)
    return { outcome, ...(reason === undefined ? {} : { reason: general(reason) }) };
  const { member, expected, observed, counterexample, exchanges, reproduce } = deviation;
  const without = concealer(exchanges);
  return {
    outcome,
    ...(member === undefined ? {} : { member }),
    expected: without(expected),
    observed: without(observed),
    counterexample: without(JSON.stringify(counterexample)),
    path: reproduce.path,
  };
}

/** The members in which two verdicts differ. */
export function differences(one: Said, other: Said): (keyof Said)[] {
  return MEMBERS.filter((member) => one[member] !== other[member]);
}

const MEMBERS: readonly (keyof Said)[] = [
  'outcome',
  'reason',
  'member',
  'expected',
  'observed',
  'counterexample',
  'path',
];

/** In any text: the end of an ARN, times, UUIDs, stream ids. */
const ASSIGNED: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/(arn:aws[\w-]*:[\w-]*:[\w-]*:\d*:[\w-]+\/)[^\s"',]+/g, '$1…'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, '…'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '…'],
  [/\bst-[A-Za-z0-9]{8,}\b/g, '…'],
  // What IVS calls its resources and participants by.
  [/\b(?=\w*(?:\d|[a-z][A-Z]))[A-Za-z\d]{12}\b/g, '…'],
  // Members of inputs; users are named by whoever asks.
  [/("(?!userId")\w*Id":")[^"]+/g, '$1…'],
];

function general(text: string): string {
  return ASSIGNED.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/** A text without what the responses of these exchanges were the first to name, as far as that can be an identifier. */
function concealer(exchanges: readonly RecordedExchange[]): (text: string) => string {
  const known = new Set<string>();
  let sent = '';
  for (const { request, response } of exchanges) {
    sent += `\n${request.url}\n${request.body}`;
    for (const text of stringsIn(parsed(response?.body ?? ''))) {
      if (CAN_BE_IDENTIFIER.test(text) && !sent.includes(text)) known.add(text);
    }
  }
  const longestFirst = [...known].sort((one, other) => other.length - one.length);
  return (text) =>
    general(longestFirst.reduce((result, each) => result.replaceAll(each, '…'), general(text)));
}

/** Neither a word, nor an error code, nor too short: with a digit, or with a capital after a small letter. */
const CAN_BE_IDENTIFIER = /^(?!.*(?:Exception|Error)$)(?=.*(?:\d|[a-z][A-Z]))\S{8,}$/;

function parsed(body: string): Json {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function stringsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
