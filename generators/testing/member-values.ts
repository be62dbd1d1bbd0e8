import type { Json } from '../../src/contract/types.js';

/** All values that a member path stands for in one value: every item of a list, every value or key of a map. */
export function memberValues(value: Json, member: string): Json[] {
  const steps = member.match(/\[\]|\{key\}|\{\}|[^.[{]+/g) ?? [];
  return steps.reduce<Json[]>((found, step) => found.flatMap((at) => inner(at, step)), [value]);
}

function inner(value: Json, step: string): Json[] {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return step === '[]' ? value : [];
  if (step === '{key}') return Object.keys(value);
  if (step === '{}') return Object.values(value);
  const found = value[step];
  return found === undefined ? [] : [found];
}
