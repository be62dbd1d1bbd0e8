/** The lengths that the strings of a pattern can have: sorted, disjoint spans, both ends included. */
export type Lengths = readonly Span[];

/** From, to (both included). */
export type Span = readonly [number, number];

/** Sorted, merged, and nothing above `cap`. */
export function union(spans: readonly Span[], cap: number): Lengths {
  const merged: [number, number][] = [];
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (from > cap) continue;
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], Math.min(to, cap));
    else merged.push([from, Math.min(to, cap)]);
  }
  return merged;
}

/** The lengths of one string followed by another. */
export function sum(first: Lengths, second: Lengths, cap: number): Lengths {
  return union(
    first.flatMap(([from, to]) => second.map((span): Span => [from + span[0], to + span[1]])),
    cap,
  );
}

/** The lengths that are in both. */
export function intersection(first: Lengths, second: Lengths): Lengths {
  return first.flatMap(([from, to]) =>
    second
      .map((span): Span => [Math.max(from, span[0]), Math.min(to, span[1])])
      .filter(([low, high]) => low <= high),
  );
}

/** What is left of `total` once one of the lengths is taken. */
export function remainders(total: number, lengths: Lengths): Lengths {
  return lengths.map(([from, to]): Span => [total - to, total - from]).reverse();
}

/** Whether a string can be that long. */
export function includes(lengths: Lengths, length: number): boolean {
  return lengths.some(([from, to]) => from <= length && length <= to);
}

/** How many lengths there are. */
export function count(lengths: Lengths): number {
  return lengths.reduce((total, [from, to]) => total + to - from + 1, 0);
}

/** The length at an index, shortest first. */
export function at(lengths: Lengths, index: number): number {
  let left = index;
  for (const [from, to] of lengths) {
    if (left <= to - from) return from + left;
    left -= to - from + 1;
  }
  throw new RangeError(`there are fewer than ${index + 1} lengths`);
}
