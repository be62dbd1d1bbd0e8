import type { Json, OperationContract } from '../contract/types.js';
import { isObject } from './answer.js';
import { redactText } from './redact.js';
import type { Exchange } from './types.js';

/** Shorter values are found by chance in any text, and protect nothing. */
const SHORTEST = 6;

/**
 * A function that takes the secrets of these exchanges out of a text: what is sensitive by the contract, whatever
 * form an endpoint gives it, and what is known by its form.
 */
export function concealer(
  operationOf: (exchange: Exchange) => OperationContract | undefined,
  exchanges: readonly Exchange[],
): (text: string) => string {
  const secrets = new Set<string>();
  for (const exchange of exchanges) {
    const { request, response } = exchange;
    const sensitive = operationOf(exchange)?.sensitive;
    if (sensitive === undefined) continue;
    const sent = typeof request.body === 'string' ? request.body : '';
    for (const pointer of sensitive.input) collect(parsed(sent), pointer.split('/').slice(1), secrets);
    for (const pointer of sensitive.output)
      collect(parsed(response.body), pointer.split('/').slice(1), secrets);
  }
  const forms = [...secrets].flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  const longestFirst = [...new Set(forms)].sort((left, right) => right.length - left.length);
  return (text) => redactText(longestFirst.reduce((rest, form) => rest.replaceAll(form, '[redacted]'), text));
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Collects the strings that a JSON pointer leads to, in which `*` stands for any list index or map key. */
function collect(value: Json | undefined, steps: readonly string[], found: Set<string>): void {
  const [step, ...rest] = steps;
  if (step === undefined) {
    if (typeof value === 'string' && value.length >= SHORTEST) found.add(value);
  } else if (Array.isArray(value)) {
    for (const item of value) if (step === '*') collect(item, rest, found);
  } else if (isObject(value)) {
    const members = step === '*' ? Object.values(value) : [value[step]];
    for (const member of members) collect(member, rest, found);
  }
}
