import type { Contract } from '../../contract/types.js';
import type { Note } from './problem.js';

/** `Credential=AKIA…/20260101/us-east-1/ivs/aws4_request`, in the header or in a presigned query. */
const SCOPE =
  /Credential=([^/,&\s]+)(?:\/|%2F)\d+(?:\/|%2F)([\w-]+)(?:\/|%2F)([\w-]+)(?:\/|%2F)aws4_request/i;

/** Who signed a request, for which region and service; undefined where nobody did. */
export interface SigningScope {
  readonly key: string;
  readonly region: string;
  readonly service: string;
}

/** Reads the credential scope of a request's header, or of its query. */
export function signingScope(authorization: string, query: string): SigningScope | undefined {
  const [, key, region, service] = SCOPE.exec(authorization) ?? SCOPE.exec(query) ?? [];
  if (key === undefined || region === undefined || service === undefined) return undefined;
  return { key, region, service };
}

const NONE: readonly Note[] = [];

/** AWS refuses what is signed for another name than that of the service, whatever an emulator takes. */
export function scopeNotes(
  { service, shapes: { metadata } }: Contract,
  scope: SigningScope | undefined,
  status: number,
): readonly Note[] {
  if (scope === undefined || scope.service === metadata.signingName) return NONE;
  const answered = status >= 200 && status < 300 ? 'accepted' : `answered with status ${status}`;
  const text =
    `the request is signed for the service name ${scope.service} and was ${answered}: ` +
    `AWS takes ${metadata.signingName} only for ${service}`;
  return [{ about: `signing scope ${service} ${scope.service}`, text }];
}
