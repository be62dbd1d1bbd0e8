import { readPackageJson } from '../load.js';
import type { Source, Strength } from '../types.js';

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

interface GeneralFile {
  readonly rules: readonly GeneralRule[];
  readonly commonErrors: { readonly codes: readonly string[] };
}

let loaded: GeneralFile | undefined;

function load(): GeneralFile {
  loaded ??= readPackageJson<GeneralFile>('specs', 'general.json');
  return loaded;
}

/** The behaviours that both services have in common; read once. */
export function loadGeneralRules(): readonly GeneralRule[] {
  return load().rules;
}

/** Codes that any operation of an AWS service may fail with, declared or not. */
export function loadCommonErrors(): ReadonlySet<string> {
  return new Set(load().commonErrors.codes);
}
