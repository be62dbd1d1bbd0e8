import type { Contracts, Json, Schema, ShapesDocument } from '../../contract/types.js';
import type { RecordedExchange } from '../../results/types.js';
import { isObject } from '../http/answer.js';
import { isAbbreviated, REDACTED } from '../secrets/redact.js';
import { resolveShape } from './client-validation.js';
import { awsCliLine, curlLine, type LineOptions } from './reproduce.js';
import { arnType, type MadeArn, type SetupStep, setupFor } from './setup.js';
import { shellQuote } from './shell.js';

/** Lines that may precede the deciding one: more would be a program, which our own command is already. */
const MAX_SETUP_LINES = 12;

type Quote = NonNullable<LineOptions['quote']>;

/**
 * curl commands, one per line, that make again what the deciding request needs, keep the new ARNs in shell variables
 * and then send it. Only the last one prints, and what they make is left to the user to remove. Where that takes too
 * many lines or a redacted value, the deciding request alone, with a comment that says what it needs.
 * @param exchanges the exchanges of the case in order, redacted
 * @param region the region to sign for
 * @param needed one of them that has to be sent again, although it was refused
 */
export function curlScript(
  exchanges: readonly RecordedExchange[],
  deciding: RecordedExchange,
  contracts: Contracts,
  region: string,
  needed?: RecordedExchange,
): string {
  const steps = setupFor(exchanges, deciding, contracts, needed);
  const quote = quoteWith(steps.flatMap(({ made }) => made));
  const setup = setupLines(steps, (step) => curlSetup(step, region, quote));
  if (setup === undefined) return alone(curlLine(deciding, region), steps);
  return [...setup, curlLine(deciding, region, { quote })].join('\n');
}

/**
 * AWS CLI commands that do what those of {@link curlScript} do.
 * @param contracts the contracts of the services of the case
 * @returns undefined when the AWS CLI cannot make the deciding request
 */
export function awsCliScript(
  exchanges: readonly RecordedExchange[],
  deciding: RecordedExchange,
  contracts: Contracts,
  region: string,
  needed?: RecordedExchange,
): string | undefined {
  const line = awsCliLine(deciding, contracts, region);
  if (line === undefined) return undefined;
  const steps = setupFor(exchanges, deciding, contracts, needed);
  const quote = quoteWith(steps.flatMap(({ made }) => made));
  const setup = setupLines(steps, (step) => awsCliSetup(step, contracts, region, quote));
  const last = awsCliLine(deciding, contracts, region, { quote });
  return setup === undefined || last === undefined ? alone(line, steps) : [...setup, last].join('\n');
}

/** The lines of all steps, so many at most; undefined when they cannot be replayed or are too many. */
export function setupLines(
  steps: readonly SetupStep[],
  linesOf: (step: SetupStep) => readonly string[] | undefined,
): readonly string[] | undefined {
  if (steps.length > MAX_SETUP_LINES || !steps.every(({ exchange }) => isWhole(exchange))) return undefined;
  const lines: string[] = [];
  for (const step of steps) {
    const added = linesOf(step);
    if (added === undefined) return undefined;
    lines.push(...added);
  }
  return lines.length > MAX_SETUP_LINES ? undefined : lines;
}

function isWhole({ request: { url, body } }: RecordedExchange): boolean {
  return !isAbbreviated(body) && !body.includes(REDACTED) && !url.includes(REDACTED);
}

function alone(line: string, steps: readonly SetupStep[]): string {
  return `${line} # ${needsOf(steps)}`;
}

/** What has to be made first, in words. */
export function needsOf(steps: readonly SetupStep[]): string {
  const counts = new Map<string, number>();
  for (const { operation } of steps.map(({ exchange }) => exchange))
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
  const needs = [...counts].map(([operation, count]) =>
    count === 1 ? operation : `${count} × ${operation}`,
  );
  return `needs what came before it: ${needs.join(', ')}`;
}

function curlSetup({ exchange, made }: SetupStep, region: string, quote: Quote): string[] | undefined {
  const line = curlLine(exchange, region, { quote, bodyOnly: true });
  const filters = made.map(({ arn }) => arnFilter(exchange.response?.body ?? '', arn));
  return capture(line, made, filters);
}

/** A filter of the shell that finds an ARN where the recorded response has it, counted among those of its type. */
function arnFilter(body: string, arn: string): string | undefined {
  const type = arnType(arn);
  const pattern = type === undefined ? 'arn:[^"]*' : `arn:[^"]*:${type}/[^"]*`;
  const index = [...body.matchAll(new RegExp(pattern, 'g'))].findIndex(([match]) => match === arn);
  if (index === -1) return undefined;
  return `grep -o '${pattern}' | ${index === 0 ? 'head -n 1' : `sed -n ${index + 1}p`}`;
}

function awsCliSetup(
  { exchange, made }: SetupStep,
  contracts: Contracts,
  region: string,
  quote: Quote,
): string[] | undefined {
  const line = awsCliLine(exchange, contracts, region, { quote });
  if (line === undefined) return undefined;
  const members = made.map(({ arn }) => outputPath(exchange, arn, contracts)?.slice(1));
  if (members.includes(undefined)) return undefined;
  const [first, ...others] = made;
  if (first === undefined) return capture(line, [], []);
  const query = others.length === 0 ? members.join() : `[${members.join()}]`;
  const asked = `${line} --query ${shellQuote(query)} --output text`;
  if (others.length === 0) return [`${first.variable}=$(${asked})`];
  return capture(
    asked,
    made,
    made.map((_, index) => `cut -f ${index + 1}`),
  );
}

/** Lines that run a command silently and keep what each filter finds in its output; undefined when one is missing. */
function capture(
  line: string,
  made: readonly MadeArn[],
  filters: readonly (string | undefined)[],
): string[] | undefined {
  const [first, ...others] = made;
  if (filters.includes(undefined)) return undefined;
  if (first === undefined) return [`${line} > /dev/null`];
  if (others.length === 0) return [`${first.variable}=$(${line} | ${filters[0]})`];
  const kept = made.map(
    ({ variable }, index) => `${variable}=$(printf '%s\\n' "$ANSWER" | ${filters[index]})`,
  );
  return [`ANSWER=$(${line})`, ...kept];
}

/**
 * Where the response of an exchange has a string, as the end (`.channel.arn`) of a JMESPath expression, or of one of
 * JavaScript; only by members of the contract.
 */
export function outputPath(
  { service, operation: name, response }: RecordedExchange,
  wanted: string,
  contracts: Contracts,
): string | undefined {
  const contract = contracts.get(service);
  const operation = contract?.operations.get(name);
  if (contract === undefined || operation === undefined) return undefined;
  return memberWith(parse(response?.body ?? ''), wanted, operation.output, contract.shapes);
}

function memberWith(
  value: Json | undefined,
  wanted: string,
  schema: Schema,
  shapes: ShapesDocument,
): string | undefined {
  if (value === wanted) return '';
  const { properties = {}, items = {} } = resolveShape(schema, shapes);
  const children: [step: string, child: Json | undefined, schema: Schema][] = Array.isArray(value)
    ? value.map((item, index) => [`[${index}]`, item, items])
    : isObject(value)
      ? Object.entries(properties).map(([name, property]) => [`.${name}`, value[name], property])
      : [];
  for (const [step, child, inside] of children) {
    const rest = memberWith(child, wanted, inside, shapes);
    if (rest !== undefined) return `${step}${rest}`;
  }
  return undefined;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Quotes a text as one word of the shell in which ARNs, percent-encoded ones too, are taken from variables. */
function quoteWith(made: readonly MadeArn[]): Quote {
  if (made.length === 0) return shellQuote;
  const words = new Map(
    made.flatMap(({ arn, variable }): [string, string][] => [
      [arn, `"$${variable}"`],
      [encodeURIComponent(arn), `"$(printf %s "$${variable}" | sed 's/:/%3A/g; s,/,%2F,g')"`],
    ]),
  );
  // One ARN may be the beginning of another.
  const longestFirst = [...words.keys()].sort((left, right) => right.length - left.length);
  const pattern = new RegExp(`(${longestFirst.map((text) => text.replaceAll('.', '\\.')).join('|')})`);
  return (text) => {
    const pieces = text.split(pattern).filter((piece) => piece !== '');
    return pieces.length === 0
      ? shellQuote(text)
      : pieces.map((piece) => words.get(piece) ?? shellQuote(piece)).join('');
  };
}
