import type { Contracts, Json, JsonObject, Schema, Service, ShapesDocument } from '../../contract/types.js';
import type { RecordedExchange } from '../../results/types.js';
import { isLoopbackUrl } from '../endpoint/loopback.js';
import { isObject } from '../http/answer.js';
import { REDACTED } from '../secrets/redact.js';
import { resolveShape } from './client-validation.js';
import { inputSent, isUnsigned, type SentInput } from './reproduce.js';
import { needsOf, outputPath, setupLines } from './script.js';
import { type MadeArn, type SetupStep, setupFor } from './setup.js';

/** Package, client and the name that it gets, of each service. */
const CLIENTS: {
  readonly [service in Service]: { readonly name: string; readonly from: string; readonly variable: string };
} = {
  ivs: { name: 'IvsClient', from: '@aws-sdk/client-ivs', variable: 'ivs' },
  'ivs-realtime': {
    name: 'IVSRealTimeClient',
    from: '@aws-sdk/client-ivs-realtime',
    variable: 'realtime',
  },
};

/**
 * A module for Node.js (`node --input-type=module`) that makes again, with the AWS SDK for JavaScript v3, what the
 * deciding request needs, keeps the new ARNs in constants, sends it and prints the answer or the error. Where that takes
 * too many lines or a redacted value, the deciding request alone, with a comment that says what it needs.
 * @param exchanges the exchanges of the case in order, redacted
 * @param contracts the contracts of the services, those of the requests among them
 * @param region the region to sign for
 * @param needed one of them that has to be sent again, although it was refused
 * @returns undefined when the SDK cannot send the deciding request as it was recorded
 */
export function sdkScript(
  exchanges: readonly RecordedExchange[],
  deciding: RecordedExchange,
  contracts: Contracts,
  region: string,
  needed?: RecordedExchange,
): string | undefined {
  const sent = sendable(deciding, contracts);
  if (sent === undefined) return undefined;
  const steps = setupFor(exchanges, deciding, contracts, needed);
  const made = steps.flatMap((step) => step.made);
  const variable = (service: Service) =>
    service === deciding.service ? 'client' : CLIENTS[service].variable;
  const setup = setupLines(steps, (step) => setupStep(step, contracts, made, variable));
  const sending = [...(setup === undefined ? [] : steps.map(({ exchange }) => exchange)), deciding];
  const services = [...new Set(sending.map(({ service }) => service))];
  return [
    '// node --input-type=module',
    ...services.map((service) => importOf(service, sending)),
    ...services.map(
      (service) => `const ${variable(service)} = ${clientOf(service, sending, contracts, region)}`,
    ),
    ...(setup ?? [`// ${needsOf(steps)}`]),
    `const answer = await client.${call(deciding, sent.input, setup === undefined ? [] : made)}.catch((error) => error);`,
    'console.dir(answer, { depth: null });',
  ].join('\n');
}

/** The client of a service, and the commands that are sent to it. */
function importOf(service: Service, sending: readonly RecordedExchange[]): string {
  const own = sending.filter((exchange) => exchange.service === service);
  const commands = new Set(own.map(({ operation }) => `${operation}Command`));
  const { name, from } = CLIENTS[service];
  return `import { ${[...commands, name].join(', ')} } from '${from}';`;
}

function clientOf(
  service: Service,
  sending: readonly RecordedExchange[],
  contracts: Contracts,
  region: string,
): string {
  // The deciding one comes last: it is how that one was sent that counts.
  const last = sending.findLast((exchange) => exchange.service === service);
  const sent = last && sendable(last, contracts);
  const options = last && sent ? clientOptions(last, sent, region) : '{}';
  return `new ${CLIENTS[service].name}(${options});`;
}

/** What a request carries, where the SDK sends the same. */
function sendable(recorded: RecordedExchange, contracts: Contracts): SentInput | undefined {
  const sent = inputSent(recorded, contracts);
  if (sent === undefined) return undefined;
  return isKept(sent.input, sent.operation.input, sent.shapes) ? sent : undefined;
}

/**
 * Whether the SDK sends a value as it is. It validates nothing, but leaves out null and members that it does not know,
 * and writes an array as the structure or map that it expects. That it makes up an idempotency token where there is none
 * changes nothing of what is asked.
 */
function isKept(value: Json, schema: Schema, shapes: ShapesDocument): boolean {
  if (value === null) return false;
  const { type, properties, items = {}, additionalProperties } = resolveShape(schema, shapes);
  if (Array.isArray(value)) {
    if (type === 'object') return false;
    return type !== 'array' || value.every((item) => isKept(item, items, shapes));
  }
  if (!isObject(value) || type !== 'object') return true;
  const rest = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  return Object.entries(value).every(([name, member]) => {
    const known = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : rest;
    return known !== undefined && isKept(member, known, shapes);
  });
}

function clientOptions(recorded: RecordedExchange, { endpoint }: SentInput, region: string): string {
  const isLocal = URL.canParse(endpoint) && isLoopbackUrl(new URL(endpoint));
  const needsNone = isUnsigned(recorded);
  const pair =
    "{ accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'test', secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'test' }";
  const options = [
    `endpoint: ${literal(endpoint)}`,
    `region: ${literal(region)}`,
    // An answer that is an error is what is to be seen, so it is not asked for again.
    'maxAttempts: 1',
    ...(isLocal || needsNone ? [`credentials: ${pair}`] : []),
    ...(needsNone ? ['signer: { sign: async (request) => request }'] : []),
  ];
  return `{ ${options.join(', ')} }`;
}

function setupStep(
  { exchange, made }: SetupStep,
  contracts: Contracts,
  arns: readonly MadeArn[],
  variableOf: (service: Service) => string,
): string[] | undefined {
  const sent = sendable(exchange, contracts);
  const paths = made.map(({ arn }) => outputPath(exchange, arn, contracts));
  if (sent === undefined || paths.includes(undefined)) return undefined;
  const sending = `await ${variableOf(exchange.service)}.${call(exchange, sent.input, arns)}`;
  const [first, ...others] = made;
  const hasSucceeded = (exchange.response?.status ?? 0) < 300;
  if (first === undefined) return [hasSucceeded ? `${sending};` : `${sending}.catch(() => undefined);`];
  if (others.length === 0) return [`const ${constant(first)} = (${sending})${paths[0]};`];
  const whole = `${constant(first)}Answer`;
  return [
    `const ${whole} = ${sending};`,
    ...made.map((each, index) => `const ${constant(each)} = ${whole}${paths[index]};`),
  ];
}

function call({ operation }: RecordedExchange, input: JsonObject, arns: readonly MadeArn[]): string {
  return `send(new ${operation}Command(${written(input, arns)}))`;
}

/** `CHANNEL_ARN_2` as `channelArn2`. */
function constant({ variable }: MadeArn): string {
  return variable.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * A JSON value as an expression of JavaScript, in which ARNs are taken from constants, and what was redacted from
 * variables of the environment.
 * @param name the member that it is a value of
 */
function written(value: Json, arns: readonly MadeArn[], name = 'value'): string {
  if (typeof value === 'string') return value === REDACTED ? fromEnvironment(name) : text(value, arns);
  if (Array.isArray(value)) return `[${value.map((item) => written(item, arns, name)).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => {
    const expression = written(member, arns, key);
    return expression === key ? key : `${keyOf(key)}: ${expression}`;
  });
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function keyOf(name: string): string {
  // Written plainly, it would be the prototype.
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

function fromEnvironment(name: string): string {
  const variable = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/\W/g, '_')
    .toUpperCase();
  return `process.env.${/^\d/.test(variable) ? `_${variable}` : variable} ?? ${literal(REDACTED)}`;
}

function text(value: string, arns: readonly MadeArn[]): string {
  // One ARN may be the beginning of another.
  const known = [...arns]
    .sort((one, other) => other.arn.length - one.arn.length)
    .find(({ arn }) => value.includes(arn));
  if (known === undefined) return literal(value);
  const pieces = value
    .split(known.arn)
    .flatMap((piece, index) => [
      ...(index === 0 ? [] : [constant(known)]),
      ...(piece === '' ? [] : [text(piece, arns)]),
    ]);
  return pieces.join(' + ');
}

/** A string of JavaScript, in single quotes where it holds none. */
function literal(value: string): string {
  const quoted = JSON.stringify(value);
  return /^"[^'"\\]*"$/.test(quoted) ? `'${quoted.slice(1, -1)}'` : quoted;
}
