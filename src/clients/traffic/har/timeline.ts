/** Something that lasts. */
export interface Lasting {
  readonly began: number;
  readonly ended: number;
}

/** Entries that wait for earlier ones: files are in the order in which requests began or ended, or nearly so. */
const WINDOW = 2000;

/** Puts what comes nearly in order into the order of its times, and tells of each beginning and end in turn. */
export class Timeline<T extends Lasting> {
  readonly #begin: (each: T) => void;
  readonly #end: (each: T) => void;
  /** Not begun yet, the earliest last. */
  readonly #waiting: T[] = [];
  /** Begun, the first to end last. */
  readonly #open: T[] = [];

  constructor(begin: (each: T) => void, end: (each: T) => void) {
    this.#begin = begin;
    this.#end = end;
  }

  add(each: T): void {
    insert(this.#waiting, each, ({ began }) => began);
    if (this.#waiting.length > WINDOW) this.#next();
  }

  /** Nothing more comes. */
  finish(): void {
    while (this.#waiting.length > 0) this.#next();
    this.#endBefore(Number.POSITIVE_INFINITY);
  }

  #next(): void {
    const each = this.#waiting.pop();
    if (each === undefined) return;
    this.#endBefore(each.began);
    this.#begin(each);
    insert(this.#open, each, ({ ended }) => ended);
  }

  #endBefore(time: number): void {
    for (let last = this.#open.at(-1); last !== undefined && last.ended <= time; last = this.#open.at(-1)) {
      this.#open.pop();
      this.#end(last);
    }
  }
}

/** Inserts into a list in descending order; before its equals, so that it comes after them. */
function insert<T>(list: T[], each: T, keyOf: (each: T) => number): void {
  const key = keyOf(each);
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = list[middle];
    if (at !== undefined && keyOf(at) > key) low = middle + 1;
    else high = middle;
  }
  list.splice(low, 0, each);
}
