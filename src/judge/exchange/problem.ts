import type { SchemaProblem } from '../../contract/schema/compile.js';
import type { Strength } from '../../contract/types.js';

/** One way in which a recorded exchange contradicts the contract. */
export interface Problem {
  readonly where: 'request' | 'response';
  /** Dotted path of the member; empty for the request or response itself. */
  readonly path: string;
  /** ID of the general rule that it breaks (`ivs-conformance explain ID` tells of it). */
  readonly rule: string;
  /** In one sentence: what is expected, and what was recorded. */
  readonly message: string;
  readonly strength: Strength;
  readonly expected: string;
  readonly observed: string;
  /** A member that the contract does not have: services leave it out of account. */
  readonly isUnknownMember?: true;
}

/** A problem in words. */
export function problemOf(
  where: Problem['where'],
  rule: string,
  strength: Strength,
  { path, expected, observed }: Pick<SchemaProblem, 'path' | 'expected' | 'observed'>,
): Problem {
  const message = `${path === '' ? 'expected' : `${path}: expected`} ${expected}, observed ${observed}`;
  return { where, path, rule, message, strength, expected, observed };
}

/** Something that a reader has to know, and that is no deviation. */
export interface Note {
  /** What notes of the same kind have in common. */
  readonly about: string;
  readonly text: string;
}

/** What one side of an exchange comes to. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly notes: readonly Note[];
  /** Why something could not be decided. */
  readonly undecided: readonly string[];
}

/** Nothing to tell. */
export const NOTHING: Findings = { problems: [], notes: [], undecided: [] };

/** Something that cannot be decided. */
export function undecided(reason: string): Findings {
  return { ...NOTHING, undecided: [reason] };
}

/** Nothing but a note on what the recorder did, if there is one. */
export function noteOn(what: string, note: string | undefined): readonly Note[] {
  return note === undefined ? [] : [{ about: note, text: `${what}: ${note}` }];
}
