import type { Finding } from './types.js';

/** Thrown by a check: the endpoint does not show the behaviour. */
export class DeviationFound extends Error {
  override readonly name = 'DeviationFound';
  readonly finding: Finding;
  constructor(finding: Finding) {
    super(`expected ${finding.expected}, observed ${finding.observed}`);
    this.finding = finding;
  }
}

/** Thrown by a check: it could not be decided. */
export class Inconclusive extends Error {
  override readonly name = 'Inconclusive';
}

/** Thrown by a check: it was not asked, because something that it needs is not there. */
export class Skipped extends Error {
  override readonly name = 'Skipped';
}
