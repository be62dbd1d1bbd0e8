import { distance } from 'fastest-levenshtein';

/** What was probably meant. */
export function suggestion(name: string, names: readonly string[]): string {
  const lower = name.toLowerCase();
  const near = [...new Set(names)]
    .map((candidate) => ({ candidate, far: distance(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
  return near.length === 0 ? '' : `Did you mean ${near.join(' or ')}?`;
}
