import { readPackageJson } from './load.js';
import type { Source, Strength } from './types.js';

/** A documented behaviour that holds for all operations or resources alike: an entry of `specs/general.json`. */
export interface GeneralRule {
  readonly id: string;
  readonly title: string;
  /** Glob of the identifiers of the checks that ask about it. */
  readonly checks: string;
  /** The behaviour in our own words: one sentence that the endpoint either fulfils or not. */
  readonly statement: string;
  readonly strength: Strength;
  readonly sources: readonly Source[];
}

let loaded: readonly GeneralRule[] | undefined;

/** The behaviours that both services have in common; read once. */
export function loadGeneralRules(): readonly GeneralRule[] {
  loaded ??= readPackageJson<{ rules: GeneralRule[] }>('specs', 'general.json').rules;
  return loaded;
}
