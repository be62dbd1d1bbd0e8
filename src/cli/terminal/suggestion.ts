import { distance } from 'fastest-levenshtein';

/** Names that are suggested at most. */
const MOST = 3;

/** What was probably meant: what holds the name, else what is written nearly so. */
export function suggestion(name: string, names: readonly string[]): string {
  const near = likely(name, names);
  return near.length === 0 ? '' : `Did you mean ${near.join(' or ')}?`;
}

/** The likeliest names first. */
function likely(name: string, names: readonly string[]): string[] {
  const lower = name.toLowerCase();
  const ranked = [...new Set(names)].map((candidate) => {
    const other = candidate.toLowerCase();
    const isPart = lower.length > 2 && other.includes(lower);
    const place = other === lower ? 0 : other.startsWith(lower) ? 1 : isPart ? 2 : MOST;
    return { candidate, place, far: distance(lower, other) };
  });
  return ranked
    .sort((one, other) => one.place - other.place || one.far - other.far)
    .slice(0, MOST)
    .map(({ candidate }) => candidate);
}
