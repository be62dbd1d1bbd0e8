/** A driver turns out not to have a function. */
export class LacksFunction extends Error {
  override readonly name = 'LacksFunction';
  constructor(name: string) {
    super(`needs ${name}, which the driver does not have`);
  }
}
