import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from '../../resources.js';
import type { Rule } from '../../rules/rules.js';
import { byId, type Decision, type DecisionGround } from '../../statements/decisions.js';
import type { SentencesDocument } from '../../statements/sentences.js';
import type { JsonObject, Service } from '../../types.js';
import { parseFile } from '../smithy/locate.js';
import { ModelError } from '../smithy/model.js';

/** A rule as it is written, whatever its kind. */
export type RuleEntry = JsonObject & { id: string; kind: Rule['kind']; operations: string[] };

/** What people have written of a service. */
export interface Handwritten {
  readonly resources: readonly Resource[];
  readonly rules: readonly RuleEntry[];
  readonly unchecked: readonly { readonly id: string; readonly operations: readonly string[] }[];
  readonly decisions: readonly Decision[];
  /** Identifiers of the rules that hold for all operations. */
  readonly general: readonly string[];
}

/**
 * Reads what is written of a service; what has no file yet is empty.
 * @param specs folder that holds those of the services
 * @throws ModelError when a file cannot be read
 */
export function readHandwritten(specs: string, service: Service): Handwritten {
  const list = <T>(key: string, ...path: string[]): T[] => {
    const file = join(specs, ...path);
    if (!existsSync(file)) return [];
    const entries = parseFile<{ [key: string]: T[] | undefined } | null>(file)?.[key];
    if (!Array.isArray(entries)) throw new ModelError(`${file} has no list "${key}"`);
    return entries;
  };
  return {
    resources: list<Resource>('resources', service, 'resources.json'),
    rules: list<RuleEntry>('rules', service, 'rules.json'),
    unchecked: list<Handwritten['unchecked'][number]>('behaviours', service, 'unchecked.json'),
    decisions: list<Decision>('decisions', service, 'decisions.json'),
    general: list<{ id: string }>('rules', 'general.json').map(({ id }) => id),
  };
}

/** What is written, to hold sentences against. */
export function groundOf(written: Handwritten, sentences: SentencesDocument): DecisionGround {
  return {
    sentences,
    decisions: written.decisions,
    rules: byId(written.rules),
    unchecked: byId(written.unchecked),
    general: new Set(written.general),
    resources: written.resources,
  };
}
