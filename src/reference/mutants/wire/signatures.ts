import type { Verification } from '../../protocol/signature.js';
import type { Mutant } from '../build/mutant.js';

const STATEMENTS: { readonly [verification in Verification]: string } = {
  presence: 'Requests without a signature are carried out.',
  form: 'Requests with an incomplete signature are carried out.',
  key: 'Requests of unknown access keys are carried out.',
  service: 'Requests that are signed for another service are carried out.',
  region: 'Requests that are signed for another region are carried out.',
  past: 'Requests whose signature has expired are carried out.',
  future: 'Requests whose signature is not yet current are carried out.',
  content: 'Requests are carried out with another body than the signed one.',
  signature: 'The signature itself is not verified.',
};

const VERIFICATIONS: readonly Verification[] = [
  'presence',
  'form',
  'key',
  'service',
  'region',
  'past',
  'future',
  'content',
  'signature',
];

/** Each verification of signatures left out. */
export function signatureMutants(): Mutant[] {
  return VERIFICATIONS.map((unverified) => ({
    id: `unverified/${unverified}`,
    title: `${unverified} of signatures unverified`,
    statement: STATEMENTS[unverified],
    unverified,
  }));
}
