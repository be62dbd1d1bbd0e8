import type { Contracts } from '../../contract/types.js';
import type { RecordedExchange } from '../../results/types.js';

/** An ARN that an endpoint gave to what a request made, and the shell variable that holds the new one on replay. */
export interface MadeArn {
  readonly arn: string;
  /** As in `CHANNEL_ARN`. */
  readonly variable: string;
}

/** A request that has to be made again before the deciding one. */
export interface SetupStep {
  readonly exchange: RecordedExchange;
  /** What its response was the first to name, as far as later requests name it. */
  readonly made: readonly MadeArn[];
}

/** Strings of a JSON text that are ARNs without any character that a shell, a URL or a pattern reads specially. */
const ARN_STRING = /"(arn:[\w:/.~-]+)"/g;

/**
 * What has to be done again before a recorded request, in order: all that changed something and succeeded before it,
 * and the reads that were the first to name what is needed. Nothing where the request names ARNs, but none that was
 * made: no state of the endpoint decides about it then.
 * @param exchanges the exchanges of a case in order, the deciding one and later ones included
 * @param needed one of them that has to be made again, although it was refused
 */
export function setupFor(
  exchanges: readonly RecordedExchange[],
  deciding: RecordedExchange,
  contracts: Contracts,
  needed?: RecordedExchange,
): readonly SetupStep[] {
  const end = exchanges.lastIndexOf(deciding);
  const earlier = (end === -1 ? exchanges : exchanges.slice(0, end)).filter(
    (exchange) => exchange === needed || hasSucceeded(exchange),
  );
  const makers = makersIn(earlier);
  const arns = neededBy(deciding, makers);
  if (arns.size === 0 && namesAnyArn(deciding)) return [];
  const steps: RecordedExchange[] = [];
  for (const exchange of earlier.toReversed()) {
    const isWrite = contracts.get(exchange.service)?.operations.get(exchange.operation)?.readonly === false;
    const isMaker = [...arns].some((arn) => makers.get(arn) === exchange);
    if (!isWrite && !isMaker) continue;
    steps.unshift(exchange);
    for (const arn of neededBy(exchange, makers)) arns.add(arn);
  }
  const variables = variablesFor([...makers.keys()].filter((arn) => arns.has(arn)));
  return steps.map((exchange) => ({
    exchange,
    made: variables.filter(({ arn }) => makers.get(arn) === exchange),
  }));
}

/** Resource type in an ARN: `channel`; undefined when it has none. */
export function arnType(arn: string): string | undefined {
  return /^arn:[^/]*:([A-Za-z][\w-]*)\//.exec(arn)?.[1];
}

/** The ARNs that were first named by a response, not by a request, each with the exchange of that response. */
function makersIn(exchanges: readonly RecordedExchange[]): Map<string, RecordedExchange> {
  const makers = new Map<string, RecordedExchange>();
  const seen = new Set<string>();
  const sent: RecordedExchange[] = [];
  for (const exchange of exchanges) {
    sent.push(exchange);
    for (const [, arn = ''] of exchange.response?.body.matchAll(ARN_STRING) ?? []) {
      if (seen.has(arn)) continue;
      seen.add(arn);
      if (!sent.some((request) => namesArn(request, arn))) makers.set(arn, exchange);
    }
  }
  return makers;
}

function neededBy(exchange: RecordedExchange, makers: ReadonlyMap<string, unknown>): Set<string> {
  return new Set([...makers.keys()].filter((arn) => namesArn(exchange, arn)));
}

function namesArn({ request }: RecordedExchange, arn: string): boolean {
  return [request.body, request.url].some(
    (text) => text.includes(arn) || text.includes(encodeURIComponent(arn)),
  );
}

function namesAnyArn({ request }: RecordedExchange): boolean {
  return /\barn(?::|%3A)/i.test(`${request.url} ${request.body}`);
}

function hasSucceeded({ response }: RecordedExchange): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300;
}

function variablesFor(arns: readonly string[]): MadeArn[] {
  const counts = new Map<string, number>();
  return arns.map((arn) => {
    const type = arnType(arn) ?? 'resource';
    const name = `${type.toUpperCase().replaceAll('-', '_')}_ARN`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { arn, variable: count === 1 ? name : `${name}_${count}` };
  });
}
