const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const HEXADECIMAL = '0123456789abcdef';
const ID_LENGTH = 12;

/** A source of numbers in [0, 1) that a seed determines (mulberry32). Not for secrets that matter. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What stands at the end of an ARN. */
export function idOf(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}

/** Makes the identifiers that the service assigns, in the forms that published examples have. */
export class Identities {
  readonly account: string;
  readonly #random: () => number;
  readonly #identify: ((random: () => number) => string) | undefined;

  /** @param identify makes what {@link id} returns. Default: 12 letters and digits */
  constructor(account: string, random: () => number, identify?: (random: () => number) => string) {
    this.account = account;
    this.#random = random;
    this.#identify = identify;
  }

  /** What stands at the end of an ARN, or for a participant. */
  id(): string {
    return this.#identify?.(this.#random) ?? this.alphanumeric(ID_LENGTH);
  }

  alphanumeric(length: number): string {
    return this.#draw(ALPHANUMERIC, length);
  }

  /** Lower-case hexadecimal digits, as in host names. */
  hexadecimal(length: number): string {
    return this.#draw(HEXADECIMAL, length);
  }

  arn(region: string, type: string, id: string): string {
    return `arn:aws:ivs:${region}:${this.account}:${type}/${id}`;
  }

  /** A request id in the form of a UUID. */
  requestId(): string {
    const digits = this.hexadecimal(32);
    const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20)];
    return [...parts, digits.slice(20)].join('-');
  }

  #draw(alphabet: string, length: number): string {
    let drawn = '';
    for (let at = 0; at < length; at += 1) drawn += alphabet[Math.floor(this.#random() * alphabet.length)];
    return drawn;
  }
}
