import type { Answer } from '../../transport/http/answer.js';
import type { Finding } from '../types.js';

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

/** Thrown where an operation did not do what a valid request asked of it, so that what builds on it cannot be asked. */
export class Unmet extends Skipped {
  readonly answer: Answer;
  /** What is wrong, where that is more than that the operation did not succeed. */
  readonly finding: Finding | undefined;
  constructor(answer: Answer, message: string, finding?: Finding) {
    super(message);
    this.answer = answer;
    this.finding = finding;
  }
}
