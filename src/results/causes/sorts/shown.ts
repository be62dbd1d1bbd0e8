/** Deviations in what operations show: the fewest spots that explain them are their causes. */
import { covers, namedIn, type Spot, type Suspicion, spotOf } from '../spot.js';

/** What one spot explains. */
export interface Explained {
  readonly spot: Spot;
  readonly suspicions: readonly Suspicion[];
}

/** A suspicion with all spots that it can come from. */
interface Open {
  readonly suspicion: Suspicion;
  readonly own: Spot;
  readonly others: readonly Spot[];
}

/** Operations that have to refuse an ARN before the one who gave it is held responsible. */
const REFUSING = 3;

/** Stands for the request as a whole: no member of the answer is blamed for a refusal. */
const REFUSED = '!';

/**
 * Groups deviations by the spot that they come from. Where something is wrong by itself, that is a cause, and explains
 * whatever was compared with it. Of the others, each of which only shows that two operations disagree, those that most
 * have in common are taken to be the causes.
 * @param shown deviations in what was answered
 * @param refused valid requests that were refused: they follow from a wrong ARN, if they name one
 */
export function explain(shown: readonly Suspicion[], refused: readonly Suspicion[]): Explained[] {
  const open = shown.map(openOf);
  const naming = refused.map((suspicion): Open => {
    return { suspicion, own: { at: suspicion.at, path: REFUSED }, others: namedIn(suspicion) };
  });
  const found: Explained[] = [];
  const left = new Set([...open, ...naming]);
  const take = (spot: Spot, candidates: readonly Open[]) => {
    const explained = candidates.filter((each) => left.has(each) && concerns(spot, each));
    for (const each of explained) left.delete(each);
    if (explained.length > 0) found.push({ spot, suspicions: explained.map(({ suspicion }) => suspicion) });
  };
  const certain = open.filter(({ others }) => others.length === 0).map(({ own }) => own);
  const outermost = certain.filter(
    (spot) => !certain.some((other) => other !== spot && contains(other, spot)),
  );
  // What is blamed itself goes to whoever blames it; what was compared with it follows.
  for (const spot of distinct(outermost)) {
    take(
      spot,
      [...open, ...naming].filter(({ own }) => covers(spot, own)),
    );
  }
  const blamed = [...found];
  for (const { spot } of blamed) take(spot, [...open, ...naming]);
  for (let spot = mostCommon([...left]); spot !== undefined; spot = mostCommon([...left]))
    take(spot, [...left]);
  for (const { suspicion, own } of left)
    if (own.path !== REFUSED) found.push({ spot: own, suspicions: [suspicion] });
  return merged(found);
}

function openOf(suspicion: Suspicion): Open {
  const { check, deviation, at, path } = suspicion;
  const others = (deviation.comparedWith ?? []).map((place) => spotOf(check.service, place));
  // Without a member, a deviation is like no other one but those of its kind that observe the same.
  const own = path ?? `!${check.kind} ${deviation.observed}`;
  return { suspicion, own: { at, path: own }, others };
}

function concerns(spot: Spot, { own, others }: Open): boolean {
  return [own, ...others].some((candidate) => covers(spot, candidate));
}

function contains(outer: Spot, inner: Spot): boolean {
  return outer.path !== inner.path && covers(outer, inner);
}

function distinct(spots: readonly Spot[]): Spot[] {
  return [...new Map(spots.map((spot) => [`${spot.at} ${spot.path}`, spot])).values()];
}

/** The spot that explains most; undefined where none explains more than one. */
function mostCommon(open: readonly Open[]): Spot | undefined {
  const candidates = distinct(open.flatMap(({ own, others }) => [own, ...others]));
  let best: { spot: Spot; size: number; own: number } | undefined;
  for (const spot of candidates) {
    const explained = open.filter((each) => concerns(spot, each));
    const isConvicted = new Set(explained.map(({ own }) => own.at)).size >= REFUSING;
    const counted = explained.filter(({ own }) => isConvicted || own.path !== REFUSED);
    if (counted.length < 2) continue;
    const own = counted.filter((each) => covers(spot, each.own)).length;
    if (best === undefined || counted.length > best.size || (counted.length === best.size && own > best.own))
      best = { spot, size: counted.length, own };
  }
  return best?.spot;
}

function merged(found: readonly Explained[]): Explained[] {
  const bySpot = new Map<string, Explained>();
  for (const { spot, suspicions } of found) {
    const name = `${spot.at} ${spot.path}`;
    const known = bySpot.get(name)?.suspicions ?? [];
    bySpot.set(name, { spot, suspicions: [...known, ...suspicions] });
  }
  return [...bySpot.values()];
}
