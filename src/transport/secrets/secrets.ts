import type { Json, OperationContract } from '../../contract/types.js';
import { isObject } from '../http/answer.js';
import type { Exchange } from '../types.js';
import { redactText } from './redact.js';

/** Shorter values are found by chance in any text, and protect nothing. */
const SHORTEST = 6;

/** What may be a word of any text, such as `string`: an emulator may well answer it where a secret is due. */
const WORD = /^[A-Za-z]{1,15}$/;

/**
 * A function that takes the secrets of these exchanges out of a text: what is sensitive by the contract, whatever
 * form an endpoint gives it, and what is known by its form.
 */
export function concealer(
  operationOf: (exchange: Exchange) => OperationContract | undefined,
  exchanges: readonly Exchange[],
): (text: string) => string {
  const secrets = new Set<string>();
  const open = new Set<string>();
  for (const exchange of exchanges) {
    const { request, response } = exchange;
    const sensitive = operationOf(exchange)?.sensitive;
    if (sensitive === undefined) continue;
    const sent = typeof request.body === 'string' ? request.body : '';
    const sides = [
      [parsed(sent), stepsOf(sensitive.input)],
      [parsed(response.body), stepsOf(sensitive.output)],
    ] as const;
    for (const [value, paths] of sides) {
      for (const steps of paths) collect(value, steps, secrets);
      if (paths.length > 0) collectWords(value, paths, open);
    }
  }
  const forms = [...secrets].flatMap((secret) => formsOf(secret, open));
  const longestFirst = [...new Set(forms)].sort((left, right) => right.length - left.length);
  return (text) =>
    redactText(
      longestFirst.reduce(
        (rest, form) => rest.replaceAll(form, form.startsWith('"') ? '"[redacted]"' : '[redacted]'),
        text,
      ),
    );
}

/** How a secret may stand in a text. A word is one only as a whole value, and not where it is shown openly as well. */
function formsOf(secret: string, open: ReadonlySet<string>): string[] {
  const quoted = JSON.stringify(secret);
  if (!WORD.test(secret)) return [secret, quoted.slice(1, -1)];
  return open.has(secret) ? [] : [quoted];
}

function stepsOf(pointers: readonly string[]): readonly (readonly string[])[] {
  return pointers.map((pointer) => pointer.split('/').slice(1));
}

/** Collects the words that are values elsewhere than where secrets are. */
function collectWords(
  value: Json | undefined,
  paths: readonly (readonly string[])[],
  found: Set<string>,
): void {
  if (paths.some((path) => path.length === 0)) return;
  if (typeof value === 'string') {
    if (WORD.test(value)) found.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      const below = paths.filter(([step]) => step === '*' || step === name).map((path) => path.slice(1));
      collectWords(member, below, found);
    }
  }
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
