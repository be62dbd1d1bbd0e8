/**
 * The user can put this right: an option, a variable or a file is wrong. The message says what is wrong and what to
 * do about it, in one paragraph that is fit to be printed as it stands, without a stack trace.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
