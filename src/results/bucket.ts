/** Things by a name that they have; those without one are left out. */
export function bucket<T>(items: readonly T[], key: (item: T) => string | undefined): Map<string, T[]> {
  const buckets = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === undefined) continue;
    const found = buckets.get(name);
    if (found === undefined) buckets.set(name, [item]);
    else found.push(item);
  }
  return buckets;
}
