/** Error codes that tell of the caller's rights or account, and nothing of the behaviour that is asked about. */
export const NOT_PERMITTED: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'PendingVerification',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'ExpiredTokenException',
  'IncompleteSignature',
  'MissingAuthenticationToken',
]);
