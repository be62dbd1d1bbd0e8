import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contract/load.js';
import { bucket } from '../../../results/bucket.js';
import type { Measured } from '../outcomes/measure.js';
import { familyOf, type Outcome } from '../outcomes/outcome.js';
import type { Settings } from '../settings.js';
import { type Score, scoreOf } from './score.js';

/** How many mutants of a family there are, and what became of them. */
export interface FamilyFigures {
  /** Those that a client can tell from a conforming endpoint. */
  readonly mutants: number;
  readonly caught: number;
  readonly equivalent: number;
}

/** The figures of all mutants under the same settings. */
export interface MeasureFigures
  extends Settings,
    Pick<Score, 'mutants' | 'caught' | 'deviationsPerMutant' | 'requestsToFirst'> {
  readonly equivalent: number;
  /** Checks that are asked, without those that only look whether there is an operation. */
  readonly checks: number;
  readonly families: { readonly [family: string]: FamilyFigures };
}

/** Equivalent mutants with the same reason. */
export interface Equivalents {
  readonly reason: string;
  readonly count: number;
  readonly examples: readonly string[];
}

/** What is published of all measures. */
export interface Summary {
  /** The first one has the most effort. */
  readonly measures: readonly MeasureFigures[];
  /** Mutants that the first one does not catch. */
  readonly survivors: readonly Pick<Outcome, 'mutant' | 'statement'>[];
  readonly equivalents: readonly Equivalents[];
}

/** Equivalent mutants that are named for each reason. */
const EXAMPLES = 3;

const FILE = join(packageRoot(), 'reports', 'mutation', 'score.json');

/**
 * What is published of measures.
 * @param measured of all mutants, the one with the most effort first
 * @param checksOf identifiers of the checks that are asked under these settings
 */
export function summaryOf(
  measured: readonly Measured[],
  checksOf: (settings: Settings) => readonly string[],
): Summary {
  const outcomes = measured[0]?.outcomes ?? [];
  return {
    measures: measured.map((each) => figuresOf(each, checksOf(each.settings))),
    survivors: scoreOf(outcomes, []).survivors.map(({ mutant, statement }) => ({ mutant, statement })),
    equivalents: equivalentsOf(outcomes),
  };
}

function figuresOf({ settings, outcomes }: Measured, checks: readonly string[]): MeasureFigures {
  const { mutants, caught, equivalents, deviationsPerMutant, requestsToFirst } = scoreOf(outcomes, checks);
  const families = bucket(outcomes, familyOf);
  return {
    ...settings,
    checks: checks.filter((id) => !id.startsWith('operation/')).length,
    mutants,
    caught,
    equivalent: equivalents.length,
    deviationsPerMutant,
    requestsToFirst,
    families: Object.fromEntries([...families].map(([family, some]) => [family, familyFigures(some)])),
  };
}

function familyFigures(outcomes: readonly Outcome[]): FamilyFigures {
  const { mutants, caught, equivalents } = scoreOf(outcomes, []);
  return { mutants, caught, equivalent: equivalents.length };
}

function equivalentsOf(outcomes: readonly Outcome[]): Equivalents[] {
  const alike = bucket(outcomes, ({ equivalent }) => equivalent);
  return [...alike].map(([reason, some]) => ({
    reason,
    count: some.length,
    examples: some.slice(0, EXAMPLES).map(({ mutant }) => mutant),
  }));
}

/** Writes the committed file. */
export function writeSummary(summary: Summary): void {
  const $comment = 'What all mutants came to. Derived: npm run mutation -- --write-docs.';
  writeFileSync(FILE, `${JSON.stringify({ $comment, ...summary }, null, 1)}\n`);
}

/** Reads the committed file. */
export function readSummary(): Summary {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}
