import type { JsonObject } from '../../contract/types.js';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const HEXADECIMAL = '0123456789abcdef';
const ID_LENGTH = 12;
const HOST_LENGTH = 12;
const PLACEHOLDER = /\{(\w+)(?::(\d+))?\}/g;

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
    return this.hexadecimal(32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  /**
   * Members that the service makes up, from templates: `{account}`, a `{host}`, and whatever else is `known`; `{letters:30}`
   * are so many letters and digits, `{new}` is an identifier of something else.
   */
  expand(templates: JsonObject, known: { readonly [name: string]: string }): JsonObject {
    let host = '';
    const draw: { readonly [name: string]: (length: number) => string } = {
      account: () => this.account,
      host: () => (host ||= this.hexadecimal(HOST_LENGTH)),
      letters: (length) => this.alphanumeric(length),
      new: () => this.id(),
    };
    const value = (_: string, name: string, length: string) =>
      known[name] ?? draw[name]?.(Number(length)) ?? '';
    return JSON.parse(JSON.stringify(templates).replaceAll(PLACEHOLDER, value));
  }

  #draw(alphabet: string, length: number): string {
    const one = () => alphabet[Math.floor(this.#random() * alphabet.length)];
    return Array.from({ length }, one).join('');
  }
}
