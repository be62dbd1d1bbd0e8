import fc from 'fast-check';

/** One list, always the same, that is halved where a part of it is at fault. */
export class WholeList extends fc.Arbitrary<string[]> {
  readonly #values: readonly string[];

  constructor(values: readonly string[]) {
    super();
    this.#values = values;
  }

  override generate(): fc.Value<string[]> {
    return new fc.Value([...this.#values], undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is string[] {
    return Array.isArray(value) && value.every((each) => this.#values.includes(each));
  }

  override shrink(value: string[]): fc.Stream<fc.Value<string[]>> {
    const middle = value.length >> 1;
    const halves = middle === 0 ? [] : [value.slice(0, middle), value.slice(middle)];
    return fc.stream(halves.map((half) => new fc.Value(half, undefined)).values());
  }
}
