import { matcher } from '../../../cli/run/selection.js';
import { readPackageJson } from '../../../contract/load.js';
import type { Summary } from './summary.js';

/** Why some mutants are not caught. */
export interface Explanation {
  /** Globs of their identifiers. */
  readonly mutants: readonly string[];
  /** A sentence. */
  readonly why: string;
}

/** Survivors with the same explanation. */
export interface Explained {
  /** Undefined where there is none. */
  readonly why: string | undefined;
  readonly survivors: Summary['survivors'];
}

/** Reads the explanations, which are written by hand. */
export function readExplanations(): readonly Explanation[] {
  return readPackageJson<{ explanations: readonly Explanation[] }>('reports', 'mutation', 'survivors.json')
    .explanations;
}

/** Survivors by explanation, those without one last; explanations of nothing left out. */
export function explain(
  survivors: Summary['survivors'],
  explanations: readonly Explanation[] = readExplanations(),
): Explained[] {
  const matching = explanations.map(({ mutants, why }) => ({ matches: mutants.map(matcher), why }));
  const whyOf = ({ mutant }: Summary['survivors'][number]) =>
    matching.find(({ matches }) => matches.some((matchesId) => matchesId({ id: mutant })))?.why;
  return [...explanations.map(({ why }) => why), undefined].flatMap((why) => {
    const some = survivors.filter((survivor) => whyOf(survivor) === why);
    return some.length === 0 ? [] : [{ why, survivors: some }];
  });
}

/** Globs that match no survivor: what they explained is caught now. */
export function idleGlobs(
  survivors: Summary['survivors'],
  explanations: readonly Explanation[] = readExplanations(),
): string[] {
  return explanations
    .flatMap(({ mutants }) => mutants)
    .filter((glob) => {
      const matches = matcher(glob);
      return !survivors.some(({ mutant }) => matches({ id: mutant }));
    });
}
